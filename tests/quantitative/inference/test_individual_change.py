import numpy as np
import pytest
from hypothesis import strategies as st

from scripts.quantitative.inference.individual_change import (
    error_of_change,
    error_of_reliability,
    minimal_detectable_change,
    reliable_change,
)
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput
from tests.quantitative.inference.reference import near, value
from tests.quantitative.inference.samples import holds_for, moving_pairs


def test_the_worked_example_of_jacobson_and_truax():
    sem = error_of_reliability(7.5, 0.88)
    found = reliable_change([47.5], [32.5], sem)
    got = {
        "SE": found.sem,
        "Sdiff": found.se_difference,
        "RC": found.index[0],
        "MDC95": found.mdc,
        "MDC90": minimal_detectable_change(sem, 0.90),
    }
    assert got == near("rci_jacobson_truax_1991", value("rci_jacobson_truax_1991"))
    assert (found.improved, found.same, found.worse) == (0, 0, 1)


def test_a_change_of_just_the_minimal_detectable_size_is_not_beyond_it():
    mdc = minimal_detectable_change(0.5)
    found = reliable_change([0.0, 0.0, 0.0, 0.0], [mdc, -mdc, mdc * 1.001, -mdc * 1.001], 0.5)
    assert (found.improved, found.same, found.worse) == (1, 2, 1)


def test_the_error_of_the_changes_makes_their_spread_the_yardstick():
    before, after = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 2.0, 5.0, 4.0])
    assert minimal_detectable_change(error_of_change(before, after)) == pytest.approx(1.96 * (after - before).std(ddof=1))


@holds_for(moving_pairs, st.floats(0.05, 2))
def test_everybody_is_counted_once_and_a_turned_scale_swaps_the_sides(waves, sem):
    found, turned = reliable_change(*waves, sem), reliable_change(*(6 - waves), sem)
    assert found.improved + found.same + found.worse == found.n == waves.shape[1]
    assert (found.improved, found.same, found.worse) == (turned.worse, turned.same, turned.improved)


@pytest.mark.parametrize("reliability", [-0.3, 0.0, 1 - 2e-16, 1.0, 1.2])
def test_a_reliability_that_is_none_has_no_measurement_error(reliability):
    with pytest.raises(NotEstimable, match="between 0 and 1"):
        error_of_reliability(1.0, reliability)


def test_changes_all_alike_and_too_few_people_are_refused():
    with pytest.raises(NotEstimable, match="the same for all"):
        error_of_change([1, 2, 3], [2, 3, 4])
    with pytest.raises(NotEstimable, match="at least 3"):
        error_of_change([1, 2], [2, 5])
    with pytest.raises(NotEstimable):
        reliable_change([], [], 0.5)


def test_an_error_or_spread_that_is_none_is_a_mistake():
    with pytest.raises(UnusableInput):
        reliable_change([1], [2], 0.0)
    with pytest.raises(UnusableInput):
        error_of_reliability(0.0, 0.8)
