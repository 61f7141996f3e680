import numpy as np
import pytest
from hypothesis import strategies as st

from scripts.quantitative.inference.paired import equivalence, mean_change, paired_change
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput
from tests.quantitative.inference.reference import LIKERT, NEGATIVE, SLEEP, near, value
from tests.quantitative.inference.samples import holds_for, moving_pairs


def test_sleep_change_is_the_paired_t_of_r():
    before, after = SLEEP
    found, expected = mean_change(paired_change(after, before)), value("sleep_paired_t")
    got = {"t": found.t, "df": found.df, "p": found.p, "mean_diff": found.mean, "ci_lo": found.low, "ci_hi": found.high}
    assert got == near("sleep_paired_t", expected)


def test_likert_change_is_the_paired_t_of_r():
    found, expected = mean_change(paired_change(*LIKERT)), value("likert20_tests")
    assert (found.t, found.p) == near("likert20_tests", (expected["t"], expected["t_p"]))


def test_a_balanced_mixed_model_adds_nothing_to_the_paired_t():
    found, model = mean_change(paired_change(*SLEEP)), value("sleep_lmm_balanced_kr")
    expected = (model["fixef"]["t"], model["se"]["t"], model["df"]["t"], model["t"]["t"], model["p"]["t"])
    assert (found.mean, found.se, found.df, found.t, found.p) == near("sleep_lmm_balanced_kr", expected)


def test_negative_correlation_leaves_the_paired_t_right_and_equal_to_compound_symmetry():
    found, expected = mean_change(paired_change(*NEGATIVE)), value("negative_r_singular")
    got = {"t": found.t, "p": found.p}
    assert got == near("negative_r_singular", expected["paired_t"])
    gls = expected["gls_cs"]
    assert (found.mean, found.se) == near("negative_r_singular", (gls["est"]["t"], gls["se"]["t"]))


def test_two_one_sided_tests_and_the_90_percent_interval_are_those_of_r():
    change, expected = paired_change(*SLEEP), value("sleep_tost_pm1")
    tests, interval = equivalence(change, -1, 1), mean_change(change, 0.90)
    got = (tests.p_above_low, tests.p_below_high, tests.p, interval.low, interval.high)
    assert got == near("sleep_tost_pm1", tuple(expected[name] for name in ("p_low", "p_high", "p_tost", "ci901", "ci902")))


def test_the_bounds_of_the_90_percent_interval_are_where_equivalence_turns_at_5_percent():
    change = paired_change(*LIKERT)
    edge = mean_change(change, 0.90)
    assert equivalence(change, edge.low, edge.high + 1).p == pytest.approx(0.05)
    assert equivalence(change, edge.low - 1, edge.high).p == pytest.approx(0.05)


@pytest.mark.parametrize("change", [[], [0.5]])
def test_fewer_than_two_people_are_refused(change):
    with pytest.raises(NotEstimable, match="at least 2 people"):
        mean_change(change)


@pytest.mark.parametrize("before", [[1, 2, 3], [10 / 3, 11 / 3, 2 / 3, 1 / 3]])
def test_a_change_that_is_the_same_for_everyone_is_refused_in_spite_of_rounding_noise(before):
    with pytest.raises(NotEstimable, match="same for all"):
        mean_change(paired_change(before, np.array(before) + 1 / 3))


def test_rounding_noise_of_a_difference_is_no_change():
    assert paired_change([0.1 + 0.2, 3.0], [0.3, 3.5]).tolist() == [0.0, 0.5]


def test_missing_scores_and_unequal_waves_are_the_callers_mistake():
    for before, after in (([1, np.nan], [1, 2]), ([1, 2, 3], [1, 2]), ([[1, 2]], [[1, 2]])):
        with pytest.raises(UnusableInput):
            paired_change(before, after)
    with pytest.raises(UnusableInput):
        mean_change([1, 2], confidence=95)
    with pytest.raises(UnusableInput):
        equivalence([1, 2], 0.5, -0.5)


@holds_for(moving_pairs, st.sampled_from([0.01, 0.5, 3.0, 1000.0]))
def test_a_change_of_unit_scales_the_interval_and_leaves_the_p_value(waves, unit):
    plain, scaled = mean_change(paired_change(*waves)), mean_change(paired_change(*(waves * unit)))
    assert (scaled.low, scaled.high) == pytest.approx((plain.low * unit, plain.high * unit), rel=1e-7, abs=1e-9 * unit)
    assert scaled.p == pytest.approx(plain.p, rel=1e-7)


@holds_for(moving_pairs)
def test_swapping_the_waves_mirrors_the_interval(waves):
    forward, backward = mean_change(paired_change(*waves)), mean_change(paired_change(*waves[::-1]))
    assert (backward.low, backward.high, backward.p) == pytest.approx((-forward.high, -forward.low, forward.p))


@holds_for(moving_pairs, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(waves, random):
    order = random.sample(range(waves.shape[1]), waves.shape[1])
    plain, shuffled = mean_change(paired_change(*waves)), mean_change(paired_change(*waves[:, order]))
    assert (shuffled.low, shuffled.high, shuffled.p) == pytest.approx((plain.low, plain.high, plain.p))


@holds_for(moving_pairs)
def test_the_interval_excludes_zero_exactly_when_p_is_below_the_level(waves):
    found = mean_change(paired_change(*waves))
    assert (found.low > 0 or found.high < 0) == (found.p < 0.05)
