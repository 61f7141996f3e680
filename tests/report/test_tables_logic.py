"""The logic model as the chapter tells it."""

import pytest

from scripts.ground.models.study import Cohorts
from scripts.report import sentences_logic, sentences_voices, tables_logic
from scripts.report.sentences_design import whose_voices
from scripts.report.told import Told
from tests.integrate.test_logic_model import INSTRUMENT, aims, element, joint, make, module, people, shares

MADE = make(
    element("plan", behaviours=["B1"], codes=["x"]),
    element("lives", "impact", outcome_types=["goals"], modules=["1", "9"]),
    element("nothing", "resources"),
    joined=[joint("up", "no change")],
    verdicts=aims("mixed"),
    voices=[people("plan", 6, 1)],
    types=[shares("goals_and_satisfaction", 0.6, 0.9), shares("other", 0.1, 0.9)],
    modules=[module("1", 0.2)],
)
GIVEN = ["plan.people", "plan.counter_share", "plan.projects_floor", "plan.favourable_floor"]


def told(*, agreement: str = "0.80", heard: dict[str, int] | None = None, twice: int = 3) -> Told:
    rows = [{"id": id, "kind": "value", "value": 1.0, "display": "1"} for id in GIVEN]
    rows.append({"id": "agreement.overall.alpha", "kind": "value", "value": None, "display": agreement})
    rows.append({"id": "agreement.documents.n", "kind": "value", "value": twice, "display": str(twice)})
    counts = {"participants": 12, "sponsors": 6, "facilitators": 3} | (heard or {})
    rows += [{"id": f"voices.{id}.people", "kind": "value", "value": n, "display": str(n)} for id, n in counts.items()]
    rows.append({"id": "behaviour.B1.n", "kind": "value", "value": 20, "display": "20"})
    return Told([*MADE.evidence, *rows])


COHORTS = Cohorts(
    waves=[{"id": "T0", "name": "start"}, {"id": "T1", "name": "end"}],
    aims=[{"id": "learning", "name": "Learning", "question": "?", "evidence": "texts"}],
    source_groups=[
        {"id": id, "name": id, "kind": id.removesuffix("s"), "collected": "spoken"}
        for id in ("participants", "sponsors", "facilitators")
    ],
)


def row_of(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if name in line)


def test_each_element_shows_its_status_and_both_sides_by_id():
    table = tables_logic.logic_table(MADE.logic_elements, MADE.logic_evidence)
    row = row_of(table, "The plan")
    assert "[{{< var logic-element-plan >}}]{.verdict .mixed}" in row and "(`logic.element.plan`)" in row
    assert "scores on “B1”: {{< var verdict-behaviour-B1-quantitative >}}" in row
    assert "people who support: {{< var logic-element-plan-supports-people >}}" in row
    lives = row_of(table, "The lives")
    assert "{{< var projects-type-goals_and_satisfaction-share >}} met their target (above)" in lives
    assert "ratings of module 1: {{< var module-1-favourable >}} favourable (below)" in lives
    assert "nothing clear: ratings of module 9: not in the data" in lives
    assert row_of(table, "The nothing").endswith("| – | – |")


def test_types_of_outcome_stand_beside_what_they_bear_on():
    table = tables_logic.outcome_type_table(MADE.outcome_types, MADE.logic_elements)
    assert row_of(table, "goals and satisfaction").endswith("| above | The lives |")
    assert row_of(table, "| other").endswith("| inconclusive | – |")


def test_without_elements_or_projects_there_is_no_table():
    assert tables_logic.logic_table([], []) == tables_logic.outcome_type_table([], []) == ""


def test_the_chapter_counts_lists_the_gaps_and_prints_the_rule():
    text = sentences_logic.logic_model(told(), MADE.logic_elements)
    assert "on {{< var logic-status-gap-n >}} it says nothing clear (gaps)" in text
    assert "- **Gap: The nothing.** No evidence is assigned to it." in text
    assert "at least {{< var plan-people >}} people" in text


def test_a_study_without_a_logic_model_says_nothing_of_one():
    assert sentences_logic.logic_model(told(), []) == ""


def test_a_count_of_zero_stands_as_a_word():
    counts = [each | {"value": int(each["value"])} for each in MADE.evidence if each["id"].startswith("logic.status.")]
    text = sentences_logic.logic_model(Told([*told().entries.values(), *counts]), MADE.logic_elements)
    assert "The evidence is for none of them, on both sides for" in text and "logic-status-supported-n" not in text


def test_projects_are_told_apart_only_where_they_may_be():
    assert "Types with few projects are merged" in sentences_logic.outcome_types(told(), MADE.outcome_types)
    whole = make(projects=[shares("x", 0.2, 0.9)]).outcome_types
    assert "No type has enough projects" in sentences_logic.outcome_types(told(), whole)
    assert sentences_logic.outcome_types(told(), []) == ""


def test_nothing_missing_needs_no_words():
    assert sentences_voices.missing(told(), COHORTS) == ""


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"agreement": "not estimable: nothing is coded", "twice": 0}, "how people see the change cannot be said"),
        ({"agreement": "not estimable: one coder only", "twice": 0}, "One person coded the texts."),
        ({"agreement": "not estimable: no document was coded twice", "twice": 0}, "No text was coded by two people."),
        ({"heard": {"sponsors": 0}}, "Nothing is in the data from “sponsors”: there is no outside view"),
        ({"heard": {"facilitators": 0}}, "what those who ran the programme saw cannot be said"),
        ({"heard": {"participants": 0}}, "what they would have told cannot be said"),
    ],
)
def test_what_is_missing_is_named_with_what_cannot_be_said(given, words):
    text = sentences_voices.missing(told(**given), COHORTS)
    assert words in text and "\n- " not in text


def test_several_things_that_are_missing_are_a_list():
    text = sentences_voices.missing(told(heard={"sponsors": 0, "facilitators": 0}), COHORTS)
    assert text.count("\n- ") == 2


def test_a_study_that_asks_no_sponsors_says_that_nobody_checks_self_report():
    alone = COHORTS.model_copy(update={"source_groups": COHORTS.source_groups[:1]})
    assert "stands unchecked" in sentences_voices.missing(told(), alone)


def test_only_voices_that_were_heard_are_named():
    assert "participants, their sponsors and the facilitators told us" in whose_voices(told(), INSTRUMENT, COHORTS)
    without = whose_voices(told(heard={"sponsors": 0}), INSTRUMENT, COHORTS)
    assert "participants and the facilitators told us" in without and "sponsors" not in without
    uncoded = whose_voices(told(agreement="not estimable: nothing is coded", twice=0), INSTRUMENT, COHORTS)
    assert "judged by its scores alone" in uncoded and "shown apart" not in uncoded


def test_an_unused_codebook_is_not_said_to_have_served():
    one = {"id": "codebook.versions.n", "kind": "value", "value": 1.0, "display": "1"}
    nothing = told(agreement="not estimable: nothing is coded", twice=0)
    assert "while the texts were coded" not in sentences_voices.codebook(Told([*nothing.entries.values(), one]))
    assert "while the texts were coded" in sentences_voices.codebook(Told([*told().entries.values(), one]))
