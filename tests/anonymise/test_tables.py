from scripts.anonymise.tables import tables
from scripts.ground.schemas.anonymise import Participants, Standings
from scripts.ground.schemas.ingest import Answers, Attendance, Projects, Responses
from tests.anonymise.rows import KEY, row

ME = KEY.pseudonym("person", "A1")


def person(pseudonym, standing="active"):
    return row(Participants, pseudonym=pseudonym, standing=standing)


def standing(source, line, standing="used", pseudonym=ME):
    return row(Standings, source=source, source_row=line, kind="survey", pseudonym=pseudonym, standing=standing)


def test_only_rows_in_use_pass_and_only_by_pseudonym():
    made = tables(
        [person(ME)],
        [standing("s:1", 4), standing("s:1", 5, "excluded"), standing("p:1", 2)],
        [row(Responses, source="s:1", source_row=line, kind="survey", wave="T0", person="A1") for line in (4, 5)],
        [row(Answers, source="s:1", source_row=line, item="b1", value=4.0) for line in (4, 5)],
        [row(Projects, source="p:1", source_row=line, person="A1", document="p:1#2", baseline=3.0) for line in (2, 3)],
        [],
    )
    assert [(each["pseudonym"], each["wave"], each["source_row"]) for each in made.answers] == [(ME, "T0", 4)]
    assert [(each["pseudonym"], each["baseline"]) for each in made.projects] == [(ME, 3.0)]


def test_nameless_feedback_passes_without_pseudonym():
    made = tables(
        [person(ME)],
        [standing("f:1", 4, pseudonym="")],
        [row(Responses, source="f:1", source_row=4, kind="feedback", module="1")],
        [row(Answers, source="f:1", source_row=4, item="F1", value=5.0)],
        [],
        [],
    )
    assert [(each["pseudonym"], each["kind"], each["module"]) for each in made.answers] == [("", "feedback", "1")]


def test_a_person_who_is_not_active_never_passes():
    made = tables([person(ME, "withdrawn")], [standing("p:1", 2)], [], [], [row(Projects, source="p:1")], [])
    assert made.projects == []


def test_a_later_row_of_the_attendance_log_corrects_an_earlier_one():
    rows = [row(Attendance, source="a:1", source_row=line, module="1", attended=word) for line, word in ((2, "no"), (9, "yes"))]
    made = tables([person(ME)], [standing("a:1", 2), standing("a:1", 9)], [], [], [], rows)
    assert [each["attended"] for each in made.attendance] == ["yes"]


def test_answers_of_people_known_by_a_code_pass_and_those_of_nobody_pass_without_pseudonym():
    code = KEY.pseudonym("code", "a-03")
    made = tables(
        [person(ME), person(code)],
        [standing("s:1", 4, pseudonym=code), standing("s:1", 5, pseudonym="")],
        [row(Responses, source="s:1", source_row=line, kind="survey", wave="T0") for line in (4, 5)],
        [row(Answers, source="s:1", source_row=line, item="b1", value=4.0) for line in (4, 5)],
        [],
        [],
    )
    assert [(each["pseudonym"], each["source_row"]) for each in made.answers] == [(code, 4), ("", 5)]
