"""Known answer scales: which family the labels of a closed question belong to, and the score each label stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from scripts.ingest.cells import likeness

NEITHER = "neither agree nor disagree|neither disagree nor agree|neither agree or disagree|neither|neutral|undecided|unsure|mixed"
# Each scale from its low end to its high end; | parts wordings of one step.
SCALES = (
    ("strongly disagree", "disagree", NEITHER, "agree", "strongly agree"),
    ("strongly disagree", "disagree", "agree", "strongly agree"),
    ("strongly disagree", "somewhat disagree|tend to disagree|slightly disagree", NEITHER,
     "somewhat agree|tend to agree|slightly agree", "strongly agree"),
    ("strongly disagree", "disagree", "slightly disagree|somewhat disagree", "slightly agree|somewhat agree", "agree",
     "strongly agree"),
    ("strongly disagree", "disagree", "somewhat disagree|slightly disagree", NEITHER, "somewhat agree|slightly agree", "agree",
     "strongly agree"),
    ("completely disagree|definitely disagree|disagree strongly", "mostly disagree|disagree|disagree slightly", NEITHER,
     "mostly agree|agree|agree slightly", "completely agree|definitely agree|agree strongly"),
    ("stimme überhaupt nicht zu|stimme gar nicht zu", "stimme eher nicht zu|stimme nicht zu", "teils/teils|weder noch|neutral",
     "stimme eher zu|stimme zu", "stimme voll und ganz zu|stimme voll zu"),
    ("never", "rarely|seldom", "sometimes|occasionally", "often|frequently|usually|most of the time", "always|all of the time"),
    ("none of the time", "rarely", "some of the time", "often", "all of the time"),
    ("not at all", "several days", "more than half the days", "nearly every day"),
    ("very dissatisfied|extremely dissatisfied", "dissatisfied|somewhat dissatisfied|fairly dissatisfied",
     "neither satisfied nor dissatisfied|neutral", "satisfied|somewhat satisfied|fairly satisfied",
     "very satisfied|extremely satisfied"),
    ("very poor", "poor", "fair|average|acceptable|neither good nor poor|ok", "good", "very good|excellent"),
    ("poor", "fair", "good", "very good", "excellent"),
    ("very unlikely|extremely unlikely", "unlikely|somewhat unlikely", "neither likely nor unlikely|neutral",
     "likely|somewhat likely", "very likely|extremely likely"),
    ("not at all", "a little|slightly|to a small extent", "somewhat|moderately|to some extent", "quite a bit|mostly|a lot",
     "very much|completely|extremely|a great deal|to a great extent"),
    ("very low", "low", "moderate|medium", "high", "very high"),
    ("much worse", "worse|slightly worse|somewhat worse", "about the same|the same|no change",
     "better|slightly better|somewhat better", "much better"),
)  # fmt: skip
ADJECTIVES = ("confident", "important", "likely", "useful", "helpful", "satisfied", "clear", "relevant", "familiar", "effective",
              "true", "comfortable", "able")  # fmt: skip
DEGREES = ("not at all {}|not {}", "slightly {}|not very {}|a little {}", "moderately {}|somewhat {}|fairly {}",
           "very {}|quite {}", "extremely {}|completely {}|totally {}")  # fmt: skip
NOT_APPLICABLE = frozenset(
    ("not applicable", "n/a", "na", "don't know", "do not know", "prefer not to say", "no opinion", "can't say", "cannot say",
     "not relevant", "does not apply", "unable to say")
)  # fmt: skip
YES_NO = frozenset(("yes", "no", "maybe", "partly", "to some extent", "true", "false"))
USUAL_STEPS = 5
NUMBERED = re.compile(r"(-?\d{1,2})\s*[-–—:.=)]*\s*\D.*")


def scores(labels: Iterable[str], steps: int = 0) -> dict[str, float | None]:
    """The score of each label on the known scale that fits best; None where no scale has them all.

    A scale of the given number of steps comes first; then one of which every step is there; else a shorter scale than five steps
    is not believed, for nobody may have chosen the middle.
    """
    labels = list(labels)
    asked = [each for each in labels if not is_not_applicable(each)]
    numbered = {each: NUMBERED.fullmatch(each.strip()) for each in asked}
    if asked and all(numbered.values()):
        found: dict[str, float | None] = {each: float(match[1]) for each, match in numbered.items() if match}
    else:
        folded = {each: likeness(each).rstrip("; .") for each in asked}
        fitting = [scale for scale in _scales() if all(each in scale for each in folded.values())]
        scale = min(fitting, key=lambda each: _misfit(each, set(folded.values()), steps), default={})
        found = {each: scale.get(folded[each]) for each in asked}
    return {each: float("nan") if is_not_applicable(each) else found[each] for each in labels}


def _misfit(scale: dict[str, float], labels: set[str], steps: int) -> tuple[bool, bool, float]:
    length = max(scale.values())
    is_whole = len({scale[label] for label in labels}) == length
    return bool(steps) and length != steps, not is_whole and length < USUAL_STEPS, length


def are_known(labels: Iterable[str]) -> bool:
    """Whether every label is of one known scale, or a yes or no: such words name nobody."""
    labels = list(labels)
    if all(likeness(each).rstrip("; .") in YES_NO | NOT_APPLICABLE for each in labels):
        return True
    if any(NUMBERED.fullmatch(each.strip()) for each in labels):
        # a number before words tells nothing about the words
        labels = [re.sub(r"^-?\d{1,2}\s*[-–—:.=)]*\s*", "", each.strip()) for each in labels]
    return all(score is not None for score in scores(labels).values())


def is_not_applicable(label: str) -> bool:
    return likeness(label).rstrip("; .") in NOT_APPLICABLE


@cache
def _scales() -> tuple[dict[str, float], ...]:
    of_degree = [tuple(step.replace("{}", each) for step in DEGREES) for each in ADJECTIVES]
    return tuple(
        {wording: float(score) for score, step in enumerate(scale, start=1) for wording in step.split("|")}
        for scale in (*SCALES, *of_degree)
    )
