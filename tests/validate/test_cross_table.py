import pytest

from scripts.ground.models.explanations import Explanation, Explanations
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import Sources
from scripts.ground.models.study import Cohorts, Publication, Quality
from scripts.ground.schemas.ingest import Findings
from scripts.ground.tables import table_bytes
from scripts.validate.cross_table import cross_table

SOURCES = Sources.model_validate(
    {
        "sources": {
            "roster": {"kind": "roster", "files": "r.csv", "format": "csv", "columns": {"person": "ID", "email": "Mail"}},
            "start": {"kind": "survey", "files": "s.csv", "format": "csv", "wave": "T0", "columns": {"recorded": "Ended"}},
            "log": {"kind": "projects", "files": "p.csv", "format": "csv", "columns": {"target": "Aimed at"}},
        },
        "withdrawals": "none so far",
    }
)
COHORTS = Cohorts.model_validate(
    {
        "waves": [{"id": "T0", "name": "start"}, {"id": "T1", "name": "end"}],
        "aims": [{"id": "a", "name": "A", "question": "?", "evidence": "texts"}],
        "source_groups": [
            {"id": "leaders", "name": "leaders", "kind": "participant", "collected": "spoken"},
            {"id": "sponsors", "name": "sponsors", "kind": "sponsor", "collected": "spoken"},
        ],
    }
)
PUBLICATION = Publication.model_validate(
    {
        "title": "T", "programme": "p", "institution": "i", "authors": [{"name": "t"}], "report_date": "2026-03-31",
        "independence": "none",
    }
)  # fmt: skip
INSTRUMENT = Instrument.model_validate(
    {
        "scale": {"minimum": 1, "maximum": 5, "low_label": "l", "high_label": "h"},
        "behaviours": [{"id": "B1", "name": "n", "meaning": "m"}],
        "items": [{"id": "B1a", "text": "t", "behaviour": "B1"}],
    }
)
DEFAULT, NONE = Quality(), Explanations()
LONG = "one two three four five six seven eight nine ten " * 2


def person(id, row, **given):
    blank = dict.fromkeys(("given_name", "family_name", "known_as", "email", "organisation", "role", "cohort"), "")
    consents = {"consent_analyse": True, "consent_quote": True, "consent_archive": True}
    return {"person": id, "part": "participant", **blank, **consents, "source": "roster:1", "source_row": row, **given}


def response(source, row, recorded="", wave="T0", kind="survey", module=""):
    return {
        "kind": kind, "wave": wave, "module": module, "person": "x", "recorded": recorded, "standing": "used", "reason": "",
        "source": source, "source_row": row,
    }  # fmt: skip


def project(row, direction="higher", baseline=1, target=5, follow_up=4, status="completed"):
    return {
        "person": "x", "document": f"log:1#{row}", "measure": "", "direction": direction, "baseline": baseline, "target": target,
        "follow_up": follow_up, "status": status, "reached": None, "outcome_type": "", "source": "log:1", "source_row": row,
    }  # fmt: skip


def standing(source, row, pseudonym="P1", kind="survey", wave="", standing="used"):
    return {
        "source": source, "source_row": row, "kind": kind, "wave": wave, "pseudonym": pseudonym,
        "standing": standing, "reason": "",
    }  # fmt: skip


def document(name, source, row=1, kind="interviews", group="leaders", pseudonym="P1", module="", version="v1"):
    return {
        "document": name, "kind": kind, "group": group, "pseudonym": pseudonym, "module": module, "version": version,
        "source": source, "source_row": row,
    }  # fmt: skip


def turn(name, text=LONG):
    return {"document": name, "turn": 1, "speaker": "", "part": "speaker", "text": text, "source_row": 1}


def found(
    people=(), organisations=(), withdrawals=(), responses=(), projects=(), attendance=(), standings=(), documents=(), turns=(),
    records=(), limits=DEFAULT, explanations=NONE,
):  # fmt: skip
    made = cross_table(
        list(people), list(organisations), list(withdrawals), list(responses), list(projects), list(attendance),
        list(standings), list(documents), list(turns), list(records), PUBLICATION, COHORTS, limits, SOURCES, INSTRUMENT,
        explanations,
    )  # fmt: skip
    table_bytes(made.findings, Findings, "findings")
    return [(each["rule"], each["source"], each["source_row"], each["field"]) for each in made.findings]


def test_nothing_at_all_finds_nothing():
    assert found() == []


