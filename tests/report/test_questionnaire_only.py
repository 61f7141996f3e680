"""What the report leaves out, and says once, where the study asked by questionnaire only."""

import datetime as dt
from types import SimpleNamespace

import pytest

from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.instrument import Instrument
from scripts.integrate.questionnaire import OPEN_ANSWERS
from scripts.integrate.rules import NOT_ASKED
from scripts.report import chapters, project, sentences_design, sentences_measurement, sentences_rules, sentences_voices
from scripts.report.exhibits_outcomes import change_table, raters
from scripts.report.exhibits_verdicts import NOT_ASKED as NOT_ASKED_BY_TABLES
from scripts.report.exhibits_verdicts import verdict_table
from scripts.report.told import Told
from tests.report.situations import SITUATIONS, paragraphs

TEXT = paragraphs(SITUATIONS["by questionnaire only"])
INTERIM = paragraphs(SITUATIONS["by questionnaire only, interim"])
ONE_DAY = dt.date(2026, 3, 31)
NAMES = {"B1": "own strengths", "B2": "values", "B3": "partnership"}
INSTRUMENT = Instrument(
    scale={"minimum": 1, "maximum": 5, "low_label": "never", "high_label": "always"},
    behaviours=[{"id": id, "name": name, "meaning": "leads"} for id, name in NAMES.items()],
    items=[{"id": f"{id}a", "text": "?", "behaviour": id} for id in NAMES],
)


def value(id: str, number: float | None) -> dict:
    return {"id": id, "kind": "value", "value": number, "display": str(number)}


def material(**more: object) -> SimpleNamespace:
    told = Told([value(OPEN_ANSWERS, 3)] if more.pop("alone", True) else [])
    given = {"told": told, "logic_elements": [], "outcome_types": [], "exhibits": {}, "prose": {}, "cohorts": None}
    return SimpleNamespace(**given | more)


def test_the_two_stages_speak_of_the_same_thing():
    assert (sentences_voices.OPEN_ANSWERS, NOT_ASKED_BY_TABLES) == (OPEN_ANSWERS, NOT_ASKED)


@pytest.mark.parametrize("text", [TEXT, INTERIM])
def test_nothing_is_awaited_from_voices_that_nobody_asked_for(text):
    for word in (" yet: ", "coded", "coding", "codebook", "further texts", "what people say is held back", "voices"):
        assert word not in text
    assert text.count("This study asked by questionnaire only") == 1


@pytest.mark.parametrize(("count", "words"), [(24, "open answers were"), (1, "open answer was"), (0, "")])
def test_open_answers_are_said_to_be_collected_and_not_analysed(count, words):
    text = sentences_voices.reading(Told([value(OPEN_ANSWERS, count)]), SimpleNamespace(source_groups=[]))
    assert ("collected and not analysed" in text) == bool(count) and words in text


def test_a_study_that_waits_for_its_coding_still_says_so():
    assert "No text is coded yet" in paragraphs(SITUATIONS["no text is coded"])


@pytest.mark.parametrize(
    ("of", "chapter"),
    [
        (material(alone=False), "chapters/joint.qmd"),
        (material(), ""),
        (material(logic_elements=[{"element": "x"}]), "generated/logic-model.md"),
    ],
)
def test_without_voices_the_chapter_that_joins_them_is_left_out(of, chapter):
    assert chapters.joint_chapter(of) == chapter
    publication = SimpleNamespace(title="T", subtitle="", authors=[], institution="i", fictional=False, report_date=ONE_DAY)
    main = project._main_document(publication, SimpleNamespace(aims=[SimpleNamespace(id="behaviour")]), chapter)
    assert ("joint.qmd" in main) == (chapter == "chapters/joint.qmd") and "chapters/checks.qmd" in main


@pytest.mark.parametrize("alone", [True, False])
def test_a_study_without_a_logic_model_has_no_section_of_one(alone):
    assert "ogic model" not in chapters._logic_model(material(alone=alone))


@pytest.mark.parametrize(("list", "answered"), [("GRAMMS", False), ("COREQ", False), ("TIDieR", True)])
def test_checklists_for_texts_are_not_applicable(list, answered):
    item = {"list": list, "item": "x", "section": "sec-flow", "answered": "automatic"}
    where, by = chapters._answer(material(), item)
    assert (where == "@sec-flow") is answered
    assert answered or (where, by) == ("not applicable: this study asked by questionnaire only", "–")
    assert chapters._answer(material(alone=False), item)[0] == "@sec-flow"


@pytest.mark.parametrize(
    ("entries", "where", "by"),
    [
        ([], "not in this report", "for the team to tell"),
        ([value("module.1.recorded", 0)], "not in this report", "for the team to tell"),
        ([value("module.1.recorded", 20)], "@sec-flow", "the data and the plan"),
    ],
)
def test_how_well_the_programme_was_taken_up_is_answered_only_by_attendance(entries, where, by):
    item = {"list": "TIDieR", "item": "x", "section": "sec-flow", "answered": "automatic", "needs": "attendance"}
    assert chapters._answer(material(told=Told(entries)), item) == (where, by)


@pytest.mark.parametrize("voices", [True, False])
def test_the_table_of_verdicts_has_a_column_for_voices_only_where_some_were_asked_for(voices):
    row = {"aim": "overall", "verdict": "mixed", "quantitative": "", "qualitative": ""}
    assert ("| Voices |" in verdict_table([row], {}, voices=voices)) is voices


def test_the_words_of_the_rules_are_those_of_the_scores():
    plan = ("confidence", "equivalence_confidence", "smallest_meaningful_change", "counter_share", "people", "source_types")
    told = Told([value(OPEN_ANSWERS, 3), *(value(f"plan.{each}", 1) for each in plan)])
    assert "Voices" not in sentences_rules.words_of_the_rules(told)
    assert "**Scores**" in sentences_rules.words_of_the_rules(told)


@pytest.mark.parametrize(
    ("people", "words"), [((15, 14, 15), " on values (the behaviour with the fewest) a mean"), ((9, 9, 9), "waves a mean")]
)
def test_what_could_be_detected_says_on_which_behaviour(people, words):
    entries = [value(f"power.{id}.n", n) for id, n in zip(NAMES, people, strict=True)]
    entries += [
        value(f"power.{id}.{what}", 3 / n) for id, n in zip(NAMES, people, strict=True) for what in ("dz", "dz_bonferroni")
    ]
    assert words in sentences_measurement.detectable(Told(entries), INSTRUMENT)


@pytest.mark.parametrize(("multiplicity", "told"), [("holm", True), ("none", False)])
def test_adjusted_p_values_are_set_apart_from_the_verdicts(multiplicity, told):
    known = Told([value("behaviour.B1.change.mean", 0.5)])
    assert ("adjusted p values are stricter" in sentences_design.interval_decides(known, INSTRUMENT, multiplicity)) is told
    head = change_table([], NAMES, Inference(multiplicity=multiplicity))
    assert ("p (adjusted)" in head) is told


@pytest.mark.parametrize(
    ("people", "nameless", "cell"),
    [
        (46, 0, "{{< var rating-s-n >}}"),
        (
            46,
            16,
            "{{< var rating-s-n >}}: {{< var rating-s-people >}} people and {{< var rating-s-nameless >}} nameless responses",
        ),
        (0, 16, "{{< var rating-s-n >}}: {{< var rating-s-nameless >}} nameless responses"),
    ],
)
def test_the_table_of_ratings_tells_people_from_nameless_responses(people, nameless, cell):
    assert raters({"scale": "s", "people": people, "nameless": nameless}) == cell
