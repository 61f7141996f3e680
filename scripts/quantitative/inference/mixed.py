"""Random-intercept model of scores at two or more waves with all available data, by profiled REML (or ML).

- score = fixed effects + intercept of the person + residual; people with a single wave take part;
- one variance ratio (between / residual) is searched: everything else has a closed form in it, from cross products summed over
  people with equally many scores (Laird and Ware 1982, Biometrics 38; criterion as lme4, Bates et al. 2015, J Stat Softw 67);
- degrees of freedom by Satterthwaite, gradient and Hessian in closed form (Fai and Cornelius 1996; as lmerTest, Kuznetsova et
  al. 2017, J Stat Softw 82);
- a fit at the boundary (between variance 0, which is what a negative correlation of the waves gives) has a wrong standard error:
  then compound symmetry with negative covariance allowed, which for complete pairs is the paired t.

With complete pairs estimate, t, df and p are those of the paired t, on either branch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from scripts.quantitative.inference.distributions import falling_root, t_quantile, t_upper_tail
from scripts.quantitative.inference.paired import ROUNDING, mean_change, paired_change
from scripts.quantitative.inference.refusal import (
    NotEstimable,
    UnusableInput,
    Vector,
    finite_vector,
    require_level,
    require_people,
)

Matrix = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

ALIKE = "everybody with several scores changed alike, so the change has no spread to judge it by"
RANDOM_INTERCEPT, COMPOUND_SYMMETRY, PAIRED = "random intercept", "compound symmetry", "paired t"
BOUNDARY = (
    "scores of one person at different waves do not resemble each other, so the variance of a random intercept is zero and its "
    "standard error wrong; {} is used instead, which allows a negative correlation"
)
# lme4 calls a fit singular when the ratio of the standard deviations is below 1e-4
SINGULAR_RATIO = 1e-8
# ASSUME real spread within people is more than a billionth of the whole: half an item among 100,000 people is 300 times that
NO_SPREAD = 1e-9
# none between 0 and 1e-5, where the criterion is flat to rounding: there the derivative decides
POSITIVE_RATIOS = np.concatenate([[0.0], np.logspace(-5, 9, 29)])
# as shares of the way from 0 down to where the covariance matrix stops being one
NEGATIVE_SHARES = np.concatenate([1 - np.logspace(-8, -2, 7), np.linspace(0.975, 0.0, 27)])


@dataclass(frozen=True)
class Contrast:
    """One linear combination of the fixed effects; estimate, se, low and high in scale points."""

    estimate: float
    se: float
    df: float
    t: float
    p: float
    low: float
    high: float
    confidence: float


@dataclass(frozen=True)
class Fit:
    """A fitted model: coefficients (p,), their covariance (p, p), variances in squared scale points.

    `between` is the covariance of two scores of one person, negative only in compound symmetry. `criterion` is -2 log
    (restricted) likelihood. The last two fields are what the degrees of freedom need: the change of the unscaled covariance
    with the variance ratio, and the covariance of (ratio, residual variance), None at the boundary.
    """

    coefficients: Vector
    covariance: Matrix
    between: float
    residual: float
    criterion: float
    singular: bool
    method: str
    reml: bool
    people: int
    scores: int
    covariance_by_ratio: Matrix
    ratio_and_residual: Matrix | None


@dataclass(frozen=True)
class MixedChange:
    """Mean at the last wave less mean at the first, over everybody with a score at any wave; variances as in `Fit`."""

    contrast: Contrast
    between: float
    residual: float
    people: int
    both: int
    method: str
    reason: str

    @property
    def icc(self) -> float:
        """Intraclass correlation: the share of the variance that lies between people."""
        return self.between / (self.between + self.residual)


def mixed_change(
    scores: npt.ArrayLike, waves: npt.ArrayLike, people: npt.ArrayLike, confidence: float = 0.95, *, reml: bool = True
) -> MixedChange:
    """The fixed effect of the last wave against the first.

    scores: shape (n,), scale points, none missing; waves: shape (n,), 0 first, 1, ... last; people: shape (n,), whose score, any
    labels, one score a person and wave. Raises NotEstimable (one wave; fewer than two people with both; everyone changed alike),
    UnusableInput.
    """
    values, wave, person = finite_vector(scores, "scores"), np.asarray(waves, dtype=np.int64), codes(people)
    if not values.shape == wave.shape == person.shape:
        raise UnusableInput("scores, waves and people must be of one length")
    last = int(wave.max(initial=0))
    if np.unique(person * (last + 1) + wave).size < wave.size:
        raise UnusableInput("a person may have one score a wave")
    both = int(np.intersect1d(person[wave == 0], person[wave == last]).size) if last else 0
    require_people(both, 2, "a model of the change with all available data, for scores at both waves,")
    design, weights = wave_design(wave, last), np.eye(last + 1)[last]
    fit = fit_random_intercept(values, design, person, reml=reml)
    if fit.singular and last == 1 and 2 * both == values.size:
        return _paired(values, wave, person, confidence)
    if fit.singular:
        fit = fit_random_intercept(values, design, person, reml=reml, negative=True)
    reason = BOUNDARY.format(COMPOUND_SYMMETRY) if fit.method == COMPOUND_SYMMETRY else ""
    return MixedChange(contrast(fit, weights, confidence), fit.between, fit.residual, fit.people, both, fit.method, reason)


def _paired(scores: Vector, wave: Codes, person: Codes, confidence: float) -> MixedChange:
    """The paired t, which is compound symmetry for complete pairs and holds down to a correlation of -1."""
    order = np.lexsort((person, wave))
    before, after = scores[order].reshape(2, -1)
    found = mean_change(paired_change(before, after), confidence)
    between = (float((before + after).var(ddof=1)) - found.sd**2) / 4
    test = Contrast(found.mean, found.se, float(found.df), found.t, found.p, found.low, found.high, confidence)
    return MixedChange(test, between, found.sd**2 / 2, found.n, found.n, PAIRED, BOUNDARY.format(PAIRED))


def fit_without_boundary(scores: Vector, design: Matrix, person: Codes, *, reml: bool = True) -> Fit:
    """The random-intercept fit or, where it is singular, compound symmetry with negative covariance allowed."""
    fit = fit_random_intercept(scores, design, person, reml=reml)
    return fit_random_intercept(scores, design, person, reml=reml, negative=True) if fit.singular else fit


def fit_random_intercept(
    scores: npt.ArrayLike, design: Matrix, person: Codes, *, reml: bool = True, negative: bool = False
) -> Fit:
    """Fit by (restricted) maximum likelihood; `negative` lets the covariance within people be below zero.

    scores: shape (n,); design: shape (n, p); person: shape (n,), codes from 0. Raises NotEstimable when the fixed effects cannot
    be told apart, nobody has two scores, or nothing varies within people beyond the fixed effects; UnusableInput.
    """
    values = finite_vector(scores, "scores")
    if design.shape[:1] != values.shape or person.shape != values.shape:
        raise UnusableInput("scores, design and person must be of one length")
    if values.size and np.ptp(values) <= ROUNDING * np.abs(values).max():
        raise NotEstimable(f"all {values.size} scores are the same, so there is no spread to judge a change by")
    # standardised, so that the search does not depend on the unit of the scale
    centre, unit = float(values.mean()), float(values.std())
    sums = _Sums.of((values - centre) / unit, design, person)
    # the standardised scores have a sum of squares equal to their number
    if _spread_within(sums) <= NO_SPREAD * sums.rows:
        raise NotEstimable(ALIKE)
    found = _Profile(sums, _ratio(sums, reml, negative), reml)
    return _described(found, sums, unit, negative, values, design, centre)


def contrast(fit: Fit, weights: npt.ArrayLike, confidence: float = 0.95) -> Contrast:
    """weights @ coefficients with its standard error, Satterthwaite df, two-sided p and interval. Raises UnusableInput."""
    combination = np.asarray(weights, dtype=np.float64)
    require_level(confidence, "confidence")
    estimate = float(combination @ fit.coefficients)
    variance = float(combination @ fit.covariance @ combination)
    se, df = math.sqrt(variance), satterthwaite(fit, combination)
    t, half = estimate / se, t_quantile((1 + confidence) / 2, df) * se
    p = 2 * t_upper_tail(abs(t), df)
    return Contrast(estimate, se, df, t, p, estimate - half, estimate + half, confidence)


def satterthwaite(fit: Fit, combination: Vector) -> float:
    """2 variance^2 / variance of the variance; n - p at the boundary, where only the residual variance is estimated."""
    if fit.ratio_and_residual is None:
        return float(fit.scores - fit.coefficients.size)
    variance = float(combination @ fit.covariance @ combination)
    gradient = np.array([fit.residual * float(combination @ fit.covariance_by_ratio @ combination), variance / fit.residual])
    return 2 * variance**2 / float(gradient @ fit.ratio_and_residual @ gradient)


@dataclass(frozen=True)
class Joint:
    """Test that several linear combinations are all zero: F on numerator and denominator degrees of freedom."""

    f: float
    df: int
    df_denominator: float
    p: float


def joint_test(fit: Fit, combinations: Matrix) -> Joint:
    """F test with Satterthwaite's denominator, as lmerTest's `contestMD`. combinations: shape (q, p), of full row rank."""
    sizes, directions = np.linalg.eigh(combinations @ fit.covariance @ combinations.T)
    if sizes.min() <= 1e-12 * sizes.max():
        raise NotEstimable("the fixed effects that are tested together cannot be told apart")
    rotated = directions.T @ combinations
    squares = (rotated @ fit.coefficients) ** 2 / sizes
    q, dfs = len(sizes), np.array([satterthwaite(fit, each) for each in rotated])
    f, denominator = float(squares.mean()), _pooled_df(dfs)
    return Joint(f, q, denominator, float(scipy.special.fdtrc(q, denominator, f)))


def _pooled_df(dfs: Vector) -> float:
    """Denominator df of an F made of squared t statistics with these df (Fai and Cornelius 1996)."""
    if len(dfs) == 1 or np.ptp(dfs) < 1e-8:
        return float(dfs.mean())
    if (dfs <= 2).any():
        return 2.0
    expected = float((dfs / (dfs - 2)).sum())
    return 2 * expected / (expected - len(dfs))


def codes(labels: npt.ArrayLike) -> Codes:
    """Labels as whole numbers from 0, in the order of the sorted labels."""
    return np.unique(np.asarray(labels), return_inverse=True)[1].astype(np.int64).reshape(-1)


def wave_design(wave: Codes, last: int) -> Matrix:
    """Intercept, and a column for each wave after the first."""
    return np.column_stack([np.ones(len(wave)), *((wave == each).astype(float) for each in range(1, last + 1))])


@dataclass(frozen=True)
class _Sums:
    """Cross products of [design, scores]: of all rows, and of the sums of people with k scores, for each k."""

    rows: int
    columns: int
    total: Matrix
    sizes: Vector
    counts: Vector
    by_size: Matrix

    @classmethod
    def of(cls, scores: Vector, design: Matrix, person: Codes) -> _Sums:
        both = np.column_stack([design, scores])
        size = np.bincount(person)
        if size.max(initial=0) < 2:
            raise NotEstimable("nobody has scores at two waves, so the change cannot be told from differences between people")
        per_person = np.column_stack([np.bincount(person, weights=column) for column in both.T])
        if np.linalg.matrix_rank(both.T[:-1] @ both[:, :-1], hermitian=True) < design.shape[1]:
            raise NotEstimable("the fixed effects cannot be told apart: a wave or group has no scores of its own")
        sizes, counts = np.unique(size[size > 0], return_counts=True)
        by_size = np.array([per_person[size == each].T @ per_person[size == each] for each in sizes])
        return cls(len(scores), design.shape[1], both.T @ both, sizes.astype(float), counts.astype(float), by_size)


class _Profile:
    """The criterion at one variance ratio, profiled over the fixed effects and the residual variance, and its derivatives.

    A person's covariance matrix is residual * (I + ratio J), whose inverse is (I - weight J) / residual.
    """

    def __init__(self, sums: _Sums, ratio: float, reml: bool) -> None:
        self.sums, self.ratio, self.reml = sums, ratio, reml
        p, grown = sums.columns, 1 + ratio * sums.sizes
        self.products = sums.total - np.tensordot(ratio / grown, sums.by_size, 1)
        self.slope = -np.tensordot(1 / grown**2, sums.by_size, 1)
        self.inverse = np.linalg.inv(self.products[:p, :p])
        self.coefficients = self.inverse @ self.products[:p, p]
        self.residuals = np.append(-self.coefficients, 1.0)
        self.squares = float(self.residuals @ self.products @ self.residuals)
        self.freedom = sums.rows - (p if reml else 0)
        self.residual = self.squares / self.freedom
        self.squares_slope = float(self.residuals @ self.slope @ self.residuals)

    def criterion(self) -> float:
        """-2 log (restricted) likelihood."""
        if self.squares <= 0:
            return -math.inf
        fixed = np.linalg.slogdet(self.products[: self.sums.columns, : self.sums.columns])[1] if self.reml else 0.0
        spread = float(self.sums.counts @ np.log1p(self.ratio * self.sums.sizes))
        return self.freedom * (1 + math.log(2 * math.pi * self.residual)) + spread + float(fixed)

    def derivative(self) -> float:
        """Change of the criterion with the ratio."""
        spread = float(self.sums.counts @ (self.sums.sizes / (1 + self.ratio * self.sums.sizes)))
        fixed = float(np.trace(self._of_design())) if self.reml else 0.0
        return self.squares_slope / self.residual + spread + fixed

    def covariance(self) -> Matrix | None:
        """Covariance of (ratio, residual variance): twice the inverse Hessian of the criterion; None if that is no covariance."""
        p, grown = self.sums.columns, 1 + self.ratio * self.sums.sizes
        bend = np.tensordot(2 * self.sums.sizes / grown**3, self.sums.by_size, 1)
        pull = (self.slope @ self.residuals)[:p]
        squares = float(self.residuals @ bend @ self.residuals - 2 * pull @ self.inverse @ pull)
        by_ratio = squares / self.residual - float(self.sums.counts @ (self.sums.sizes / grown) ** 2)
        if self.reml:
            of_design = self._of_design()
            by_ratio += float(np.trace(self.inverse @ bend[:p, :p]) - np.trace(of_design @ of_design))
        crossed = -self.squares_slope / self.residual**2
        hessian = np.array([[by_ratio, crossed], [crossed, self.freedom / self.residual**2]])
        if by_ratio <= 0 or np.linalg.det(hessian) <= 0:
            return None
        return 2 * np.linalg.inv(hessian)

    def covariance_by_ratio(self) -> Matrix:
        """Change of the unscaled covariance of the coefficients with the ratio."""
        p = self.sums.columns
        return -self.inverse @ self.slope[:p, :p] @ self.inverse

    def _of_design(self) -> Matrix:
        p = self.sums.columns
        return self.inverse @ self.slope[:p, :p]


def _spread_within(sums: _Sums) -> float:
    """Sum of squares within people beyond the fixed effects: what is left as the ratio grows without end."""
    p = sums.columns
    within = sums.total - np.tensordot(1 / sums.sizes, sums.by_size, 1)
    explained = np.linalg.lstsq(within[:p, :p], within[:p, p], rcond=1e-10)[0]
    return float(within[p, p] - within[p, :p] @ explained)


def _ratio(sums: _Sums, reml: bool, negative: bool) -> float:
    """The ratio with the least criterion: the best of a grid, then the root of the derivative between its neighbours."""
    largest = float(sums.sizes.max())
    grid = np.concatenate([-NEGATIVE_SHARES[:-1] / largest, POSITIVE_RATIOS]) if negative else POSITIVE_RATIOS
    best = int(np.argmin([_Profile(sums, ratio, reml).criterion() for ratio in grid]))
    if best == len(grid) - 1:
        raise NotEstimable(ALIKE)
    if best == 0 and negative:
        raise NotEstimable("the scores of one person mirror each other exactly, so their covariance cannot be estimated")
    if best == 0 and _Profile(sums, 0.0, reml).derivative() >= 0:
        return 0.0
    low = float(grid[best - 1]) if best else 0.0
    return falling_root(lambda ratio: -_Profile(sums, ratio, reml).derivative(), low, float(grid[best + 1]))


def _described(found: _Profile, sums: _Sums, unit: float, negative: bool, scores: Vector, design: Matrix, centre: float) -> Fit:
    """The fit in scale points."""
    residual, singular = found.residual * unit**2, found.ratio < SINGULAR_RATIO and not negative
    doubt = None if singular else found.covariance()
    if doubt is None and not singular:
        raise NotEstimable("the variances within and between people cannot be told apart from these scores")
    scale = np.diag([1.0, unit**2])
    # the intercept may be spread over several columns (one a group), so the centre is given back by projection
    shift = np.linalg.lstsq(design.T @ design, design.T @ np.full(len(scores), centre), rcond=None)[0]
    return Fit(
        coefficients=found.coefficients * unit + shift,
        covariance=residual * found.inverse,
        between=found.ratio * residual,
        residual=residual,
        criterion=found.criterion() + 2 * found.freedom * math.log(unit),
        singular=singular,
        method=COMPOUND_SYMMETRY if negative else RANDOM_INTERCEPT,
        reml=found.reml,
        people=int(sums.counts.sum()),
        scores=sums.rows,
        covariance_by_ratio=found.covariance_by_ratio(),
        ratio_and_residual=None if doubt is None else scale @ doubt @ scale,
    )
