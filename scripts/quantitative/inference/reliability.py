"""How far the items of a scale measure one thing: alpha, omega, and what each item adds.

- alpha from the covariances, standardised alpha and Guttman's lambda 6 from the correlations (Cronbach 1951, Psychometrika 16;
  Guttman 1945, Psychometrika 10), as R's psych::alpha;
- interval of alpha: Feldt's F (Feldt, Woodruff and Salih 1987, Appl Psychol Meas 11), as psych::alpha.ci;
- omega total: (sum of loadings)^2 over that plus the residual variances, from a one-factor model fitted by maximum likelihood
  (one_factor.py) in the metric of the answers (McDonald 1999), as MBESS::ci.reliability and semTools on raw items;
- item-rest correlation: each item with the sum of the others; alpha without the item.

People with every item only (listwise). An item everyone answered alike tells nobody apart: it is left out and named, as psych
does.
Refuses one item, fewer than three people, a sum without variance. Omega alone is refused for two items and for n <= items.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.distributions import f_quantile
from scripts.quantitative.inference.one_factor import Matrix, one_factor
from scripts.quantitative.inference.paired import ROUNDING
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput, require_level, require_people


@dataclass(frozen=True)
class Omega:
    """Omega total, 0 to 1; `improper`: one item's residual variance was estimated at zero (Heywood case)."""

    total: float
    improper: bool


@dataclass(frozen=True)
class Reliability:
    """Reliability of the sum (or mean) of the items used; `kept` are their columns, `constant` those left out.

    item_rest, alpha_if_dropped: one number an item used; alpha_if_dropped is empty for two items. average_r: mean correlation.
    """

    n: int
    kept: tuple[int, ...]
    constant: tuple[int, ...]
    alpha: float
    alpha_low: float
    alpha_high: float
    alpha_standardised: float
    lambda_6: float | None
    average_r: float
    item_rest: tuple[float, ...]
    alpha_if_dropped: tuple[float, ...]
    confidence: float


def reliability(answers: npt.ArrayLike, confidence: float = 0.95) -> Reliability:
    """Alpha and what goes with it.

    answers: shape (n, k), reversed items already turned, missing answers as NaN (those people are left out). Raises NotEstimable,
    UnusableInput.
    """
    require_level(confidence, "confidence")
    complete = listwise(answers)
    kept, constant = _informative(complete)
    used = complete[:, kept]
    covariances = np.cov(used, rowvar=False)
    alpha = cronbach_alpha(covariances)
    low, high = feldt_interval(alpha, len(used), len(kept), confidence)
    correlations = np.corrcoef(used, rowvar=False)
    return Reliability(
        n=len(used), kept=tuple(kept), constant=tuple(constant), alpha=alpha, alpha_low=low, alpha_high=high,
        alpha_standardised=cronbach_alpha(correlations), lambda_6=_lambda_6(correlations),
        average_r=float(correlations[np.triu_indices(len(kept), 1)].mean()), item_rest=_item_rest(covariances),
        alpha_if_dropped=_alpha_if_dropped(covariances), confidence=confidence,
    )  # fmt: skip


def omega_total(answers: npt.ArrayLike) -> Omega:
    """Omega total of the items that vary; answers as for `reliability`. Raises NotEstimable, UnusableInput."""
    complete = listwise(answers)
    kept, _ = _informative(complete)
    used = complete[:, kept]
    if len(used) <= len(kept):
        raise NotEstimable(f"a factor model of {len(kept)} items needs more people than items; there are {len(used)}")
    fit = one_factor(np.corrcoef(used, rowvar=False))
    sds = used.std(axis=0, ddof=1)
    common = float(fit.loadings @ sds) ** 2
    return Omega(common / (common + float(fit.residuals @ sds**2)), fit.improper)


def cronbach_alpha(covariances: Matrix) -> float:
    """Alpha of the sum of k items from their covariance (or, standardised, correlation) matrix, shape (k, k), k >= 2.

    Raises NotEstimable when the sum has no variance.
    """
    items, total = len(covariances), float(covariances.sum())
    if total <= ROUNDING * float(np.trace(covariances)):
        raise NotEstimable("the items cancel each other out, so their sum has no variance")
    return items / (items - 1) * (1 - float(np.trace(covariances)) / total)


def feldt_interval(alpha: float, n: int, items: int, confidence: float = 0.95) -> tuple[float, float]:
    """Feldt's interval of alpha for n people and k items. Raises NotEstimable (n < 2, one item), UnusableInput."""
    require_level(confidence, "confidence")
    require_people(n, 2, "an interval of alpha")
    if items < 2:
        raise NotEstimable("one item has no alpha")
    first, second = n - 1, (n - 1) * (items - 1)
    low, high = (1 - (1 - alpha) * f_quantile(level, first, second) for level in ((1 + confidence) / 2, (1 - confidence) / 2))
    return low, high


def listwise(answers: npt.ArrayLike) -> Matrix:
    """People who answered every item; an item nobody answered is not part of the scale at this wave.

    Raises UnusableInput unless two-dimensional, NotEstimable for one item and for fewer than three complete people.
    """
    table = np.asarray(answers, dtype=np.float64)
    if table.ndim != 2:
        raise UnusableInput(f"answers must be a table of people by items, not of shape {table.shape}")
    if np.isinf(table).any():
        raise UnusableInput("answers must hold no infinite value")
    if table.shape[1] < 2:
        raise NotEstimable("internal consistency needs at least two items; there is one item")
    complete = table[~np.isnan(table).any(axis=1)]
    require_people(len(complete), 3, "internal consistency, over people who answered every item,")
    return complete


def _informative(complete: Matrix) -> tuple[list[int], list[int]]:
    varies = complete.std(axis=0) > ROUNDING * abs(complete).max(axis=0)
    kept, constant = ([int(place) for place in np.flatnonzero(each)] for each in (varies, ~varies))
    if len(kept) < 2:
        raise NotEstimable(f"all {len(complete)} people answered alike to all items but {len(kept)}, so nothing varies together")
    return kept, constant


def _lambda_6(correlations: Matrix) -> float | None:
    """None where an item follows exactly from the others: its squared multiple correlation cannot be computed."""
    if float(np.linalg.eigvalsh(correlations)[0]) < ROUNDING:
        return None
    return float(1 - (1 / np.diag(np.linalg.inv(correlations))).sum() / correlations.sum())


def _item_rest(covariances: Matrix) -> tuple[float, ...]:
    """NaN for an item whose companions cancel each other out."""
    variances, with_total = np.diag(covariances), covariances.sum(axis=0)
    rest = covariances.sum() - 2 * with_total + variances
    return tuple(
        float((shared - own) / math.sqrt(own * others)) if others > ROUNDING * own else math.nan
        for shared, own, others in zip(with_total, variances, rest, strict=True)
    )


def _alpha_if_dropped(covariances: Matrix) -> tuple[float, ...]:
    """NaN where the remaining items cancel each other out."""
    if len(covariances) < 3:
        return ()
    without = [np.delete(np.delete(covariances, item, 0), item, 1) for item in range(len(covariances))]
    return tuple(cronbach_alpha(each) if each.sum() > ROUNDING * np.trace(each) else math.nan for each in without)
