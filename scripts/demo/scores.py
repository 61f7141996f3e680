"""True scores of every participant, who stays to the end, and the answers their scores lead to.

- A true score per behaviour at the start: a share common to all behaviours, the rest its own.
- The end score: the start, pulled to the mean by the correlation, plus the true change.
- Drop-out: a fixed number of people, drawn with weights that favour low starters.
- An answer: true score + what the item adds + noise, rounded and cut to the scale; turned for reverse-keyed items.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass

from scripts.demo.cast import Cast
from scripts.demo.instrument import behaviour_items, instrument, items_about
from scripts.demo.prose import read_prose
from scripts.demo.truth import Truth
from scripts.ground.models.instrument import Item

STAY = {"P35", "P40"}  # answer twice at the end; withdraw with answers at both waves
THEN_NOISE = 0.3

Answers = dict[str, int]


@dataclass(frozen=True)
class TrueScores:
    """What a participant would score without noise, by behaviour; `stays` says who answers at the end."""

    start: dict[str, float]
    end: dict[str, float]
    stays: bool


def draw_scores(cast: Cast, truth: Truth) -> dict[str, TrueScores]:
    """True scores by person."""
    draw = truth.draw("true scores")
    start = {person.key: _starts(truth, draw) for person in cast.participants}
    end = {key: _ends(scores, truth, draw) for key, scores in start.items()}
    gone = _drop_outs(start, truth)
    return {key: TrueScores(start[key], end[key], key not in gone) for key in start}


def start_answers(scores: TrueScores, truth: Truth, draw: random.Random) -> Answers:
    """Answers of the start survey by item; a blank answer is absent."""
    knowledge = _knowledge(scores.start, truth.start_mean, truth) + truth.knowledge_start
    return _behaviours(scores.start, truth, draw) | _each(items_about("knowledge"), knowledge, truth, draw)


def end_answers(scores: TrueScores, truth: Truth, draw: random.Random) -> Answers:
    """Answers of the end survey by item, with the look back at the start."""
    expected = {each: mean + truth.change[each] for each, mean in truth.start_mean.items()}
    knowledge = _knowledge(scores.end, expected, truth) + truth.knowledge_start + truth.knowledge_change
    answers = _behaviours(scores.end, truth, draw) | _each(items_about("knowledge"), knowledge, truth, draw)
    for item, behaviour in zip(items_about("then"), truth.start_mean, strict=True):
        looking_back = scores.start[behaviour] - truth.response_shift + draw.gauss(0, THEN_NOISE)
        answers |= _each([item], looking_back, truth, draw)
    return answers


def _starts(truth: Truth, draw: random.Random) -> dict[str, float]:
    shifts = _shifts(truth, draw)
    return {behaviour: mean + truth.person_sd * shifts[behaviour] for behaviour, mean in truth.start_mean.items()}


def _ends(start: dict[str, float], truth: Truth, draw: random.Random) -> dict[str, float]:
    kept, shifts = truth.pre_post_correlation, _shifts(truth, draw)
    return {
        behaviour: mean
        + truth.change[behaviour]
        + kept * (start[behaviour] - mean)
        + math.sqrt(1 - kept**2) * truth.person_sd * shifts[behaviour]
        for behaviour, mean in truth.start_mean.items()
    }


def _shifts(truth: Truth, draw: random.Random) -> dict[str, float]:
    """One standard normal number per behaviour, correlated through a common part."""
    common, share = draw.gauss(0, 1), truth.between_behaviours
    return {behaviour: math.sqrt(share) * common + math.sqrt(1 - share) * draw.gauss(0, 1) for behaviour in truth.start_mean}


def _drop_outs(start: dict[str, dict[str, float]], truth: Truth) -> set[str]:
    """People without an end survey: the smallest of weighted exponential waiting times."""
    draw = truth.draw("drop-out")
    mean = sum(truth.start_mean.values())
    spread = truth.person_sd * len(truth.start_mean) * math.sqrt(truth.between_behaviours)
    waiting = {
        key: draw.expovariate(math.exp(-truth.drop_out_slope * (sum(scores.values()) - mean) / spread))
        for key, scores in start.items()
    }
    interviewed = {document.people[0] for document in read_prose("participant interview")}
    may_go = sorted(set(start) - interviewed - STAY, key=waiting.__getitem__)
    return set(may_go[: round(truth.drop_out * len(start))])


def _behaviours(scores: dict[str, float], truth: Truth, draw: random.Random) -> Answers:
    answers, asked = {}, Counter()
    for item in behaviour_items():
        offset = truth.item_offsets[asked[item.behaviour] % len(truth.item_offsets)]
        asked[item.behaviour] += 1
        answers |= _each([item], scores[item.behaviour] + offset, truth, draw)
    return answers


def _knowledge(scores: dict[str, float], expected: dict[str, float], truth: Truth) -> float:
    """Knowledge goes with the behaviours, halfway."""
    return sum(scores[each] - expected[each] for each in expected) / len(expected) / 2


def _each(items: list[Item], level: float, truth: Truth, draw: random.Random) -> Answers:
    low, high = int(instrument().scale.minimum), int(instrument().scale.maximum)
    answers = {}
    for item in items:
        answer = min(max(round(level + draw.gauss(0, truth.item_noise_sd)), low), high)
        if draw.random() >= truth.missing_answer:
            answers[item.id] = low + high - answer if item.keyed == "negative" else answer
    return answers
