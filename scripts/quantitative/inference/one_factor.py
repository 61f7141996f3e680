"""One common factor behind the items of a scale, by maximum likelihood.

- fitted to the correlation matrix; maximum likelihood does not mind the metric (Joreskog 1967, Psychometrika 32:443-482);
- the loadings are profiled out: given the residual variances they follow from the largest eigenvalue (Lawley and Maxwell 1971);
- Newton steps in the logarithm of the residual variances with Joreskog's approximate Hessian, halved until the fit improves;
- a residual variance is kept above `LEAST_RESIDUAL` of the item's variance (a Heywood case ends there and is told as `improper`);
  then the fit is sought from other starts as well and the best one taken.

Refuses two items (a family of solutions fits equally well), and items that depend on each other exactly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.refusal import NotEstimable, Vector

Matrix = npt.NDArray[np.float64]

# ASSUME a residual variance below a ten-thousandth of the item's own is a Heywood case; at the bound omega differs from that at
# zero by less than it prints
LEAST_RESIDUAL = 1e-4
SINGULAR = 1e-10  # smallest eigenvalue of a correlation matrix that rounding alone can leave of zero
FLAT = 1e-11  # gradient at which the search ends
SHARES_ABSORBED = (0.2, 0.5, 0.9)  # communalities to start from when the usual start ends in a Heywood case


@dataclass(frozen=True)
class OneFactor:
    """Standardised loadings and residual variances, shape (k,); `discrepancy` is the minimum of the ML fit function."""

    loadings: Vector
    residuals: Vector
    discrepancy: float
    improper: bool


def one_factor(correlations: Matrix) -> OneFactor:
    """The one-factor model of a correlation matrix, shape (k, k), k >= 3; the loadings sum to a positive number.

    Raises NotEstimable (two items; exact dependence; no convergence).
    """
    items = len(correlations)
    if items < 3:
        raise NotEstimable(f"one factor behind {items} items cannot be told from others that fit as well; it needs three")
    if float(np.linalg.eigvalsh(correlations)[0]) < SINGULAR:
        raise NotEstimable("the answers to some items follow exactly from the others, so a factor model has no single answer")
    usual = (1 - 0.5 / items) / np.diag(np.linalg.inv(correlations))
    found = _search(correlations, np.log(np.clip(usual, LEAST_RESIDUAL, 1.0)))
    if found.improper:
        starts = [np.full(items, math.log(1 - share)) for share in SHARES_ABSORBED]
        # as other software does, a proper fit is taken wherever it is the best of those found
        found = min([found, *(_search(correlations, start) for start in starts)], key=lambda each: each.discrepancy)
    return found


def _search(correlations: Matrix, start: Vector) -> OneFactor:
    """Newton from `start`, the logarithms of the residual variances."""
    floor, place = math.log(LEAST_RESIDUAL), start
    fit, gradient, hessian = _discrepancy(correlations, place)
    for _ in range(2000):
        free = ~((place <= floor) & (gradient > 0)) & ~((place >= 0) & (gradient < 0))
        if not free.any() or abs(gradient[free]).max() < FLAT:
            break
        step = np.zeros_like(place)
        within = hessian[np.ix_(free, free)]
        step[free] = np.linalg.solve(within + 1e-6 * np.eye(len(within)), gradient[free])
        length = 1.0
        while length > 1e-12:
            tried = np.clip(place - length * step, floor, 0.0)
            new_fit, new_gradient, new_hessian = _discrepancy(correlations, tried)
            if new_fit < fit:
                break
            length /= 2
        else:
            break  # no step improves the fit any more: as flat as doubles can tell
        place, fit, gradient, hessian = tried, new_fit, new_gradient, new_hessian
    return _solution(correlations, place, fit)


def _discrepancy(correlations: Matrix, logs: Vector) -> tuple[float, Vector, Matrix]:
    """ML discrepancy, its gradient and approximate Hessian, by the logarithms of the residual variances."""
    values, vectors = _scaled_eigen(correlations, logs)
    rest, others = values[:-1], vectors[:, :-1]
    fit = float((rest - np.log(rest) - 1).sum())
    if values[-1] < 1:  # no factor at all: its loading is zero and its eigenvalue belongs to the misfit
        fit += float(values[-1] - math.log(values[-1]) - 1)
        rest, others = values, vectors
    return fit, (others**2 * (1 - rest)).sum(axis=1), (others @ others.T) ** 2


def _solution(correlations: Matrix, logs: Vector, fit: float) -> OneFactor:
    values, vectors = _scaled_eigen(correlations, logs)
    residuals = np.exp(logs)
    loadings = np.sqrt(residuals) * vectors[:, -1] * math.sqrt(max(0.0, float(values[-1]) - 1))
    loadings = -loadings if loadings.sum() < 0 else loadings
    return OneFactor(loadings, residuals, fit, bool((residuals <= 1.01 * LEAST_RESIDUAL).any()))


def _scaled_eigen(correlations: Matrix, logs: Vector) -> tuple[Vector, Matrix]:
    scale = np.exp(-logs / 2)
    return np.linalg.eigh(scale[:, None] * correlations * scale)
