import pytest

from scripts.anonymise.linkage import linkage
from scripts.ground.faults import Fault, Faults
from scripts.ground.models.links import Decision, Links
from scripts.ground.schemas.anonymise import LinkCandidates, Participants, Standings
from scripts.ground.schemas.ingest import Attendance, Documents, Projects, Responses, Withdrawals
from scripts.ground.tables import table_bytes
from tests.anonymise.rows import KEY, person, row


def made(people, *, withdrawals=(), responses=(), documents=(), projects=(), attendance=(), links=()):
    decisions = Links(decisions=tuple(links))
    rows = (people, withdrawals, responses, documents, projects, attendance)
    return linkage(*map(list, rows), decisions, KEY)


def response(id, line, **given):
    usual = {"kind": "survey", "wave": "T0", "standing": "used", "source": "survey_start:1", "linked_to": "roster"}
    return row(Responses, person=id, source_row=line, **{**usual, **given})


def standing_of(result, source, line):
    (found,) = [each for each in result.standings if (each["source"], each["source_row"]) == (source, line)]
    return found["standing"], found["reason"]


PEOPLE = [person("SBL-117"), person("SBL-118", source_row=3)]


def test_case_blanks_and_hyphens_of_an_id_do_not_matter():
    result = made(PEOPLE, responses=[response("sbl 117", 4)])
    assert standing_of(result, "survey_start:1", 4) == ("used", "")
    assert result.standings[-1]["pseudonym"] == KEY.pseudonym("person", "SBL-117")


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
    assert [each["standing"] for each in result.standings if each["reason"] == "withdrawn"] == ["excluded"] * 5
    gone = KEY.pseudonym("person", "SBL-117")
    assert gone not in {each["pseudonym"] for each in (*result.standings, *result.participants)}
    assert gone in {each["pseudonym"] for each in result.linkage}


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


def decision(source, line, person, *, print="", at=2):
    return Decision(line=at, source=source, row=line, person=person, fingerprint=print, decided_by="The team", date="2026-02-01")


def candidates_of(result, source, line):
    rows = [each for each in result.candidates if (each["source"], each["source_row"]) == (source, line)]
    return [each["person"] for each in sorted(rows, key=lambda each: each["rank"])]


def pseudonym_of(result, source, line):
    (found,) = [each for each in result.standings if (each["source"], each["source_row"]) == (source, line)]
    return found["pseudonym"]


def test_an_id_one_character_away_is_never_linked_but_a_candidate_for_a_person_to_decide_on():
    result = made(PEOPLE, responses=[response("SBL-119", 4)])
    assert standing_of(result, "survey_start:1", 4) == ("quarantined", "not in the roster")
    assert pseudonym_of(result, "survey_start:1", 4) == ""
    assert candidates_of(result, "survey_start:1", 4) == ["SBL-117", "SBL-118"]
    error, warning = result.findings
    assert (error["severity"], error["source_row"], error["field"]) == ("error", 4, "person")
    assert (warning["severity"], warning["rule"], warning["source_row"]) == ("warning", "link_candidates", None)
    assert not any("SBL" in each["message"] + each["remedy"] for each in result.findings)


def test_whoever_has_answered_that_survey_already_comes_after_an_equal_who_has_not():
    result = made(PEOPLE, responses=[response("SBL-119", 4), response("SBL-117", 5)])
    assert candidates_of(result, "survey_start:1", 4) == ["SBL-118", "SBL-117"]


def test_a_row_without_any_candidate_is_listed_with_its_fingerprint():
    result = made(PEOPLE, responses=[response("", 4)])
    (listed,) = result.candidates
    assert (listed["person"], listed["rank"], listed["source_row"]) == ("", 0, 4)
    assert len(listed["fingerprint"]) == 12
    table_bytes(result.candidates, LinkCandidates, "link_candidates.csv")


def test_a_persons_decision_links_a_row():
    (listed,) = made(PEOPLE, responses=[response("SBL-1l7x", 4)]).candidates
    result = made(
        PEOPLE,
        responses=[response("SBL-1l7x", 4)],
        links=[decision("survey_start:1", 4, "sbl 117", print=listed["fingerprint"])],
    )
    assert standing_of(result, "survey_start:1", 4) == ("used", "")
    assert pseudonym_of(result, "survey_start:1", 4) == KEY.pseudonym("person", "SBL-117")
    assert [each["rule"] for each in result.findings] == ["linked_by_decision"]
    assert result.candidates == []


def test_a_row_that_is_nobodys_by_decision_is_left_out_without_an_error():
    result = made(PEOPLE, responses=[response("XXXX", 4)], links=[decision("survey_start:1", 4, "Nobody")])
    assert standing_of(result, "survey_start:1", 4) == ("excluded", "nobody's by decision")
    assert not [each for each in result.findings if each["severity"] == "error"]
    assert result.candidates == []


