import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.ground.evidence import EvidenceBook
from scripts.quantitative.cells import note_count, shown_counts


def shown(*counts, minimum=5):
    return tuple(shown_counts(dict(zip(("improved", "same", "worse"), counts, strict=True)), minimum).values())


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((20, 8, 6), (20, 8, 6)),
        ((20, 8, 2), (20, None, None)),
        ((2, 8, 20), (None, None, 20)),
        ((20, 3, 9), (20, None, None)),
        ((20, 0, 9), (20, 0, 9)),
        ((20, 0, 2), (None, None, None)),
        ((1, 1, 1), (None, None, None)),
        ((0, 30, 0), (0, 30, 0)),
        ((0, 0, 0), (0, 0, 0)),
    ],
)
def test_a_small_class_joins_its_neighbour_until_the_two_hold_enough(counts, expected):
    assert shown(*counts) == expected


@given(st.tuples(*[st.integers(0, 30)] * 3), st.integers(2, 10))
def test_what_is_not_shown_can_neither_be_one_class_nor_few_people(counts, minimum):
    result = shown(*counts, minimum=minimum)
    joined = [count for count, given in zip(counts, result, strict=True) if given is None]
    assert all(count == given for count, given in zip(counts, result, strict=True) if given is not None)
    assert all(given >= minimum or given == 0 for given in result if given is not None)
    assert not joined or len(joined) == 3 or (len(joined) > 1 and sum(joined) >= minimum)


def test_a_hidden_count_leaves_no_value_in_the_evidence():
    book = EvidenceBook("x.y")
    note_count(book, "a", 3, hidden=True, n=30, unit="people", basis="")
    note_count(book, "b", 13, hidden=False, n=30, unit="people", basis="")
    assert [(each["value"], each["display"], each["kind"]) for each in book.evidence] == [
        ("", "not shown", "value"), ("13", "13", "value"),
    ]  # fmt: skip
