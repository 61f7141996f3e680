import pytest

from scripts.anonymise.linkage import linkage
from scripts.ground.faults import Fault
from scripts.ground.schemas.ingest import Attendance, Documents, Projects, Responses, Withdrawals
from tests.anonymise.rows import KEY, person, row


def made(people, *, withdrawals=(), responses=(), documents=(), projects=(), attendance=()):
    return linkage(list(people), list(withdrawals), list(responses), list(documents), list(projects), list(attendance), KEY)


def response(id, line, **given):
    usual = {"kind": "survey", "wave": "T0", "standing": "used", "source": "survey_start:1"}
    return row(Responses, person=id, source_row=line, **{**usual, **given})


def standing_of(result, source, line):
    (found,) = [each for each in result.standings if (each["source"], each["source_row"]) == (source, line)]
    return found["standing"], found["reason"]


PEOPLE = [person("SBL-117"), person("SBL-118", source_row=3)]


def test_case_blanks_and_hyphens_of_an_id_do_not_matter():
    result = made(PEOPLE, responses=[response("sbl 117", 4)])
    assert standing_of(result, "survey_start:1", 4) == ("used", "")
    assert result.standings[-1]["pseudonym"] == KEY.pseudonym("person", "SBL-117")


def test_an_id_one_character_away_is_never_linked_but_counted_for_a_person():
    result = made(PEOPLE, responses=[response("SBL-119", 4)])
    assert standing_of(result, "survey_start:1", 4) == ("quarantined", "not in the roster")
    error, warning = result.findings
    assert (error["severity"], error["source_row"], error["field"]) == ("error", 4, "person")
    assert (warning["severity"], warning["rule"]) == ("warning", "nearly_in_roster")
    assert warning["message"].endswith("2.")
    assert not any("SBL" in each["message"] + each["remedy"] for each in result.findings)


def test_a_withdrawn_person_is_excluded_everywhere():
    result = made(
        PEOPLE,
        withdrawals=[row(Withdrawals, person="SBL117", what="everything")],
        responses=[response("SBL-117", 4)],
        documents=[
            row(Documents, document="interviews:1", kind="interviews", person="SBL-117", source="interviews:1", source_row=1)
        ],
        projects=[row(Projects, person="SBL-117", document="projects:1#2", source="projects:1")],
        attendance=[row(Attendance, person="SBL-117", module="1", source="attendance:1")],
    )
    mine = [each for each in result.standings if each["pseudonym"] == KEY.pseudonym("person", "SBL-117")]
    assert len(mine) == 5
    assert {(each["standing"], each["reason"]) for each in mine} == {("excluded", "withdrawn")}


def test_withdrawing_quotation_alone_keeps_the_person():
    result = made(PEOPLE, withdrawals=[row(Withdrawals, person="SBL-117", what="quotes")])
    first, second = result.participants
    assert (first["standing"], first["may_quote"], second["may_quote"]) == ("active", False, True)


@pytest.mark.parametrize("what", ["", "all", "everything incl. quotes and data", "interview"])
def test_in_doubt_a_withdrawal_covers_everything(what):
    result = made(PEOPLE, withdrawals=[row(Withdrawals, person="SBL-117", what=what)])
    assert result.linkage[0]["standing"] == "withdrawn"


def test_a_withdrawal_that_matches_nobody_stops_the_run_naming_the_row():
    with pytest.raises(Fault) as told:
        made(PEOPLE, withdrawals=[row(Withdrawals, person="SBL-999", source="withdrawals:1", source_row=7)])
    assert "withdrawals:1, row 7" in str(told.value)
    assert "999" not in str(told.value)


def test_without_stated_consent_a_person_is_left_out():
    result = made([person("A1", consent=False), person("A2", consent=None, source_row=3)])
    assert [each["standing"] for each in result.linkage] == ["no consent", "no consent"]
    assert [each["rule"] for each in result.findings] == ["consent_unknown"]


def test_a_participant_who_is_a_sponsor_too_keeps_one_pseudonym():
    result = made([person("A1", part="sponsor"), person("a1", source_row=3)])
    assert len(result.linkage) == 1
    assert [each["part"] for each in result.participants] == ["participant"]
    assert len([each for each in result.standings if each["kind"] == "roster"]) == 2


def test_what_ingestion_set_aside_keeps_its_reason():
    result = made(PEOPLE, responses=[response("SBL-117", 4, standing="excluded", reason="preview")])
    assert standing_of(result, "survey_start:1", 4) == ("excluded", "preview")


def test_nameless_feedback_and_the_focus_group_are_used():
    group = row(Documents, document="focus_group:1", kind="focus_group", source="focus_group:1", source_row=1)
    result = made(PEOPLE, responses=[response("", 4, kind="feedback", wave="", source="feedback:1")], documents=[group])
    assert standing_of(result, "feedback:1", 4) == ("used", "")
    assert standing_of(result, "focus_group:1", 1) == ("used", "")
    assert not result.findings


def test_the_later_of_two_responses_of_one_person_counts():
    early = response("SBL-117", 4, recorded="2021-02-01T10:00:00")
    late = response("sbl117", 9, recorded="2021-02-03T10:00:00")
    result = made(PEOPLE, responses=[late, early])
    assert standing_of(result, "survey_start:1", 4) == ("excluded", "duplicate")
    assert standing_of(result, "survey_start:1", 9) == ("used", "")


def test_attendance_of_several_modules_in_one_row_has_one_standing():
    rows = [row(Attendance, person="SBL-117", module=each, source="attendance:1") for each in "12"]
    assert len(made(PEOPLE, attendance=rows).standings) == 3


def test_one_id_for_two_names_is_an_error():
    result = made([person("A1", "Jo", "Ferriby"), person("A1", "Al", "Mazur", source_row=3)])
    assert [each["rule"] for each in result.findings] == ["id_twice"]
