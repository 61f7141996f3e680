"""Standardised paired change: one estimate, five denominators, each named.

- d = mean change / denominator; g = J d with the exact J on n - 1 degrees of freedom (Hedges 1981, J Educ Stat 6);
- interval: noncentrality limits of the observed t, divided by sqrt(n) and scaled by sd of change / denominator (Steiger and
  Fouladi 1997; Algina and Keselman 2003, Educ Psychol Meas 63), then by J for g. Exact for d_z; for the other denominators
  it takes that ratio as known;
- print g beside the limits of d: both estimate the same population value, and only those limits keep their level. Measured,
  20,000 samples a cell, n 10 to 30, r -.2 to .8, true d_av 0 to 1: limits of d_av cover .948 to .961, those times J .928 to .957.

| denominator | d | source |
|---|---|---|
| change_sd | d_z; use it for power, not to report size | Cohen 1988; Lakens 2013, Front Psychol 4 |
| mean_sd | d_av, g_av: mean of the two SDs | Cumming 2012; Lakens 2013 |
| rms_sd | d_av: root mean square of the two SDs | Algina and Keselman 2003; Bonett 2008, Psychol Methods 13 |
| repeated_measures | d_rm: sd of change / sqrt(2 (1 - r)) | Morris and DeShon 2002, Psychol Methods 7; Lakens 2013 |
| before_sd | d_pre | Becker 1988, Br J Math Stat Psychol 41 |

Refuses fewer than three people (J is zero for two), a change alike for everyone, a denominator without variance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.distributions import falling_root, log_gamma, noncentral_t_cdf, normal_quantile
from scripts.quantitative.inference.paired import mean_change, paired_change, spread
from scripts.quantitative.inference.refusal import (
    NotEstimable,
    UnusableInput,
    Vector,
    finite_vector,
    require_level,
    require_people,
)

Denominator = Literal["change_sd", "mean_sd", "rms_sd", "repeated_measures", "before_sd"]


@dataclass(frozen=True)
class EffectSize:
    """Standardised change: d as observed, g corrected for small samples; `standardiser` in scale points.

    d_low to d_high is the interval to print; g_low and g_high are the same times J, as R's effectsize prints them.
    """

    denominator: Denominator
    standardiser: float
    n: int
    df: int
    d: float
    d_low: float
    d_high: float
    g: float
    g_low: float
    g_high: float
    confidence: float


def effect_size(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    denominator: Denominator = "mean_sd",
    confidence: float = 0.95,
) -> EffectSize:
    """Standardised mean change with the interval at `confidence`; the default g is g_av.

    before, after: shape (n,), the same people in the same order, scale points. Raises NotEstimable, UnusableInput.
    """
    first, last = finite_vector(before, "before"), finite_vector(after, "after")
    change = paired_change(first, last)
    require_people(change.size, 3, "a standardised change")
    found = mean_change(change, confidence)
    standardiser = _standardiser(first, last, found.sd, denominator)
    scale = found.sd / standardiser / math.sqrt(found.n)
    low, high = (scale * limit for limit in noncentrality_interval(found.t, found.df, confidence))
    d, j = found.mean / standardiser, hedges_j(found.df)
    return EffectSize(denominator, standardiser, found.n, found.df, d, low, high, j * d, j * low, j * high, confidence)


def hedges_j(df: float) -> float:
    """The exact small-sample correction, Gamma(df/2) / (sqrt(df/2) Gamma((df-1)/2)) (Hedges 1981).

    Raises NotEstimable for df < 2, where it is zero or undefined.
    """
    if df < 2:
        raise NotEstimable(f"the small-sample correction needs at least 2 degrees of freedom; there are {df:g}")
    return math.exp(log_gamma(df / 2) - log_gamma((df - 1) / 2)) / math.sqrt(df / 2)


def noncentrality_interval(t: float, df: float, confidence: float = 0.95) -> tuple[float, float]:
    """Noncentralities under which the observed t has (1 - confidence)/2 above it, and below it (Steiger and Fouladi 1997).

    Raises NotEstimable where the distribution cannot be computed, UnusableInput.
    """
    require_level(confidence, "confidence")
    if t < 0:
        low, high = noncentrality_interval(-t, df, confidence)
        return -high, -low
    return _noncentrality(t, df, (1 + confidence) / 2), _noncentrality(t, df, (1 - confidence) / 2)


def correlation(before: npt.ArrayLike, after: npt.ArrayLike) -> float:
    """Pearson correlation of the two waves. Raises NotEstimable (n < 3, no variance), UnusableInput."""
    first, last = finite_vector(before, "before"), finite_vector(after, "after")
    if first.shape != last.shape:
        raise UnusableInput(f"before and after must hold the same people: {first.size} and {last.size} values")
    require_people(first.size, 3, "a correlation")
    sds = spread(first, "the score before") * spread(last, "the score after")
    covariance = float((first - first.mean()) @ (last - last.mean())) / (first.size - 1)
    return max(-1.0, min(1.0, covariance / sds))


def _standardiser(before: Vector, after: Vector, sd_change: float, denominator: Denominator) -> float:
    if denominator == "change_sd":
        return sd_change
    if denominator == "mean_sd":
        return float(before.std(ddof=1) + after.std(ddof=1)) / 2
    if denominator == "rms_sd":
        return math.sqrt(float(before.var(ddof=1) + after.var(ddof=1)) / 2)
    if denominator == "before_sd":
        return spread(before, "the score before")
    if denominator == "repeated_measures":
        return _repeated_measures_sd(sd_change, correlation(before, after))
    raise UnusableInput(f"unknown denominator {denominator!r}")


def _repeated_measures_sd(sd_change: float, r: float) -> float:
    if np.isclose(r, 1.0, rtol=0, atol=1e-12):
        raise NotEstimable("before and after correlate perfectly, so d_rm has no denominator")
    return sd_change / math.sqrt(2 * (1 - r))


def _noncentrality(t: float, df: float, target: float) -> float:
    """The noncentrality at which P(T <= t) is `target`, t >= 0; the bracket widens outward from t in standard deviations.

    It never widens below -z(target): there P(T <= t) >= P(T <= 0) = target, and beyond it scipy has holes.
    """

    def excess(noncentrality: float) -> float:
        return noncentral_t_cdf(t, df, noncentrality) - target

    floor = -normal_quantile(target)
    below = above = math.sqrt(1 + t**2 / (2 * df))
    while t - below > floor and excess(t - below) < 0:
        below *= 2
    while excess(t + above) > 0:
        above *= 2
    return falling_root(excess, max(floor, t - below), t + above)
