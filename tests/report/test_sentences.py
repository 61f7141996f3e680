import pytest

from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Publication
from scripts.integrate import rules
from scripts.report import sentences, sentences_plain
from scripts.report.told import Told
from scripts.report.verdict_words import AIM_CLASSES, AIM_SENTENCES, JOINT_CLASSES, JOINT_SENTENCES, OVERALL_SENTENCES

NAMES = {"B1": "own strengths", "B2": "values", "B3": "partnership"}
INSTRUMENT = Instrument(
    scale={"minimum": 1, "maximum": 5, "low_label": "never", "high_label": "always"},
    behaviours=[{"id": id, "name": name, "meaning": "leads"} for id, name in NAMES.items()],
    items=[{"id": f"{id}a", "text": "?", "behaviour": id} for id in NAMES],
)
COHORTS = Cohorts(
    waves=[{"id": "T0", "name": "start"}],
    aims=[{"id": "behaviour", "name": "Leading & more", "question": "?", "evidence": "behaviours"}],
    source_groups=[],
)
PUBLICATION = Publication(
    title="T", programme="the <b>programme</b>", institution="i", authors=[], report_date="2026-03-31", independence="none"
)
DIRECTIONS = (rules.UP, rules.SMALL, rules.FLAT, rules.DOWN, rules.INCONCLUSIVE, rules.NONE)


def value(id, value=1.0, kind="value"):
    return {"id": id, "kind": kind, "value": value, "display": str(value)}


def told(*directions, **more):
    entries = [value("plan.confidence")]
    for behaviour, direction in zip(NAMES, directions, strict=True):
        entries.append(value(f"behaviour.{behaviour}.n", 20))
        estimate = None if direction == rules.NONE else 0.5
        entries += [value(f"behaviour.{behaviour}.change.{each}", estimate) for each in ("mean", "low", "high")]
        entries.append(value(f"verdict.behaviour.{behaviour}.quantitative", direction, "verdict"))
        entries.append(value(f"verdict.behaviour.{behaviour}.qualitative", "change", "verdict"))
    return Told(entries + [value(id.replace("_", "."), given) for id, given in more.items()])


def verdict(aim, word, against=""):
    return {
        "aim": aim, "verdict": word, "rule": "a rule", "quantitative": "", "qualitative": "", "evidence": "",
        "strongest_against": against, "reason": "for a *reason*",
    }  # fmt: skip


MIXED = verdict("behaviour", "mixed")


def test_every_word_that_the_rules_can_say_has_its_sentence_and_its_colour():
    assert set(DIRECTIONS) == set(sentences.DIRECTIONS)
    aims = {word for words in rules.SHARE_AIM.values() for word in words} | {rules.MIXED}
    assert aims == set(AIM_SENTENCES)
    overall = {rules.BROADLY_POSITIVE, rules.MIXED, rules.NOT_POSITIVE, rules.CANNOT_SAY}
    assert overall == set(OVERALL_SENTENCES)
    assert aims | overall == set(AIM_CLASSES)
    joint = {word for words in rules.JOINT.values() for word in words}
    assert joint == set(JOINT_SENTENCES) == set(JOINT_CLASSES)


@pytest.mark.parametrize(
    ("direction", "words"),
    [
        ("up", "rose"),
        ("up, too small to matter", "rose, but by too little to matter"),
        ("flat", "changed by less than matters, if at all"),
        ("down", "fell"),
        ("inconclusive", "may have moved either way"),
    ],
)
def test_the_direction_of_a_change_chooses_the_words_and_the_numbers_come_by_id(direction, words):
    text = sentences.behaviours(told(direction, rules.NONE, rules.NONE), INSTRUMENT, COHORTS)
    assert f"- {words[0].upper()}{words[1:]}: own strengths (" in text and "{{< var behaviour-B1-change-high >}})." in text
    assert "- Could not be estimated: values and partnership." in text
    assert "0.5" not in text


def test_behaviours_of_one_direction_stand_together():
    text = sentences.behaviours(told("down", "up", "down"), INSTRUMENT, COHORTS)
    assert text.index("values") < text.index("own strengths") < text.index("partnership")
    assert text.count("- Fell:") == text.count("- Rose:") == 1


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("broadly positive", "they support wider adoption"),
        ("mixed", "they do not by themselves support wider adoption"),
        ("not positive", "they do not support wider adoption"),
        ("cannot say", "We **cannot say**"),
    ],
)
def test_the_overall_answer_comes_first_in_its_own_words(word, words):
    text = sentences.overall(told("up", "up", "up"), [verdict("overall", word)], NAMES)
    assert words in text.split(":::")[1]
    assert ("no evidence either way" if word == "cannot say" else "no evidence against this") in text
    assert text.split(":::")[1].rstrip().endswith("[(`verdict.overall`)]{.exhibit-id}")


