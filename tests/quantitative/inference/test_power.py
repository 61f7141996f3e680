import pytest
from hypothesis import strategies as st

from scripts.quantitative.inference.power import minimal_detectable_dz, people_needed, power
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput
from tests.quantitative.inference.reference import near, value
from tests.quantitative.inference.samples import holds_for


def test_power_of_the_paired_t_is_that_of_r():
    got = {
        "delta_n20_80": minimal_detectable_dz(20),
        "delta_n30_80": minimal_detectable_dz(30),
        "n_d05_80": people_needed(0.5),
        "power_n20_d05": power(0.5, 20),
        "delta_n20_80_holm6": minimal_detectable_dz(20, alpha=0.05 / 6),
    }
    assert got == near("power_paired_t", value("power_paired_t"))


@holds_for(st.integers(3, 400), st.sampled_from([0.05, 0.05 / 6, 0.001]), st.sampled_from([0.5, 0.8, 0.95]))
def test_the_minimal_detectable_change_has_just_the_power_asked_for(n, alpha, target):
    assert power(minimal_detectable_dz(n, alpha, target), n, alpha) == pytest.approx(target, abs=1e-9)


@holds_for(st.floats(0.1, 2))
def test_people_needed_have_just_the_power_asked_for_in_either_direction(d_z):
    n = people_needed(d_z)
    assert n == people_needed(-d_z)
    assert n == 2 or power(d_z, n) == pytest.approx(0.8, abs=1e-9)


def test_no_change_is_detected_in_one_direction_with_half_of_alpha():
    assert power(0, 20) == pytest.approx(0.025)


@pytest.mark.parametrize("n", [2, 100_000])
def test_the_smallest_and_a_very_large_study_have_an_answer(n):
    assert 0 < minimal_detectable_dz(n, alpha=0.05 / 6) < 100


def test_one_person_no_effect_and_impossible_targets_are_refused():
    with pytest.raises(NotEstimable, match="at least 2 people"):
        minimal_detectable_dz(1)
    with pytest.raises(NotEstimable, match="zero"):
        people_needed(0)
    for target in (0.01, 1):
        with pytest.raises(UnusableInput):
            minimal_detectable_dz(20, target=target)
