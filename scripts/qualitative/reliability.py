"""Coefficients of agreement on nominal codes, from counts.

- `nominal_alpha`: Krippendorff 2004, Content Analysis, chapter 11; coders may have judged different units
- `fleiss_kappa`: Fleiss 1971, Psychological Bulletin 76: 378-382; also with varying numbers of coders a unit
- `cohen_kappa`: Cohen 1960, Educational and Psychological Measurement 20: 37-46
- PABAK: Byrt, Bishop and Carlin 1993, Journal of Clinical Epidemiology 46: 423-429

Where all judgements are alike, chance cannot be told from agreement: the coefficient is NaN.
All take sums over units along the last axis but one, so that many resamples cost one call.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def nominal_alpha(counts: Array) -> float:
    """Alpha of a table units × values that says how many coders gave each unit each value."""
    counts = np.asarray(counts, dtype=float)
    judged = counts[counts.sum(axis=1) > 1]
    coders = judged.sum(axis=1)
    unlike = (coders**2 - (judged**2).sum(axis=1)) / (coders - 1)
    values = judged.sum(axis=0)
    return float(_alpha(unlike.sum(), values.sum() ** 2 - (values**2).sum(), coders.sum()))


def fleiss_kappa(counts: Array) -> float:
    """Kappa of many coders, from the same table."""
    counts = np.asarray(counts, dtype=float)
    judged = counts[counts.sum(axis=1) > 1]
    coders = judged.sum(axis=1)
    alike = ((judged**2).sum(axis=1) - coders) / (coders * (coders - 1))
    shares = judged.sum(axis=0) / judged.sum()
    return float(above_chance(alike.mean(), (shares**2).sum()))


def cohen_kappa(table: Array) -> float:
    """Kappa of a square table: one coder's values by the other's, as counts or shares."""
    shares = np.asarray(table, dtype=float) / np.sum(table)
    return float(above_chance(np.trace(shares), shares.sum(axis=0) @ shares.sum(axis=1)))


def binary_alpha(unlike: Array, given: Array, judgements: Array) -> Array:
    """Alpha of a code that is given or not, from sums: pairs that differ (2k(m − k)/(m − 1) a unit), given, judgements."""
    return _alpha(unlike, 2 * given * (judgements - given), judgements)


def above_chance(agreed: Array | float, chance: Array | float) -> Array:
    """Agreement beyond chance, as share of what chance leaves."""
    agreed, chance = np.asarray(agreed, dtype=float), np.asarray(chance, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(chance < 1 - 1e-12, (agreed - chance) / (1 - chance), np.nan)


def _alpha(unlike: Array | float, expected: Array | float, judgements: Array | float) -> Array:
    unlike, expected = np.asarray(unlike, dtype=float), np.asarray(expected, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - (np.asarray(judgements) - 1) * unlike / expected, np.nan)
