"""Why a result is refused, and the checks that every function of this package makes on what it is given.

Two causes, two types: the data cannot answer the question (`NotEstimable`, which a report prints in place of the result),
or the caller passed something that is no data at all (`UnusableInput`, a mistake in the code that called).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


class NotEstimable(ValueError):
    """The data given cannot support this result; `reason` says why, in words for a reader of the report."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class UnusableInput(ValueError):
    """An argument that no data could make sense of: a missing value, a wrong shape, a level outside 0 to 1."""


def finite_vector(values: npt.ArrayLike, what: str) -> Vector:
    """The values as a float array of shape (n,).

    Raises UnusableInput when they are not one-dimensional or hold a missing or infinite value: whoever calls decides
    what to do about missing answers, and says so.
    """
    vector = np.asarray(values, dtype=np.float64)
    if vector.ndim != 1:
        raise UnusableInput(f"{what} must be one-dimensional, not of shape {vector.shape}")
    if not np.isfinite(vector).all():
        raise UnusableInput(f"{what} must hold no missing or infinite value")
    return vector


def require_people(n: float, least: int, what: str) -> None:
    """Raise NotEstimable when fewer than `least` people remain for `what`."""
    if n < least:
        raise NotEstimable(f"{what} needs at least {least} people; there {'is' if n == 1 else 'are'} {n}")


def require_level(level: float, what: str) -> None:
    """Raise UnusableInput unless 0 < level < 1."""
    if not 0 < level < 1:
        raise UnusableInput(f"{what} must lie between 0 and 1, not {level}")


def require_counts(n: int, *counts: int) -> None:
    """Raise UnusableInput for a negative count, or counts that together exceed n; NotEstimable when n is 0."""
    if min(counts) < 0 or sum(counts) > n:
        raise UnusableInput(f"counts {counts} must be 0 or more and together no more than n = {n}")
    require_people(n, 1, "a share")
