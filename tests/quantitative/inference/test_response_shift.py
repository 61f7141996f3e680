import math

import numpy as np
import pytest

from scripts.quantitative.inference.paired import mean_change
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput
from scripts.quantitative.inference.response_shift import response_shift, retrospective_change
from tests.quantitative.inference.samples import holds_for, varied_pairs

START, THEN, END = np.array([3.0, 4.0, 2.0, 3.5]), np.array([2.5, 3.0, 2.0, 3.0]), np.array([4.0, 4.5, 3.0, 3.5])


def test_the_shift_is_then_less_start_and_the_retrospective_change_end_less_then():
    assert response_shift(START, THEN) == mean_change(THEN - START)
    assert response_shift(START, THEN).mean == -0.5
    assert retrospective_change(THEN, END).mean == 1.125


def test_with_all_three_ratings_the_prospective_change_is_the_sum_of_both():
    total = response_shift(START, THEN).mean + retrospective_change(THEN, END).mean
    assert total == pytest.approx(mean_change(END - START).mean)


@holds_for(varied_pairs)
def test_turning_the_scale_turns_the_shift(waves):
    assert response_shift(*(6 - waves)).mean == pytest.approx(-response_shift(*waves).mean)


def test_people_without_one_of_the_two_ratings_are_left_out():
    start = np.append(START, [math.nan, 5.0])
    then = np.append(THEN, [1.0, math.nan])
    assert response_shift(start, then) == response_shift(START, THEN)


def test_nobody_with_both_everybody_alike_and_unequal_lists_are_refused():
    with pytest.raises(NotEstimable, match="there are 0"):
        response_shift([math.nan, 3.0], [2.0, math.nan])
    with pytest.raises(NotEstimable, match="the same for all"):
        response_shift([2.0, 3.0, 4.0], [1.0, 2.0, 3.0])
    with pytest.raises(UnusableInput):
        response_shift([2.0, 3.0], [1.0])