@pytest.mark.parametrize(("word", "words"), AIM_SENTENCES.items())
def test_an_aim_has_its_verdict_its_rule_and_what_speaks_against_it(word, words):
    rows = [verdict("behaviour", word, against="behaviour.B1.change.low")]
    text = sentences.aim(told("up", "up", "up"), rows, "behaviour", NAMES)
    assert f"**{word.capitalize()}.** {words}" in text
    assert "a rule" in text
    assert "for a \\*reason\\*" in text
    assert "{{< var behaviour-B1-change-low >}}" in text


def test_the_aims_are_listed_with_verdict_and_colour():
    text = sentences.aim_verdicts(told("up", "up", "up"), [verdict("behaviour", "not supported")], COHORTS)
    assert "[not supported]{.verdict .not-supported}" in text
    assert "@sec-behaviour" in text


def joint_row(behaviour, word, *, explained=False):
    return {
        "behaviour": behaviour, "quantitative": "up", "qualitative": "change", "joint": word, "explained": explained,
        "explanation": "The *merger*.", "digest": "abc123", "reopened": False,
    }  # fmt: skip


@pytest.mark.parametrize(("word", "words"), JOINT_SENTENCES.items())
def test_scores_and_voices_together_are_told_in_words(word, words):
    text = sentences.joint(told("up", "up", "up"), INSTRUMENT, [joint_row("B1", word), joint_row("B2", word)])
    assert text.startswith(f"- On “own strengths” and “values” the scores rose, and people describe change: {words}. ")
    assert "(`verdict.behaviour.B1.joint`)" in text and "(`verdict.behaviour.B2.joint`)" in text


@pytest.mark.parametrize(("explained", "shown", "hidden"), [(True, "The \\*merger\\*.", "abc123"), (False, "abc123", "merger")])
def test_a_dissonance_shows_its_explanation_or_the_digest_that_asks_for_one(explained, shown, hidden):
    text = sentences.joint(told("up", "up", "up"), INSTRUMENT, [joint_row("B1", "dissonance", explained=explained)])
    assert shown in text
    assert hidden not in text


@pytest.mark.parametrize("word", OVERALL_SENTENCES)
def test_the_plain_page_holds_no_number_no_jargon_and_no_markup_from_outside(word):
    text = sentences_plain.plain(told("up", "down", "flat"), [verdict("overall", word), MIXED], INSTRUMENT, COHORTS, PUBLICATION)
    assert "more of this:\n\n- own strengths: the person leads" in text
    assert "less of this:\n\n- values: the person leads" in text
    assert "stayed much the same:\n\n- partnership: the person leads" in text
    assert "\\<b\\>programme" in text
    for jargon in ("interval", "significan", "p =", "{{<", "effect of"):
        assert jargon not in text


def test_the_plain_page_says_so_when_nothing_rose():
    text = sentences_plain.plain(
        told("flat", "flat", "flat"), [verdict("overall", "mixed"), MIXED], INSTRUMENT, COHORTS, PUBLICATION
    )
    assert "We found nothing that people clearly do more of now." in text
    assert "less of this" not in text


@pytest.mark.parametrize(
    ("kind", "what"), [("favourable", "no feedback on the sessions"), ("projects", "no log of improvement projects")]
)
def test_a_source_that_is_missing_is_named_where_it_is_missed(kind, what):
    text = sentences.outcomes(told("up", "up", "up"), kind)
    assert f"There is {what}" in text


def test_projects_without_follow_up_are_told_only_where_there_are_any():
    ids = ("projects_n", "projects_met", "projects_met_share", "projects_met_low", "projects_met_high")
    for missing, expected in ((2, True), (0, False)):
        evidence = told("up", "up", "up", **dict.fromkeys(ids, 1))
        evidence.entries["projects.missing_follow_up"] = value("projects.missing_follow_up", missing)
        assert ("no follow-up" in sentences.outcomes(evidence, "projects")) is expected


def test_the_plain_page_names_only_voices_that_were_heard_and_what_could_not_be_measured():
    groups = [
        {"id": "leaders", "name": "leaders", "kind": "participant", "collected": "spoken"},
        {"id": "sponsors", "name": "sponsors", "kind": "sponsor", "collected": "spoken"},
    ]
    cohorts = COHORTS.model_copy(
        update={"source_groups": Cohorts(**COHORTS.model_dump() | {"source_groups": groups}).source_groups}
    )
    found = told("up", "none", "flat", voices_leaders_people=6, voices_sponsors_people=0)
    text = sentences_plain.plain(found, [verdict("overall", "mixed"), MIXED], INSTRUMENT, cohorts, PUBLICATION)
    assert "We also listened to some of them." in text
    assert "could not measure a change:\n\n- values" in text
