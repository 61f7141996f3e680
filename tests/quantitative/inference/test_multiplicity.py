import numpy as np
import pytest
from hypothesis import strategies as st

from scripts.quantitative.inference.multiplicity import benjamini_hochberg, holm
from scripts.quantitative.inference.refusal import UnusableInput
from tests.quantitative.inference.reference import column, near, value
from tests.quantitative.inference.samples import holds_for

several_p = st.lists(st.floats(0, 1), min_size=1, max_size=12).map(np.array)


@pytest.mark.parametrize(("adjust", "result"), [(holm, "padjust_six_holm"), (benjamini_hochberg, "padjust_six_BH")])
def test_six_p_values_are_adjusted_as_in_r(adjust, result):
    assert adjust(column("six_p.csv", "p")).tolist() == near(result, value(result))


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_a_planned_test_that_could_not_be_computed_still_counts(adjust):
    five = column("six_p.csv", "p")[:5]
    assert adjust(five, family=6).tolist() == pytest.approx(adjust([*five, 1.0]).tolist()[:5])
    assert (adjust(five, family=6) >= adjust(five)).all()


def test_holm_of_a_larger_family_multiplies_by_its_size():
    assert holm([0.004], family=6).tolist() == pytest.approx([0.024])


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
@pytest.mark.parametrize(("p", "family"), [([0.1, np.nan], None), ([1.2], None), ([-0.1], None), ([0.1, 0.2], 1)])
def test_missing_or_impossible_p_values_are_the_callers_mistake(adjust, p, family):
    with pytest.raises(UnusableInput):
        adjust(p, family)


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_no_p_values_give_no_p_values(adjust):
    assert adjust([]).size == 0


@holds_for(several_p)
def test_holm_is_never_kinder_than_benjamini_hochberg_nor_harsher_than_bonferroni(p):
    slack = 1e-12
    assert (p <= benjamini_hochberg(p) + slack).all()
    assert (benjamini_hochberg(p) <= holm(p) + slack).all()
    assert (holm(p) <= np.minimum(1, p * p.size) + slack).all()


@holds_for(several_p, st.randoms(use_true_random=False))
def test_the_order_of_tests_does_not_matter(p, random):
    order = random.sample(range(p.size), p.size)
    assert holm(p[order]).tolist() == holm(p)[order].tolist()
    assert benjamini_hochberg(p[order]).tolist() == benjamini_hochberg(p)[order].tolist()
