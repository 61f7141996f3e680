import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.quantitative.groups import merged_groups, slug


@pytest.mark.parametrize(
    ("sizes", "ordered", "groups"),
    [
        ([12, 15], False, [[0], [1]]),
        ([4, 15, 12], False, [[0, 2], [1]]),
        ([12, 4, 15], True, [[0, 1], [2]]),
        ([3, 20, 3], True, [[0, 1, 2]]),
        ([5, 8, 7, 5], False, [[0, 3], [1, 2]]),
        ([3, 4], False, [[0, 1]]),
        ([0, 12], True, [[1]]),
        ([], True, []),
    ],
)
def test_small_groups_join_a_neighbour_or_the_next_smallest(sizes, ordered, groups):
    found = merged_groups(sizes, 10, ordered=ordered)
    assert sorted(found) == groups


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(1, 15), st.booleans())
def test_nobody_is_left_out_and_no_group_is_small_unless_all_together_are(sizes, minimum, ordered):
    groups = merged_groups(sizes, minimum, ordered=ordered)
    assert sorted(place for group in groups for place in group) == [place for place, size in enumerate(sizes) if size]
    assert all(sum(sizes[place] for place in group) >= minimum for group in groups) or len(groups) == 1
    if ordered:
        kept = [place for place, size in enumerate(sizes) if size]
        assert [place for group in groups for place in group] == kept


@pytest.mark.parametrize(("name", "id"), [("Personal goals", "personal_goals"), ("1", "1"), (" – ", "not_stated")])
def test_a_name_becomes_part_of_an_id(name, id):
    assert slug(name) == id
