"""What missing end scores could do to the result: shifts, worst cases, and who was lost.

- tipping point: the shift of the imputed ends (scale points) at which the interval of the mean change touches zero; imputations
  stay the same, only shifted, so that mean and variance have a closed form in the shift (Carpenter and Kenward 2013, ch. 10);
- without imputation: if the lost changed by `shift` more than the stayed, the mean over all changes by share lost x shift;
  standard error as for the stayed (White, Carpenter and Horton 2012, Clin Trials 9);
- worst cases: every missing end set to one rule; a single fill-in, so the interval is too narrow, never the estimate's;
- attrition: baseline of the lost against the stayed, standardised by the pooled standard deviation (noncentral t interval;
  Cohen 1988, Hedges 1981).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.distributions import falling_root
from scripts.quantitative.inference.effect_size import hedges_j, noncentrality_interval
from scripts.quantitative.inference.imputation import Completed
from scripts.quantitative.inference.paired import ROUNDING, MeanChange
from scripts.quantitative.inference.pooling import Pooled, pool
from scripts.quantitative.inference.refusal import (
    NotEstimable,
    finite_vector,
    require_people,
)

STEPS = 400


def shifted_change(completed: Completed, shift: float, confidence: float = 0.95) -> Pooled:
    """The pooled mean change when every imputed end lies `shift` scale points higher. Raises NotEstimable, UnusableInput."""
    return _Shifting(completed).at(shift, confidence)


def tipping_shift(completed: Completed, range_of_scale: float, confidence: float = 0.95) -> float:
    """The smallest shift of the imputed ends, towards no change, at which the interval touches zero; scale points.

    range_of_scale: largest minus smallest score, the largest shift tried. Raises NotEstimable when nothing was imputed, the
    interval holds zero already, or no shift on the scale moves it there.
    """
    shifting = _Shifting(completed)
    if not shifting.share:
        raise NotEstimable("no end score is missing, so there is nothing to shift")
    here = shifting.at(0.0, confidence)
    towards = _direction(here.low, here.high)

    def left(size: float) -> float:
        found = shifting.at(towards * size, confidence)
        return found.low if towards < 0 else -found.high

    sizes = np.linspace(0, range_of_scale, STEPS + 1)
    crossed = next((place for place in range(1, STEPS + 1) if left(float(sizes[place])) <= 0), None)
    if crossed is None:
        raise NotEstimable(f"the interval stays clear of zero even if every imputed end is shifted by {range_of_scale:g} points")
    return towards * falling_root(left, float(sizes[crossed - 1]), float(sizes[crossed]))


def tipping_difference(stayed: MeanChange, lost: int, range_of_scale: float) -> float:
    """How differently the lost must have changed from the stayed, for the interval over all to touch zero; scale points.

    stayed: change of the complete pairs; lost: people without an end score; range_of_scale: largest minus smallest score, the
    largest difference tried. Raises NotEstimable as `tipping_shift`.
    """
    if not lost:
        raise NotEstimable("no end score is missing, so there is nothing to shift")
    towards = _direction(stayed.low, stayed.high)
    nearest = stayed.low if towards < 0 else stayed.high
    difference = -nearest * (stayed.n + lost) / lost
    if abs(difference) > range_of_scale:
        raise NotEstimable(f"the interval stays clear of zero even if the lost changed by {range_of_scale:g} points less or more")
    return difference


def _direction(low: float, high: float) -> int:
    if low <= 0 <= high:
        raise NotEstimable("the interval holds zero already")
    return -1 if low > 0 else 1


class _Shifting:
    """Mean and variance of each completed change, as polynomials in the shift of the imputed ends."""

    def __init__(self, completed: Completed) -> None:
        missing = completed.end_missing.astype(float)
        self.people = missing.size
        self.share = float(missing.mean())
        self.means = completed.changes.mean(axis=1)
        self.variances = completed.changes.var(axis=1, ddof=1)
        centred = completed.changes - self.means[:, None]
        self.crossed = centred @ (missing - self.share) / (self.people - 1)
        self.own = float(missing.var(ddof=1))

    def at(self, shift: float, confidence: float) -> Pooled:
        variances = self.variances + 2 * shift * self.crossed + shift**2 * self.own
        return pool(self.means + shift * self.share, np.maximum(variances, 0.0) / self.people, self.people - 1, confidence)


@dataclass(frozen=True)
class Described:
    """n, mean and standard deviation (None for one person) of a group's baseline, scale points."""

    n: int
    mean: float
    sd: float | None


@dataclass(frozen=True)
class Attrition:
    """Baseline of those who stayed and those who were lost, and the standardised difference lost - stayed.

    d as observed, with its interval; g corrected for small samples. low and high are limits of d.
    """

    stayed: Described
    lost: Described
    d: float
    g: float
    low: float
    high: float


def attrition(stayed: npt.ArrayLike, lost: npt.ArrayLike, confidence: float = 0.95) -> Attrition:
    """Compare the baselines. stayed: shape (n,), lost: shape (k,), scale points. Raises NotEstimable, UnusableInput."""
    groups = finite_vector(stayed, "stayed"), finite_vector(lost, "lost")
    for values, name in zip(groups, ("stayed", "were lost"), strict=True):
        require_people(values.size, 2, f"a comparison with those who {name}")
    df = groups[0].size + groups[1].size - 2
    pooled = math.sqrt(sum(float(((values - values.mean()) ** 2).sum()) for values in groups) / df)
    if pooled <= ROUNDING * max(float(np.abs(values).max()) for values in groups):
        raise NotEstimable("all baselines are the same within each group, so their difference cannot be standardised")
    difference = float(groups[1].mean() - groups[0].mean())
    scale = math.sqrt(1 / groups[0].size + 1 / groups[1].size)
    low, high = (scale * limit for limit in noncentrality_interval(difference / pooled / scale, df, confidence))
    d = difference / pooled
    return Attrition(described(groups[0]), described(groups[1]), d, hedges_j(df) * d, low, high)


def described(scores: npt.ArrayLike) -> Described:
    """Describe one group, which may be small. Raises NotEstimable when nobody is in it, UnusableInput."""
    values = finite_vector(scores, "scores")
    require_people(values.size, 1, "a mean")
    return Described(values.size, float(values.mean()), float(values.std(ddof=1)) if values.size > 1 else None)
