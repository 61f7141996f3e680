"""Multiple imputation of missing scores by predictive mean matching.

- a linear model of the score on the other wave, the other behaviours' baselines and the cohort, fitted where the score is known;
- the other wave has a flat prior; every further predictor is shrunk by a ridge as strong as there are such predictors, in units
  of people: nothing to a hundred people, much to ten (Gelman et al. 2013, ch. 14);
- proper: residual variance and coefficients are drawn from their posterior for every imputation (Rubin 1987, ch. 5);
- each missing score takes the value of one of the `donors` people nearest in prediction (Little 1988, J Bus Econ Stat 6), known
  people predicted by the estimate and missing ones by the draw, as mice does (van Buuren 2018, 3.4); equally near people are in
  random order;
- chained equations only where more than one variable has gaps (van Buuren and Groothuis-Oudshoorn 2011, J Stat Softw 45).

Few donors: twenty (a common default) would average a group of twenty people away. Below 25 people with the score known the
number of donors falls to a fifth of them, but not below three.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.paired import mean_change
from scripts.quantitative.inference.pooling import Pooled, pool
from scripts.quantitative.inference.refusal import (
    UnusableInput,
    Vector,
    require_people,
)

Matrix = npt.NDArray[np.float64]
CYCLES = 5
# ASSUME fewer than three donors repeat the same few people, and more than a fifth of a small group are no neighbours; measured at
# 20 people, 30 % missing by baseline, r .5: bias .03 with three donors, .04 with five, .06 and more with twenty
FEWEST_DONORS, LARGEST_SHARE = 3, 5
FLAT_COLUMNS = 2  # intercept and the other wave
CONSTANT = 1e-7  # of a variable's size: less spread is rounding
MANY = 1_000  # people for each gap, beyond which sorting all of them is more work than looking for the nearest


@dataclass(frozen=True)
class Completed:
    """Changes after imputation: shape (m, n), scale points; which ends were missing: shape (n,); donors used."""

    changes: Matrix
    end_missing: npt.NDArray[np.bool_]
    donors: int


def impute_change(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    others: npt.ArrayLike,
    generator: np.random.Generator,
    *,
    imputations: int = 50,
    donors: int = 5,
) -> Completed:
    """Complete the scores of both waves `imputations` times.

    before, after: shape (n,), scale points, NaN where missing, one of both known; others: shape (n, k), further predictors (other
    behaviours' baselines, indicators of groups), NaN where missing. Raises NotEstimable (too few people with both scores, or
    fewer people with a score than donors), UnusableInput.
    """
    table = _table(before, after, others)
    gaps = np.isnan(table)
    both = int((~gaps[:, :2].any(axis=1)).sum())
    require_people(both, FEWEST_DONORS + FLAT_COLUMNS, "imputation, for scores at both waves,")
    donors = min(donors, max(FEWEST_DONORS, both // LARGEST_SHARE))
    # a predictor that hardly anybody can lend a value to is no predictor
    poor = [place for place in range(2, table.shape[1]) if (~gaps[:, place]).sum() < FEWEST_DONORS + FLAT_COLUMNS]
    keep = [place for place in range(table.shape[1]) if place not in poor]
    table, gaps = table[:, keep], gaps[:, keep]
    holes = [place for place in np.argsort(gaps.sum(axis=0), kind="stable") if gaps[:, place].any()]
    changes = np.empty((imputations, len(table)))
    for each in range(imputations):
        complete = _complete(table, gaps, holes, donors, generator)
        changes[each] = complete[:, 1] - complete[:, 0]
    return Completed(changes, gaps[:, 1], donors)


def pooled_change(completed: Completed, confidence: float = 0.95) -> Pooled:
    """The mean change over the imputations. Raises NotEstimable, UnusableInput."""
    m, n = completed.changes.shape
    if m > 1 and np.ptp(completed.changes, axis=0).max(initial=0.0) == 0:
        return _nothing_imputed(completed.changes[0], m, confidence)
    return pool(completed.changes.mean(axis=1), completed.changes.var(axis=1, ddof=1) / n, n - 1, confidence)


def _nothing_imputed(change: Vector, m: int, confidence: float) -> Pooled:
    """Without gaps the pooled change is the paired t."""
    found = mean_change(change, confidence)
    return Pooled(
        found.mean, found.se, float(found.df), found.t, found.p, found.low, found.high, found.se**2, 0.0, 0.0, 0.0, 0.0, m,
        confidence,
    )  # fmt: skip


def _table(before: npt.ArrayLike, after: npt.ArrayLike, others: npt.ArrayLike) -> Matrix:
    first, last, more = (np.asarray(each, dtype=np.float64) for each in (before, after, others))
    if first.ndim != 1 or first.shape != last.shape or more.ndim != 2 or more.shape[0] != first.size:
        raise UnusableInput("before and after must be (n,), the other predictors (n, k)")
    if (np.isnan(first) & np.isnan(last)).any():
        raise UnusableInput("everybody must have a score at one wave at least")
    return np.column_stack([first, last, more])


class Table:
    """A table that is being completed: a variable in each row, ones above them, and their cross products over all people.

    The products are kept in step with what is filled in, so that a model is fitted without going through the people again.
    """

    def __init__(self, complete: Matrix) -> None:
        """complete: shape (n, variables), without gaps."""
        self.rows = np.vstack([np.ones(len(complete)), complete.T])
        self.products = self.rows @ self.rows.T

    def fill(self, place: int, gap: npt.NDArray[np.bool_], values: Vector) -> None:
        """Put values into the gaps of a variable."""
        row = 1 + place
        self.rows[row, gap] = values
        self.products[row] = self.products[:, row] = self.rows @ self.rows[row]


def _complete(
    table: Matrix, gaps: npt.NDArray[np.bool_], holes: list[int], donors: int, generator: np.random.Generator
) -> Matrix:
    """One completed table: in one pass when a single variable has gaps, else chained from random starts."""
    start = np.where(gaps, 0.0, table)
    if len(holes) > 1:
        for place in holes:
            known = table[~gaps[:, place], place]
            start[gaps[:, place], place] = generator.choice(known, gaps[:, place].sum())
    complete = Table(start)
    for _ in range(CYCLES if len(holes) > 1 else 1):
        for place in holes:
            flat = 1 if place < 2 else 2
            complete.fill(place, gaps[:, place], match(complete, place, gaps[:, place], flat, donors, generator))
    return complete.rows[1:].T


def match(table: Table, place: int, gap: npt.NDArray[np.bool_], flat: int, donors: int, generator: np.random.Generator) -> Vector:
    """A value for each gap of a variable, taken from one of the `donors` known ones nearest in prediction.

    gap: shape (n,); the first `flat` of the other variables are not shrunk.
    """
    row, known, unknown = 1 + place, table.rows[1 + place, ~gap], table.rows[:, gap]
    products = table.products - unknown @ unknown.T
    others = np.delete(np.arange(len(products)), row)
    standardise = _standardising(products[np.ix_(others, others)])
    flat = 1 + int((standardise[1 : 1 + flat] != 0).any(axis=1).sum())
    squares = standardise.T @ products[np.ix_(others, others)] @ standardise
    shrunk = len(squares) - flat
    penalty = np.concatenate([np.zeros(flat), np.full(shrunk, float(shrunk))])
    # the smallest ridge keeps the two flat columns apart where they nearly coincide
    precision = squares + np.diag(penalty + 1e-9 * known.size)

    def weights(coefficients: Vector) -> Vector:
        """Of all rows of the table, zero for the variable itself."""
        return np.insert(standardise @ coefficients, row, 0.0)

    estimate = np.linalg.solve(precision, standardise.T @ products[others, row])
    predicted = (weights(estimate) @ table.rows)[~gap]
    misfit = float(((known - predicted) ** 2).sum() + penalty @ estimate**2)
    draw = estimate + _deviation(precision, misfit, known.size - flat, generator)
    return known[_nearest(predicted, weights(draw) @ unknown, donors, generator)]


def _standardising(products: Matrix) -> Matrix:
    """What turns ones and variables into ones and standardised variables; one that hardly varies is left out."""
    people, squares = products[0, 0], np.diag(products)
    centre = products[0] / people
    spread = np.sqrt(np.maximum(squares / people - centre**2, 0.0))
    useful = np.flatnonzero(spread > CONSTANT * np.sqrt(squares / people))
    standardise = np.zeros((len(products), 1 + useful.size))
    standardise[0, 0] = 1.0
    standardise[0, 1:] = -centre[useful] / spread[useful]
    standardise[useful, np.arange(1, 1 + useful.size)] = 1 / spread[useful]
    return standardise


def _deviation(precision: Matrix, misfit: float, df: int, generator: np.random.Generator) -> Vector:
    """How far one draw of the coefficients from their posterior lies from the estimate."""
    sigma = np.sqrt(misfit / generator.chisquare(df))
    return sigma * np.linalg.solve(np.linalg.cholesky(precision).T, generator.standard_normal(len(precision)))


def _nearest(predicted: Vector, wanted: Vector, donors: int, generator: np.random.Generator) -> npt.NDArray[np.int64]:
    """Place of a random one of the `donors` nearest predictions, for each wanted one; equally near ones are in random order."""
    shuffled = generator.permutation(len(predicted))
    nth = generator.integers(0, donors, len(wanted))
    if len(wanted) * MANY < len(predicted):
        along = predicted[shuffled]
        return shuffled[[_nth_nearest(np.abs(along - each), donors, n) for each, n in zip(wanted, nth, strict=True)]]
    order = shuffled[np.argsort(predicted[shuffled], kind="stable")]
    along = predicted[order]
    middle = np.searchsorted(along, wanted)
    # the nearest ones are among as many to the left and right
    window = np.clip(middle[:, None] + np.arange(-donors, donors), 0, len(along) - 1)
    distance = np.abs(along[window] - wanted[:, None])
    repeated = np.column_stack([np.zeros(len(wanted), dtype=bool), np.diff(window, axis=1) == 0])
    distance[repeated] = np.inf
    chosen = np.argsort(distance, axis=1, kind="stable")[np.arange(len(wanted)), nth]
    return order[window[np.arange(len(wanted)), chosen]]


def _nth_nearest(distance: Vector, donors: int, n: int) -> int:
    """Place of the nth of the nearest, without sorting all."""
    near = np.flatnonzero(distance <= np.partition(distance, donors - 1)[donors - 1])
    return int(near[np.argsort(distance[near], kind="stable")[n]])
