import csv
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.quantitative.inference.mixed import (
    COMPOUND_SYMMETRY,
    PAIRED,
    RANDOM_INTERCEPT,
    codes,
    contrast,
    fit_random_intercept,
    joint_test,
    mixed_change,
    wave_design,
)
from scripts.quantitative.inference.paired import mean_change
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput
from tests.quantitative.inference.reference import NEGATIVE, REFERENCE, SLEEP, column, near, value
from tests.quantitative.inference.samples import moving_pairs

INTERCEPT, CHANGE = np.eye(2)


def labels(file, name):
    with (REFERENCE / file).open(encoding="utf-8", newline="") as rows:
        return [row[name] for row in csv.DictReader(rows)]


def long(before, after):
    """Scores, waves and people of complete pairs; a NaN leaves a score out."""
    scores, n = np.concatenate([before, after]), len(before)
    known = ~np.isnan(scores)
    return scores[known], np.repeat([0, 1], n)[known], np.tile(np.arange(n), 2)[known]


def numbers(found):
    return [found.estimate, found.se, found.df, found.t, found.p, found.low, found.high]


def test_the_sleep_study_is_that_of_lme4():
    scores, days = column("sleepstudy.csv", "Reaction"), column("sleepstudy.csv", "Days")
    fit = fit_random_intercept(scores, np.column_stack([np.ones(180), days]), codes(labels("sleepstudy.csv", "Subject")))
    expected = value("sleepstudy_int_REML")
    got = (*fit.coefficients, *np.sqrt(np.diag(fit.covariance)), fit.between, fit.residual, fit.criterion)
    assert got == near(
        "sleepstudy_int_REML",
        (*expected["fixef"].values(), *expected["se"].values(), *expected["vc"].values(), expected["crit"]),
    )
    assert not fit.singular
    assert (contrast(fit, INTERCEPT).df, contrast(fit, CHANGE).df) == pytest.approx((22.8102, 161), rel=1e-5)


def test_incomplete_pairs_are_those_of_lme4_with_the_degrees_of_freedom_of_lmer_test():
    file, expected = "sleep_incomplete_long.csv", value("sleep_lmm_incomplete")
    scores, waves, people = column(file, "y"), column(file, "t").astype(int), labels(file, "id")
    found = mixed_change(scores, waves, people)
    fit, test = expected["fit"], {name: each["t"] for name, each in expected["satterthwaite"].items()}
    assert (found.people, found.both, found.method, found.reason) == (10, 7, RANDOM_INTERCEPT, "")
    assert (found.between, found.residual) == near("sleep_lmm_incomplete", tuple(fit["vc"].values()))
    got = {"df": found.contrast.df, "t": found.contrast.t, "p": found.contrast.p, "se": found.contrast.se}
    assert got == near("sleep_lmm_incomplete", test)
    assert found.contrast.estimate == near("sleep_lmm_incomplete", fit["fixef"]["t"])
    whole = fit_random_intercept(scores, wave_design(waves, 1), codes(people))
    start = contrast(whole, INTERCEPT)
    assert (start.df, start.t, start.p) == near(
        "sleep_lmm_incomplete", tuple(expected["satterthwaite"][name]["(Intercept)"] for name in ("df", "t", "p"))
    )
    assert whole.criterion == near("sleep_lmm_incomplete", fit["crit"])


def test_balanced_sleep_is_the_paired_t_and_the_model_of_r():
    expected = value("sleep_lmm_balanced_kr")
    scores, waves, people = long(*SLEEP)
    found, pair = mixed_change(scores, waves, people), mean_change(SLEEP[1] - SLEEP[0])
    assert numbers(found.contrast) == pytest.approx([pair.mean, pair.se, pair.df, pair.t, pair.p, pair.low, pair.high], rel=1e-9)
    assert (found.between, found.residual) == near("sleep_lmm_balanced_kr", tuple(expected["vc"].values()))
    start = contrast(fit_random_intercept(scores, wave_design(waves, 1), people), INTERCEPT)
    assert (start.estimate, start.se, start.df, start.t, start.p) == near(
        "sleep_lmm_balanced_kr", tuple(expected[name]["(Intercept)"] for name in ("fixef", "se", "df", "t", "p"))
    )


def test_dyestuff_two_is_singular_and_its_standard_error_that_of_lme4():
    scores, batch = column("dyestuff2.csv", "Yield"), codes(labels("dyestuff2.csv", "Batch"))
    fit, expected = fit_random_intercept(scores, np.ones((30, 1)), batch), value("dyestuff2_singular")
    assert fit.singular
    assert fit.between == 0
    assert (*fit.coefficients, fit.covariance[0, 0] ** 0.5, fit.residual, fit.criterion) == near(
        "dyestuff2_singular",
        (expected["fixef"]["(Intercept)"], expected["se"]["(Intercept)"], expected["vc"]["Residual.NA.NA"], expected["crit"]),
    )


