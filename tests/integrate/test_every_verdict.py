"""Every cell of the joint display, every aim verdict and every overall verdict: reached, told in a sentence, led back by ids."""

import re
from collections.abc import Iterable
from itertools import product

import pytest

from scripts.integrate import rules
from scripts.integrate.verdicts import Made
from scripts.report import sentences
from scripts.report.evidence_words import in_words
from scripts.report.told import Told, key_of
from scripts.report.verdict_words import AIM_SENTENCES, JOINT_SENTENCES, OVERALL_SENTENCES, VOICES_SAY
from tests.integrate.test_verdicts import BEHAVIOURS, CHANGE, CLAIMS, COHORTS, INSTRUMENT, PROJECTS, aim, claim, make, risen
from tests.integrate.test_verdicts import behaviour as row_of

NAMES = {each.id: each.name for each in (*INSTRUMENT.behaviours, *COHORTS.aims)}
SCORES = {"up": (0.3, 0.9), "flat": (-0.2, 0.2), "down": (-0.9, -0.3), "inconclusive": (-0.4, 0.8)}
VOICES = {
    "change": {"change": 9, "no_change": 1},
    "no change": {"change": 1, "no_change": 9},
    "worse": {"worse": 5},
    "mixed": {"change": 5, "no_change": 5},
    "silent": {},
}
EXPECTED = {
    "up": ("convergence", "dissonance", "dissonance", "partial", "expansion"),
    "flat": ("dissonance", "convergence", "dissonance", "partial", "expansion"),
    "down": ("dissonance", "dissonance", "convergence", "partial", "expansion"),
    "inconclusive": ("complementarity", "complementarity", "complementarity", "partial", "silence"),
}
CELLS = [(scores, voices, EXPECTED[scores][place]) for scores in SCORES for place, voices in enumerate(VOICES)]


def others(of: str) -> set[str]:
    """Ids that the steps before have given: every mean change with its ends, every claim, every share."""
    targets = (*BEHAVIOURS, *(each.id for each in COHORTS.aims))
    return {
        "change": {f"behaviour.{id}.change.{end}" for id in BEHAVIOURS for end in ("mean", "low", "high")},
        "claims": {f"claim.{id}.{word}.people" for id in targets for word in ("change", "no_change", "worse")},
        "shares": {f"{id}{part}" for id in ("rating.sessions", "projects.met") for part in (".share", ".low", ".high")},
    }[of]


ALL_OTHERS = others("change") | others("claims") | others("shares")


def told_of(made: Made) -> Told:
    rows = [{"id": id, "kind": "value", "value": 1.0, "display": "1"} for id in sorted(ALL_OTHERS)]
    return Told([*made.evidence, *rows])


def assert_ids_lead_somewhere(made: Made, ids: Iterable[str]) -> None:
    known = {row["id"] for row in made.evidence} | ALL_OTHERS
    assert set(ids) <= known, set(ids) - known


def test_the_joint_display_has_twenty_cells():
    assert len(CELLS) == 20
    assert set(SCORES) == set(rules.JOINT) and tuple(VOICES) == rules.VOICES


@pytest.mark.parametrize(("scores", "voices", "together"), CELLS)
def test_each_cell_is_reached_told_and_led_back(scores, voices, together):
    change = [risen("B1", *SCORES[scores]), *CHANGE[1:]]
    made = make(change=change, claims=[claim("B1", **VOICES[voices]), *CLAIMS[1:]])
    row = row_of(made, "B1")
    assert (row["quantitative"], row["qualitative"], row["joint"]) == (scores, voices, together)
    assert_ids_lead_somewhere(made, row["supporting"].split())
    assert "behaviour.B1.change.mean" in row["supporting"]
    assert ("claim.B1.change.people" in row["supporting"]) == (voices != "silent")
    assert_ids_lead_somewhere(made, [row["strongest_against"]])

    text = sentences.joint(told_of(made), INSTRUMENT, [row])
    line = text.splitlines()[0]
    assert f"the scores {sentences.DIRECTIONS[scores]}, and {VOICES_SAY[voices]}: {JOINT_SENTENCES[together]}." in line
    assert line.endswith("[(`verdict.behaviour.B1.joint`)]{.exhibit-id}")
    assert ("Not yet explained" in text) == (together == "dissonance")


@pytest.mark.parametrize(
    ("scores", "voices", "against"),
    [
        ("up", "change", "claim.B1.no_change.people"),
        ("up", "worse", "claim.B1.worse.people"),
        ("up", "silent", "behaviour.B1.change.low"),
        ("flat", "no change", "claim.B1.change.people"),
        ("flat", "worse", "behaviour.B1.change.high"),
        ("down", "mixed", "claim.B1.change.people"),
        ("down", "silent", "behaviour.B1.change.high"),
        ("inconclusive", "change", "claim.B1.no_change.people"),
        ("inconclusive", "no change", "claim.B1.change.people"),
    ],
)
def test_against_a_rise_stand_its_critics_and_against_a_fall_its_supporters(scores, voices, against):
    made = make(change=[risen("B1", *SCORES[scores]), *CHANGE[1:]], claims=[claim("B1", **VOICES[voices]), *CLAIMS[1:]])
    assert row_of(made, "B1")["strongest_against"] == against


FAVOURABLE = {"above": (0.75, 0.9), "below": (0.2, 0.5), "inconclusive": (0.6, 0.8)}
PROJECT_SHARES = {"above": (0.6, 0.9), "below": (0.1, 0.4), "inconclusive": (0.3, 0.7)}
AIMS = [
    ("experience", number, voices) for number, voices in product((*FAVOURABLE, "none"), VOICES)
] + [("impact", number, voices) for number, voices in product((*PROJECT_SHARES, "none"), VOICES)] + [
    ("learning", "texts only", voices) for voices in VOICES
]  # fmt: skip


