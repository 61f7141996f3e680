"""Answers as ordered categories: what does not need the steps of a scale to be equal.

- `paired_superiority`: P(improve) - P(worsen) by the sign test (sign_test.py) as a probability, P(improve) + P(same) / 2, with
  the interval of the difference carried over; 1/2 means as many up as down (Grissom and Kim 2012, ch. 6);
- `cliffs_delta`: P(after > before) - P(after < before) over all pairs of people, paired or not (Cliff 1993, Psychol Bull 114);
- `category_of` and `merged`: answers by category, and neighbours joined until no class is held by few people.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from typing import Any

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.refusal import finite_vector, require_people
from scripts.quantitative.inference.sign_test import SignTest


def paired_superiority(found: SignTest) -> tuple[float, float, float]:
    """Probability that a person's later answer is the higher one, ties shared out, with its interval; 0 to 1."""
    estimate, low, high = ((1 + each) / 2 for each in (found.difference, found.low, found.high))
    return estimate, low, high


def cliffs_delta(before: npt.ArrayLike, after: npt.ArrayLike) -> float:
    """Cliff's delta, -1 to 1; above 0 when later answers are higher.

    before, after: shape (n,) and (m,), any people in any order. Raises NotEstimable (nobody on a side), UnusableInput.
    """
    first, last = np.sort(finite_vector(before, "before")), finite_vector(after, "after")
    for values in (first, last):
        require_people(values.size, 1, "Cliff's delta")
    below = np.searchsorted(first, last, "left").sum()
    above = (first.size - np.searchsorted(first, last, "right")).sum()
    return float(below - above) / (first.size * last.size)


def category_of(answer: float, lowest: float) -> int:
    """Place of an answer on a scale of whole steps, 0 for the lowest; between two steps the nearer, from the middle the upper."""
    return math.floor(answer - lowest + 0.5)


def merged(holders: Sequence[Sequence[Set[Any]]], minimum: int) -> list[range]:
    """Classes of neighbouring categories, each held by at least `minimum` different people in every distribution.

    holders: one distribution a wave or item, each with the people (any ids) of every category, lowest first. The smallest class
    joins its smaller neighbour until none is small. Empty when even all categories together have too few people.
    """
    if not holders:
        return []
    classes = [range(place, place + 1) for place in range(len(holders[0]))]
    held = [_fewest(holders, each) for each in classes]
    while len(classes) > 1 and min(held) < minimum:
        small = held.index(min(held))
        sides = [place for place in (small - 1, small + 1) if 0 <= place < len(classes)]
        # of two equal neighbours the outer one, so that the middle of the scale stays apart as long as it can
        first, second = sorted((small, min(sides, key=lambda place: (held[place], -abs(2 * place - len(classes) + 1)))))
        classes[first : second + 1] = [range(classes[first].start, classes[second].stop)]
        held[first : second + 1] = [_fewest(holders, classes[first])]
    return classes if min(held) >= minimum else []


def _fewest(holders: Sequence[Sequence[Set[Any]]], members: range) -> int:
    return min(len(set().union(*(each[place] for place in members))) for each in holders)
