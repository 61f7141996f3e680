"""What may be shown of who went up and down, held against a reader who tries every possibility."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.quantitative.change_counts import ANY_CHANGE, CLASSES, shown_changes

SMALLEST = 5
HIDDEN = (None, None, None)


def shown(any_change, **reliable):
    found = shown_changes(any_change, reliable, SMALLEST)
    return {name: tuple(found.counts[name][each] for each in CLASSES) for name in found.counts}, found.difference


def test_large_classes_and_empty_ones_are_shown():
    assert shown((20, 8, 6)) == ({ANY_CHANGE: (20, 8, 6)}, True)
    assert shown((30, 6, 0), alpha=(12, 24, 0)) == ({ANY_CHANGE: (30, 6, 0), "alpha": (12, 24, 0)}, True)


def test_beside_the_difference_one_hidden_class_hides_all_three():
    assert shown((20, 8, 2)) == ({ANY_CHANGE: HIDDEN}, True)


def test_without_a_difference_beside_it_the_large_class_stays():
    (counts, _) = shown((20, 8, 6), alpha=(9, 23, 2))
    assert counts["alpha"] == (None, 23, None)


def test_a_difference_that_tells_the_counts_goes_too():
    # 35 of 36 up: no other counts have this difference
    assert shown((35, 1, 0)) == ({ANY_CHANGE: (None, None, 0)}, False)


def test_a_zero_is_hidden_where_that_keeps_the_difference():
    # 33, 3 and 0 or 34, 1 and 1
    assert shown((33, 3, 0)) == ({ANY_CHANGE: HIDDEN}, True)


def test_a_classification_does_not_tell_a_stricter_one():
    # 6 beyond the low threshold and 6 beyond the high one; the 1 that fell is beyond both
    (counts, _) = shown((20, 8, 6), alpha=(6, 27, 1), residual=(6, 28, 0))
    assert counts["alpha"][2] is None and None in counts["alpha"][:2]


def test_test_results_can_be_held_back_with_the_counts():
    few, many = (shown_changes(counts, {}, SMALLEST, tests_shown=False) for counts in ((27, 4, 5), (20, 8, 6)))
    assert not few.difference and many.difference


def test_nothing_to_count_is_nothing_to_hide():
    assert shown_changes(None, {}, SMALLEST).counts == {}


@settings(max_examples=60, deadline=None)
@given(st.tuples(*[st.integers(0, 4)] * 5).filter(any), st.booleans())
def test_no_reader_can_tell_a_small_count(fine, with_difference):
    """Fine counts: worse beyond a threshold, worse, same, improved, improved beyond; all tables alike in print are tried."""
    any_change, alpha = _classified(fine)
    found = shown_changes(any_change if with_difference else None, {"alpha": alpha}, SMALLEST)
    counts = {name: tuple(found.counts[name][each] for each in CLASSES) for name in found.counts}
    if all(each == HIDDEN for each in counts.values()) and not (with_difference and found.difference):
        return  # nothing is told but how many people there are
    # beside a difference even nobody may be hidden; elsewhere a reader knows that a hidden count is somebody
    least = 0 if with_difference else 1
    alike = [
        each
        for each in _compositions(sum(fine), len(fine))
        if _fits(_by_name(each), counts, least) and _same(each, fine, with_difference and found.difference)
    ]
    for name, at in product(counts, range(3)):
        if counts[name][at] is None:
            assert len({_by_name(each)[name][at] for each in alike}) > 1


def _classified(fine):
    far_down, down, same, up, far_up = fine
    return (up + far_up, same, down + far_down), (far_up, up + same + down, far_down)


def _by_name(fine):
    return dict(zip((ANY_CHANGE, "alpha"), _classified(fine), strict=True))


def _fits(possible, printed, least):
    """What is printed agrees, and what is hidden counts at least so many."""
    return all(
        count == told if told is not None else count >= least
        for name in printed
        for count, told in zip(possible[name], printed[name], strict=True)
    )


def _same(one, other, told):
    def net(fine):
        return fine[3] + fine[4] - fine[0] - fine[1]

    return not told or net(one) == net(other)


def _compositions(total, parts):
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _compositions(total - first, parts - 1):
            yield (first, *rest)


@pytest.mark.parametrize("smallest", [1, 2, 3])
def test_a_low_limit_hides_less(smallest):
    found = shown_changes((20, 8, 2), {}, smallest)
    assert (found.counts[ANY_CHANGE]["worse"] is None) == (smallest > 2)
