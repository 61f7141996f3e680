"""Difference of two means whose people are not paired, with Welch's interval.

- standard error from both variances apart; degrees of freedom by Welch and Satterthwaite (Welch 1947, Biometrika 34);
- ASSUME two samples of different people: where some are the same and resemble themselves, the interval is too wide, never
  too narrow.

Refuses fewer than two people on a side, and two sides without any spread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy.typing as npt

from scripts.quantitative.inference.distributions import t_quantile
from scripts.quantitative.inference.paired import ROUNDING
from scripts.quantitative.inference.refusal import NotEstimable, finite_vector, require_level, require_people


@dataclass(frozen=True)
class MeanDifference:
    """Mean after less mean before; difference, low and high in scale points."""

    difference: float
    se: float
    df: float
    low: float
    high: float
    confidence: float


def mean_difference(before: npt.ArrayLike, after: npt.ArrayLike, confidence: float = 0.95) -> MeanDifference:
    """The difference of the means and its interval at `confidence`.

    before, after: shape (n,) and (m,), scale points, any people in any order. Raises NotEstimable, UnusableInput.
    """
    first, last = finite_vector(before, "before"), finite_vector(after, "after")
    require_level(confidence, "confidence")
    for values in (first, last):
        require_people(values.size, 2, "an interval for the difference of means")
    parts = [float(values.var(ddof=1)) / values.size for values in (first, last)]
    se = math.sqrt(sum(parts))
    if se <= ROUNDING * max(abs(first).max(), abs(last).max()):
        raise NotEstimable("everyone has the same score within each wave, so there is no spread to judge the difference by")
    df = sum(parts) ** 2 / sum(part**2 / (values.size - 1) for part, values in zip(parts, (first, last), strict=True))
    difference, half = float(last.mean() - first.mean()), t_quantile((1 + confidence) / 2, df) * se
    return MeanDifference(difference, se, df, difference - half, difference + half, confidence)
