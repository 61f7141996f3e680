"""Every cell of the joint table, every aim verdict and every overall verdict, written out."""

from itertools import product

import pytest

from scripts.ground.models.analysis_plan import Inference, QualitativeRule, VerdictRules
from scripts.ground.models.study import Aim
from scripts.integrate.rules import (
    VOICES,
    aim_verdict,
    behaviour_aim_verdict,
    favourable_verdict,
    fitted,
    joint,
    overall_verdict,
    qualitative_verdict,
    quantitative_verdict,
    together,
)

RULES = VerdictRules()
SMALL = "up, too small to matter"
JOINT_CELLS = """
up            convergence      dissonance       dissonance       partial  expansion
flat          dissonance       convergence      dissonance       partial  expansion
down          dissonance       dissonance       convergence      partial  expansion
inconclusive  complementarity  complementarity  complementarity  partial  silence
"""
CELLS = [
    (row.split()[0], voices, expected)
    for row in JOINT_CELLS.strip().splitlines()
    for voices, expected in zip(("change", "no change", "worse", "mixed", "silent"), row.split()[1:], strict=True)
]


@pytest.mark.parametrize(("quantitative", "qualitative", "expected"), CELLS)
def test_joint_table_as_in_the_plan(quantitative, qualitative, expected):
    assert len(CELLS) == 20
    assert joint(quantitative, qualitative) == expected


@pytest.mark.parametrize("voices", VOICES)
def test_a_small_rise_reads_as_up_and_no_estimate_as_inconclusive(voices):
    assert joint(SMALL, voices) == joint("up", voices)
    assert joint("none", voices) == joint("inconclusive", voices)


def interval(low, high, low90, high90) -> dict:
    return {"estimable": True, "low": low, "high": high, "low_equivalence": low90, "high_equivalence": high90}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (interval(0.3, 0.9, 0.35, 0.85), "up"),
        (interval(0.05, 0.45, 0.1, 0.4), SMALL),
        (interval(0.1, 0.55, 0.15, 0.5), "up"),
        (interval(-0.9, -0.1, -0.8, -0.2), "down"),
        (interval(-0.4, -0.1, -0.35, -0.15), "down"),
        (interval(-0.2, 0.3, -0.15, 0.25), "flat"),
        (interval(-0.2, 0.7, -0.1, 0.6), "inconclusive"),
        (interval(0.0, 0.6, 0.05, 0.55), "inconclusive"),
        (interval(0.0, 0.0, 0.0, 0.0), "flat"),
        ({"estimable": False}, "none"),
        (None, "none"),
    ],
)
def test_quantitative_verdict_reads_the_intervals(change, expected):
    assert quantitative_verdict(change, Inference()) == expected


def said(change=0, no_change=0, worse=0, groups=2, speaking=None) -> dict:
    """Nobody says two things, unless `speaking` tells otherwise."""
    speaking = change + no_change + worse if speaking is None else speaking
    return {
        "speaking": speaking, "change": change, "no_change": no_change, "worse": worse, "counter": no_change + worse,
        "change_groups": groups, "support_share": change / speaking if speaking else None,
        "counter_share": (no_change + worse) / speaking if speaking else None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (said(change=3), "change"),
        (said(change=4, no_change=1), "change"),
        (said(change=3, no_change=1), "mixed"),
        (said(change=2), "silent"),
        (said(change=9, groups=1), "silent"),
        (said(no_change=3), "no change"),
        (said(no_change=4, change=1), "no change"),
        (said(no_change=3, change=1), "mixed"),
        (said(no_change=2), "silent"),
        (said(worse=3), "worse"),
        (said(worse=3, no_change=5), "worse"),
        (said(worse=2, no_change=2), "silent"),
        (said(change=5, worse=5), "mixed"),
        (said(change=20, worse=3), "mixed"),
        (said(change=20, worse=2), "change"),
        (said(), "silent"),
        (None, "silent"),
    ],
)
def test_qualitative_verdict_counts_people(claims, expected):
    assert qualitative_verdict(claims, QualitativeRule()) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ({"share": 0.9, "low": 0.71, "high": 0.95}, "above"),
        ({"share": 0.9, "low": 0.7, "high": 0.95}, "inconclusive"),
        ({"share": 0.5, "low": 0.4, "high": 0.69}, "below"),
        ({"share": None, "low": None, "high": None}, "none"),
        (None, "none"),
    ],
)
def test_a_share_is_held_against_its_floor_by_its_interval(share, expected):
    assert favourable_verdict(share, 0.7) == expected


