"""Rows kept column by column: a list of rows to whoever looks, the same bytes in a file."""

from __future__ import annotations

import random

from scripts.ground.columnwise import Columnwise, cells, parted
from scripts.ground.schema import Table, column
from scripts.ground.tables import table_bytes


class Answers(Table, key=("person", "item")):
    """Answers of a test."""

    person: str = column("pseudonym", missing=True)
    item: str = column("item")
    value: float = column("answer", missing=True)
    row: int = column("row")


ROWS = [
    {"person": person, "item": item, "value": value, "row": row}
    for row, (person, value) in enumerate([("b", 1.0), ("", None), ("a, b", 2.5), ('"q"', 1.0), ("two\nlines", None)])
    for item in ("B2", "B1")
]


def test_it_looks_like_the_rows_it_was_made_of() -> None:
    rows = Columnwise.of_rows(Answers.columns, (tuple(row.values()) for row in ROWS))
    assert list(rows) == ROWS
    assert rows == ROWS
    assert (rows[0], rows[-1], rows[2:4], len(rows)) == (ROWS[0], ROWS[-1], ROWS[2:4], len(ROWS))


def test_some_cells_and_the_rows_of_one_value_are_the_same_of_either_kind() -> None:
    by_column = Columnwise.of_rows(Answers.columns, (tuple(row.values()) for row in ROWS))
    for rows in (ROWS, by_column):
        assert list(cells(rows, "value", "item")) == [(row["value"], row["item"]) for row in ROWS]
        parts = parted(rows, "item")
        assert {item: list(part) for item, part in parts.items()} == {
            item: [row for row in ROWS if row["item"] == item] for item in ("B2", "B1")
        }
    assert parted([], "item") == {}


def test_a_file_is_the_same_whether_rows_are_kept_one_by_one_or_by_column_and_in_whatever_order() -> None:
    shuffled = random.Random(3).sample(ROWS, len(ROWS))
    by_column = Columnwise.of_rows(Answers.columns, (tuple(row.values()) for row in shuffled))
    written = table_bytes(by_column, Answers, "answers.csv")
    assert written == table_bytes(ROWS, Answers, "answers.csv")
    assert written.decode().split("\n")[1:3] == [",B1,,1", ",B2,,1"]


def test_no_rows_are_a_header() -> None:
    assert table_bytes(Columnwise.of_rows(Answers.columns, []), Answers, "answers.csv") == b"person,item,value,row\n"
