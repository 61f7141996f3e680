from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.ground.evidence import EvidenceBook, as_ranges, in_ranges
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.tables import table_bytes


@pytest.mark.parametrize(
    ("numbers", "ranges"), [((), ""), ((7,), "7"), ((4, 5, 6, 9), "4-6,9"), ((9, 4, 6, 5, 5), "4-6,9"), ((1, 3, 5), "1,3,5")]
)
def test_rows_are_told_as_ranges(numbers, ranges):
    assert as_ranges(numbers) == ranges


@given(st.sets(st.integers(1, 60)))
def test_ranges_name_every_row_and_no_other_in_the_fewest_words(numbers):
    spans = [tuple(map(int, part.split("-"))) for part in as_ranges(numbers).split(",") if part]
    named = [row for span in spans for row in range(span[0], span[-1] + 1)]
    assert named == sorted(numbers)
    assert all(after[0] > before[-1] + 1 for before, after in pairwise(spans))


def test_the_rows_behind_a_thing_are_kept_by_file_and_counted_once():
    book = EvidenceBook("s")
    name = book.basis("b", [("survey:2", 4), ("survey:1", 9), ("survey:1", 8), ("survey:1", 8)])
    assert name == "b"
    assert book.bases == [
        {"basis": "b", "source": "survey:1", "rows": "8-9", "used": 2},
        {"basis": "b", "source": "survey:2", "rows": "4", "used": 1},
    ]
    table_bytes(book.bases, Basis, "basis.csv")


def test_a_value_carries_its_id_its_form_and_the_step_that_made_it():
    book = EvidenceBook("quantitative.change")
    book.value("b.mean", 2 / 3, shown="+0.67", low=0.1, high=1.2, n=9, unit="points", table="t", cell="b.mean", basis="b")
    assert book.evidence == [
        {"id": "b.mean", "kind": "value", "value": "0.6666666667", "low": 0.1, "high": 1.2, "n": 9, "unit": "points",
         "display": "+0.67", "table": "t", "cell": "b.mean", "basis": "b", "record": "quantitative.change"}
    ]  # fmt: skip


@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_what_could_not_be_estimated_says_so_and_has_no_value(nothing):
    book = EvidenceBook("s")
    book.value("x", nothing, shown="nan")
    assert (book.evidence[0]["value"], book.evidence[0]["display"]) == ("", "not estimable")


def test_zero_is_a_value():
    book = EvidenceBook("s")
    book.value("x", 0, shown="0")
    assert (book.evidence[0]["value"], book.evidence[0]["display"]) == ("0", "0")


def test_things_and_values_fit_the_table_of_evidence():
    book = EvidenceBook("s")
    book.value("x", 1.5, shown="1.50")
    book.thing("fig-x", "figure", shown="A figure")
    lines = table_bytes(book.evidence, Evidence, "evidence.csv").decode().splitlines()
    assert lines[1:] == ["fig-x,figure,,,,,,A figure,,,,s", "x,value,1.5,,,,,1.50,,,,s"]


def test_ranges_are_read_as_they_were_written():
    numbers = {1, 4, 5, 6, 9}
    assert in_ranges(as_ranges(numbers)) == numbers
    assert in_ranges("") == set()
