import pytest
from hypothesis import strategies as st

from scripts.quantitative.inference.ordinal import category_of, cliffs_delta, merged, paired_superiority
from scripts.quantitative.inference.refusal import NotEstimable
from scripts.quantitative.inference.sign_test import sign_test_of_counts
from tests.quantitative.inference.samples import holds_for, pairs


def people(*counts):
    """A distribution: so many different people in each category."""
    names = iter(range(10**6))
    return [{next(names) for _ in range(count)} for count in counts]


def test_superiority_shares_the_unchanged_out_between_both_sides():
    assert paired_superiority(sign_test_of_counts(10, 4, 20))[0] == pytest.approx((10 + 6 / 2) / 20)
    estimate, low, high = paired_superiority(sign_test_of_counts(0, 0, 20))
    assert estimate == 0.5
    assert 0 < low < 0.5 < high < 1


def test_cliffs_delta_counts_every_pair_of_people():
    assert cliffs_delta([1, 2, 3], [2, 4]) == pytest.approx((4 - 1) / 6)
    assert cliffs_delta([1, 2], [3, 4]) == 1
    with pytest.raises(NotEstimable):
        cliffs_delta([], [1])


@holds_for(pairs)
def test_cliffs_delta_is_the_mean_sign_over_all_pairs(waves):
    before, after = waves
    signs = [int(b > a) - int(b < a) for a in before for b in after]
    assert cliffs_delta(before, after) == pytest.approx(sum(signs) / len(signs))


def test_answers_fall_into_whole_steps_from_the_lowest_on():
    assert [category_of(answer, 1) for answer in (1, 5, 2.4, 2.5, 2.6)] == [0, 4, 1, 2, 2]
    assert category_of(0, 0) == 0


def test_small_categories_join_their_smaller_neighbour():
    assert merged([people(2, 3, 20, 9, 8)], 5) == [range(0, 2), range(2, 3), range(3, 4), range(4, 5)]
    assert merged([people(9, 8, 20, 7, 1)], 5) == [range(0, 1), range(1, 2), range(2, 3), range(3, 5)]


def test_classes_hold_enough_people_at_every_wave():
    assert merged([people(9, 9, 9), people(9, 9, 1)], 5) == [range(0, 1), range(1, 3)]


def test_one_person_with_several_answers_is_one_person():
    assert merged([[{1, 2, 3}, {1, 2, 3}, {4, 5, 6, 7, 8}]], 5) == [range(0, 3)]


def test_too_few_people_have_no_classes_at_all():
    assert merged([people(2, 2)], 5) == []
    assert merged([], 5) == []


counts = st.lists(st.integers(0, 12), min_size=2, max_size=7)


@holds_for(counts, counts, st.integers(1, 8))
def test_classes_cover_the_scale_in_order_and_none_is_small(first, second, minimum):
    steps = min(len(first), len(second))
    waves = [people(*first[:steps]), people(*second[:steps])]
    classes = merged(waves, minimum)
    if min(sum(first[:steps]), sum(second[:steps])) < minimum:
        assert classes == []
    else:
        assert [place for each in classes for place in each] == list(range(steps))
        assert all(sum(len(wave[place]) for place in each) >= minimum for each in classes for wave in waves)
