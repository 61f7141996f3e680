import numpy as np
import pytest

from scripts.quantitative.inference.imputation import Completed, pooled_change
from scripts.quantitative.inference.paired import mean_change
from scripts.quantitative.inference.refusal import NotEstimable
from scripts.quantitative.inference.tipping import attrition, shifted_change, tipping_difference, tipping_shift

STAYED = np.array([0.5, 1.0, 0.25, 0.75, 1.25, 0.0, 0.5, 1.0])
LENT = np.array([[0.5, 1.0], [0.75, 0.5], [0.25, 0.75], [1.0, 0.25]])
MISSING = np.array([False] * 8 + [True] * 2)


def completed(stayed=STAYED, lent=LENT):
    return Completed(np.column_stack([np.tile(stayed, (4, 1)), lent]), MISSING, 3)


def test_a_shift_is_what_pooling_the_shifted_imputations_gives():
    found, by_hand = shifted_change(completed(), -0.8), pooled_change(completed(lent=LENT - 0.8))
    assert (found.estimate, found.se, found.df, found.low) == pytest.approx(
        (by_hand.estimate, by_hand.se, by_hand.df, by_hand.low)
    )
    assert shifted_change(completed(), 0.0).low == pytest.approx(pooled_change(completed()).low)


def test_at_the_tipping_shift_the_interval_touches_zero_and_before_it_does_not():
    shift = tipping_shift(completed(), 4)
    assert -4 < shift < 0
    assert shifted_change(completed(), shift).low == pytest.approx(0, abs=1e-9)
    assert shifted_change(completed(), shift * 0.99).low > 0


def test_a_decline_tips_upwards_by_as_much():
    up, down = tipping_shift(completed(), 4), tipping_shift(completed(-STAYED, -LENT), 4)
    assert down == pytest.approx(-up)


def test_the_level_of_the_interval_matters():
    assert abs(tipping_shift(completed(), 4, 0.99)) < abs(tipping_shift(completed(), 4, 0.90))


def test_a_tipping_shift_in_another_unit_is_the_same_shift():
    assert tipping_shift(completed(STAYED * 10, LENT * 10), 40) == pytest.approx(10 * tipping_shift(completed(), 4), rel=1e-6)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (Completed(np.tile(STAYED, (4, 1)), np.zeros(8, dtype=bool), 3), "no end score is missing"),
        (completed(STAYED - 0.6, LENT - 0.6), "holds zero already"),
        (completed(STAYED / 10 + 2, LENT / 10 + 2), "stays clear of zero"),
    ],
)
def test_there_is_no_tipping_shift_where_nothing_can_tip(given, reason):
    with pytest.raises(NotEstimable, match=reason):
        tipping_shift(given, 1)


def test_without_imputation_the_difference_moves_the_interval_by_the_share_lost():
    stayed = mean_change(STAYED)
    difference = tipping_difference(stayed, 2, 4)
    assert stayed.low + 0.2 * difference == pytest.approx(0)
    assert tipping_difference(mean_change(-STAYED), 2, 4) == pytest.approx(-difference)
    for lost, limit, reason in ((0, 4, "no end score is missing"), (1, 1, "stays clear of zero")):
        with pytest.raises(NotEstimable, match=reason):
            tipping_difference(stayed, lost, limit)


def test_attrition_is_a_standardised_difference_by_the_pooled_spread():
    stayed, lost = np.array([3.0, 4.0, 5.0, 4.0]), np.array([2.0, 3.0, 2.5])
    found = attrition(stayed, lost)
    pooled = np.sqrt((((stayed - 4) ** 2).sum() + ((lost - 2.5) ** 2).sum()) / 5)
    assert found.d == pytest.approx(-1.5 / pooled)
    assert found.g == pytest.approx(found.d * 0.8407486824597)  # J with 5 degrees of freedom
    assert found.low < found.d < found.high
    assert (found.stayed.n, found.lost.mean, found.lost.sd) == (4, 2.5, pytest.approx(0.5))


def test_the_interval_of_attrition_excludes_zero_exactly_when_the_two_sample_test_does():
    scipy_stats = pytest.importorskip("scipy.stats")
    chance = np.random.default_rng(4)
    for _ in range(20):
        stayed, lost = chance.normal(3, 1, 12), chance.normal(2.2, 1, 6)
        found = attrition(stayed, lost)
        assert (found.low > 0 or found.high < 0) == (scipy_stats.ttest_ind(stayed, lost).pvalue < 0.05)


def test_few_people_or_no_spread_give_no_attrition():
    with pytest.raises(NotEstimable, match="those who were lost needs at least 2 people; there is 1"):
        attrition([3.0, 4.0], [2.0])
    with pytest.raises(NotEstimable, match="the same within each group"):
        attrition([3.0, 3.0], [2.0, 2.0])
