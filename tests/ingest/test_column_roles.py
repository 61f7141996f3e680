"""Every column of a raw table is declared, a program's own, or told with the line to write."""

import pytest
from pydantic import ValidationError

from scripts.ground.faults import MissingColumn
from scripts.ingest.people import people
from scripts.ingest.standard_columns import is_standard
from tests.ingest.raw_files import raw, raws, written

ROSTER = "person,given_name,role,years,Grade,Notes\nL-01,Maud,Head,4,7,met at the fair\nL-02,Tunde,Head,9,8,\n"


def roster(folder, text=ROSTER, **declared):
    return people(raws(raw(written(folder, "roster.csv", text), kind="roster", format="csv", **declared)))


def undeclared(made):
    return [each for each in made.findings if each["rule"] == "unused columns"]


def test_undeclared_columns_are_told_at_once_with_the_line_to_write(tmp_path):
    (told,) = undeclared(roster(tmp_path))
    assert 'ignore: ["Grade", "Notes"]' in told["remedy"] and "source roster" in told["remedy"]
    (told,) = undeclared(roster(tmp_path, ignore=["Notes"]))
    assert 'ignore: ["Notes", "Grade"]' in told["remedy"]


def test_what_is_ignored_or_has_a_role_is_declared(tmp_path):
    assert undeclared(roster(tmp_path, ignore=["notes"], roles={"Grade": "sensitive"})) == []


def test_a_first_row_that_is_no_header_is_not_shown(tmp_path):
    survey = raw(written(tmp_path, "log.csv", "Maud Ellingham,4\nTunde,5\n"), kind="roster", format="csv")
    with pytest.raises(MissingColumn) as told:
        people(raws(survey))
    assert "Ellingham" not in str(told.value)


def test_an_extra_column_called_quasi_is_carried_and_one_called_otherwise_is_not(tmp_path):
    made = roster(tmp_path, roles={"Grade": "quasi", "years": "none", "Notes": "free text"})
    assert [(each["person"], each["variable"], each["value"]) for each in made.quasi] == [
        ("L-01", "role", "Head"), ("L-01", "Grade", "7"), ("L-02", "role", "Head"), ("L-02", "Grade", "8"),
    ]  # fmt: skip


def test_a_quasi_column_that_the_file_lacks_is_refused(tmp_path):
    with pytest.raises(MissingColumn, match="quasi"):
        roster(tmp_path, roles={"Band": "quasi"})


def test_a_role_that_is_none_of_the_five_is_refused(tmp_path):
    with pytest.raises(ValidationError):
        roster(tmp_path, roles={"Grade": "secret"})


@pytest.mark.parametrize(
    ("format", "names"),
    [
        ("qualtrics-csv", ("IPAddress", "IP Address", "ipAddress")),
        ("qualtrics-csv", ("RecipientEmail",)),
        ("qualtrics-csv", ("Q_RecaptchaScore",)),
        ("qualtrics-csv", ("Q12_Page Submit", "Timing - Page Submit")),
        ("qualtrics-csv", ("Q5_DO_3",)),
        ("forms-xlsx", ("Start time",)),
        ("forms-xlsx", ("Points - What is a strength?",)),
        ("jisc-csv", ("Unique Response Number",)),
    ],
)
def test_a_programs_own_columns_need_no_declaration(format, names):
    assert is_standard(format, names)


@pytest.mark.parametrize(
    ("format", "names"),
    [
        ("csv", ("IPAddress",)),
        ("forms-xlsx", ("Your points of view",)),
        ("qualtrics-csv", ("Q7", "What do you do differently?")),
        ("qualtrics-csv", ("Employer",)),
        ("jisc-csv", ("What is your role?",)),
    ],
)
def test_a_question_is_never_a_programs_own(format, names):
    assert not is_standard(format, names)
