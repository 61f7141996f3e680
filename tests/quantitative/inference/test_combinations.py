import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.quantitative.inference.multiverse import (
    Located,
    Mean,
    applicable,
    combinations,
    curve,
    locate,
    trimmed_mean,
    with_quantile,
)
from scripts.quantitative.inference.paired import mean_change
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput

NAN = np.nan
BEFORE = np.array([2.0, 3.0, 2.5, 4.0, 3.5, 3.0, 2.0, 4.5, NAN])
AFTER = np.array([3.0, 3.5, 2.5, 4.5, 3.0, 4.0, NAN, NAN, 4.0])
ALL = ("complete pairs", "all available", "imputed", "no change", "loss")
HOW = ("t", "normal", "trimmed", "pseudomedian")
BOUNDS = {"loss": 0.5, "floor": 1.0, "seed": 7}


def test_the_planned_choice_is_the_paired_t():
    found = combinations(BEFORE, AFTER, ("complete pairs",), ("t",), **BOUNDS)["complete pairs", "t"]
    expected = mean_change((AFTER - BEFORE)[:6])
    assert (found.n, found.estimate, found.low, found.high) == (6, expected.mean, expected.low, expected.high)


def test_models_give_means_only():
    assert [how for how in HOW if applicable("all available", how)] == ["t", "normal"]
    assert len(combinations(BEFORE, AFTER, ALL, HOW, **BOUNDS)) == 3 * len(HOW) + 2 * 2


def test_who_gave_no_end_score_is_unchanged_or_lower_but_never_below_the_scale():
    before, after = np.array([2.0, 3.0, 4.0, 1.2]), np.array([3.0, 3.5, 4.2, NAN])
    found = combinations(before, after, ("no change", "loss"), ("t",), **BOUNDS)
    assert found["no change", "t"].estimate == pytest.approx((1 + 0.5 + 0.2) / 4)
    assert found["loss", "t"].estimate == pytest.approx((1 + 0.5 + 0.2 - 0.2) / 4)


def test_everybody_takes_part_in_the_models():
    found = combinations(BEFORE, AFTER, ALL, ("t",), **BOUNDS)
    assert {who: found[who, "t"].n for who in ALL} == {
        "complete pairs": 6, "all available": 9, "imputed": 9, "no change": 8, "loss": 8,
    }  # fmt: skip


def test_with_complete_pairs_every_way_to_treat_missing_scores_is_the_same():
    found = combinations(BEFORE[:6], AFTER[:6], ALL, ("t",), **BOUNDS)
    assert len({(round(each.estimate, 8), round(each.low, 6)) for each in found.values()}) == 1


def test_too_few_pairs_are_told_for_every_combination():
    found = combinations(BEFORE[5:], AFTER[5:], ALL, HOW, least=3, **BOUNDS)
    assert set(found.values()) == {"an estimate of change needs at least 3 people; there is 1"}


def test_changes_alike_have_no_interval():
    found = combinations(np.array([2.0, 3.0, 4.0]), np.array([2.5, 3.5, 4.5]), ("complete pairs",), HOW, **BOUNDS)
    assert all(isinstance(each, str) for each in found.values())


def test_nobody_may_lack_both_scores():
    with pytest.raises(UnusableInput, match="one wave at least"):
        combinations([NAN, 1.0], [NAN, 2.0], ALL, HOW, **BOUNDS)


def test_the_trimmed_mean_is_yuens():
    # Wilcox (2012), Introduction to Robust Estimation, sec. 4.3: 20 % trimming of ten values cuts two on each side
    values = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 100.0])
    winsorised = np.array([3.0, 3.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 8.0, 8.0])
    found = trimmed_mean(values)
    half = 2.570581836 * winsorised.std(ddof=1) / (0.6 * np.sqrt(10))
    assert (found.estimate, found.high - found.estimate) == (5.5, pytest.approx(half))


def test_the_pseudomedian_interval_is_that_of_the_normal_form_with_and_without_ties():
    depression = np.array([0.952, -0.147, 1.022, 0.430, 0.620, 0.590, 0.490, -0.080, 0.010])
    found = locate(depression, "pseudomedian")
    assert found.estimate == pytest.approx(0.46)
    # R: wilcox.test(d, conf.int = TRUE, exact = FALSE, correct = FALSE) ends near -.010 and .786
    assert (found.low, found.high) == pytest.approx((0.0, 0.786), abs=0.035)
    assert locate(np.array([0.0, 0.0, 1.0, 1.0, 1.0, 2.0]), "pseudomedian").estimate == 1.0


def test_normal_quantiles_are_narrower_than_t():
    mean = Mean(10, 0.5, 0.2, 9.0)
    t, normal = with_quantile(mean, "t"), with_quantile(mean, "normal")
    assert (normal.low, normal.high) == pytest.approx((0.5 - 1.959964 * 0.2, 0.5 + 1.959964 * 0.2))
    assert t.low < normal.low < normal.high < t.high


def test_the_curve_counts_signs_and_intervals_of_what_is_estimable():
    found = [Located(9, 0.5, 0.1, 0.9), Located(9, 0.2, -0.1, 0.5), Located(9, -0.1, -0.3, 0.1), Located(9, 0.5, 0.1, 0.9), None]
    told = curve(found, 0.5)
    assert (told.n, told.not_estimable, told.distinct) == (5, 1, 3)
    assert (told.same_sign, told.above_zero, told.below_zero) == (0.75, 0.5, 0.0)
    assert (told.median, told.low, told.high) == (0.35, -0.1, 0.5)


def test_a_curve_of_nothing_is_refused():
    with pytest.raises(NotEstimable):
        curve([None, None], 0.0)


scores = st.lists(st.tuples(st.integers(4, 20), st.integers(4, 20)), min_size=6, max_size=14)


@given(scores, st.floats(0.1, 10), st.permutations(range(6)))
def test_unit_and_order_of_people_change_nothing_but_the_unit(pairs, unit, order):
    before, after = (np.array([each[place] for each in pairs], dtype=float) / 4 for place in (0, 1))
    shuffled = np.array([*order, *range(6, len(before))])
    one = combinations(before, after, ("complete pairs",), HOW, **BOUNDS)
    other = combinations(before[shuffled] * unit, after[shuffled] * unit, ("complete pairs",), HOW, **BOUNDS)
    for key, found in one.items():
        if isinstance(found, str):
            assert isinstance(other[key], str)
        else:
            assert (other[key].estimate, other[key].low) == pytest.approx((found.estimate * unit, found.low * unit), abs=1e-6)
