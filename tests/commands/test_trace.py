import sys

import pytest
from ground.tiny_study import tiny_study

from commands.finished_study import SAFE, VALUE, finished_study
from scripts.commands.trace import main, trace
from scripts.ground.faults import EvidenceFault, MissingInput
from scripts.ground.hashing import file_digest


def test_the_chain_leads_from_the_printed_value_over_every_step_to_the_raw_rows(tmp_path):
    study = finished_study(tmp_path)
    assert trace(VALUE["id"], study) == [
        "behaviour.B1.change.mean (value): +0.61 scale points, interval 0.31 to 0.91, n = 38",
        "  exact value  0.6125",
        "  stands in    tbl-change, cell B1.mean",
        "",
        "made by",
        "  quantitative.change  scripts/quantitative/change.py; config analysis_plan.inference",
        "    ingest.surveys  scripts/ingest/surveys.py",
        "",
        "raw rows",
        "  survey_start:1        data/raw/start.csv",
        f"                        rows 2-4 (3 used), sha256 {file_digest(study / 'data/raw/start.csv')[:16]}",
    ]


def test_a_thing_without_rows_of_its_own_says_where_to_look(tmp_path):
    lines = trace("verdict.behaviour", finished_study(tmp_path))
    assert lines[0] == "verdict.behaviour (verdict): up"
    assert lines[-1].startswith("rests on no raw rows of its own")


def test_a_raw_file_that_is_not_here_is_said_to_be_elsewhere(tmp_path):
    study = finished_study(tmp_path)
    tiny_study(study, ("sources", "wave: T0", "wave: T0, optional: true"))
    (study / "data/raw/start.csv").unlink()
    assert any("(file not here)" in line for line in trace(VALUE["id"], study))


def test_an_unknown_id_is_answered_with_its_likeness(tmp_path):
    with pytest.raises(EvidenceFault) as told:
        trace("behaviour.B1.chang.mean", finished_study(tmp_path))
    assert "Did you mean: behaviour.B1.change.mean" in told.value.remedy


@pytest.mark.parametrize(("id", "what"), [("", "No id was given."), ("zzz", "There is no evidence of this id.")])
def test_where_nothing_is_like_it_some_ids_are_shown(tmp_path, id, what):
    with pytest.raises(EvidenceFault) as told:
        trace(id, finished_study(tmp_path))
    assert told.value.what == what
    assert "behaviour.B1.change.mean, verdict.behaviour" in told.value.remedy


def test_a_study_that_was_not_run_has_nothing_to_trace(tmp_path):
    with pytest.raises(MissingInput, match="not been run"):
        trace("x", tiny_study(tmp_path))


def test_a_record_that_was_dropped_is_told_in_words(tmp_path):
    study = finished_study(tmp_path)
    (study / f"{SAFE}/records/quantitative.change.json").unlink()
    with pytest.raises(MissingInput, match=r"record of quantitative\.change"):
        trace(VALUE["id"], study)


def test_the_command_prints_the_chain_or_ends_with_two(tmp_path, monkeypatch, capsys):
    study = finished_study(tmp_path)
    monkeypatch.setattr(sys, "argv", ["trace", "verdict.behaviour", str(study)])
    assert main() == 0
    assert "made by" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["trace", "nothing", str(study)])
    assert main() == 2
    assert "Did you mean" in capsys.readouterr().err
