import numpy as np
import pytest

from scripts.quantitative.inference.imputation import Completed, Table, _nearest, impute_change, match, pooled_change
from scripts.quantitative.inference.paired import mean_change
from scripts.quantitative.inference.pooling import pool
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput
from tests.quantitative.inference.reference import near, value

NOBODY = np.empty((12, 0))
BEFORE = np.array([1.5, 2.0, 2.25, 2.5, 2.75, 3.0, 3.0, 3.25, 3.5, 3.75, 4.0, 4.5])
AFTER = np.array([2.0, 2.25, 3.0, 2.75, 3.5, 3.25, 3.75, 3.5, 4.0, 4.25, 4.0, 5.0])


def gone(*places):
    after = AFTER.copy()
    after[list(places)] = np.nan
    return after


def imputed(before=BEFORE, after=None, others=NOBODY, seed=1, **rest):
    return impute_change(before, gone(0, 5, 8) if after is None else after, others, np.random.default_rng(seed), **rest)


def test_pooling_is_that_of_mice():
    found = pool([0.42, 0.51, 0.38, 0.47, 0.44], [0.021, 0.019, 0.023, 0.020, 0.022], 19)
    expected = value("rubin_pool_scalar")
    got = {
        "qbar": found.estimate, "ubar": found.within, "b": found.between, "t": found.se**2, "r": found.increase, "df": found.df,
        "fmi": found.fmi,
    }  # fmt: skip
    assert got == near("rubin_pool_scalar", expected)
    assert found.monte_carlo_error == pytest.approx((expected["b"] / 5) ** 0.5)


def test_equal_imputations_leave_the_degrees_of_freedom_of_the_observed_data():
    found = pool([0.4, 0.4], [0.02, 0.02], 19)
    assert (found.se**2, found.df) == pytest.approx((0.02, 19 * 20 / 22))


def test_pooling_refuses_no_spread_and_a_single_imputation():
    with pytest.raises(NotEstimable, match="no spread"):
        pool([0.4, 0.4], [0.0, 0.0], 19)
    for estimates, variances in (([0.4], [0.1]), ([0.4, 0.5], [0.1]), ([0.4, 0.5], [0.1, -0.1])):
        with pytest.raises(UnusableInput):
            pool(estimates, variances, 19)


def test_known_scores_stay_and_imputed_ones_were_given_by_somebody():
    completed, after = imputed(), gone(0, 5, 8)
    assert completed.changes.shape == (50, 12)
    assert completed.end_missing.tolist() == np.isnan(after).tolist()
    there = ~completed.end_missing
    assert (completed.changes[:, there] == (AFTER - BEFORE)[there]).all()
    lent = completed.changes[:, ~there] + BEFORE[~there]
    assert set(lent.ravel()) <= set(AFTER[there])


def test_an_imputed_score_comes_from_the_few_people_nearest():
    lent = imputed(imputations=400).changes[:, 0] + BEFORE[0]
    assert len(set(lent)) > 1
    assert lent.max() <= 3.5  # the lowest baseline never takes the end of the highest
    assert lent.mean() < AFTER[1:].mean() - 0.5


def test_twenty_donors_cannot_be_asked_of_a_group_of_twelve():
    """statsmodels' default of 20 donors would lend everybody's scores to everybody."""
    assert imputed(donors=5).donors == 3
    many = imputed(np.tile(BEFORE, 4), np.tile(gone(0, 5, 8), 4), np.empty((48, 0)), donors=5, imputations=2)
    assert many.donors == 5


def test_the_same_seed_gives_the_same_result_and_another_one_stays_within_its_monte_carlo_error():
    first, again, other = (pooled_change(imputed(seed=seed)) for seed in (1, 1, 2))
    assert first == again
    assert first.estimate != other.estimate
    assert abs(first.estimate - other.estimate) < 4 * 2**0.5 * first.monte_carlo_error


def test_imputations_differ_so_that_missing_information_counts():
    found, complete = pooled_change(imputed()), mean_change(AFTER - BEFORE)
    assert 0 < found.fmi < 1
    assert found.df < complete.df
    assert found.between > 0


def test_without_gaps_the_result_is_the_paired_t():
    completed = Completed(np.tile(AFTER - BEFORE, (50, 1)), np.zeros(12, dtype=bool), 5)
    found, pair = pooled_change(completed), mean_change(AFTER - BEFORE)
    assert (found.estimate, found.se, found.df, found.p, found.low, found.high, found.fmi) == (
        pair.mean, pair.se, pair.df, pair.p, pair.low, pair.high, 0,
    )  # fmt: skip


def test_missing_starts_and_gaps_of_predictors_are_chained():
    before, others = BEFORE.copy(), np.column_stack([BEFORE[::-1], AFTER[::-1]])
    before[3], others[7, 0], others[0, 1] = np.nan, np.nan, np.nan
    completed = imputed(before, gone(0, 5), others)
    assert np.isfinite(completed.changes).all()
    assert np.ptp(completed.changes[:, [0, 3, 5]], axis=0).min() > 0
    assert np.ptp(np.delete(completed.changes, [0, 3, 5], axis=1), axis=0).max() == 0


def test_more_predictors_than_people_and_constant_ones_are_borne():
    others = np.column_stack([np.ones(12), np.full(12, np.nan), np.random.default_rng(5).normal(size=(12, 15))])
    assert np.isfinite(imputed(others=others).changes).all()


def test_a_constant_baseline_leaves_a_random_donor():
    after = gone(0, 5, 8)
    completed = imputed(np.full(12, 3.0), after, imputations=400)
    assert len(set(completed.changes[:, 0])) == len(set(after[~np.isnan(after)]))


def test_equally_near_people_lend_equally_often():
    known, chance = np.arange(10.0), np.random.default_rng(3)
    table, gap = Table(np.column_stack([np.append(known, 0.0), np.zeros(11)])), np.arange(11) == 10
    lent = [match(table, 0, gap, 1, 3, chance)[0] for _ in range(2000)]
    counts = np.bincount(np.array(lent, dtype=int), minlength=10)
    assert counts.min() > 140


def test_a_gap_among_thousands_of_people_is_lent_by_one_of_the_nearest():
    """Beyond a thousand people a gap they are not sorted; equally near ones lend equally often all the same."""
    predictor = np.append(np.arange(3000.0), 1500.0)
    predictor[1499:1502] = 1500.0
    table, gap = Table(np.column_stack([np.append(np.arange(3000.0), 0.0), predictor])), np.arange(3001) == 3000
    chance = np.random.default_rng(4)
    lent = np.array([match(table, 0, gap, 1, 3, chance)[0] for _ in range(300)])
    assert lent.min() > 1400 and lent.max() < 1600
    equal = np.array([0.0, 0.0, 0.0, 0.0, 9.0])
    drawn = [_nearest(np.repeat(equal, 1000), np.zeros(1), 3, chance)[0] for _ in range(400)]
    assert max(drawn) < 4000 and np.std(drawn) > 900


def test_too_few_people_with_both_scores_are_refused():
    with pytest.raises(NotEstimable, match="needs at least 5 people; there are 4"):
        imputed(after=gone(*range(8)))


def test_nobody_without_any_score_may_be_given():
    before = BEFORE.copy()
    before[0] = np.nan
    with pytest.raises(UnusableInput, match="one wave at least"):
        imputed(before)
    with pytest.raises(UnusableInput):
        imputed(others=np.empty((3, 1)))
