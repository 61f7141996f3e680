import json

import pytest
from ground.tiny_study import tiny_study, written

from scripts.commands.summary import summarise
from scripts.ground.config import load_config
from scripts.ground.findings import finding
from scripts.ground.named import named_study
from scripts.ground.schemas.anonymise import ReviewQueue
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.integrate import JointDisplay
from scripts.ground.schemas.validate import Flow
from scripts.ground.tables import table_bytes


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.chdir(tiny_study(tmp_path))
    named_study(".")
    return tmp_path


def results(study, *, quarantined=0, decided=True, joint="convergence", evidence=()):
    safe = study / "results/pseudonymised"
    flow = {
        "source": "survey_start", "unit": "responses", "files": 1, "read": 48, "used": 48 - quarantined,
        "quarantined": quarantined, "excluded": 0, "unreadable": 0, "reasons": "",
    }  # fmt: skip
    place = {"document": "D", "turn": 1, "start": 0, "end": 3, "label": "name?", "reason": "capital", "item": "r1"}
    queue = [place | {"start": start, "decided": decided, "decision": ""} for start in (0, 9)]
    display = dict.fromkeys(JointDisplay.columns, "x") | {"joint": joint, "explained": False}
    findings = [finding("error", "survey_start:1", "r", "m", "t", row=row) for row in range(quarantined)]
    for path, table, rows in (
        ("validation/flow.csv", Flow, [flow]),
        ("validation/findings.csv", Findings, findings),
        ("anonymise/queue.csv", ReviewQueue, queue),
        ("integrate/joint_display.csv", JointDisplay, [display]),
    ):
        written(safe / path, table_bytes(rows, table, path).decode())
    written(safe / "gate.json", json.dumps({"files": {"report.pdf": "1", "report.html": "2"}}))
    written(safe / "candidate/evidence.json", json.dumps({"evidence": list(evidence)}))


def told(study, target="report", jobs=3):
    return summarise(load_config(study), target, jobs=jobs, seconds=1.26).splitlines()


def test_after_a_report_stand_its_files_what_moved_and_what_needs_a_person(study):
    results(study)
    assert told(study) == [
        "",
        "Tiny: 3 steps in 1.3 s",
        "  report    results/release/report.html",
        "  report    results/release/report.pdf",
        "  moved     first run of this study",
        "  for you   nothing to decide",
    ]


def test_a_run_without_anything_to_do_says_so(study):
    results(study)
    assert "Nothing to do: everything is up to date" in told(study, jobs=0)[1]


def test_what_waits_for_a_person_is_counted(study):
    results(study, quarantined=2, decided=False, joint="dissonance")
    assert [line for line in told(study) if "for you" in line] == [
        "  for you   1 redaction to review: make review",
        "  for you   2 rows set aside: results/pseudonymised/validation/report.html",
        "  for you   1 dissonance to explain: config/explanations.yaml",
    ]


def test_answers_that_count_as_missing_are_something_for_a_person(study):
    results(study)
    found = [
        finding("error", "survey_start:1", rule, "m", "t", row=row) for row, rule in enumerate(["unknown label"] * 3 + ["r"])
    ]
    found.append(finding("error", "survey_end:1", "unreadable answers", "m", "t"))
    written(study / "results/pseudonymised/validation/findings.csv", table_bytes(found, Findings, "f").decode())
    page = "results/pseudonymised/validation/report.html"
    assert [line.strip() for line in told(study)[-2:]] == [
        f"for you   3 answers counted as missing: {page}",
        f"for you   1 survey with unreadable answers: {page}",
    ]


def test_of_many_changes_the_first_are_shown_and_the_rest_counted(study):
    values = [{"id": f"v{number}", "display": "1", "n": 1, "value": 1, "low": None, "high": None} for number in range(11)]
    results(study, evidence=values)
    told(study)
    results(study, evidence=[each | {"display": "2"} for each in values])
    lines = told(study)
    assert sum(line.startswith("  moved") for line in lines) == 8
    assert "            ... and 3 more: make changes" in lines


def test_of_a_study_elsewhere_paths_and_commands_stand_as_they_must_be_typed(study, monkeypatch):
    results(study, quarantined=1, decided=False, joint="dissonance")
    (study / "here").mkdir()
    monkeypatch.chdir(study / "here")
    named_study("..")
    # as the run does
    monkeypatch.chdir(study)
    assert told(study)[2:] == [
        "  report    ../results/release/report.html",
        "  report    ../results/release/report.pdf",
        "  moved     first run of this study",
        "  for you   1 redaction to review: make review STUDY=..",
        "  for you   1 row set aside: ../results/pseudonymised/validation/report.html",
        "  for you   1 dissonance to explain: ../config/explanations.yaml",
    ]
    assert told(study, "check")[4].endswith(" ../results/pseudonymised/validation/report.html")


def test_after_a_check_stands_the_flow_and_the_findings_by_severity(study):
    results(study, quarantined=1)
    lines = told(study, "check")
    assert lines[3].split() == ["survey_start", "1", "48", "47", "1", "0"]
    assert lines[4] == "  findings  1 error, 0 warnings and 0 notes: results/pseudonymised/validation/report.html"


def test_after_an_export_stands_how_many_texts_there_are(study):
    written(study / "results/pseudonymised/export_texts/D1.txt", "text")
    assert "1 redacted texts for the coders" in told(study, "export-texts")[-1]


def test_after_a_check_an_error_of_a_whole_file_is_told_with_what_to_do(study):
    results(study, quarantined=2)
    whole = finding("error", "survey_start:1", "unreadable answers", "180 answers count as missing.", "Declare `labels`.")
    path = study / "results/pseudonymised/validation/findings.csv"
    rows = [finding("error", "survey_start:1", "r", "m", "t", row=7), whole]
    written(path, table_bytes(rows, Findings, "findings").decode())
    assert told(study, "check")[-2:] == [
        "  error     survey_start:1: 180 answers count as missing.",
        "            Declare `labels`.",
    ]


def test_a_raw_file_that_no_source_reads_is_something_for_a_person(study):
    results(study)
    written(study / "data/raw/extra.csv", "id\n")
    assert "  for you   1 raw file that no source reads: data/raw/" in told(study)
