import json
import sys

import pytest
from ground.tiny_study import tiny_study, written

from commands.finished_study import SAFE, VALUE, VERDICT, finished_study
from scripts.commands.trace import main, trace
from scripts.ground.faults import EvidenceFault, MissingInput, StudyFault
from scripts.ground.hashing import file_digest

COUNTS = {"unit": "responses", "files": 1, "read": 4, "used": 3, "quarantined": 0, "excluded": 1, "reasons": "preview 1"}
PUBLIC = [
    "behaviour.B1.change.mean (value)",
    "  shown as     +0.61",
    "  unit         scale points",
    "  interval     0.31 to 0.91",
    "  n            38",
    "  exact value  0.6125",
    "  stands in    tbl-change, cell B1.mean",
    "",
    "made by",
    "  quantitative.change  scripts/quantitative/change.py; config analysis_plan.inference",
    "    ingest.surveys  scripts/ingest/surveys.py",
    "",
    "sources",
    "  survey_start          3 used here; responses: 4 read, 3 used, 0 quarantined, 1 excluded (preview 1)",
    "                        1 file, keyed digest abcdabcdabcdabcd",
]


def traced_study(folder):
    """A finished study with the evidence that its report was rendered from."""
    study = finished_study(folder)
    entries = [VALUE | {"sources": [{"source": "survey_start", "used": 3}]}, VERDICT | {"sources": []}]
    released = {"sources": {"survey_start": COUNTS | {"keyed_digest": "abcd" * 16}}, "evidence": entries}
    written(study / SAFE / "candidate/evidence.json", json.dumps(released))
    return study


def test_the_chain_leads_from_the_printed_value_over_every_step_to_the_raw_rows(tmp_path):
    study = traced_study(tmp_path)
    assert trace(VALUE["id"], study) == [
        *PUBLIC,
        "",
        "for the team: raw rows",
        "  survey_start:1        data/raw/start.csv",
        f"                        rows 2-4 (3 used), sha256 {file_digest(study / 'data/raw/start.csv')[:16]}",
    ]


def test_the_form_for_the_public_names_no_file_and_no_row(tmp_path):
    assert trace(VALUE["id"], traced_study(tmp_path), "release") == PUBLIC


def test_another_form_is_refused(tmp_path):
    with pytest.raises(StudyFault, match="'public' is no form"):
        trace(VALUE["id"], traced_study(tmp_path), "public")


def test_what_a_table_prints_leads_to_the_steps_behind_it(tmp_path):
    study = traced_study(tmp_path)
    written(study / SAFE / "exhibits/verdict.behaviour.md", "not a table")
    written(study / SAFE / "exhibits/tbl-x.md", "{{< var behaviour-B1-change-mean >}}")
    file = study / SAFE / "candidate/evidence.json"
    table = VERDICT | {"id": "tbl-x", "kind": "table", "record": "ingest.surveys", "sources": []}
    for path in (file, study / SAFE / "evidence.json"):
        told = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(told | {"evidence": [*told["evidence"], table]}), encoding="utf-8")
    assert "    quantitative.change  scripts/quantitative/change.py; config analysis_plan.inference" in trace("tbl-x", study)


def test_a_thing_without_rows_of_its_own_says_where_to_look(tmp_path):
    lines = trace("verdict.behaviour", traced_study(tmp_path))
    assert lines[:2] == ["verdict.behaviour (verdict)", "  shown as     up"]
    assert lines[-1].startswith("for the team: it rests on no raw rows of its own")


def test_a_raw_file_that_is_not_here_is_said_to_be_elsewhere(tmp_path):
    study = traced_study(tmp_path)
    tiny_study(study, ("sources", "wave: T0", "wave: T0, optional: true"))
    (study / "data/raw/start.csv").unlink()
    assert any("(file not here)" in line for line in trace(VALUE["id"], study))


def test_an_unknown_id_is_answered_with_its_likeness(tmp_path):
    with pytest.raises(EvidenceFault) as told:
        trace("behaviour.B1.chang.mean", traced_study(tmp_path))
    assert "Did you mean: behaviour.B1.change.mean" in told.value.remedy


@pytest.mark.parametrize(("id", "what"), [("", "No id was given."), ("zzz", "There is no evidence of this id.")])
def test_where_nothing_is_like_it_some_ids_are_shown(tmp_path, id, what):
    with pytest.raises(EvidenceFault) as told:
        trace(id, traced_study(tmp_path))
    assert told.value.what == what
    assert "behaviour.B1.change.mean, verdict.behaviour" in told.value.remedy


def test_a_study_that_was_not_run_has_nothing_to_trace(tmp_path):
    with pytest.raises(MissingInput, match="not been run"):
        trace("x", tiny_study(tmp_path))


def test_a_record_that_was_dropped_is_told_in_words(tmp_path):
    study = traced_study(tmp_path)
    (study / f"{SAFE}/records/quantitative.change.json").unlink()
    with pytest.raises(MissingInput, match=r"record of quantitative\.change"):
        trace(VALUE["id"], study)


def test_the_command_prints_the_chain_or_ends_with_two(tmp_path, monkeypatch, capsys):
    study = traced_study(tmp_path)
    monkeypatch.setattr(sys, "argv", ["trace", "verdict.behaviour", str(study)])
    assert main() == 0
    assert "for the team" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["trace", "verdict.behaviour", str(study), "release"])
    assert main() == 0
    assert "for the team" not in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["trace", "nothing", str(study)])
    assert main() == 2
    assert "Did you mean" in capsys.readouterr().err