@pytest.mark.parametrize(
    ("each", "expected"),
    [([], "none"), (["above"], "above"), (["above", "above"], "above"), (["above", "inconclusive"], "inconclusive"),
     (["above", "below"], "below"), (["above", "none"], "inconclusive"), (["none"], "none")],
)  # fmt: skip
def test_several_ratings_are_above_only_together(each, expected):
    assert together(each) == expected


AIM_CELLS = """
above         supported              mixed          mixed          mixed          insufficient_evidence
below         not_supported          not_supported  not_supported  not_supported  not_supported
inconclusive  mixed                  not_supported  not_supported  mixed          insufficient_evidence
none          insufficient_evidence  not_supported  not_supported  insufficient_evidence  insufficient_evidence
texts_only    supported              not_supported  not_supported  mixed          insufficient_evidence
"""
AIM_TABLE = [
    (row.split()[0].replace("_", " "), voices, expected.replace("_", " "))
    for row in AIM_CELLS.strip().splitlines()
    for voices, expected in zip(("change", "no change", "worse", "mixed", "silent"), row.split()[1:], strict=True)
]


@pytest.mark.parametrize(("quantitative", "qualitative", "expected"), AIM_TABLE)
def test_aims_with_a_share_or_texts_alone(quantitative, qualitative, expected):
    assert len(AIM_TABLE) == 25
    assert aim_verdict(quantitative, qualitative) == expected


@pytest.mark.parametrize(
    ("given", "unexplained", "expected"),
    [
        ("up up up up flat inconclusive", False, "supported"),
        ("up up up up up up", False, "supported"),
        ("up up up up flat inconclusive", True, "mixed"),
        ("up up up up up down", False, "mixed"),
        ("up up up small flat flat", False, "mixed"),
        ("small small small small small small", False, "mixed"),
        ("flat flat down down up up", False, "not supported"),
        ("flat flat flat flat up up", False, "not supported"),
        ("flat flat flat up up up", False, "mixed"),
        ("up up up inconclusive inconclusive inconclusive", False, "insufficient evidence"),
        ("inconclusive inconclusive inconclusive inconclusive inconclusive inconclusive", False, "insufficient evidence"),
        ("none none none none none none", False, "insufficient evidence"),
        ("", False, "insufficient evidence"),
    ],
)
def test_the_behaviours_decide_their_aim(given, unexplained, expected):
    words = [SMALL if word == "small" else word for word in given.split()]
    assert behaviour_aim_verdict(words, unexplained, RULES) == expected


AIMS = ("experience", "learning", "behaviour", "impact")
WORDS = ("supported", "mixed", "not supported", "insufficient evidence")


def expected_overall(experience, learning, behaviour, impact) -> str:
    """The plan in other words: count first, then the deciding aim."""
    given = [experience, learning, behaviour, impact]
    match given.count("insufficient evidence"), given.count("not supported"), behaviour:
        case (2 | 3 | 4, _, _):
            return "cannot say"
        case (_, 0, "supported") if "supported" in (learning, impact):
            return "broadly positive"
        case (_, 2 | 3 | 4, _) | (_, _, "not supported"):
            return "not positive"
    return "mixed"


@pytest.mark.parametrize("given", list(product(WORDS, repeat=4)))
def test_overall_verdict_in_all_256_cases(given):
    assert overall_verdict(dict(zip(AIMS, given, strict=True)), RULES) == expected_overall(*given)


def test_one_aim_that_is_not_supported_forbids_broadly_positive():
    given = {"experience": "not supported", "learning": "supported", "behaviour": "supported", "impact": "supported"}
    assert overall_verdict(given, RULES) == "mixed"


def test_a_study_without_the_deciding_aim_cannot_say():
    assert overall_verdict({"learning": "supported"}, RULES) == "cannot say"


OWN_AIMS = [
    Aim(id="leading", name="Leading", question="What?", evidence="behaviours"),
    Aim(id="learning", name="Learning", question="What?", evidence="texts"),
]


def test_rules_that_nobody_wrote_are_lowered_to_what_the_study_has():
    found = fitted(VerdictRules(), 3, OWN_AIMS)
    assert (found.behaviours_up, found.behaviours_flat_or_down, found.behaviour_aim) == (3, 3, "leading")
    assert (found.needs_one_of, found.insufficient_aims) == (("learning",), 2)


def test_rules_that_were_written_stay_as_they_are():
    written = VerdictRules(behaviours_up=4, behaviours_flat_or_down=5, behaviour_aim="behaviour", needs_one_of=("impact",))
    assert fitted(written, 3, OWN_AIMS) == written
