import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.ground.display import interval, join, number, p_value, percent, signed

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1.005, "1.00"), (2.5, "2.50"), (-0.2, "−0.20"), (0, "0.00"), (-0.001, "0.00"), (-0.0, "0.00")],
)
def test_a_number_has_two_digits_a_true_minus_and_no_negative_zero(value, shown):
    assert number(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(0.61, "+0.61"), (-0.2, "−0.20"), (0.004, "0.00"), (-0.004, "0.00")])
def test_a_change_has_a_sign_unless_it_prints_as_zero(value, shown):
    assert signed(value) == shown


@given(st.floats(-1e6, 1e6))
def test_a_change_and_its_opposite_differ_in_the_sign_only(value):
    assert signed(-value).strip("+−") == signed(value).strip("+−")
    assert "-" not in signed(value)


def test_an_interval_is_told_in_words():
    assert interval(-0.31, 0.914) == "−0.31 to +0.91"
    assert interval(1, 2, sign=False, digits=1) == "1.0 to 2.0"


@pytest.mark.parametrize(("share", "shown"), [(0, "0%"), (1, "100%"), (0.634, "63%"), (0.636, "64%")])
def test_a_share_is_a_whole_percentage(share, shown):
    assert percent(share) == shown


@pytest.mark.parametrize(("p", "shown"), [(0, "< 0.001"), (0.00099, "< 0.001"), (0.001, "0.001"), (0.0499, "0.050")])
def test_a_p_value_is_never_printed_as_zero(p, shown):
    assert p_value(p) == shown


@pytest.mark.parametrize("nothing", [None, NAN])
def test_nothing_is_printed_as_not_estimable_everywhere(nothing):
    shown = [number(nothing), signed(nothing), percent(nothing), p_value(nothing), interval(nothing, 1), interval(1, nothing)]
    assert set(shown) == {"not estimable"}
    assert math.isnan(NAN)


@pytest.mark.parametrize(("words", "shown"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_words_are_joined_as_in_a_sentence(words, shown):
    assert join(words) == shown
