"""Table I/O: UTF-8 CSV in one fixed form, so that equal tables are equal bytes and anyone can read them.

Rows are sorted by the table's key (then by all columns), numbers have ten significant digits, an empty cell is a
missing value, lines end with LF. Equal cells are read, checked and spelt once, for a national survey has millions of few kinds.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from scripts.ground.columnwise import CHUNK, Columnwise
from scripts.ground.faults import TableFault
from scripts.ground.schema import Column, Table

if TYPE_CHECKING:
    import pandas as pd

SIGNIFICANT_DIGITS = 10
NEEDS_QUOTES = re.compile(r'[,"\r\n]').search
# a transcript may be one long line; the csv module refuses cells above 131,072 characters otherwise
csv.field_size_limit(2**31 - 1)


def read_rows(path: Path, table: type[Table]) -> Sequence[dict[str, Any]]:
    """Read a table as a list of dictionaries with typed values, or what looks like one; an empty cell is None."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        found = next(reader, [])
        _check_columns(found, table, str(path))
        columns = [(name, found.index(name), _Values(each)) for name, each in table.columns.items()]
        if table.many:
            return _columnwise(filter(None, reader), columns)
        return [{name: values[cells[place]] for name, place, values in columns} for cells in reader if cells]


def _columnwise(rows: Iterator[list[str]], columns: list[tuple[str, int, _Values]]) -> Columnwise:
    """Many rows, typed a column at a time."""
    typed: dict[str, list[Any]] = {name: [] for name, _, _ in columns}
    while chunk := list(islice(rows, CHUNK)):
        by_place = list(zip(*chunk, strict=True))
        for name, place, values in columns:
            typed[name].extend(map(values.__getitem__, by_place[place]))
    return Columnwise(typed)


def read_frame(path: Path, table: type[Table]) -> pd.DataFrame:
    """Read a table as a pandas frame; missing numbers are NaN, missing text is an empty string."""
    import pandas as pd

    known: dict[str, str] = {}
    with pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8", chunksize=CHUNK) as pieces:
        typed = [_typed(piece, table, str(path), known) for piece in pieces]
    return typed[0] if len(typed) == 1 else pd.concat(typed, ignore_index=True)


def _typed(frame: pd.DataFrame, table: type[Table], name: str, known: dict[str, str]) -> pd.DataFrame:
    """A piece of a table with typed columns; texts that were met before are the same object in memory."""
    import pandas as pd

    _check_columns(list(frame.columns), table, name)
    for column, each in table.columns.items():
        if each.type is float or (each.type is int and each.missing):
            frame[column] = pd.to_numeric(frame[column].replace("", None)).astype(float)
        elif each.type is int:
            frame[column] = frame[column].astype(int)
        elif each.type is bool:
            frame[column] = frame[column] == "true"
        else:
            codes, kinds = pd.factorize(frame[column].to_numpy(dtype=object))
            shared = pd.Series([known.setdefault(text, text) for text in kinds], dtype=object).to_numpy()
            frame[column] = pd.Series(shared[codes], index=frame.index, dtype="str")
    return frame


def table_bytes(data: Any, table: type[Table], name: str) -> bytes:
    """The CSV form of rows or a frame, after checking it against the declaration.

    Raises TableFault when columns differ from the declaration, a required cell is empty or a value is not allowed.
    """
    columns = _columns_of(data, table, name)
    order = [0] * len(next(iter(columns.values())))
    spelt, ranked = {}, {}
    for column, each in table.columns.items():
        spelt[column], ranked[column] = _spelt(columns[column], each, name, alone=len(columns) == 1)
    for column in (*table.key, *(column for column in table.columns if column not in table.key)):
        ranks = ranked[column]
        if len(ranks) > 1:
            # one number a row that sorts as its cells would, one after the other
            steps = len(ranks) + 1
            order = [above * steps + ranks[value] for above, value in zip(order, columns[column], strict=True)]
    head = ",".join(table.columns) + "\n"
    cells = [(columns[column], spelt[column]) for column in table.columns]
    return b"".join([head.encode("utf-8"), *_lines(cells, sorted(range(len(order)), key=order.__getitem__))])


