"""Small samples as evaluations have them: Likert-like scores, with ties, zeros and thirds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

thirds = st.integers(3, 15).map(lambda third: third / 3)
pairs = st.lists(st.tuples(thirds, thirds), min_size=5, max_size=25).map(lambda rows: np.array(rows).T)
moving_pairs = pairs.filter(lambda waves: np.unique(np.round(waves[1] - waves[0], 6)).size > 1)
varied_pairs = moving_pairs.filter(
    lambda waves: min(np.ptp(waves[0]), np.ptp(waves[1])) > 0.1 and abs(np.corrcoef(waves)[0, 1]) < 0.999
)


def holds_for(*strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """hypothesis' `given` without its deadline, which the first call, loading scipy.special, overruns on a busy machine."""
    return lambda test: settings(deadline=None)(given(*strategies)(test))