def test_a_decision_to_a_withdrawn_person_leaves_the_row_out():
    result = made(
        PEOPLE,
        withdrawals=[row(Withdrawals, person="SBL-117", what="everything")],
        responses=[response("SBL-l17", 4)],
        links=[decision("survey_start:1", 4, "SBL-117")],
    )
    assert standing_of(result, "survey_start:1", 4) == ("excluded", "withdrawn")


def test_a_decision_counts_against_the_id_typed_and_is_told():
    result = made(PEOPLE, responses=[response("SBL-117", 4)], links=[decision("survey_start:1", 4, "SBL-118")])
    assert pseudonym_of(result, "survey_start:1", 4) == KEY.pseudonym("person", "SBL-118")
    assert "decision_against_id" in [each["rule"] for each in result.findings]


def test_decisions_that_cannot_be_carried_out_are_told_all_at_once_by_line():
    links = [
        decision("survey_end:1", 4, "SBL-117", at=2),
        decision("survey_start:1", 9, "SBL-117", at=3),
        decision("survey_start:1", 4, "SBL-999", at=5),
    ]
    with pytest.raises(Faults) as told:
        made(PEOPLE, responses=[response("x", 4)], links=links)
    wheres = [fault.where.split(" (")[0] for fault in told.value.faults]
    assert wheres == [f"config/links.csv, line {line}" for line in (2, 3, 5)]
    assert "SBL" not in str(told.value)
    assert "999" not in str(told.value)


def test_a_row_that_moved_since_the_decision_stops_the_run_and_says_where_it_went():
    (listed,) = made(PEOPLE, responses=[response("Maud E", 4)]).candidates
    moved = [response("SBL-118", 4), response("Maud E", 5)]
    with pytest.raises(Fault) as told:
        made(PEOPLE, responses=moved, links=[decision("survey_start:1", 4, "SBL-117", print=listed["fingerprint"])])
    assert "its fingerprint is another" in told.value.what
    assert told.value.remedy == "It stands in row 5 now: write 5 in line 2."


def test_a_row_that_moved_to_another_file_of_its_source_is_found_there():
    (listed,) = made(PEOPLE, responses=[response("Maud E", 4)]).candidates
    moved = [response("SBL-118", 4), response("Maud E", 6, source="survey_start:2")]
    with pytest.raises(Fault) as told:
        made(PEOPLE, responses=moved, links=[decision("survey_start:1", 4, "SBL-117", print=listed["fingerprint"])])
    assert told.value.remedy == "It stands in survey_start:2, row 6 now: write survey_start:2 and 6 in line 2."


def test_a_row_that_is_nowhere_any_more_is_decided_anew_without_the_file_that_a_stop_leaves_unwritten():
    with pytest.raises(Fault) as told:
        made(PEOPLE, responses=[response("SBL-118", 4)], links=[decision("survey_start:1", 4, "SBL-117", print="3f9a01bc77de")])
    assert told.value.remedy.startswith("Take line 2 out and run: make report.")


def test_a_decision_on_a_file_with_a_header_alone_says_that_it_has_no_rows():
    with pytest.raises(Fault) as told:
        made(PEOPLE, responses=[response("SBL-118", 4)], links=[decision("survey_end:1", 2, "SBL-117")])
    assert told.value.what == "The raw file has no rows, or there is no such file."
    assert told.value.remedy == "Files with rows: survey_start:1. Correct `source`, or take line 2 out."


def test_a_fingerprint_tells_two_rows_without_an_id_apart_by_the_time_recorded():
    blank = [response("", line, recorded=f"2026-01-0{line}T10:00:00") for line in (4, 5)]
    first, second = made(PEOPLE, responses=blank).candidates
    assert first["fingerprint"] != second["fingerprint"]


def coded(code, line, wave="T0", **given):
    return response(code, line, wave=wave, source=f"survey_{wave}:1", linked_to="each other", **given)


def test_codes_link_waves_without_a_roster_row():
    result = made(PEOPLE, responses=[coded("A-03-m", 4), coded("a-03-M", 7, "T1"), coded("b-11-k", 5)])
    me, other = KEY.pseudonym("code", "a-03-m"), KEY.pseudonym("code", "b-11-k")
    assert [pseudonym_of(result, *place) for place in (("survey_T0:1", 4), ("survey_T1:1", 7), ("survey_T0:1", 5))] == [
        me,
        me,
        other,
    ]
    by_code = [each for each in result.participants if each["known_by"] == "code"]
    assert {each["pseudonym"] for each in by_code} == {me, other}
    assert {(each["part"], each["may_quote"], each["standing"], each["cohort"]) for each in by_code} == {
        ("participant", False, "active", "")
    }
    assert len(result.linkage) == len(PEOPLE)


