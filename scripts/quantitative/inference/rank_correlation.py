"""Spearman's rank correlation: Pearson's correlation of mid-ranks, so ties do no harm (Spearman 1904, Am J Psychol 15)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.effect_size import correlation
from scripts.quantitative.inference.refusal import UnusableInput, Vector, finite_vector, require_people

NOISE_DECIMALS = 9


def spearman(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    """Rank correlation, -1 to 1.

    first, second: shape (n,), any ordered unit, the same people in the same order. Raises NotEstimable (fewer than three people;
    everyone alike on either), UnusableInput.
    """
    one, other = finite_vector(first, "first"), finite_vector(second, "second")
    if one.shape != other.shape:
        raise UnusableInput(f"both must hold the same people: {one.size} and {other.size} values")
    require_people(one.size, 3, "a rank correlation")
    return correlation(midranks(one), midranks(other))


def midranks(values: Vector) -> Vector:
    """Ranks from 1; values that are equal, or differ by rounding noise only, share the mean of their ranks."""
    size = float(np.abs(values).max(initial=0.0)) or 1.0
    values = np.round(values / size, NOISE_DECIMALS)
    ascending = np.sort(values)
    return (np.searchsorted(ascending, values, "left") + 1 + np.searchsorted(ascending, values, "right")) / 2
