import pytest

from scripts.ground.faults import MissingColumn
from scripts.ground.schemas.ingest import Attendance, Documents, Projects, Turns
from scripts.ground.tables import table_bytes
from scripts.ingest.logs import logs
from tests.ingest.raw_files import raw, raws, rules, written

PROJECTS = raw(
    "projects.xlsx",
    kind="projects",
    format="xlsx",
    columns={"person": "Programme ID", "follow_up": "Follow-up", "reached": "People reached"},
)
ATTENDANCE = raw("attendance.xlsx", kind="attendance", format="xlsx", columns={"person": "Programme ID", "module_1": "Module 1"})


def test_projects_hold_numbers_in_units_of_their_measure():
    made = logs(raws(PROJECTS))
    values = [[row[name] for name in ("direction", "baseline", "target", "follow_up", "reached")] for row in made.projects]
    assert values == [["lower", 19, 7, 6, 1200], ["higher", None, 45, None, 0], ["", 40, 20, None, None]]


def test_a_number_that_is_none_is_an_error_and_one_to_come_is_not():
    made = logs(raws(PROJECTS))
    found = [(each["rule"], each["source_row"], each["field"]) for each in made.findings if each["severity"] == "error"]
    assert found == [("no number", 3, "Baseline"), ("unknown direction", 4, "Direction")]
    assert made.readings[0]["unused_columns"] == "Notes"


def test_title_and_aim_become_a_document_with_a_turn_each():
    made = logs(raws(PROJECTS))
    assert [(row["document"], row["turn"], row["text"]) for row in made.turns] == [
        ("projects:1#2", 1, "Ring back"),
        ("projects:1#2", 2, "Ring on the day."),
        ("projects:1#3", 1, "Shared plans"),
        ("projects:1#4", 2, "Fewer panels."),
    ]
    assert [row["document"] for row in made.projects] == [row["document"] for row in made.documents]


def test_attendance_is_one_row_a_person_and_module():
    made = logs(raws(ATTENDANCE))
    assert [(row["person"], row["module"], row["attended"]) for row in made.attendance] == [
        ("L-01", "1", "yes"),
        ("L-01", "2", "late"),
        ("L-01", "3", "no"),
        ("L-02", "1", "yes"),
        ("L-02", "2", ""),
        ("L-02", "3", ""),
    ]
    assert rules(made) == [("unknown attendance", 3, "warning")]


def test_tables_have_exactly_the_declared_columns():
    made = logs(raws(PROJECTS, ATTENDANCE))
    for rows, table in zip(made[:4], (Projects, Attendance, Documents, Turns), strict=True):
        assert table_bytes(rows, table, table.__name__).count(b"\n") == len(rows) + 1


def test_words_of_a_log_are_translated_and_an_unknown_one_is_told(tmp_path):
    labels = {"direction": {"besser hoch": "higher"}, "status": {"fertig": "complete"}}
    text = "person,direction,status\nL-1,Besser  hoch,Fertig\nL-2,lower,offen\n"
    made = logs(raws(raw(written(tmp_path, "p.csv", text), kind="projects", format="csv", labels=labels)))
    assert [(row["direction"], row["status"]) for row in made.projects] == [("higher", "complete"), ("lower", "offen")]
    assert [rule for rule in rules(made) if rule[0] == "unknown label"] == [("unknown label", 3, "warning")]


def test_words_of_attendance_are_translated(tmp_path):
    text = "person,module_1,module_2\nL-1,da,weg\nL-2,zu spät,?\n"
    labels = {"attended": {"da": "yes", "weg": "no", "zu spät": "late"}}
    made = logs(raws(raw(written(tmp_path, "a.csv", text), kind="attendance", format="csv", labels=labels)))
    assert [row["attended"] for row in made.attendance] == ["yes", "no", "late", ""]
    assert ("unknown attendance", 3, "warning") in rules(made)


def test_attendance_without_a_module_is_refused(tmp_path):
    with pytest.raises(MissingColumn, match="which columns are modules"):
        logs(
            raws(
                raw(
                    written(tmp_path, "a.csv", "person,Module 1\nL-1,yes\n"), kind="attendance", format="csv", ignore=["Module 1"]
                )
            )
        )