def test_at_a_negative_correlation_the_singular_fit_of_r_is_known_and_the_paired_t_takes_its_place():
    expected = value("negative_r_singular")
    scores, waves, people = long(*NEGATIVE)
    singular = fit_random_intercept(scores, wave_design(waves, 1), people)
    wrong = contrast(singular, CHANGE)
    assert singular.singular
    assert (wrong.se, wrong.df, wrong.p) == near(
        "negative_r_singular", tuple(expected["lmm"][name]["t"] for name in ("se", "df", "p"))
    )
    found = mixed_change(scores, waves, people)
    assert found.method == PAIRED
    assert "do not resemble each other" in found.reason
    assert (found.contrast.t, found.contrast.p) == near("negative_r_singular", tuple(expected["paired_t"].values()))


def test_compound_symmetry_with_negative_covariance_is_that_of_gls():
    expected = value("negative_r_singular")["gls_cs"]
    scores, waves, people = long(*NEGATIVE)
    fit = fit_random_intercept(scores, wave_design(waves, 1), people, negative=True)
    assert fit.between / (fit.between + fit.residual) == near("negative_r_singular", expected["rho"])
    assert tuple(np.sqrt(np.diag(fit.covariance))) == near("negative_r_singular", tuple(expected["se"].values()))
    assert contrast(fit, CHANGE).df == pytest.approx(19)


def test_incomplete_pairs_at_a_negative_correlation_use_compound_symmetry_and_everybody():
    before, after = (each.copy() for each in NEGATIVE)
    after[:4] = np.nan
    found = mixed_change(*long(before, after))
    assert (found.method, found.people, found.both) == (COMPOUND_SYMMETRY, 20, 16)
    assert found.icc < 0
    assert "compound symmetry" in found.reason


@pytest.mark.parametrize(("unit", "shift"), [(1, 0), (0.01, -50), (3, 7), (1000, 0)])
def test_a_correlation_of_exactly_zero_is_the_boundary_in_every_unit(unit, shift):
    before, after = np.array([1.0, 1, np.nan, 1, 1]), np.array([1.0, 4, 14 / 3, 1, 1])
    found = mixed_change(*long(before * unit + shift, after * unit + shift))
    assert found.method == COMPOUND_SYMMETRY


def test_a_perfectly_mirrored_change_is_still_the_paired_t():
    found = mixed_change(*long([1.0, 2, 3], [3.0, 2, 1]))
    assert (found.method, found.contrast.df, found.contrast.t) == (PAIRED, 2, 0)
    assert found.icc == pytest.approx(-1)


def test_maximum_likelihood_has_smaller_variances_and_the_same_estimate_for_complete_pairs():
    scores, waves, people = long(*SLEEP)
    reml, plain = mixed_change(scores, waves, people), mixed_change(scores, waves, people, reml=False)
    assert plain.contrast.estimate == pytest.approx(reml.contrast.estimate)
    assert plain.residual == pytest.approx(reml.residual * 9 / 10)


def test_three_waves_of_complete_data_are_the_repeated_measures_analysis_of_variance():
    scores = np.array([[3.0, 3.5, 4.5], [2.0, 2.0, 3.0], [4.0, 4.5, 4.0], [3.0, 4.0, 4.5], [1.5, 2.5, 2.0]])
    people, waves = (each.ravel() for each in np.indices(scores.shape))
    found = mixed_change(scores.ravel(), waves, people)
    rest = scores - scores.mean(axis=1, keepdims=True) - scores.mean(axis=0) + scores.mean()
    assert found.contrast.estimate == pytest.approx(scores[:, 2].mean() - scores[:, 0].mean())
    assert found.contrast.se == pytest.approx(np.sqrt(2 * (rest**2).sum() / 8 / 5))
    assert found.contrast.df == pytest.approx(8)


def test_the_joint_test_of_three_waves_is_the_f_of_the_analysis_of_variance():
    scores = np.array([[3.0, 3.5, 4.5], [2.0, 2.0, 3.0], [4.0, 4.5, 4.0], [3.0, 4.0, 4.5], [1.5, 2.5, 2.0]])
    people, waves = (each.ravel() for each in np.indices(scores.shape))
    test = joint_test(fit_random_intercept(scores.ravel(), wave_design(waves, 2), people), np.eye(3)[1:])
    rest = scores - scores.mean(axis=1, keepdims=True) - scores.mean(axis=0) + scores.mean()
    between_waves = 5 * ((scores.mean(axis=0) - scores.mean()) ** 2).sum() / 2
    assert (test.f, test.df, test.df_denominator) == pytest.approx((between_waves / ((rest**2).sum() / 8), 2, 8))


