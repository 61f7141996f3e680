import numpy as np
import pytest

from scripts.quantitative.inference import regression_to_mean
from scripts.quantitative.inference.distributions import t_upper_tail
from scripts.quantitative.inference.effect_size import correlation
from scripts.quantitative.inference.refusal import NotEstimable
from scripts.quantitative.inference.regression_to_mean import ceiling_share, spread_of_waves
from tests.quantitative.inference.reference import LIKERT, SLEEP
from tests.quantitative.inference.samples import holds_for, varied_pairs


@pytest.mark.parametrize("waves", [SLEEP, LIKERT], ids=["sleep", "likert"])
def test_oldham_is_the_correlation_of_change_with_the_mean_of_both_waves_and_has_its_p(waves):
    before, after = waves
    found = spread_of_waves(before, after)
    r = correlation((before + after) / 2, after - before)
    assert found.oldham == pytest.approx(r)
    t = abs(r) * np.sqrt((found.n - 2) / (1 - r * r))
    assert found.p == pytest.approx(2 * t_upper_tail(t, found.n - 2))


@holds_for(varied_pairs)
def test_the_interval_of_the_variance_ratio_holds_one_just_when_the_test_does_not_reject(waves):
    found = spread_of_waves(*waves)
    assert found.ratio_low <= found.variance_ratio <= found.ratio_high
    if abs(found.p - 0.05) > 1e-9:
        assert (found.ratio_low <= 1 <= found.ratio_high) == (found.p > 0.05)


@holds_for(varied_pairs)
def test_swapping_the_waves_turns_the_ratio_round_and_the_unit_does_not_matter(waves):
    found, swapped, scaled = spread_of_waves(*waves), spread_of_waves(*waves[::-1]), spread_of_waves(*(10 * waves + 3))
    assert swapped.variance_ratio == pytest.approx(1 / found.variance_ratio)
    assert (swapped.ratio_low, swapped.ratio_high) == (pytest.approx(1 / found.ratio_high), pytest.approx(1 / found.ratio_low))
    assert (scaled.oldham, scaled.p) == (pytest.approx(found.oldham, abs=1e-7), pytest.approx(found.p, abs=1e-7))


def test_noise_alone_does_not_look_like_a_gain_of_those_who_started_low():
    rng = np.random.default_rng(3)
    person = rng.normal(size=4000)
    before, after = person + rng.normal(size=4000), person + rng.normal(size=4000)
    assert correlation(before, after - before) < -0.4  # the trap: nobody changed
    assert abs(spread_of_waves(before, after).oldham) < 0.05


def test_no_function_correlates_change_with_the_start():
    offered = {name for name in vars(regression_to_mean) if not name.startswith("_")}
    assert not any("baseline" in name or "start" in name for name in offered)
    assert set(vars(spread_of_waves(*SLEEP))) == {
        "n", "r", "oldham", "t", "df", "p", "variance_ratio", "ratio_low", "ratio_high", "confidence",
    }  # fmt: skip


def test_waves_without_spread_or_that_agree_perfectly_are_refused():
    with pytest.raises(NotEstimable, match="the same for all"):
        spread_of_waves([3, 3, 3, 3], [1, 2, 3, 4])
    with pytest.raises(NotEstimable, match="perfectly"):
        spread_of_waves([1, 2, 3, 4], [2, 3, 4, 5])
    with pytest.raises(NotEstimable, match="at least 3"):
        spread_of_waves([1, 2], [2, 1])


def test_the_ceiling_is_the_share_at_the_very_top():
    found = ceiling_share([5, 4.75, 5 - 1e-15, 3], 5)
    assert (found.count, found.n, found.share) == (2, 4, 0.5)
    with pytest.raises(NotEstimable):
        ceiling_share([], 5)
