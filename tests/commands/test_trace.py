import json
import sys

import pytest
from ground.tiny_study import tiny_study, written

from commands.finished_study import SAFE, VALUE, VERDICT, finished_study
from scripts.commands.trace import main, trace
from scripts.ground.faults import EvidenceFault, MissingInput, StudyFault, UnreadableFile
from scripts.ground.findings import LINES_AND_ROWS, finding
from scripts.ground.hashing import file_digest
from scripts.ground.schemas.ingest import Findings
from scripts.ground.tables import table_bytes

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
    "  survey_start          3 used here; responses: 4 read, 3 used, 0 quarantined and 1 excluded (preview 1)",
    "                        1 file, keyed digest abcdabcdabcdabcd",
]


def without_imports(lines):
    """The lines but those that name imported files of code."""
    return [line for line in lines if " with scripts/" not in line and not line.startswith("  all of them with ")]


def traced_study(folder):
    """A finished study with the evidence that its report was rendered from."""
    study = finished_study(folder)
    entries = [VALUE | {"sources": [{"source": "survey_start", "used": 3}]}, VERDICT | {"sources": []}]
    released = {"sources": {"survey_start": COUNTS | {"keyed_digest": "abcd" * 16}}, "evidence": entries}
    written(study / SAFE / "candidate/evidence.json", json.dumps(released))
    return study


def test_the_chain_leads_from_the_printed_value_over_every_step_to_the_raw_rows(tmp_path):
    study = traced_study(tmp_path)
    assert without_imports(trace(VALUE["id"], study)) == [
        *PUBLIC,
        "",
        "for the team: raw rows",
        "  survey_start:1        data/raw/start.csv",
        f"                        rows 2-4 (3 used), sha256 {file_digest(study / 'data/raw/start.csv')[:16]}",
        "                        column Q1",
    ]


def test_the_team_is_told_how_a_spreadsheet_counts_rows_and_which_cells_count_as_missing(tmp_path):
    study = traced_study(tmp_path)
    found = [
        finding("note", "survey_start:1", LINES_AND_ROWS, "In a spreadsheet subtract: 1 from line 2.", "Nothing."),
        finding("error", "survey_start:1", "out of scale", "m", "r", row=3, field="Q1"),
        finding("error", "survey_start:1", "out of scale", "m", "r", row=9, field="Q1"),
    ]
    path = study / SAFE / "validation/findings.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(table_bytes(found, Findings, "findings"))
    assert [line.strip() for line in trace(VALUE["id"], study)[-2:]] == [
        "In a spreadsheet subtract: 1 from line 2.",
        "1 of these cells counts as missing: results/pseudonymised/validation/report.html",
    ]


def test_the_form_for_the_public_names_no_file_and_no_row(tmp_path):
    assert without_imports(trace(VALUE["id"], traced_study(tmp_path), "release")) == PUBLIC


def test_the_files_that_a_step_imports_stand_under_it_and_those_of_every_step_are_counted_once_at_the_end(tmp_path):
    lines = trace(VALUE["id"], traced_study(tmp_path))
    of_change, of_surveys = [line.split("with ")[1] for line in lines if " with scripts/" in line]
    assert lines.index(f"    with {of_change}") == lines.index(PUBLIC[9]) + 1
    assert "inference/paired.py" in of_change and "inference/paired.py" not in of_surveys
    assert "door.py" not in of_change + of_surveys
    assert [line for line in lines if line.startswith("  all of them with ")] == lines[lines.index("sources") - 2 : -1][:1]


@pytest.mark.parametrize("file", ["evidence.json", "candidate/evidence.json", "records/quantitative.change.json"])
@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: text.replace('"record":', '"was":').replace('"outputs":', '"was":'),
        lambda text: "\udcff",
    ],
    ids=["cut", "another shape", "a part edited away", "not UTF-8"],
)
def test_a_damaged_file_is_named_with_what_to_do(tmp_path, file, spoilt):
    study = traced_study(tmp_path)
    path = study / SAFE / file
    path.write_text(spoilt(path.read_text(encoding="utf-8")), encoding="utf-8", errors="surrogateescape")
    with pytest.raises(UnreadableFile, match="is damaged") as told:
        trace(VALUE["id"], study)
    assert told.value.where == f"{SAFE}/{file}" and "make report" in told.value.remedy


def test_another_form_is_refused(tmp_path):
    with pytest.raises(StudyFault, match="'public' is no form"):
        trace(VALUE["id"], traced_study(tmp_path), "public")


def test_what_a_table_prints_leads_to_the_steps_behind_it(tmp_path):
    study = traced_study(tmp_path)
    written(study / SAFE / "exhibits/outcomes/verdict.behaviour.md", "not a table")
    written(study / SAFE / "exhibits/outcomes/tbl-x.md", "{{< var behaviour-B1-change-mean >}}")
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


def test_where_nothing_is_like_it_examples_of_the_study_are_shown(tmp_path):
    with pytest.raises(EvidenceFault, match="There is no evidence of this id") as told:
        trace("zzz", traced_study(tmp_path))
    assert "Did you mean: behaviour.B1.change.mean, verdict.behaviour?" in told.value.remedy


def traced_with(folder, *others):
    study = traced_study(folder)
    file = study / SAFE / "evidence.json"
    present = json.loads(file.read_text(encoding="utf-8"))["evidence"]
    file.write_text(json.dumps({"evidence": [*others, *present]}), encoding="utf-8")
    return study


def test_without_an_id_the_command_says_how_to_use_it_with_a_value_a_verdict_and_a_quote_of_the_study(tmp_path):
    others = [VALUE | {"id": "attrition.B1.n"}, VALUE | {"id": "a.b", "low": None}, VERDICT | {"id": "logic.element.x"}]
    with pytest.raises(EvidenceFault, match="No id was given") as told:
        trace("", traced_with(tmp_path, *others, VERDICT | {"id": "q-1", "kind": "quote"}))
    assert told.value.remedy.startswith("Type: make trace ID=behaviour.B1.change.mean, or ID=verdict.behaviour, or ID=q-1. ")


@pytest.mark.parametrize("typed", ["behaviour.B1", "Behaviour.b1."])
def test_ids_that_begin_with_what_was_typed_come_before_those_that_look_like_it(tmp_path, typed):
    short = [VERDICT | {"id": f"behaviour.B{number}", "kind": "value"} for number in (2, 3)]
    longer = [VALUE | {"id": f"behaviour.B1.{end}"} for end in ("tipping.shift.low", "n")]
    with pytest.raises(EvidenceFault) as told:
        trace(typed, traced_with(tmp_path, *short, *longer))
    assert "Did you mean: behaviour.B1.change.mean, behaviour.B1.n, behaviour.B1.tipping.shift.low?" in told.value.remedy


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
