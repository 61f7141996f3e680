"""p-values adjusted for being one of several.

- `holm`: the chance of any false claim in the family (Holm 1979, Scand J Stat 6), for the primary family;
- `benjamini_hochberg`: the expected share of false claims (Benjamini and Hochberg 1995, JRSS B 57), exploratory families only.

A planned test that could not be computed still counts: give the planned `family` size, and the p-values that exist.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from scripts.quantitative.inference.refusal import UnusableInput, Vector, finite_vector


def holm(p: npt.ArrayLike, family: int | None = None) -> Vector:
    """Adjusted p-values in the order given.

    p: shape (m,), 0 to 1; family: number of tests planned, m or more (default m). Raises UnusableInput.
    """
    values, size = _family(p, family)
    order = np.argsort(values, kind="stable")
    adjusted = np.maximum.accumulate((size - np.arange(values.size)) * values[order])
    return _in_given_order(adjusted, order)


def benjamini_hochberg(p: npt.ArrayLike, family: int | None = None) -> Vector:
    """Adjusted p-values in the order given; arguments and errors as `holm`."""
    values, size = _family(p, family)
    order = np.argsort(values, kind="stable")
    scaled = size / np.arange(1, values.size + 1) * values[order]
    return _in_given_order(np.minimum.accumulate(scaled[::-1])[::-1], order)


def _family(p: npt.ArrayLike, family: int | None) -> tuple[Vector, int]:
    values = finite_vector(p, "p-values")
    if ((values < 0) | (values > 1)).any():
        raise UnusableInput("p-values must lie between 0 and 1")
    size = values.size if family is None else family
    if size < values.size:
        raise UnusableInput(f"a family of {size} tests cannot hold {values.size} p-values")
    return values, size


def _in_given_order(adjusted: Vector, order: npt.NDArray[np.intp]) -> Vector:
    result = np.empty_like(adjusted)
    result[order] = np.minimum(adjusted, 1.0)
    return result
