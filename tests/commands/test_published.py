"""The ledger of published cells lives beside the config, and stands in the way of a release that earlier ones would undo."""

from __future__ import annotations

import json
import shutil
from types import SimpleNamespace

import pytest

from scripts.commands.published import held_against, remember


@pytest.fixture
def study(tmp_path):
    return SimpleNamespace(folder=tmp_path, slice=lambda section: section())


def released(study, root, n):
    folder = study.folder / "results/release"
    folder.mkdir(parents=True, exist_ok=True)
    entry = {"id": "behaviour.B1.n", "kind": "value", "value": n, "n": n, "unit": "people with both waves"}
    evidence = {"ledger_root": root, "evidence": [entry | {"table": "tbl-change", "display": f"{n}"}]}
    (folder / "evidence.json").write_text(json.dumps(evidence), encoding="utf-8")


def test_a_first_release_is_held_against_nothing_and_remembered(study):
    released(study, "aa", 36)
    assert held_against(study) == []
    remember(study)
    lines = (study.folder / "published/cells.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "aa,tbl-change,behaviour.B1.n,distributions,36,36,5"


def test_the_ledger_outlives_the_results_and_stops_a_release_with_two_people_more(study):
    released(study, "aa", 36)
    remember(study)
    shutil.rmtree(study.folder / "results")
    released(study, "bb", 38)
    [fault] = held_against(study)
    assert "behaviour.B1.n" in fault.where and "published/cells.csv" in fault.remedy


def test_releasing_the_same_again_changes_no_byte(study):
    released(study, "aa", 36)
    remember(study)
    before = (study.folder / "published/cells.csv").read_bytes()
    remember(study)
    assert (study.folder / "published/cells.csv").read_bytes() == before
    assert [path.name for path in (study.folder / "published").iterdir()] == ["cells.csv"]


def test_a_damaged_ledger_forbids_the_release(study):
    released(study, "aa", 36)
    (study.folder / "published").mkdir()
    (study.folder / "published/cells.csv").write_text("nothing of the kind\n", encoding="utf-8")
    assert "cannot be read" in held_against(study)[0].what
