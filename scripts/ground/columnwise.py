"""Rows that are kept column by column: a survey of a national programme has millions of answers, each of a few short cells.

A row is made when somebody looks at it. A step may give back such rows wherever a list of rows is declared, and is given them
where the table is declared to have many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Row = dict[str, Any]


def rows_with(rows: Sequence[Row], column: str, value: Any) -> Iterator[Row]:
    """The rows that hold a value in a column; of rows kept by column, the others are not even made."""
    if not isinstance(rows, Columnwise):
        return (row for row in rows if row[column] == value)
    places = (place for place, found in enumerate(rows.columns[column]) if found == value)
    return map(rows.__getitem__, places)


def joined(tables: Sequence[Sequence[Row]]) -> Sequence[Row]:
    """The rows of several tables of the same columns, one table after the other."""
    if len(tables) == 1:
        return tables[0]
    return [row for each in tables for row in each]


class Columnwise(Sequence[Row]):
    """Looks like a list of rows, of equal columns."""

    def __init__(self, names: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
        self.columns: dict[str, list[Any]] = {name: [] for name in names}
        adding = [values.append for values in self.columns.values()]
        for row in rows:
            for add, value in zip(adding, row, strict=True):
                add(value)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __iter__(self) -> Iterator[Row]:
        names = list(self.columns)
        return (dict(zip(names, values, strict=True)) for values in zip(*self.columns.values(), strict=True))

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return {name: values[place] for name, values in self.columns.items()}

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None
