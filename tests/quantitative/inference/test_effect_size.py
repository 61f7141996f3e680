import math

import numpy as np
import pytest
from hypothesis import strategies as st

from scripts.quantitative.inference.distributions import noncentral_t_cdf
from scripts.quantitative.inference.effect_size import correlation, effect_size, hedges_j, noncentrality_interval
from scripts.quantitative.inference.paired import mean_change, paired_change
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput
from tests.quantitative.inference.reference import LIKERT, NEGATIVE, SLEEP, near, value
from tests.quantitative.inference.samples import holds_for, varied_pairs

DENOMINATORS = ("change_sd", "mean_sd", "rms_sd", "repeated_measures", "before_sd")


@pytest.mark.parametrize(("result", "waves"), [("sleep_effect_sizes", SLEEP), ("likert20_effect_sizes", LIKERT)])
def test_every_effect_size_is_that_of_the_reference(result, waves):
    z, av, rms, rm, pre = (effect_size(*waves, denominator) for denominator in DENOMINATORS)
    change = mean_change(paired_change(*waves))
    got = {
        "n": change.n,
        "r": correlation(*waves),
        "mean_change": change.mean,
        "sd_pre": pre.standardiser,
        "sd_post": 2 * av.standardiser - pre.standardiser,
        "sd_diff": change.sd,
        "d_z": z.d,
        "g_z": z.g,
        "d_z_lo_nct": z.d_low,
        "d_z_hi_nct": z.d_high,
        "d_av_mean_sd": av.d,
        "g_av_mean_sd": av.g,
        "d_av_rms_sd": rms.d,
        "g_av_rms_sd": rms.g,
        "d_rm": rm.d,
        "g_rm": rm.g,
        "d_pre_becker": pre.d,
        "g_pre_becker": pre.g,
    }
    assert got == near(result, value(result))


def test_paired_hedges_g_is_that_of_effectsize_with_n_minus_1_degrees_of_freedom():
    found = effect_size(*SLEEP, "change_sd")
    got = {"g": found.g, "lo": found.g_low, "hi": found.g_high}
    assert got == near("sleep_effectsize_hedges_g_paired", value("sleep_effectsize_hedges_g_paired"))
    assert found.g / found.d == hedges_j(9)


def test_j_is_the_exact_gamma_form_and_not_its_approximation():
    expected = value("hedges_J_exact")
    assert {df: hedges_j(int(df)) for df in expected} == near("hedges_J_exact", expected)
    assert hedges_j(9) != pytest.approx(1 - 3 / (4 * 9 - 1), rel=1e-4)


def test_correlation_of_the_negative_pairs_is_that_of_r():
    assert correlation(*NEGATIVE) == near("negative_r_singular", value("negative_r_singular")["r"])


def test_the_default_is_g_av_and_its_limits_are_those_of_d_z_rescaled():
    z, av = effect_size(*LIKERT, "change_sd"), effect_size(*LIKERT)
    assert av.denominator == "mean_sd"
    ratio = z.standardiser / av.standardiser
    assert (av.g_low, av.g_high) == pytest.approx((z.g_low * ratio, z.g_high * ratio))


@pytest.mark.parametrize("t", [0, 0.3, 3.77, 5.79, 12, 60, 400])
@pytest.mark.parametrize("df", [2, 3, 9, 19, 99, 99_999])
@pytest.mark.parametrize("sign", [-1, 1])
def test_limits_exist_where_scipy_has_holes_and_leave_the_wanted_tails(t, df, sign):
    low, high = noncentrality_interval(sign * t, df)
    low, high = (low, high) if sign > 0 else (-high, -low)
    assert low < t < high
    assert noncentral_t_cdf(t, df, low) == pytest.approx(0.975, abs=1e-9)
    assert noncentral_t_cdf(t, df, high) == pytest.approx(0.025, abs=1e-9)


def test_a_negative_t_is_mirrored_because_the_direct_search_falls_into_a_hole_of_scipy():
    low, high = noncentrality_interval(13.162177132154874, 3, 0.99)
    assert noncentrality_interval(-13.162177132154874, 3, 0.99) == (-high, -low)


def test_a_hole_in_scipy_is_refused_and_never_returned_as_a_number():
    with pytest.raises(NotEstimable, match="noncentral t"):
        noncentral_t_cdf(-4.06, 9, 10)


@pytest.mark.parametrize("confidence", [0.05, 0.5, 0.9, 0.999])
def test_limits_widen_with_confidence_and_bracket_the_tails(confidence):
    low, high = noncentrality_interval(2.1, 9, confidence)
    mass = noncentral_t_cdf(2.1, 9, low) - noncentral_t_cdf(2.1, 9, high)
    assert mass == pytest.approx(confidence, abs=1e-9)


def test_two_people_are_refused():
    with pytest.raises(NotEstimable, match="at least 3 people"):
        effect_size([1, 2], [2, 4])
    with pytest.raises(NotEstimable, match="degrees of freedom"):
        hedges_j(1)


def test_a_denominator_without_variance_is_refused_and_the_others_still_answer():
    before, after = np.array([3, 3, 3, 3]), np.array([3, 4, 4, 5])
    for denominator in ("before_sd", "repeated_measures"):
        with pytest.raises(NotEstimable, match="score before"):
            effect_size(before, after, denominator)
    assert effect_size(before, after, "mean_sd").d == pytest.approx(2 * effect_size(before, after, "change_sd").d)


def test_perfect_correlation_leaves_d_rm_without_denominator():
    before = np.array([1.0, 2.0, 3.0, 5.0])
    with pytest.raises(NotEstimable, match="perfectly"):
        effect_size(before, 2 * before + 1, "repeated_measures")


def test_an_unknown_denominator_is_the_callers_mistake():
    with pytest.raises(UnusableInput, match="control_sd"):
        effect_size(*SLEEP, "control_sd")


@holds_for(varied_pairs, st.sampled_from(DENOMINATORS), st.sampled_from([0.01, 3.0, 1000.0]))
def test_a_change_of_unit_changes_no_effect_size(waves, denominator, unit):
    plain, scaled = effect_size(*waves, denominator), effect_size(*(waves * unit), denominator)
    assert (scaled.g, scaled.d_low, scaled.d_high) == pytest.approx((plain.g, plain.d_low, plain.d_high), rel=1e-6, abs=1e-9)


@holds_for(varied_pairs, st.sampled_from(DENOMINATORS))
def test_turning_the_scale_round_mirrors_the_effect_size(waves, denominator):
    up, down = effect_size(*waves, denominator), effect_size(*(6 - waves), denominator)
    assert (down.d, down.d_low, down.d_high) == pytest.approx((-up.d, -up.d_high, -up.d_low), rel=1e-6, abs=1e-9)


@holds_for(varied_pairs, st.sampled_from(DENOMINATORS), st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(waves, denominator, random):
    order = random.sample(range(waves.shape[1]), waves.shape[1])
    plain, shuffled = effect_size(*waves, denominator), effect_size(*waves[:, order], denominator)
    assert (shuffled.g_low, shuffled.g_high) == pytest.approx((plain.g_low, plain.g_high), rel=1e-6, abs=1e-9)


@holds_for(varied_pairs)
def test_the_interval_excludes_zero_exactly_when_the_paired_t_does(waves):
    found, test = effect_size(*waves), mean_change(paired_change(*waves))
    assert (found.g_low > 0 or found.g_high < 0) == (test.p < 0.05)
    assert math.copysign(1, found.d) == math.copysign(1, test.mean)