@pytest.mark.parametrize(
    ("recorded", "rule"),
    [
        ("2026-03-31T23:00:00", None),
        ("2026-04-01", "date after the report"),
        ("1904-01-02", "date too early"),
        ("03/04/2026", None),  # what could not be read is told where it was read
        ("", None),
    ],
)
def test_dates_outside_the_study_are_told_with_row_and_header(recorded, rule):
    told = found(responses=[response("start:1", 7, recorded)], standings=[standing("start:1", 7)])
    assert told == ([(rule, "start:1", 7, "Ended")] if rule else [])


def test_the_study_says_its_first_day():
    rows = {"responses": [response("start:1", 7, "2024-12-31")], "standings": [standing("start:1", 7)]}
    assert found(**rows) == []
    assert found(**rows, limits=Quality(earliest_date="2025-01-01")) == [("date too early", "start:1", 7, "Ended")]


def test_a_withdrawal_dated_before_the_study_is_told():
    withdrawal = {"person": "x", "date": "1999-05-01", "what": "all", "source": "withdrawals:1", "source_row": 2}
    assert found(withdrawals=[withdrawal]) == [("date too early", "withdrawals:1", 2, "date")]


def test_an_excluded_response_is_nobodys_concern():
    out = standing("start:1", 7, standing="excluded")
    assert found(responses=[response("start:1", 7, "2030-01-01")], standings=[out]) == []


def waves(*days):
    """Responses and standings of people who answered at both waves: (day at T0, day at T1) each."""
    responses, standings = [], []
    for row, (before, after) in enumerate(days, start=2):
        responses += [response("start:1", row, before), response("end:1", row, after, wave="T1")]
        standings += [standing(source, row, f"P{row}") for source in ("start:1", "end:1")]
    return {"responses": responses, "standings": standings}


def test_an_end_recorded_before_the_start_is_told_at_the_end():
    fine = ("2025-01-10", "2025-06-01")
    assert found(**waves(fine, ("2025-01-10", "2025-01-09"), ("2025-01-10", "2025-01-10"))) == [
        ("dates out of order", "end:1", 3, "recorded")
    ]


def test_most_people_in_the_wrong_order_point_to_exchanged_files():
    told = found(**waves(*[("2025-06-01", "2025-01-10")] * 3, ("2025-01-10", "2025-06-01")))
    assert told.count(("waves exchanged", "end:1", None, "")) == 1
    assert "waves exchanged" not in {each[0] for each in found(**waves(*[("2025-06-01", "2025-01-10")] * 2))}


def test_one_name_under_two_ids_of_one_organisation_is_told():
    name = {"given_name": "Ada", "family_name": "Quill", "organisation": "North"}
    people = [
        person("A-1", 2, **name),
        person("A-2", 3, **(name | {"given_name": " ADA "})),
        person("A-3", 4, **(name | {"organisation": "South"})),
        person("A-1", 5, **name),  # the same id twice is linkage's concern
        person("A-4", 6),
        person("A-5", 7),
    ]
    standings = [standing("roster:1", row, f"P{row}", kind="roster") for row in range(2, 8)]
    assert found(people=people, standings=standings) == [("one person, two ids", "roster:1", 3, "ID")]


@pytest.mark.parametrize(
    ("address", "told"),
    [("a@north.example", 0), ("a@care.north.example", 0), ("a@notnorth.example", 1), ("a@mail.example", 1), ("", 0)],
)
def test_an_address_of_another_domain_is_a_note(address, told):
    organisation = {"name": "North", "abbreviation": "N", "domain": "north.example", "source": "o:1", "source_row": 2}
    rows = [person("A-1", 2, email=address, organisation="n"), person("A-2", 3, email=address, organisation="Elsewhere")]
    standings = [standing("roster:1", row, f"P{row}", kind="roster") for row in (2, 3)]
    rules = found(people=rows, organisations=[organisation], standings=standings)
    assert rules == [("e-mail of another domain", "roster:1", 2, "Mail")] * told


def test_an_unknown_consent_to_quotation_is_a_note_where_the_roster_asks_for_it():
    people = [person("A-1", 2, consent_quote=None), person("A-2", 3)]
    standings = [standing("roster:1", row, f"P{row}", kind="roster") for row in (2, 3)]
    assert found(people=people, standings=standings) == [("quotation unknown", "roster:1", 2, "consent_quote")]
    assert found(people=[person("A-1", 2, consent_quote=None)], standings=standings) == []


