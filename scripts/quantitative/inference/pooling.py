"""Results of several imputations made one.

- estimate: mean over imputations; variance: within + (1 + 1/m) between (Rubin 1987);
- degrees of freedom for small samples (Barnard and Rubin 1999, Biometrika 86); fraction of missing information as mice prints it
  (van Buuren 2018, eq. 2.26);
- Monte Carlo error: how far the estimate would move with another seed, sqrt(between / m).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy.typing as npt

from scripts.quantitative.inference.distributions import t_quantile, t_upper_tail
from scripts.quantitative.inference.refusal import (
    NotEstimable,
    UnusableInput,
    finite_vector,
    require_level,
)


@dataclass(frozen=True)
class Pooled:
    """A pooled estimate; estimate, se, low, high and monte_carlo_error in the unit of the estimates."""

    estimate: float
    se: float
    df: float
    t: float
    p: float
    low: float
    high: float
    within: float
    between: float
    increase: float
    fmi: float
    monte_carlo_error: float
    imputations: int
    confidence: float


def pool(estimates: npt.ArrayLike, variances: npt.ArrayLike, complete_df: float, confidence: float = 0.95) -> Pooled:
    """Rubin's rules.

    estimates, variances: shape (m,), squared standard errors; complete_df: degrees of freedom had nothing been missing. Raises
    NotEstimable (no variance at all), UnusableInput.
    """
    values, squares = finite_vector(estimates, "estimates"), finite_vector(variances, "variances")
    require_level(confidence, "confidence")
    m = values.size
    if m < 2 or squares.size != m or (squares < 0).any() or complete_df <= 0:
        raise UnusableInput(
            "pooling takes two or more estimates, as many variances of 0 or more, and positive degrees of freedom"
        )
    estimate, within, between = float(values.mean()), float(squares.mean()), float(values.var(ddof=1))
    total = within + (1 + 1 / m) * between
    if within <= 0:
        raise NotEstimable("the completed changes are the same for everyone, so they have no spread to judge the change by")
    increase = (1 + 1 / m) * between / within
    df = _small_sample_df((1 + 1 / m) * between / total, m, complete_df)
    se = math.sqrt(total)
    t, half = estimate / se, t_quantile((1 + confidence) / 2, df) * se
    return Pooled(
        estimate, se, df, t, 2 * t_upper_tail(abs(t), df), estimate - half, estimate + half, within, between, increase,
        (increase + 2 / (df + 3)) / (increase + 1), math.sqrt(between / m), m, confidence,
    )  # fmt: skip


def _small_sample_df(share: float, m: int, complete: float) -> float:
    """Barnard and Rubin: from the share of the variance that is due to missing values."""
    observed = (complete + 1) / (complete + 3) * complete * (1 - share)
    if share * share * observed < 1e-12 * (m - 1):
        return observed
    old = (m - 1) / share**2
    return old * observed / (old + observed)
