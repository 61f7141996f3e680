import pytest

from scripts.ground.proportion import wilson


def test_the_interval_is_that_of_prop_test_without_correction():
    """R: prop.test(12, 20, correct = FALSE)."""
    found = wilson(12, 20, 0.95)
    assert (found.share, found.low, found.high) == pytest.approx((0.6, 0.3865815007623, 0.7811934676272), rel=1e-6)


@pytest.mark.parametrize("n", [1, 7, 31])
def test_none_and_all_reach_the_ends_exactly(n):
    assert wilson(0, n, 0.95).low == 0 and wilson(n, n, 0.95).high == 1
    assert 0 < wilson(0, n, 0.95).high < 1
