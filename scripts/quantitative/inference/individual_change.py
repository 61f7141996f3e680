"""Whose change is more than measurement error: reliable change index and minimal detectable change.

- standard error of measurement SEM, of a difference of two measurements sqrt(2) SEM; RCI = change / that (Jacobson and Truax
  1991, J Consult Clin Psychol 59:12-19); improved above z, worse below -z, else the same;
- MDC = z sqrt(2) SEM, in scale points (Weir 2005, J Strength Cond Res 19:231-240); z to three decimals, 1.960 at 95 % and
  1.645 at 90 %, because the index is defined by these numbers and its users compare with them;
- three standard errors, because none is right for every study:

| error | SEM | what it says |
|---|---|---|
| alpha | SD before x sqrt(1 - alpha) | items against each other on one day; the planned one |
| retest | SD before x sqrt(1 - r), r between the waves | people against each other over time; real change counts as error |
| residual | SD of change / sqrt(2) | the change everyone shares apart, all else is error: the most cautious |

Refuses a reliability that is not above 0 and below 1, and scores without spread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.distributions import normal_quantile
from scripts.quantitative.inference.paired import ROUNDING, paired_change, spread
from scripts.quantitative.inference.refusal import (
    NotEstimable,
    UnusableInput,
    Vector,
    finite_vector,
    require_level,
    require_people,
)

PRINTED_DIGITS = 3


@dataclass(frozen=True)
class ReliableChange:
    """People by reliable change; mdc and sem in scale points; index: RCI of each person, in the order given."""

    n: int
    improved: int
    same: int
    worse: int
    sem: float
    se_difference: float
    mdc: float
    index: Vector
    confidence: float


def error_of_reliability(sd: float, reliability: float) -> float:
    """SEM from a standard deviation and a reliability (alpha, or the correlation of two waves), in the unit of sd.

    Raises NotEstimable unless 0 < reliability < 1, UnusableInput for a standard deviation that is none.
    """
    if not (math.isfinite(sd) and sd > 0):
        raise UnusableInput(f"a standard deviation must be above 0, not {sd}")
    # a reliability that only rounding keeps below 1 would make the smallest change exceed the error
    if not 0 < reliability < 1 - ROUNDING:
        raise NotEstimable(f"a measurement error needs a reliability between 0 and 1; it is {reliability:.2f}")
    return sd * math.sqrt(1 - reliability)


def error_of_change(before: npt.ArrayLike, after: npt.ArrayLike) -> float:
    """SEM from the spread of the changes themselves. Raises NotEstimable (n < 3; all changed alike), UnusableInput."""
    change = paired_change(before, after)
    require_people(change.size, 3, "a measurement error from the changes")
    return spread(change, "the change") / math.sqrt(2)


def minimal_detectable_change(sem: float, confidence: float = 0.95) -> float:
    """The change of one person that measurement error alone would exceed in 1 - confidence of cases, in the unit of sem."""
    require_level(confidence, "confidence")
    return round(normal_quantile((1 + confidence) / 2), PRINTED_DIGITS) * math.sqrt(2) * sem


def reliable_change(before: npt.ArrayLike, after: npt.ArrayLike, sem: float, confidence: float = 0.95) -> ReliableChange:
    """Everybody's reliable change index, and how many improved, stayed and got worse.

    before, after: shape (n,), the same people in the same order; sem: the same unit. Raises NotEstimable (nobody), UnusableInput.
    """
    first, last = finite_vector(before, "before"), finite_vector(after, "after")
    change = paired_change(first, last)
    require_people(change.size, 1, "a reliable change")
    if not sem > 0:
        raise UnusableInput(f"a standard error of measurement must be above 0, not {sem}")
    threshold, se = minimal_detectable_change(sem, confidence), math.sqrt(2) * sem
    # a change that only rounding lifts above the threshold is not beyond it
    edge = threshold * (1 + ROUNDING)
    improved, worse = int((change > edge).sum()), int((change < -edge).sum())
    same = change.size - improved - worse
    return ReliableChange(change.size, improved, same, worse, sem, se, threshold, np.asarray(change / se), confidence)