def share_rows(aim_id: str, number: str) -> dict:
    if aim_id == "learning":
        return {}
    if number == "none":
        return {"ratings": []} if aim_id == "experience" else {"projects": []}
    low, high = (FAVOURABLE if aim_id == "experience" else PROJECT_SHARES)[number]
    share = {"share": (low + high) / 2, "low": low, "high": high}
    if aim_id == "experience":
        return {"ratings": [{"scale": "sessions", "n": 90, "favourable": 60, **share}]}
    return {"projects": [PROJECTS[0] | share]}


@pytest.mark.parametrize(("id", "number", "voices"), AIMS)
def test_each_verdict_on_an_aim_with_a_share_or_texts(id, number, voices):
    made = make(claims=[*(row for row in CLAIMS if row["target"] != id), claim(id, **VOICES[voices])], **share_rows(id, number))
    row = aim(made, id)
    assert (row["quantitative"], row["qualitative"]) == (number, voices)
    assert row["verdict"] == rules.SHARE_AIM[number][rules.VOICES.index(voices)]
    assert_told_with_rule_and_ids(made, row)
    something = voices != "silent" or number not in ("none", "texts only")
    assert bool(row["strongest_against"]) == (something and not unopposed(row, voices))


def unopposed(row: dict, voices: str) -> bool:
    """Nobody says otherwise and no number could: a refusal by texts alone in which nobody describes change."""
    return row["verdict"] == "not supported" and voices == "worse" and row["quantitative"] in ("texts only", "none")


BEHAVIOUR_AIM = {
    "supported": ["up"] * 5 + ["flat"],
    "mixed": ["up", "up", "up", "flat", "flat", "inconclusive"],
    "not supported": ["flat", "flat", "flat", "down", "up", "up"],
    "insufficient evidence": ["inconclusive"] * 6,
}
AGAINST_BEHAVIOUR_AIM = {
    "supported": "behaviour.B6.change.mean",
    "mixed": "behaviour.B4.change.mean",
    "not supported": "behaviour.B5.change.mean",
    "insufficient evidence": "behaviour.B1.change.mean",
}


def made_with(words: list[str], **more) -> Made:
    return make(change=[risen(id, *SCORES[word]) for id, word in zip(BEHAVIOURS, words, strict=True)], claims=[], **more)


@pytest.mark.parametrize(("verdict", "words"), BEHAVIOUR_AIM.items())
def test_each_verdict_on_the_behaviours(verdict, words):
    made = made_with(words)
    row = aim(made, "behaviour")
    assert (row["verdict"], row["strongest_against"]) == (verdict, AGAINST_BEHAVIOUR_AIM[verdict])
    assert_told_with_rule_and_ids(made, row)
    assert len([id for id in row["evidence"].split() if id.endswith(".quantitative")]) == 6


def test_where_no_change_could_be_estimated_the_voices_are_what_evidence_there_is():
    made = make(change=[], claims=[claim("B2", change=4), claim("B3", change=7, no_change=1)])
    assert aim(made, "behaviour")["strongest_against"] == "claim.B3.change.people"


def assert_told_with_rule_and_ids(made: Made, row: dict) -> None:
    ids = row["evidence"].split()
    assert_ids_lead_somewhere(made, ids)
    text = sentences.aim(told_of(made), made.aim_verdicts, row["aim"], NAMES)
    assert f"**{row['verdict'].capitalize()}.** {AIM_SENTENCES[row['verdict']]}" in text
    assert "*Rule:* " in text and "{plan." not in text
    assert re.search(r"\{\{< var plan-\w+ >\}\}", text)
    against = row["strongest_against"]
    if against:
        assert_ids_lead_somewhere(made, [against])
        assert f"(`{against}`)" in text and key_of(against) in text
    else:
        assert "There is no evidence either way." in text or "no evidence against this verdict" in text


UNSUPPORTED = {"ratings": [], "projects": []}
OVERALL = {
    # verdict: what is given, and which aim or evidence stands against it
    "broadly positive": ({}, "claim.B1.no_change.people"),
    "mixed": ({"projects": [PROJECTS[0] | {"low": 0.1, "high": 0.4}]}, "verdict.impact"),
    "not positive": ({"change": [risen(id, *SCORES["flat"]) for id in BEHAVIOURS]}, "verdict.experience"),
    "cannot say": (UNSUPPORTED | {"claims": []}, "verdict.behaviour"),
}


@pytest.mark.parametrize("verdict", OVERALL)
def test_each_overall_verdict(verdict):
    assert set(OVERALL) == set(OVERALL_SENTENCES)
    given, against = OVERALL[verdict]
    made = make(**given)
    row = aim(made, "overall")
    assert (row["verdict"], row["strongest_against"]) == (verdict, against)
    assert row["evidence"].split() == [f"verdict.{each.id}" for each in COHORTS.aims]
    assert_ids_lead_somewhere(made, row["evidence"].split())
    text = sentences.overall(told_of(made), made.aim_verdicts, NAMES)
    assert OVERALL_SENTENCES[verdict] in text
    assert in_words(told_of(made).show, against, NAMES) in text
    assert "{plan.insufficient_aims}" in row["rule"]


def test_with_nothing_at_all_the_report_says_that_there_is_no_evidence_either_way():
    made = make(change=[], ratings=[], projects=[], claims=[])
    for row in made.aim_verdicts:
        assert row["strongest_against"] == ""
    assert "There is no evidence either way." in sentences.overall(told_of(made), made.aim_verdicts, NAMES)
