from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import strategies as st

from scripts.quantitative.inference.paired import paired_change
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput
from scripts.quantitative.inference.sign_test import sign_test
from scripts.quantitative.inference.signed_rank import (
    EXACT_LIMIT,
    pseudomedian,
    pseudomedian_interval,
    signed_rank,
    signed_rank_normal,
    signed_rank_p,
)
from tests.quantitative.inference.reference import DEPRESSION, LIKERT, SEPARATED, SLEEP, near, value
from tests.quantitative.inference.samples import holds_for, moving_pairs

steps = st.lists(st.integers(-3, 3), min_size=1, max_size=9).filter(any).map(lambda values: np.array(values, dtype=float))


def test_depression_scores_give_the_test_and_interval_of_r():
    before, after = DEPRESSION
    change = paired_change(before, after)
    test, interval = signed_rank(change), pseudomedian_interval(change)
    got = {
        "V": test.v,
        "p_two": test.p,
        "p_greater": test.p_greater,
        "pseudomedian": interval.estimate,
        "ci_lo": interval.low,
        "ci_hi": interval.high,
    }
    assert got == near("depression_wilcoxon", value("depression_wilcoxon"))
    assert interval.achieved == 1 - 2 * 10 / 2**9


def test_sleep_with_a_zero_and_a_tie_gives_the_exact_and_normal_results_of_r():
    change = paired_change(*SLEEP)
    exact, pratt = signed_rank(change), signed_rank(change, "pratt")
    corrected, plain = signed_rank_normal(change), signed_rank_normal(change, continuity=False)
    pratt_normal = signed_rank_normal(change, "pratt", continuity=False)
    got = {
        "V": exact.v,
        "p_approx_cc": corrected.p,
        "p_approx_nocc": plain.p,
        "p_exact_exactRankTests": exact.p,
        "p_exact_coin_wilcox_zero": exact.p,
        "p_exact_coin_pratt": pratt.p,
        "p_asymp_coin_pratt": pratt_normal.p,
        "z_coin_pratt": pratt_normal.z,
    }
    assert got == near("sleep_wilcoxon_ties", value("sleep_wilcoxon_ties"))
    assert (exact.n, exact.n_zero, exact.tied) == (10, 1, True)


def test_exact_signed_rank_counts_ties_where_scipy_gives_0256():
    change, expected = paired_change(*LIKERT), value("likert20_tests")
    exact, pratt = signed_rank(change), signed_rank(change, "pratt")
    got = (exact.v, exact.p, pratt.p, signed_rank_normal(change).p)
    names = ("V", "p_exact", "p_pratt_exact", "p_approx_cc")
    assert got == near("likert20_tests", tuple(expected[name] for name in names))
    assert exact.p < 0.0233


def test_equal_steps_in_one_direction_are_the_sign_test():
    change = paired_change(*SEPARATED)
    assert signed_rank(change).p == near("likert20_separated_tests", value("likert20_separated_tests")["p_exact"])
    assert signed_rank(change).p == sign_test(change).p


def test_rank_biserial_drops_zeros():
    got = {
        "sleep": signed_rank(paired_change(*SLEEP)).rank_biserial,
        "likert20": signed_rank(paired_change(*LIKERT)).rank_biserial,
    }
    assert got == near("rank_biserial_paired", value("rank_biserial_paired"))


@holds_for(steps, st.sampled_from(["wilcox", "pratt"]))
def test_the_exact_p_is_the_share_of_all_sign_patterns_at_least_as_far_out(change, zeros):
    kept = change if zeros == "pratt" else change[change != 0]
    sizes = np.abs(kept)
    ranks = np.array([(sizes < size).sum() + ((sizes == size).sum() + 1) / 2 for size in sizes])[kept != 0]
    centre, signs = ranks.sum() / 2, kept[kept != 0] > 0
    sums = np.array(
        [sum(rank for rank, up in zip(ranks, pattern, strict=True) if up) for pattern in product((0, 1), repeat=ranks.size)]
    )
    share = (np.abs(sums - centre) >= abs(ranks[signs].sum() - centre)).mean()
    assert signed_rank(change, zeros).p == pytest.approx(share)


