"""Table I/O: UTF-8 CSV in one fixed form, so that equal tables are equal bytes and anyone can read them.

Rows are sorted by the table's key (then by all columns), numbers have ten significant digits, an empty cell is a
missing value, lines end with LF.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from scripts.ground.faults import TableFault
from scripts.ground.schema import Column, Table

if TYPE_CHECKING:
    import pandas as pd

SIGNIFICANT_DIGITS = 10
# a transcript may be one long line; the csv module refuses cells above 131,072 characters otherwise
csv.field_size_limit(2**31 - 1)


def read_rows(path: Path, table: type[Table]) -> list[dict[str, Any]]:
    """Read a table as a list of dictionaries with typed values; an empty cell is None."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        _check_columns(reader.fieldnames or [], table, str(path))
        return [{name: _parse(row[name], each) for name, each in table.columns.items()} for row in reader]


def read_frame(path: Path, table: type[Table]) -> pd.DataFrame:
    """Read a table as a pandas frame; missing numbers are NaN, missing text is an empty string."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    _check_columns(list(frame.columns), table, str(path))
    for name, each in table.columns.items():
        if each.type is float or (each.type is int and each.missing):
            frame[name] = pd.to_numeric(frame[name].replace("", None)).astype(float)
        elif each.type is int:
            frame[name] = frame[name].astype(int)
        elif each.type is bool:
            frame[name] = frame[name] == "true"
    return frame


def table_bytes(data: Any, table: type[Table], name: str) -> bytes:
    """The CSV form of rows or a frame, after checking it against the declaration.

    Raises TableFault when columns differ from the declaration, a required cell is empty or a value is not allowed.
    """
    rows = data if isinstance(data, list) else _rows_of(data)
    for row in rows:
        if row.keys() != table.columns.keys():
            _check_columns(list(row), table, name)
    lines: list[str] = []
    # the module quotes line ends of its own kind only, so both signs of CRLF must be in it; written are LF
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in sorted(rows, key=lambda row: _sort_key(row, table)):
        writer.writerow([_text(row[column], each, name) for column, each in table.columns.items()])
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines).encode("utf-8")


def number_text(value: float) -> str:
    """A number with ten significant digits and no needless zeros."""
    return format(value + 0.0, f".{SIGNIFICANT_DIGITS}g")


def _rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(frame.columns, values, strict=True)) for values in frame.itertuples(index=False, name=None)]


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


def _sort_key(row: dict[str, Any], table: type[Table]) -> tuple[tuple[bool, Any], ...]:
    order = (*table.key, *(column for column in table.columns if column not in table.key))
    return tuple((not _is_missing(row[column]), _comparable(row[column])) for column in order)


def _comparable(value: Any) -> Any:
    if _is_missing(value):
        return 0
    return value if isinstance(value, str) else float(value)