def number_text(value: float) -> str:
    """A number with ten significant digits and no needless zeros."""
    return format(value + 0.0, f".{SIGNIFICANT_DIGITS}g")


class _Values(dict[str, Any]):
    """The values of a column by how they are written, each made once."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self._column = column

    def __missing__(self, text: str) -> Any:
        value = self[text] = _parse(text, self._column)
        return value


def _columns_of(data: Any, table: type[Table], name: str) -> dict[str, list[Any]]:
    if not isinstance(data, list):
        _check_columns(list(data.columns), table, name)
        if isinstance(data, Columnwise):
            return data.columns
        return {column: data[column].tolist() for column in table.columns}
    for row in data:
        if row.keys() != table.columns.keys():
            _check_columns(list(row), table, name)
    return {column: [row[column] for row in data] for column in table.columns}


def _spelt(values: list[Any], column: Column, name: str, *, alone: bool) -> tuple[dict[Any, str], dict[Any, int]]:
    """How each different value of a column is written, and its rank; all missing ones have rank 0."""
    kinds = set(values)
    missing = {value for value in kinds if _is_missing(value)}
    ranks = dict.fromkeys(missing, 0)
    ranks |= {value: rank for rank, value in enumerate(sorted(kinds - missing, key=_comparable), start=1)}
    return {value: _quoted(_text(value, column, name), alone) for value in kinds}, ranks


def _quoted(text: str, alone: bool) -> str:
    """The text as a cell, in quotation marks where CSV needs them; an empty cell needs them when its row has no other."""
    if not alone and not NEEDS_QUOTES(text):
        return text
    written: list[str] = []
    # the module quotes line ends of its own kind only, so both signs of CRLF must be in it; written are LF
    csv.writer(SimpleNamespace(write=written.append), lineterminator="\r\n").writerow([text])
    return written[0].removesuffix("\r\n")


def _lines(cells: list[tuple[list[Any], dict[Any, str]]], order: list[int]) -> Iterator[bytes]:
    for start in range(0, len(order), CHUNK):
        rows = (",".join([spelt[values[place]] for values, spelt in cells]) for place in order[start : start + CHUNK])
        yield ("\n".join(rows) + "\n").encode("utf-8")


def _check_columns(found: list[str] | Any, table: type[Table], name: str) -> None:
    missing = [column for column in table.columns if column not in found]
    extra = [column for column in found if column not in table.columns]
    if missing or extra:
        raise TableFault(
            f"The table does not have the columns of {table.__name__}: missing {missing}, not declared {extra}.",
            where=name,
            remedy="Run the evaluation again; a result that was edited by hand is rebuilt.",
        )


def _is_missing(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value)) or value != value


def _text(value: Any, column: Column, name: str) -> str:
    if _is_missing(value):
        if not column.missing:
            raise TableFault(
                f"The column “{column.name}” must not be empty.",
                where=name,
                remedy="This is a defect of the step that writes the table; please report it.",
            )
        return ""
    if (column.one_of and value not in column.one_of) or (column.minimum is not None and value < column.minimum):
        raise TableFault(
            f"The column “{column.name}” holds a value that is not allowed.",
            where=name,
            remedy="This is a defect of the step that writes the table; please report it.",
        )
    if column.type is bool:
        return "true" if value else "false"
    if column.type is float:
        return number_text(float(value))
    if column.type is int:
        return str(int(value))
    return str(value)


def _parse(text: str, column: Column) -> Any:
    if text == "":
        return None if column.type is not str else ""
    if column.type is bool:
        return text == "true"
    return column.type(text)


def _comparable(value: Any) -> Any:
    if _is_missing(value):
        return 0
    return value if isinstance(value, str) else float(value)