@pytest.mark.parametrize(
    ("scores", "waves", "people", "reason"),
    [
        ([], [], [], "there are 0"),
        ([1, 2, 3, 4], [0, 0, 0, 0], [0, 1, 2, 3], "there are 0"),
        ([1, 2, 3, 4], [0, 0, 1, 1], [0, 1, 2, 3], "there are 0"),
        ([1, 2, 3, 4], [0, 0, 0, 1], [0, 1, 2, 0], "there is 1"),
        ([1, 2, 2, 3], [0, 0, 1, 1], [0, 1, 0, 1], "changed alike"),
        ([10 / 3, 11 / 3, 2 / 3, 11 / 3, 4.0, 1.0], [0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2], "changed alike"),
        ([2, 2, 2, 2], [0, 0, 1, 1], [0, 1, 0, 1], "all 4 scores are the same"),
        ([1, 2, 2, 4], [0, 0, 2, 2], [0, 1, 0, 1], "cannot be told apart"),
    ],
)
def test_what_cannot_be_modelled_is_refused_with_its_reason(scores, waves, people, reason):
    with pytest.raises(NotEstimable, match=reason):
        mixed_change(scores, waves, people)


def test_two_scores_of_a_person_at_one_wave_are_the_callers_mistake():
    with pytest.raises(UnusableInput, match="one score a wave"):
        mixed_change([1, 2, 3], [0, 0, 1], ["a", "a", "a"])
    with pytest.raises(UnusableInput, match="one length"):
        mixed_change([1, 2, 3], [0, 1], ["a", "a"])


@settings(deadline=None, max_examples=25)
@given(moving_pairs)
def test_complete_pairs_always_give_the_paired_t(waves):
    found, pair = mixed_change(*long(*waves)), mean_change(waves[1] - waves[0])
    assert numbers(found.contrast) == pytest.approx(
        [pair.mean, pair.se, pair.df, pair.t, pair.p, pair.low, pair.high], rel=1e-6, abs=1e-9
    )


gaps = st.lists(st.sampled_from(["both", "both", "both", "start", "end"]), min_size=25, max_size=25)


def with_gaps(waves, missing):
    before, after = waves.copy()
    for person, what in enumerate(missing[: len(before)]):
        if what == "start":
            after[person] = np.nan
        if what == "end":
            before[person] = np.nan
    return long(before, after)


def modelled(scores, waves, people):
    try:
        return mixed_change(scores, waves, people)
    except NotEstimable:
        return None


@settings(deadline=None, max_examples=25)
@given(moving_pairs, gaps, st.sampled_from([0.01, 3.0, 1000.0]), st.sampled_from([-50.0, 0.0, 7.0]))
def test_another_unit_or_origin_of_the_scale_scales_the_change_and_leaves_the_test(pairs, missing, unit, shift):
    scores, waves, people = with_gaps(pairs, missing)
    here, there = modelled(scores, waves, people), modelled(scores * unit + shift, waves, people)
    if here is None or there is None:
        assert here is there
        return
    assert there.method == here.method
    got = [there.contrast.low / unit, there.contrast.high / unit, there.contrast.df, there.contrast.p]
    assert got == pytest.approx([here.contrast.low, here.contrast.high, here.contrast.df, here.contrast.p], rel=1e-4, abs=1e-6)


@settings(deadline=None, max_examples=25)
@given(moving_pairs, gaps, st.randoms(use_true_random=False))
def test_neither_order_nor_names_of_people_matter(pairs, missing, chance):
    scores, waves, people = with_gaps(pairs, missing)
    order = chance.sample(range(len(scores)), len(scores))
    names = np.array([f"P{each}" for each in chance.sample(range(100, 200), 100)])
    here, there = modelled(scores, waves, people), modelled(scores[order], waves[order], names[people][order])
    assert (here is None) == (there is None)
    if here is not None:
        assert numbers(there.contrast) == pytest.approx(numbers(here.contrast), rel=1e-5, abs=1e-8)


@settings(deadline=None, max_examples=25)
@given(moving_pairs, gaps)
def test_a_reversed_scale_turns_the_change_round(pairs, missing):
    scores, waves, people = with_gaps(pairs, missing)
    here, there = modelled(scores, waves, people), modelled(6 - scores, waves, people)
    assert (here is None) == (there is None)
    if here is not None:
        assert (there.contrast.low, there.contrast.high) == pytest.approx(
            (-here.contrast.high, -here.contrast.low), rel=1e-5, abs=1e-8
        )


def test_a_hundred_thousand_pairs_take_about_a_second():
    chance, n = np.random.default_rng(1), 100_000
    before = chance.normal(3, 0.7, n)
    after = 0.5 * before + chance.normal(2, 0.6, n)
    scores, waves, people = long(before, after)
    start = time.process_time()
    found = mixed_change(scores, waves, people)
    assert time.process_time() - start < 2  # of this process alone, so that a busy machine does not matter
    assert found.contrast.estimate == pytest.approx(mean_change(after - before).mean)
    assert found.contrast.df == pytest.approx(n - 1)
