"""Rows that are kept column by column: a survey of a national programme has millions of answers, each of a few short cells.

A row is made when somebody looks at it; who needs a few cells of each asks for those (`cells`). A step may give back such rows
wherever a list of rows is declared, and is given them where the table is declared to have many.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

Row = dict[str, Any]
CHUNK = 50_000  # rows that are turned into columns at a time


def cells(rows: Sequence[Row], first: str, second: str, *more: str) -> Iterator[tuple[Any, ...]]:
    """The cells of some columns, row by row; of rows kept by column no row is made."""
    if isinstance(rows, Columnwise):
        return zip(*(rows.columns[name] for name in (first, second, *more)), strict=True)
    return map(itemgetter(first, second, *more), rows)


def parted(rows: Sequence[Row], column: str) -> dict[Any, Sequence[Row]]:
    """The rows by what they hold in a column."""
    if not rows:
        return {}
    kept = rows if isinstance(rows, Columnwise) else Columnwise.of_rows(rows[0], (row.values() for row in rows))
    places: dict[Any, array[int]] = defaultdict(lambda: array("q"))
    for place, value in enumerate(kept.columns[column]):
        places[value].append(place)
    return {value: kept.at(found) for value, found in places.items()}


def joined(tables: Sequence[Sequence[Row]]) -> Sequence[Row]:
    """The rows of several tables of the same columns, one table after the other."""
    if len(tables) == 1:
        return tables[0]
    return [row for each in tables for row in each]


class Columnwise(Sequence[Row]):
    """Looks like a list of rows, of equal columns."""

    def __init__(self, columns: dict[str, list[Any]]) -> None:
        self.columns = columns

    @classmethod
    def of_rows(cls, names: Iterable[str], rows: Iterable[Iterable[Any]]) -> Columnwise:
        """Rows whose cells stand in the order of the names."""
        columns: dict[str, list[Any]] = {name: [] for name in names}
        waiting = iter(rows)
        while chunk := list(islice(waiting, CHUNK)):
            for values, more in zip(columns.values(), zip(*chunk, strict=True), strict=True):
                values.extend(more)
        return cls(columns)

    def at(self, places: Sequence[int]) -> Columnwise:
        """The rows at some places."""
        return Columnwise({name: [values[place] for place in places] for name, values in self.columns.items()})

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __iter__(self) -> Iterator[Row]:
        names = list(self.columns)
        return (dict(zip(names, values, strict=True)) for values in zip(*self.columns.values(), strict=True))

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return list(self.at(range(*place.indices(len(self)))))
        return {name: values[place] for name, values in self.columns.items()}

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None