def test_a_code_equal_to_a_roster_id_is_another_persons():
    result = made(PEOPLE, responses=[coded("SBL-117", 4)])
    assert pseudonym_of(result, "survey_T0:1", 4) == KEY.pseudonym("code", "SBL-117") != KEY.pseudonym("person", "SBL-117")


def test_a_code_used_twice_in_one_wave_is_nobodys_and_both_answers_stay_nameless():
    result = made(PEOPLE, responses=[coded("a-03", 4), coded("A-03", 5), coded("a-03", 4, "T1")])
    assert [pseudonym_of(result, "survey_T0:1", line) for line in (4, 5)] == ["", ""]
    assert standing_of(result, "survey_T0:1", 4) == standing_of(result, "survey_T0:1", 5) == ("used", "")
    assert [(each["rule"], each["source_row"]) for each in result.findings if each["severity"] == "warning"][:2] == [
        ("code_twice", 4), ("code_twice", 5),
    ]  # fmt: skip
    assert not any("a-03" in (each["message"] + each["remedy"]).lower() for each in result.findings)


def test_a_person_can_decide_which_of_two_responses_a_code_belongs_to():
    responses = [coded("a-03", 4), coded("a-03", 5), coded("a-03", 4, "T1")]
    result = made(PEOPLE, responses=responses, links=[decision("survey_T0:1", 5, "a-03")])
    mine = KEY.pseudonym("code", "a-03")
    assert [pseudonym_of(result, "survey_T0:1", line) for line in (4, 5)] == ["", mine]


def test_a_code_with_a_slip_is_a_candidate_of_the_other_wave_and_linked_by_decision_only():
    responses = [coded("a-03-m", 4), coded("a-08-m", 4, "T1")]
    before = made(PEOPLE, responses=responses)
    assert pseudonym_of(before, "survey_T1:1", 4) != pseudonym_of(before, "survey_T0:1", 4)
    assert candidates_of(before, "survey_T1:1", 4) == ["a-03-m"]
    after = made(PEOPLE, responses=responses, links=[decision("survey_T1:1", 4, "A-03-m")])
    assert pseudonym_of(after, "survey_T1:1", 4) == pseudonym_of(after, "survey_T0:1", 4)
    assert len([each for each in after.participants if each["known_by"] == "code"]) == 1
    assert after.candidates == []


def test_paired_codes_are_nobodys_candidates():
    responses = [coded("a-03", 4), coded("a-03", 4, "T1"), coded("a-08", 5, "T1")]
    assert made(PEOPLE, responses=responses).candidates == []


def test_a_response_without_a_code_is_used_without_a_name():
    result = made(PEOPLE, responses=[coded("", 4)])
    assert standing_of(result, "survey_T0:1", 4) == ("used", "")
    assert [each["rule"] for each in result.findings] == ["code_missing"]


def test_withdrawing_by_code_excludes_every_response_with_it():
    result = made(
        PEOPLE,
        withdrawals=[row(Withdrawals, person="A-03", what="everything")],
        responses=[coded("a-03", 4), coded("a-03", 4, "T1"), coded("b-01", 5)],
    )
    assert standing_of(result, "survey_T0:1", 4) == standing_of(result, "survey_T1:1", 4) == ("excluded", "withdrawn")
    assert standing_of(result, "survey_T0:1", 5) == ("used", "")
    mine = [each for each in result.participants if each["pseudonym"] == KEY.pseudonym("code", "a-03")]
    assert mine == []


def test_withdrawing_a_code_that_two_responses_bear_excludes_both():
    withdrawn = [row(Withdrawals, person="a-03", what="")]
    result = made(PEOPLE, withdrawals=withdrawn, responses=[coded("a-03", 4), coded("a-03", 5)])
    assert standing_of(result, "survey_T0:1", 4) == standing_of(result, "survey_T0:1", 5) == ("excluded", "withdrawn")


def test_a_withdrawal_by_roster_id_says_that_coded_answers_cannot_be_found():
    result = made(PEOPLE, withdrawals=[row(Withdrawals, person="SBL-117", what="")], responses=[coded("a-03", 4)])
    assert "codes_not_searched" in [each["rule"] for each in result.findings]
    assert standing_of(result, "survey_T0:1", 4) == ("used", "")


def test_the_tables_hold_what_they_declare():
    result = made(PEOPLE, responses=[coded("a-03", 4), coded("a-08", 4, "T1"), response("SBL-171", 4)])
    for table, rows in ((Participants, result.participants), (Standings, result.standings), (LinkCandidates, result.candidates)):
        table_bytes(rows, table, "table.csv")
