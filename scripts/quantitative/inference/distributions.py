"""The few distribution functions this package needs, and a root finder.

`scipy.special` is reached as an attribute, so that it loads at the first use and not at import (measured: `scipy.stats` costs
three times as much again, and no function here needs it).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import scipy

from scripts.quantitative.inference.refusal import NotEstimable

HALVINGS = 200  # more than any bracket of doubles can take; the search ends when the bracket cannot shrink


def t_upper_tail(t: float, df: float) -> float:
    """P(T > t) of Student's t."""
    return float(scipy.special.stdtr(df, -t))


def t_quantile(probability: float, df: float) -> float:
    """The t below which `probability` lies, Student's t."""
    return float(scipy.special.stdtrit(df, probability))


def noncentral_t_cdf(t: float, df: float, noncentrality: float) -> float:
    """P(T <= t) of the noncentral t.

    Raises NotEstimable where scipy has no answer (NaN): seen for t >= 0 only far below t (nine standard deviations), so a
    search that starts at t and widens outward never gets there.
    """
    probability = float(scipy.special.nctdtr(df, noncentrality, t))
    if math.isnan(probability):
        raise NotEstimable(f"the noncentral t distribution cannot be computed at t = {t:.4g} with {df:g} degrees of freedom")
    return probability


def normal_upper_tail(z: float) -> float:
    """P(Z > z) of the standard normal."""
    return float(scipy.special.ndtr(-z))


def normal_quantile(probability: float) -> float:
    """The z below which `probability` lies, standard normal."""
    return float(scipy.special.ndtri(probability))


def f_quantile(probability: float, df_above: float, df_below: float) -> float:
    """The F below which `probability` lies, with degrees of freedom of numerator and denominator."""
    return float(scipy.special.fdtri(df_above, df_below, probability))


def fair_coin_cdf(heads: int, tosses: int) -> float:
    """P(at most `heads` heads in `tosses` tosses of a fair coin); 1 when there are no tosses."""
    return float(scipy.special.bdtr(heads, tosses, 0.5)) if tosses else 1.0


def log_gamma(x: float) -> float:
    """Natural logarithm of the gamma function, x > 0."""
    return math.lgamma(x)


def falling_root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses zero in [low, high], by bisection down to neighbouring doubles.

    The ends themselves are never evaluated; without a crossing the nearer end comes back.
    """
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return (low + high) / 2
