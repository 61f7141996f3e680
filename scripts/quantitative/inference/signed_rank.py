"""Wilcoxon's signed rank test with ties and zeros counted, and the Hodges-Lehmann pseudomedian.

- rank |change|; tied sizes share their mid-rank; V = sum of the ranks of positive changes (Wilcoxon 1945, Biometrics Bull 1);
- zeros: 'wilcox' drops them before ranking, 'pratt' ranks them and then drops them (Pratt 1959, JASA 54);
- exact p: the distribution of V when every sign is a fair coin, given these very ranks, by dynamic programming over doubled
  mid-ranks (Streitberg and Roehmel 1986; Hollander and Wolfe 1999, sec. 3.1); no table for untied ranks is ever used;
- normal p: variance = sum of squared ranks / 4, which contains the tie correction (Lehmann 1975);
- pseudomedian: median of the Walsh averages; exact interval from the same distribution (Hodges and Lehmann 1963; Bauer 1972).

Refuses a sample in which nobody changed, and exact work on more than `EXACT_LIMIT` changes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.distributions import normal_upper_tail
from scripts.quantitative.inference.paired import ROUNDING, without_noise
from scripts.quantitative.inference.refusal import (
    NotEstimable,
    UnusableInput,
    Vector,
    finite_vector,
    require_level,
    require_people,
)

Zeros = Literal["wilcox", "pratt"]
EXACT_LIMIT = 500  # a quarter of a million sums, a fifth of a second; beyond it the normal form agrees to a few thousandths


@dataclass(frozen=True)
class SignedRank:
    """Exact signed rank test; n counts all people, `n_zero` those without change.

    `rank_biserial` is (V+ - V-) / (V+ + V-), from -1 to 1 (Kerby 2014).
    """

    n: int
    n_zero: int
    tied: bool
    v: float
    rank_biserial: float
    p: float
    p_greater: float
    p_less: float


@dataclass(frozen=True)
class SignedRankNormal:
    """Signed rank test by the normal approximation."""

    v: float
    z: float
    p: float


@dataclass(frozen=True)
class Pseudomedian:
    """Hodges-Lehmann pseudomedian and interval, scale points; `achieved` is the exact level, at least `confidence`."""

    estimate: float
    low: float
    high: float
    confidence: float
    achieved: float


@dataclass(frozen=True)
class _Ranked:
    doubled: npt.NDArray[np.int64]
    positive: npt.NDArray[np.bool_]
    n_zero: int

    @property
    def doubled_v(self) -> int:
        return int(self.doubled[self.positive].sum())


def signed_rank(change: npt.ArrayLike, zeros: Zeros = "wilcox") -> SignedRank:
    """Exact test that changes are symmetric about zero; p is two-sided, twice the smaller tail.

    change: shape (n,), scale points. Raises NotEstimable (nobody changed; n too large), UnusableInput.
    """
    ranked = _rank(change, zeros)
    chance, v, total = _null_distribution(ranked.doubled), ranked.doubled_v, int(ranked.doubled.sum())
    less, greater = min(1.0, float(chance[: v + 1].sum())), min(1.0, float(chance[v:].sum()))
    return SignedRank(
        n=ranked.doubled.size + ranked.n_zero,
        n_zero=ranked.n_zero,
        tied=np.unique(ranked.doubled).size < ranked.doubled.size,
        v=v / 2,
        rank_biserial=(2 * v - total) / total,
        p=min(1.0, 2 * min(less, greater)),
        p_greater=greater,
        p_less=less,
    )


def signed_rank_p(change: npt.ArrayLike) -> float:
    """Two-sided p: exact, and by the normal form where more people changed than exact work takes. Raises as `signed_rank`."""
    moved = np.count_nonzero(without_noise(finite_vector(change, "change")))
    return signed_rank(change).p if moved <= EXACT_LIMIT else signed_rank_normal(change, continuity=False).p


def signed_rank_normal(change: npt.ArrayLike, zeros: Zeros = "wilcox", continuity: bool = True) -> SignedRankNormal:
    """The same test by the normal approximation, for large samples and for comparison with other software.

    change: shape (n,), scale points. Raises NotEstimable (nobody changed), UnusableInput.
    """
    ranked = _rank(change, zeros)
    ranks = ranked.doubled / 2
    distance = ranked.doubled_v / 2 - ranks.sum() / 2
    if continuity:
        distance -= 0.5 * np.sign(distance)
    z = float(distance) / math.sqrt(float((ranks**2).sum()) / 4)
    return SignedRankNormal(ranked.doubled_v / 2, z, 2 * normal_upper_tail(abs(z)))


def pseudomedian(change: npt.ArrayLike) -> float:
    """Median of all pairwise averages of the changes, zeros included, scale points; ties do no harm.

    change: shape (n,). Raises NotEstimable (nobody; n too large), UnusableInput.
    """
    return float(np.median(walsh_averages(finite_vector(change, "change"))))


def pseudomedian_interval(change: npt.ArrayLike, confidence: float = 0.95) -> Pseudomedian:
    """The pseudomedian with its exact interval, as R's wilcox.test gives it.

    change: shape (n,), scale points. Raises NotEstimable (ties or zeros, for which no exact interval exists; n too small for
    this confidence; n too large), UnusableInput.
    """
    require_level(confidence, "confidence")
    values = finite_vector(change, "change")
    ranked = _rank(values, "wilcox")
    if ranked.n_zero or np.unique(ranked.doubled).size < values.size:
        raise NotEstimable("changes that tie or are zero leave the pseudomedian without an exact interval")
    averages = np.sort(walsh_averages(values))
    below = np.cumsum(_null_distribution(ranked.doubled)[::2])
    cut = max(1, int(np.searchsorted(below, (1 - confidence) / 2)))
    if below[cut - 1] > (1 - confidence) / 2:
        raise NotEstimable(f"{values.size} people are too few for an exact {confidence:.0%} interval of the pseudomedian")
    achieved = 1 - 2 * float(below[cut - 1])
    return Pseudomedian(float(np.median(averages)), float(averages[cut - 1]), float(averages[-cut]), confidence, achieved)


def _rank(change: npt.ArrayLike, zeros: Zeros) -> _Ranked:
    values = without_noise(finite_vector(change, "change"))
    if zeros not in ("wilcox", "pratt"):
        raise UnusableInput(f"unknown handling of zeros {zeros!r}")
    moved = values != 0
    if not moved.any():
        raise NotEstimable("nobody changed, so there are no ranks to compare")
    sizes = np.abs(values)
    doubled = _doubled_midranks(sizes)[moved] if zeros == "pratt" else _doubled_midranks(sizes[moved])
    return _Ranked(doubled, values[moved] > 0, int((~moved).sum()))


def _doubled_midranks(sizes: Vector) -> npt.NDArray[np.int64]:
    """Twice the mid-ranks, so that they are whole numbers; sizes that differ by rounding noise tie."""
    order = np.argsort(sizes, kind="stable")
    ascending = sizes[order]
    tie = np.cumsum(np.diff(ascending, prepend=ascending[0]) > ROUNDING * ascending[-1])
    doubled = np.empty(sizes.size, dtype=np.int64)
    doubled[order] = np.searchsorted(tie, tie, "left") + 1 + np.searchsorted(tie, tie, "right")
    return doubled


def _null_distribution(doubled: npt.NDArray[np.int64]) -> Vector:
    """P(2V = k) for k = 0 ... sum of the doubled ranks, when each sign is a fair coin."""
    if doubled.size > EXACT_LIMIT:
        raise NotEstimable(f"exact ranks of {doubled.size} changes take too long (limit {EXACT_LIMIT}); use the normal form")
    chance = np.zeros(int(doubled.sum()) + 1)
    chance[0] = 1.0
    for rank in doubled:
        chance[rank:] += chance[:-rank].copy()
        chance /= 2
    return chance


def walsh_averages(values: Vector) -> Vector:
    """All pairwise averages, each value with itself too, unsorted. Raises NotEstimable (nobody; n too large)."""
    require_people(values.size, 1, "a pseudomedian")
    if values.size > EXACT_LIMIT:
        raise NotEstimable(f"the pairwise averages of {values.size} changes are too many (limit {EXACT_LIMIT})")
    first, second = np.triu_indices(values.size)
    return (values[first] + values[second]) / 2
