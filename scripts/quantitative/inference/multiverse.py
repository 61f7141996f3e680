"""The mean change under choices that could reasonably have been made otherwise, and what all of them together say.

- who: complete pairs; everybody in a random-intercept model; everybody imputed; no change, or a loss, for those without end score
- how: mean with t or normal quantiles; 20 % trimmed mean (Tukey and McLaughlin 1963, Sankhya A 25; Yuen 1974, Biometrika 61);
  pseudomedian with the signed-rank interval by the normal form, which ties leave standing (Hollander and Wolfe 1999, sec. 3.3)
- together: median, range, share of the sign of the first, share whose interval lies above zero (Steegen et al. 2016, Perspect
  Psychol Sci 11; Simonsohn et al. 2020, Nat Hum Behav 4)

The choices are no sample, so the curve is described and nothing is tested. A combination that cannot be estimated says why.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.distributions import normal_quantile, t_quantile
from scripts.quantitative.inference.imputation import impute_change, pooled_change
from scripts.quantitative.inference.mixed import mixed_change
from scripts.quantitative.inference.paired import mean_change, paired_change, spread
from scripts.quantitative.inference.refusal import (
    NotEstimable,
    UnusableInput,
    Vector,
    finite_vector,
    require_level,
    require_people,
)
from scripts.quantitative.inference.signed_rank import pseudomedian, walsh_averages

Missing = Literal["complete pairs", "all available", "imputed", "no change", "loss"]
Estimator = Literal["t", "normal", "trimmed", "pseudomedian"]
MODELLED = ("all available", "imputed")
MEANS = ("t", "normal")
TRIMMED = 0.2
# enough for a place on a curve; the estimate that counts takes more (imputation.py)
IMPUTATIONS = 20


@dataclass(frozen=True)
class Located:
    """One way to say where the changes lie; estimate, low and high in scale points, n people."""

    n: int
    estimate: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """What all combinations say together; shares among those that could be estimated, the rest in scale points."""

    n: int
    not_estimable: int
    distinct: int
    same_sign: float
    above_zero: float
    below_zero: float
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Mean:
    """A mean with what an interval needs; estimate and se in scale points."""

    n: int
    estimate: float
    se: float
    df: float


def applicable(missing: Missing, estimator: Estimator) -> bool:
    """Whether the two fit together: a model gives a mean, not a trimmed mean or a pseudomedian."""
    return missing not in MODELLED or estimator in MEANS


def combinations(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    missing: tuple[Missing, ...],
    estimators: tuple[Estimator, ...],
    *,
    loss: float,
    floor: float,
    seed: int,
    least: int = 3,
    confidence: float = 0.95,
) -> dict[tuple[Missing, Estimator], Located | str]:
    """The change under every choice of who and how that fit together, or the reason why there is none.

    before, after: shape (n,), scale points, NaN where missing, one of both known; loss: scale points that people without an end
    score lose under "loss", not below `floor`, the lowest score; least: fewest people with both. Raises UnusableInput.
    """
    first, last = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    if first.ndim != 1 or first.shape != last.shape or (np.isnan(first) & np.isnan(last)).any():
        raise UnusableInput("before and after must hold the same people, each with a score at one wave at least")
    found: dict[tuple[Missing, Estimator], Located | str] = {}
    for who in missing:
        wanted = [how for how in estimators if applicable(who, how)]
        found |= _of_one(first, last, who, wanted, loss, floor, seed, least, confidence)
    return found


def _of_one(
    before: Vector, after: Vector, who: Missing, wanted: list[Estimator], loss: float, floor: float, seed: int, least: int,
    confidence: float,
) -> dict[tuple[Missing, Estimator], Located | str]:  # fmt: skip
    try:
        require_people(int((~np.isnan(before) & ~np.isnan(after)).sum()), least, "an estimate of change")
        if who in MODELLED:
            mean = _modelled(before, after) if who == "all available" else _imputed(before, after, seed)
            return {(who, how): with_quantile(mean, how, confidence) for how in wanted}
        changes = _changes(before, after, who, loss, floor)
    except NotEstimable as refusal:
        return {(who, how): refusal.reason for how in wanted}
    return {(who, how): _or_reason(changes, how, confidence) for how in wanted}


def _or_reason(changes: Vector, how: Estimator, confidence: float) -> Located | str:
    try:
        return locate(changes, how, confidence)
    except NotEstimable as refusal:
        return refusal.reason


def locate(change: npt.ArrayLike, estimator: Estimator, confidence: float = 0.95) -> Located:
    """Where changes without gaps lie. change: shape (n,), scale points. Raises NotEstimable, UnusableInput."""
    values = finite_vector(change, "change")
    if estimator == "trimmed":
        return trimmed_mean(values, confidence)
    if estimator == "pseudomedian":
        return _pseudomedian(values, confidence)
    found = mean_change(values, confidence)
    return with_quantile(Mean(found.n, found.mean, found.se, found.df), estimator, confidence)


def trimmed_mean(change: npt.ArrayLike, confidence: float = 0.95) -> Located:
    """20 % trimmed mean with its interval from the Winsorised spread. Raises NotEstimable, UnusableInput."""
    values = np.sort(finite_vector(change, "change"))
    require_level(confidence, "confidence")
    cut = int(TRIMMED * values.size + 1e-9)
    kept = values[cut : values.size - cut]
    require_people(kept.size, 2, "a trimmed mean, after trimming,")
    se = spread(np.clip(values, kept[0], kept[-1]), "the trimmed change") / ((1 - 2 * TRIMMED) * math.sqrt(values.size))
    half = t_quantile((1 + confidence) / 2, kept.size - 1) * se
    return Located(values.size, float(kept.mean()), float(kept.mean()) - half, float(kept.mean()) + half)


def curve(found: list[Located | None], first: float) -> Curve:
    """All combinations together; `first` is the planned estimate whose sign counts. Raises NotEstimable when there is none."""
    known = [each for each in found if each is not None]
    require_people(len(known), 1, "a curve of combinations, of combinations that can be estimated,")
    estimates, low, high = (np.array([getattr(each, name) for each in known]) for name in ("estimate", "low", "high"))
    return Curve(
        n=len(found),
        not_estimable=len(found) - len(known),
        distinct=len(np.unique(np.round(np.column_stack([estimates, low, high]), 9), axis=0)),
        same_sign=float((np.sign(estimates) == np.sign(first)).mean()),
        above_zero=float((low > 0).mean()),
        below_zero=float((high < 0).mean()),
        median=float(np.median(estimates)),
        low=float(estimates.min()),
        high=float(estimates.max()),
    )


def _changes(before: Vector, after: Vector, missing: Missing, loss: float, floor: float) -> Vector:
    both, started = ~np.isnan(before) & ~np.isnan(after), ~np.isnan(before)
    if missing == "complete pairs":
        return paired_change(before[both], after[both])
    if missing not in ("no change", "loss"):
        raise UnusableInput(f"unknown handling of missing scores {missing!r}")
    lost = loss if missing == "loss" else 0.0
    end = np.where(both, after, np.maximum(floor, before - lost))
    return paired_change(before[started], end[started])


def _modelled(before: Vector, after: Vector) -> Mean:
    scores, people = np.concatenate([before, after]), np.tile(np.arange(before.size), 2)
    known, waves = ~np.isnan(scores), np.repeat([0, 1], before.size)
    found = mixed_change(scores[known], waves[known], people[known]).contrast
    return Mean(before.size, found.estimate, found.se, found.df)


def _imputed(before: Vector, after: Vector, seed: int) -> Mean:
    generator = np.random.default_rng(seed)
    found = pooled_change(impute_change(before, after, np.empty((before.size, 0)), generator, imputations=IMPUTATIONS))
    return Mean(before.size, found.estimate, found.se, found.df)


def with_quantile(mean: Mean, estimator: Estimator, confidence: float = 0.95) -> Located:
    """The interval of a mean by t or by normal quantiles. Raises UnusableInput for another estimator."""
    if estimator not in MEANS:
        raise UnusableInput(f"a mean has no estimator {estimator!r}")
    level = (1 + confidence) / 2
    half = mean.se * (t_quantile(level, mean.df) if estimator == "t" else normal_quantile(level))
    return Located(mean.n, mean.estimate, mean.estimate - half, mean.estimate + half)


def _pseudomedian(change: Vector, confidence: float) -> Located:
    """Ends: the Walsh averages as far from either end as the normal form of the signed rank statistic tells."""
    estimate, n = pseudomedian(change), change.size
    spread(change, "the change")
    averages = np.sort(walsh_averages(change))
    deviation = math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
    cut = max(1, round(n * (n + 1) / 4 - normal_quantile((1 + confidence) / 2) * deviation))
    return Located(n, estimate, float(averages[cut - 1]), float(averages[-cut]))
