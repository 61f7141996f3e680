"""Did those who started low change more? Asked without the trap of correlating change with the start.

The correlation of change with the baseline is below zero even when nothing but measurement error moves the scores, so it is not
offered here. Instead:

- Oldham: correlation of change with the mean of both waves, zero when both waves spread alike (Oldham 1962, J Chronic Dis 15);
- the same t tests equal variances of paired scores (Morgan 1939; Pitman 1939, Biometrika 31);
- variance ratio, end over start, with the interval that belongs to that test (Snedecor and Cochran 1989, sec. 10.8), as R's
  PairedData::Var.test; below 1: people moved together;
- how many stood at the top of the scale at the start, with Wilson's interval: they cannot rise.

Refuses fewer than three people, a wave without spread, waves that correlate perfectly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.ground.proportion import Share, wilson
from scripts.quantitative.inference.distributions import t_quantile, t_upper_tail
from scripts.quantitative.inference.effect_size import correlation
from scripts.quantitative.inference.paired import ROUNDING
from scripts.quantitative.inference.refusal import NotEstimable, finite_vector, require_level, require_people


@dataclass(frozen=True)
class Spread:
    """Spread of two waves compared; `oldham` and its p are those of the Pitman-Morgan test."""

    n: int
    r: float
    oldham: float
    t: float
    df: int
    p: float
    variance_ratio: float
    ratio_low: float
    ratio_high: float
    confidence: float


def spread_of_waves(before: npt.ArrayLike, after: npt.ArrayLike, confidence: float = 0.95) -> Spread:
    """Oldham's correlation, the Pitman-Morgan test, and the variance ratio end over start with its interval.

    before, after: shape (n,), the same people in the same order, any unit. Raises NotEstimable, UnusableInput.
    """
    require_level(confidence, "confidence")
    first, last = finite_vector(before, "before"), finite_vector(after, "after")
    r = correlation(first, last)
    if 1 - abs(r) < ROUNDING:
        raise NotEstimable("the waves correlate perfectly, so their variances have no test")
    df = first.size - 2
    ratio = float(last.var(ddof=1) / first.var(ddof=1))
    t = (ratio - 1) * math.sqrt(df) / (2 * math.sqrt(ratio * (1 - r * r)))
    k = 1 + 2 * (1 - r * r) * t_quantile((1 + confidence) / 2, df) ** 2 / df
    width = math.sqrt(k * k - 1)
    return Spread(
        n=first.size, r=r, oldham=t / math.sqrt(df + t * t), t=t, df=df, p=2 * t_upper_tail(abs(t), df), variance_ratio=ratio,
        ratio_low=ratio / (k + width), ratio_high=ratio * (k + width), confidence=confidence,
    )  # fmt: skip


def ceiling_share(scores: npt.ArrayLike, top: float, confidence: float = 0.95) -> Share:
    """Share of people whose score is the highest the scale allows.

    scores: shape (n,); top: the same unit. Raises NotEstimable (nobody), UnusableInput.
    """
    values = finite_vector(scores, "scores")
    require_people(values.size, 1, "a ceiling share")
    return wilson(int((values >= top - ROUNDING * np.abs(top)).sum()), values.size, confidence)
