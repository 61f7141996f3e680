"""Known answer scales: which family the labels of a closed question belong to, and the score each label stands for.

- `scores` reads the labels of one question by the scale that fits best: good enough to put them in order, not to score anybody.
- `sure_scores` reads them by the instrument's own scale, and gives a number only where its steps and both its ends fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from scripts.ground.models.instrument import Scale
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
NUMBER_BEFORE = re.compile(r"^-?\d{1,2}\s*[-–—:.=)]*\s*")


def scores(labels: Iterable[str]) -> dict[str, float | None]:
    """The score of each label on the known scale that fits best; None where no scale has them all.

    A scale of which every step is there comes first; else a shorter scale than five steps is not believed, for nobody may have
    chosen the middle.
    """
    labels = list(labels)
    asked = [each for each in labels if not is_not_applicable(each)]
    numbered = _numbered(asked)
    if asked and len(numbered) == len(asked):
        found: dict[str, float | None] = dict(numbered)
    else:
        folded = {each: _bare(each) for each in asked}
        fitting = [scale for scale in _scales() if all(each in scale for each in folded.values())]
        scale = min(fitting, key=lambda each: _misfit(each, set(folded.values())), default={})
        found = {each: scale.get(folded[each]) for each in asked}
    return {each: float("nan") if is_not_applicable(each) else found[each] for each in labels}


def _misfit(scale: dict[str, float], labels: set[str]) -> tuple[bool, float]:
    length = max(scale.values())
    is_whole = len({scale[label] for label in labels}) == length
    return not is_whole and length < USUAL_STEPS, length


def sure_scores(of_item: Mapping[str, Iterable[str]], scale: Scale | None) -> dict[str, float | None]:
    """Every label of every item, once, with its score on the instrument's scale; None wherever that would be a guess.

    A label is sure if all labels of each item that has it are steps of one known scale with as many steps and the same ends as
    the instrument's, or say their number themselves.
    """
    sure: dict[str, float | None] = {}
    for labels in of_item.values():
        asked = [each for each in labels if not is_not_applicable(each)]
        found = _on_scale(asked, scale) if scale else {}
        for label in asked:
            score = found.get(label)
            sure[label] = score if sure.get(label, score) == score else None
    return sure | {each: float("nan") for labels in of_item.values() for each in labels if is_not_applicable(each)}


def _on_scale(labels: list[str], scale: Scale) -> dict[str, float]:
    """Scores of the labels of one item if all of them are sure, else nothing."""
    numbered = _numbered(labels)
    ends = {scale.minimum: _bare(scale.low_label), scale.maximum: _bare(scale.high_label)}
    if labels and len(numbered) == len(labels):
        fits = all(scale.minimum <= score <= scale.maximum for score in numbered.values()) and all(
            _bare(NUMBER_BEFORE.sub("", label.strip())) == ends.get(score, _bare(NUMBER_BEFORE.sub("", label.strip())))
            for label, score in numbered.items()
        )
        return numbered if fits and len(set(numbered.values())) == len(numbered) else {}
    steps = scale.maximum - scale.minimum + 1
    fitting = [
        each
        for each in _scales()
        if max(each.values()) == steps
        and (each.get(ends[scale.minimum]), each.get(ends[scale.maximum])) == (1, steps)
        and all(_bare(label) in each for label in labels)
    ]
    readings = {tuple(each[_bare(label)] for label in labels) for each in fitting}
    if len(readings) != 1:
        return {}
    return {label: score + scale.minimum - 1 for label, score in zip(labels, readings.pop(), strict=True)}


def _numbered(labels: list[str]) -> dict[str, float]:
    """The number with which each label begins, of those that do."""
    return {each: float(match[1]) for each in labels if (match := NUMBERED.fullmatch(each.strip()))}


def _bare(label: str) -> str:
    return likeness(label).rstrip("; .")


def are_known(labels: Iterable[str]) -> bool:
    """Whether every label is of one known scale, or a yes or no: such words name nobody."""
    labels = list(labels)
    if all(_bare(each) in YES_NO | NOT_APPLICABLE for each in labels):
        return True
    if any(NUMBERED.fullmatch(each.strip()) for each in labels):
        # a number before words tells nothing about the words
        labels = [NUMBER_BEFORE.sub("", each.strip()) for each in labels]
    return all(score is not None for score in scores(labels).values())


def is_not_applicable(label: str) -> bool:
    return _bare(label) in NOT_APPLICABLE


@cache
def _scales() -> tuple[dict[str, float], ...]:
    of_degree = [tuple(step.replace("{}", each) for step in DEGREES) for each in ADJECTIVES]
    return tuple(
        {wording: float(score) for score, step in enumerate(scale, start=1) for wording in step.split("|")}
        for scale in (*SCALES, *of_degree)
    )
