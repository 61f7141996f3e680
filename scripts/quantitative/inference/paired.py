"""Mean paired change with its t interval and test; equivalence by two one-sided tests.

- change = after - before, one value a person; rounding noise of the subtraction is removed first;
- t = mean / (sd / sqrt(n)) on n - 1 degrees of freedom (Student 1908, Biometrika 6);
- equivalence: both one-sided t tests against the bounds (Schuirmann 1987, J Pharmacokinet Biopharm 15).

Refuses fewer than two people, and a change that is the same for everyone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.distributions import t_quantile, t_upper_tail
from scripts.quantitative.inference.refusal import (
    NotEstimable,
    UnusableInput,
    Vector,
    finite_vector,
    require_level,
    require_people,
)

# ASSUME no real difference is a billionth of the largest one: scale scores such as 11/3 - 10/3 and 14/3 - 13/3 must tie
ROUNDING = 1e-9


@dataclass(frozen=True)
class MeanChange:
    """Mean paired change; mean, sd, se, low and high in scale points."""

    n: int
    mean: float
    sd: float
    se: float
    t: float
    df: int
    p: float
    low: float
    high: float
    confidence: float


@dataclass(frozen=True)
class Equivalence:
    """Two one-sided tests: p that the change lies above the lower bound, below the upper bound, and within both."""

    p_above_low: float
    p_below_high: float
    p: float


def mean_change(change: npt.ArrayLike, confidence: float = 0.95) -> MeanChange:
    """Mean of the paired changes, two-sided p against no change, and the interval at `confidence`.

    change: shape (n,), scale points. Raises NotEstimable (n < 2; everyone changed alike), UnusableInput.
    """
    values = finite_vector(change, "change")
    require_level(confidence, "confidence")
    require_people(values.size, 2, "an interval for the mean change")
    mean, sd, df = float(values.mean()), spread(values, "the change"), values.size - 1
    se = sd / math.sqrt(values.size)
    half = t_quantile((1 + confidence) / 2, df) * se
    p = 2 * t_upper_tail(abs(mean / se), df)
    return MeanChange(values.size, mean, sd, se, mean / se, df, p, mean - half, mean + half, confidence)


def equivalence(change: npt.ArrayLike, low: float, high: float) -> Equivalence:
    """Is the mean change inside (low, high)? p < alpha exactly when the 1 - 2 alpha interval lies inside.

    change: shape (n,); low, high: scale points. Raises as mean_change, and UnusableInput unless low < high.
    """
    if not low < high:
        raise UnusableInput(f"the lower bound {low} must lie below the upper bound {high}")
    found = mean_change(change)
    above = t_upper_tail((found.mean - low) / found.se, found.df)
    below = t_upper_tail((high - found.mean) / found.se, found.df)
    return Equivalence(above, below, max(above, below))


def paired_change(before: npt.ArrayLike, after: npt.ArrayLike) -> Vector:
    """after - before, shape (n,), with differences that are only rounding noise of the two scores set to zero.

    before, after: shape (n,), the same people in the same order, scale points. Raises UnusableInput.
    """
    first, last = finite_vector(before, "before"), finite_vector(after, "after")
    if first.shape != last.shape:
        raise UnusableInput(f"before and after must hold the same people: {first.size} and {last.size} values")
    noise = 8 * np.finfo(np.float64).eps * np.maximum(np.abs(first), np.abs(last))
    return np.where(np.abs(last - first) <= noise, 0.0, last - first)


def without_noise(change: Vector) -> Vector:
    """The changes, with those that are noise beside the largest one set to zero."""
    size = np.abs(change)
    return np.where(size <= ROUNDING * size.max(initial=0.0), 0.0, change)


def spread(values: Vector, what: str) -> float:
    """Standard deviation (n - 1); raises NotEstimable when the values differ by no more than rounding noise."""
    sd = float(values.std(ddof=1))
    if sd <= ROUNDING * float(np.abs(values).max()):
        raise NotEstimable(f"{what} is the same for all {values.size} people, so it has no spread to judge it by")
    return sd