def test_an_interview_and_a_survey_of_somebody_in_another_part_are_told():
    people = [person("A-1", 2, part="sponsor"), person("B-1", 3), person("A-1", 4, part="facilitator")]
    standings = [
        standing("roster:1", 2, "P1", kind="roster"), standing("roster:1", 4, "P1", kind="roster"),
        standing("roster:1", 3, "P2", kind="roster"), standing("start:1", 5, "P1"), standing("start:1", 6, "P2"),
    ]  # fmt: skip
    documents = [
        document("D1", "talks:1"), document("D2", "talks:2", group="sponsors"), document("D3", "talks:3", pseudonym="P2"),
        document("D4", "talks:4", pseudonym=""),
    ]  # fmt: skip
    assert found(people=people, standings=standings, documents=documents) == [
        ("another part", "start:1", 5, ""),
        ("another part", "talks:1", 1, ""),
    ]


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ({}, []),
        ({"direction": "lower"}, [("target no improvement", "Aimed at")]),
        ({"target": 1}, [("target no improvement", "Aimed at")]),
        ({"direction": "lower", "baseline": 9}, []),
        ({"follow_up": None}, [("completed without follow-up", "follow_up")]),
        ({"follow_up": None, "status": " Finished"}, [("completed without follow-up", "follow_up")]),
        ({"follow_up": None, "status": "stopped"}, []),
        ({"baseline": None}, [("follow-up without baseline", "baseline")]),
        ({"target": None}, [("follow-up without target", "Aimed at")]),
        ({"direction": ""}, [("direction not declared", "direction")]),
    ],
)
def test_a_project_that_contradicts_itself_is_told(given, rules):
    told = found(projects=[project(4, **given)], standings=[standing("log:1", 4, kind="projects")])
    assert [(rule, field) for rule, _, _, field in told] == rules


def test_one_project_with_a_direction_shows_that_the_log_has_the_column():
    projects = [project(4, direction=""), project(5)]
    assert found(projects=projects, standings=[standing("log:1", row, kind="projects") for row in (4, 5)]) == []


def attended(row, module, word):
    return {"person": "x", "module": module, "attended": word, "source": "attendance:1", "source_row": row}


def test_feedback_on_an_unknown_or_missed_module_is_told():
    rows = {
        "responses": [
            response("feedback:1", row, kind="feedback", module=module) for row, module in ((2, "1"), (3, "2"), (4, "9"))
        ],
        "standings": [standing("feedback:1", row, kind="feedback") for row in (2, 3, 4)],
    }
    lists = [attended(2, "1", "yes"), attended(2, "2", "no")]
    linked = [*rows["standings"], standing("attendance:1", 2, kind="attendance")]
    assert found(responses=rows["responses"], standings=linked, attendance=lists) == [
        ("missed module", "feedback:1", 3, "module"),
        ("unknown module", "feedback:1", 4, "module"),
    ]
    assert found(**rows) == []  # without a list nothing is compared


def test_a_later_row_of_the_attendance_list_corrects_an_earlier_one():
    standings = [
        standing("feedback:1", 2, kind="feedback"),
        *(standing("attendance:1", row, kind="attendance") for row in (2, 3)),
    ]
    feedback = [response("feedback:1", 2, kind="feedback", module="1")]
    assert found(responses=feedback, standings=standings, attendance=[attended(2, "1", "no"), attended(3, "1", "yes")]) == []


def test_a_text_that_stands_twice_is_told_but_not_a_short_one():
    documents = [document("D1", "talks:1"), document("D2", "talks:2"), document("D3", "talks:3", version="v2")]
    turns = [turn(each["document"]) for each in documents]
    assert found(documents=documents, turns=turns) == [("same text twice", "talks:2", 1, "")]
    assert found(documents=documents, turns=[turn(each["document"], "Nothing yet.") for each in documents]) == []


def test_a_file_that_stands_twice_is_told_at_the_later_one():
    records = [{"raw": {"start:10": "aa", "start:2": "aa", "log:1": "bb"}}, {"raw": {"talks:1": "aa"}}]
    assert found(records=records) == [("same file twice", "start:10", None, ""), ("same file twice", "talks:1", None, "")]


def test_an_explanation_of_a_verdict_that_does_not_exist_is_told():
    given = [Explanation(verdict=f"verdict.behaviour.{name}.joint", digest="d", text="t") for name in ("B1", "B7")]
    assert found(explanations=Explanations(explanations=given)) == [
        ("explanation of nothing", "explanations.yaml", None, "verdict")
    ]
