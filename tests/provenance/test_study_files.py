import csv
import io

import yaml

from scripts.ground.models.analysis_plan import AnalysisPlan
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.logic_model import LogicModel
from scripts.ground.models.plan_lock import PlanLock
from scripts.provenance.study_files import study_files

CODE = {
    "id": "b2", "name": "=HYPERLINK", "family": "f", "definition": "d", "valence": "supports", "aims": ["one", "two"],
}  # fmt: skip
PLAN = AnalysisPlan(version="3", estimand="Mean change.")


def made(lock=None, codes=(CODE, CODE | {"id": "a1", "name": "A"}), elements=({"id": "e", "stage": "impact", "name": "E"},)):
    codebook = Codebook(version="1.2", date="2026-01-01", codes=codes)
    return study_files(codebook, PLAN, lock or PlanLock(), LogicModel(elements=elements))


def test_a_plan_that_was_never_locked_has_no_lock_to_release():
    assert sorted(made()) == ["analysis_plan.yaml", "codebook.csv", "logic_model.yaml"]
    assert "plan.lock.yaml" in made(PlanLock(date="2026-01-02", version="3", digest="aa"))


def test_a_study_by_questionnaire_alone_releases_neither_codebook_nor_logic_model():
    assert sorted(made(codes=(), elements=())) == ["analysis_plan.yaml"]


def test_the_plan_is_released_with_every_default_and_reads_back_as_the_same_plan():
    content = yaml.safe_load(made()["analysis_plan.yaml"])
    assert AnalysisPlan.model_validate(content) == PLAN
    assert content["inference"]["confidence"] == PLAN.inference.confidence


def test_codes_stand_in_order_with_lists_in_one_cell_and_no_formula():
    rows = list(csv.DictReader(io.StringIO(made()["codebook.csv"].decode())))
    assert [row["id"] for row in rows] == ["a1", "b2"]
    assert (rows[1]["aims"], rows[1]["name"], rows[1]["codebook_version"]) == ("one; two", "'=HYPERLINK", "1.2")
