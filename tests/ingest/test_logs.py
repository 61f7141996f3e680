from scripts.ground.schemas.ingest import Attendance, Documents, Projects, Turns
from scripts.ground.tables import table_bytes
from scripts.ingest.logs import logs
from tests.ingest.raw_files import raw, raws, rules

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
