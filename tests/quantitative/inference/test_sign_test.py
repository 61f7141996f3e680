import math

import numpy as np
import pytest
from hypothesis import strategies as st

from scripts.quantitative.inference.paired import paired_change
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput
from scripts.quantitative.inference.sign_test import sign_test, sign_test_of_counts, tango_interval
from tests.quantitative.inference.reference import LIKERT, SEPARATED, near, value
from tests.quantitative.inference.samples import holds_for, pairs

counts = st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20)).filter(any)


def test_the_exact_p_values_are_those_of_r():
    assert sign_test(paired_change(*LIKERT)).p == near("likert20_tests", value("likert20_tests")["sign_test_p"])


def test_the_separated_item_has_twelve_increases_and_not_the_eleven_of_the_references_sign_test():
    # the reference's p_exact fits its data (12 increases); its sign_p and its note are those of 11 increases
    found = sign_test(paired_change(*SEPARATED))
    assert (found.improved, found.same, found.worse) == (12, 8, 0)
    assert found.p == near("likert20_separated_tests", value("likert20_separated_tests")["p_exact"])
    assert sign_test_of_counts(11, 0, 20).p == near("likert20_separated_tests", value("likert20_separated_tests")["sign_p"])


def test_everybody_is_counted_and_people_without_change_pull_the_difference_to_zero():
    found = sign_test(paired_change(*LIKERT))
    assert (found.improved, found.same, found.worse, found.n) == (12, 5, 3, 20)
    assert found.difference == pytest.approx(9 / 20)


@pytest.mark.parametrize(
    ("first_only", "second_only", "n", "published"),
    [(6, 16, 161, (-0.1240, -0.0054)), (1, 7, 21, (-0.517, -0.026))],
    ids=["Cavo 2012, R contingencytables", "Bentur 2009, Fagerland et al. 2014"],
)
def test_the_interval_is_tangos_in_published_examples(first_only, second_only, n, published):
    assert tango_interval(first_only, second_only, n) == pytest.approx(published, abs=6e-4 if n == 21 else 6e-5)


def test_nobody_changing_still_has_an_interval_of_tangos_closed_form():
    found, z2 = sign_test([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 1.959963984540054**2
    assert (found.low, found.high) == pytest.approx((-z2 / (10 + z2), z2 / (10 + z2)))
    assert (found.difference, found.p) == (0, 1)


def test_everybody_improving_reaches_one_and_no_further():
    found = sign_test_of_counts(8, 0, 8)
    assert (found.high, found.p) == (pytest.approx(1), 2 / 2**8)
    assert 0 < found.low < 1


def test_rounding_noise_is_no_improvement():
    assert sign_test(np.array([0.3 - (0.1 + 0.2), 0.5, -0.5])).same == 1


def test_no_people_and_impossible_counts_are_refused():
    with pytest.raises(NotEstimable, match="at least 1"):
        sign_test([])
    for impossible in ((3, 3, 5), (-1, 2, 5)):
        with pytest.raises(UnusableInput, match="counts"):
            sign_test_of_counts(*impossible)


@holds_for(counts)
def test_the_interval_stays_inside_its_range_and_holds_the_estimate(groups):
    improved, same, worse = groups
    found = sign_test_of_counts(improved, worse, improved + same + worse)
    assert -1 <= found.low <= found.difference <= found.high <= 1


@holds_for(counts)
def test_swapping_improved_and_worse_mirrors_the_interval(groups):
    improved, same, worse = groups
    n = improved + same + worse
    up, down = sign_test_of_counts(improved, worse, n), sign_test_of_counts(worse, improved, n)
    assert (down.low, down.high, down.p) == pytest.approx((-up.high, -up.low, up.p), abs=1e-12)


@holds_for(counts)
def test_the_interval_excludes_zero_exactly_when_mcnemars_score_does(groups):
    improved, same, worse = groups
    low, high = tango_interval(improved, worse, improved + same + worse)
    score = abs(improved - worse) / math.sqrt(max(1, improved + worse))
    assert (low > 0 or high < 0) == (score > 1.959963984540054)


@holds_for(pairs, st.sampled_from([0.01, 3.0, 1000.0]), st.randoms(use_true_random=False))
def test_neither_unit_nor_order_of_people_matters(waves, unit, random):
    order = random.sample(range(waves.shape[1]), waves.shape[1])
    assert sign_test(paired_change(*(waves[:, order] * unit))) == sign_test(paired_change(*waves))
