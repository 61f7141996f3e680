"""Did people judge their start by another measure at the end? Then-test minus start, and the change seen from the end.

- shift = then - start, the then-rating being the start as rated at the end (Howard et al. 1979, Appl Psychol Meas 3:1-23);
  below zero: people judge their start more strictly now;
- retrospective change = end - then, as sensitivity beside the prospective end - start, never in its place: memory and the wish to
  have improved bear on it too (Schwartz and Sprangers 2010, Eur J Health Econ 11);
- each over the people who gave both of its ratings; where everybody gave all three, prospective = shift + retrospective.

Refuses as `mean_change` does, each result for itself.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.paired import MeanChange, mean_change, paired_change
from scripts.quantitative.inference.refusal import UnusableInput, Vector


def response_shift(start: npt.ArrayLike, then: npt.ArrayLike, confidence: float = 0.95) -> MeanChange:
    """Mean of then - start with interval, scale points.

    start, then: shape (n,), the same people in the same order, NaN where a rating is missing. Raises NotEstimable, UnusableInput.
    """
    return mean_change(both_given(start, then), confidence)


def retrospective_change(then: npt.ArrayLike, end: npt.ArrayLike, confidence: float = 0.95) -> MeanChange:
    """Mean of end - then with interval; arguments and errors as `response_shift`."""
    return mean_change(both_given(then, end), confidence)


def both_given(first: npt.ArrayLike, last: npt.ArrayLike) -> Vector:
    """last - first of those who gave both, shape (m,), m <= n. Raises UnusableInput for different lengths."""
    earlier, later = (np.asarray(each, dtype=np.float64) for each in (first, last))
    if earlier.shape != later.shape or earlier.ndim != 1:
        raise UnusableInput(f"both ratings must list the same people: shapes {earlier.shape} and {later.shape}")
    both = ~(np.isnan(earlier) | np.isnan(later))
    return paired_change(earlier[both], later[both])
