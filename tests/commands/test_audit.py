import json
import sys

import pytest
from ground.tiny_study import tiny_study, written

from commands.finished_study import SAFE, finished_study
from scripts.commands.audit import audit, main
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import MissingInput
from scripts.ground.hashing import file_digest, json_digest

BOTH = "(concerns ingest.surveys, quantitative.change)"


def differences(study):
    return audit(study)[0]


def test_an_untouched_study_agrees_and_the_comparisons_are_counted(tmp_path):
    problems, checked = audit(finished_study(tmp_path))
    assert problems == []
    assert checked > 20


def test_before_the_first_run_there_is_nothing_to_audit(tmp_path):
    with pytest.raises(MissingInput, match="no records"):
        audit(tiny_study(tmp_path))


def edited(study, path, text):
    assert (study / path).exists()
    written(study / path, text)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda study: edited(study, f"{SAFE}/people/answers.csv", "person,value\nP1,5\n"),
            [f"result {SAFE}/people/answers.csv changed  {BOTH}"],
        ),
        (
            lambda study: (study / f"{SAFE}/quantitative/change.csv").unlink(),
            [f"result {SAFE}/quantitative/change.csv is gone  (concerns quantitative.change)"],
        ),
        (
            lambda study: edited(study, "data/raw/start.csv", "ID,Q1\nP-1,5\n"),
            ["raw file survey_start:1 changed  (concerns ingest.surveys)"],
        ),
        (
            lambda study: tiny_study(study, ("analysis_plan", "minimum_pairs: 3", "minimum_pairs: 9")),
            ["config analysis_plan.inference changed  (concerns quantitative.change)"],
        ),
        (lambda study: tiny_study(study, ("study", "title: Tiny", "title: Other")), []),
        (
            lambda study: (study / f"{SAFE}/ledger.json").unlink(),
            ["the ledger is gone", "the release was made from another ledger"],
        ),
        (lambda study: (study / "results/release/evidence.json").unlink(), ["the release is gone"]),
        (
            lambda study: edited(study, "results/release/evidence.json", '{"ledger_root": "00", "evidence": []}'),
            ["the release was made from another ledger"],
        ),
    ],
    ids=["edited", "lost", "raw", "config", "config nobody took", "ledger lost", "release lost", "release of another run"],
)
def test_each_kind_of_difference_is_named_with_the_steps_it_concerns(tmp_path, change, told):
    study = finished_study(tmp_path)
    change(study)
    assert differences(study) == told


def test_templates_are_compared_with_those_of_the_repository(tmp_path):
    def spoil(records):
        for name, sha256 in (("style.css", file_digest(REPOSITORY / "report/style.css")), ("header.typ", "00")):
            records[1]["inputs"].setdefault("templates", []).append({"path": f"report/{name}", "sha256": sha256})

    assert differences(finished_study(tmp_path, spoil)) == ["result report/header.typ changed  (concerns quantitative.change)"]


def test_a_raw_file_that_is_gone_is_told_so_where_its_source_may_be_empty(tmp_path):
    study = finished_study(tmp_path)
    tiny_study(study, ("sources", "wave: T0", "wave: T0, optional: true"))
    (study / "data/raw/start.csv").unlink()
    assert differences(study) == ["raw file survey_start:1 is gone  (concerns ingest.surveys)"]


def code(name, **digests):
    return lambda records: records[1]["code"]["scripts/quantitative/pairing.py"].update(digests)


def test_other_code_is_named(tmp_path):
    study = finished_study(tmp_path, code("pairing", sha256="00", normal="00"))
    assert differences(study) == ["code scripts/quantitative/pairing.py changed  (concerns quantitative.change)"]


def test_code_that_differs_in_comments_only_is_the_same_code(tmp_path):
    assert differences(finished_study(tmp_path, code("pairing", sha256="00"))) == []


def test_code_that_is_gone_is_named(tmp_path):
    def spoil(records):
        records[0]["code"]["scripts/ingest/lost.py"] = {"sha256": "00", "normal": "00"}

    assert differences(finished_study(tmp_path, spoil)) == ["code scripts/ingest/lost.py changed  (concerns ingest.surveys)"]


def test_another_lock_is_named(tmp_path):
    def spoil(records):
        records[0]["environment"]["lock"] = "00"

    [told] = differences(finished_study(tmp_path, spoil))
    assert told == "the locked environment (requirements.txt) changed  (concerns ingest.surveys)"


def test_a_config_slice_that_no_longer_exists_is_named(tmp_path):
    def spoil(records):
        records[1]["config"] = {"analysis_plan.magic": "00"}

    assert differences(finished_study(tmp_path, spoil)) == ["config analysis_plan.magic changed  (concerns quantitative.change)"]


def test_an_edited_result_with_an_edited_record_still_differs_from_the_ledger(tmp_path):
    study = finished_study(tmp_path)
    path = study / f"{SAFE}/records/quantitative.change.json"
    record = json.loads(path.read_text())
    result = written(study / f"{SAFE}/quantitative/change.csv", "behaviour,mean\nB1,9\n")
    record["outputs"]["change"]["sha256"] = file_digest(result)
    path.write_text(json.dumps(record))
    assert differences(study) == ["record of quantitative.change differs from the ledger"]


def test_a_ledger_edited_to_fit_no_longer_fits_its_root_and_the_release(tmp_path):
    study = finished_study(tmp_path)
    path = study / f"{SAFE}/ledger.json"
    ledger = json.loads(path.read_text())
    del ledger["entries"][0]
    path.write_text(json.dumps(ledger))
    assert differences(study) == ["the ledger's root does not match its entries"]
    ledger["root"] = json_digest([[each["step"], each["digest"]] for each in ledger["entries"]])
    path.write_text(json.dumps(ledger))
    assert differences(study) == ["the release was made from another ledger"]


@pytest.mark.parametrize(("spoilt", "exit_code", "told"), [(False, 0, "Every hash agrees"), (True, 1, "changed")])
def test_the_command_ends_with_one_when_anything_differs(tmp_path, monkeypatch, capsys, spoilt, exit_code, told):
    study = finished_study(tmp_path)
    if spoilt:
        edited(study, "data/raw/start.csv", "ID,Q1\n")
    monkeypatch.setattr(sys, "argv", ["audit", str(study)])
    assert main() == exit_code
    assert told in capsys.readouterr().out


def test_the_command_ends_with_two_and_words_where_there_is_nothing_to_audit(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["audit", str(tiny_study(tmp_path))])
    assert main() == 2
    assert "make report" in capsys.readouterr().err
