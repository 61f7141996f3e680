import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.quantitative.inference.rank_correlation import midranks, spearman
from scripts.quantitative.inference.refusal import NotEstimable


def test_spearman_counts_ties_as_mid_ranks():
    # Hollander and Wolfe (1999), ch. 8: ties share their mean rank; by hand: ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4
    assert spearman([1, 2, 2, 3], [10, 30, 20, 40]) == pytest.approx(4.5 / np.sqrt(4.5 * 5))


def test_changes_that_differ_by_rounding_noise_tie():
    assert midranks(np.array([11 / 3 - 10 / 3, 14 / 3 - 13 / 3, 2.0])).tolist() == [1.5, 1.5, 3.0]


@pytest.mark.parametrize(("first", "second"), [([1, 2], [1, 2]), ([1, 1, 1], [1, 2, 3])])
def test_too_few_people_and_no_spread_are_refused(first, second):
    with pytest.raises(NotEstimable):
        spearman(first, second)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=4, max_size=12), st.floats(0.1, 9))
def test_only_the_order_counts(pairs, unit):
    first, second = (np.array([each[place] for each in pairs], dtype=float) for place in (0, 1))
    if np.ptp(first) and np.ptp(second):
        assert spearman(first * unit, second) == pytest.approx(spearman(first, second))
        assert spearman(-first, second) == pytest.approx(-spearman(first, second))