def test_changes_that_differ_by_rounding_noise_tie():
    noisy = np.array([11 / 3 - 10 / 3, 14 / 3 - 13 / 3, -(8 / 3 - 7 / 3), 2 / 3, 0.3 - (0.1 + 0.2)])
    clean = np.array([1, 1, -1, 2, 0])
    assert signed_rank(noisy) == signed_rank(clean)


def test_a_large_sample_has_the_exact_and_the_normal_p_agree():
    change = np.arange(-220, 240) / 7
    assert signed_rank(change).p == pytest.approx(signed_rank_normal(change).p, rel=0.02)


def test_the_p_is_exact_until_more_people_changed_than_exact_work_takes_and_then_the_normal_form():
    change = np.random.default_rng(8).integers(-3, 5, 700).astype(float)
    many, few = change[change != 0][: EXACT_LIMIT + 1], change[change != 0][:EXACT_LIMIT]
    assert signed_rank_p(few) == signed_rank(few).p
    assert signed_rank_p(many) == signed_rank_normal(many, continuity=False).p
    with_zeros = np.concatenate([few, np.zeros(40)])
    assert signed_rank_p(with_zeros) == signed_rank(few).p


def test_nobody_changing_and_too_many_people_are_refused():
    for function in (signed_rank, signed_rank_normal, pseudomedian_interval):
        with pytest.raises(NotEstimable, match="nobody changed"):
            function([0, 0, 0])
    many = np.arange(1, EXACT_LIMIT + 2)
    for function in (signed_rank, pseudomedian):
        with pytest.raises(NotEstimable, match="limit"):
            function(many)
    with pytest.raises(UnusableInput, match="unknown handling"):
        signed_rank([1, 2], "split")


def test_the_pseudomedian_has_no_exact_interval_with_ties_or_zeros():
    for change in (paired_change(*SLEEP), paired_change(*LIKERT), [0, 1, 2, 3, 4, 5, 6, 7]):
        with pytest.raises(NotEstimable, match="tie"):
            pseudomedian_interval(change)
    assert pseudomedian([0, 1, 1, 4]) == 1


def test_five_people_cannot_give_a_95_percent_interval_and_six_can():
    with pytest.raises(NotEstimable, match="too few"):
        pseudomedian_interval([1, 2, 4, 8, 16])
    found = pseudomedian_interval([1, 2, 4, 8, 16, 32])
    assert (found.low, found.high, found.achieved) == (1, 32, 1 - 2 / 2**6)
    assert pseudomedian_interval([1, 2, 4, 8, 16, 32], confidence=1 - 2 / 2**6) == replace(found, confidence=1 - 2 / 2**6)


@holds_for(moving_pairs, st.sampled_from([0.01, 3.0, 1000.0]), st.sampled_from(["wilcox", "pratt"]))
def test_a_change_of_unit_changes_no_rank(waves, unit, zeros):
    assert signed_rank(paired_change(*(waves * unit)), zeros) == signed_rank(paired_change(*waves), zeros)


@holds_for(moving_pairs, st.sampled_from(["wilcox", "pratt"]))
def test_swapping_the_waves_swaps_the_tails(waves, zeros):
    up, down = signed_rank(paired_change(*waves), zeros), signed_rank(paired_change(*waves[::-1]), zeros)
    assert (down.p, down.p_greater, down.rank_biserial) == pytest.approx((up.p, up.p_less, -up.rank_biserial))


@holds_for(moving_pairs, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(waves, random):
    order = random.sample(range(waves.shape[1]), waves.shape[1])
    change = paired_change(*waves)
    assert signed_rank(change[order]) == signed_rank(change)
    assert pseudomedian(change[order]) == pytest.approx(pseudomedian(change))


@holds_for(st.lists(st.integers(1, 500), min_size=6, max_size=15, unique=True), st.integers(0, 2**15 - 1), st.floats(0.5, 0.95))
def test_the_interval_ends_where_the_exact_test_begins_to_reject(sizes, signs, confidence):
    change = np.array([size if signs >> place & 1 else -size for place, size in enumerate(sizes)]) + np.sqrt(2)
    found = pseudomedian_interval(change, confidence)
    # a shift of an irrational hair leaves no tie and no zero
    rejected, accepted = (signed_rank(change - found.low + hair) for hair in (np.pi * 1e-4, -np.pi * 1e-4))
    assert rejected.p <= 1 - confidence + 1e-12 < accepted.p + 2e-12
