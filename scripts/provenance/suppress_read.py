"""Count tables in CSV, in the forms people keep them in, and the same files with hidden cells.

- long: label columns and one column of counts (the only column of numbers, or one called count, n, people, freq or the like)
- wide: label columns (at least the first, unless it holds counts itself), every other column a category of one more variable
- a column called `table` puts several tables into one file; totals may be there or not, in any place
- comma, semicolon or tab; UTF-8, UTF-16 or Windows' encoding; 1,234 and 12.0 are counts; a blank is no cell

Fails for a cell that is no count, a combination of labels that comes twice, and totals of which only some add up.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from scripts.ground.disclosed_cells import TOTAL_WORDS, CountTable, Key
from scripts.ground.encodings import decode
from scripts.ground.faults import Fault, UnreadableFile
from scripts.ground.spreadsheet import harmless

COUNT = re.compile(r"\d+(?:\.0*)?")
THOUSANDS = re.compile(r"\d{1,3}(?:[,.' \u00a0\u202f]\d{3})+")
SHARE = re.compile(r"[-+]?\d+(?:[.,]\d+)?\s*%")
NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
COUNTS_NAME = re.compile(r"counts?|n|people|persons|freq(uency)?|values?|obs|size|number|anzahl", re.IGNORECASE)
TABLE_NAME = re.compile(r"table|tabelle", re.IGNORECASE)
COLUMNS = "columns"


@dataclass(frozen=True)
class CsvTables:
    """A file, the tables in it, and where each of their cells stands."""

    name: str
    delimiter: str
    rows: list[list[str]]
    tables: list[CountTable]
    places: list[dict[Key, tuple[int, int]]]


def read_tables(path: Path) -> CsvTables:
    """The tables of one file; raises a Fault."""
    delimiter, rows = _rows(path)
    headed = not all(_is_count(cell) for cell in rows[0]) or _counting(rows[0])
    head = rows[0] if headed else [str(at) for at in range(len(rows[0]))]
    first = 1 if headed else 0
    body = rows[first:]
    labels = _label_columns(head, body)
    numbers = [at for at in range(len(head)) if at not in labels]
    if not body or not numbers:
        raise _fault("There are no counts in this table.", path.name, "Give a table with labels and counts; see --help.")
    by_table: dict[str, dict[Key, tuple[int, int]]] = {}
    which = next((at for at in labels if len(labels) > 1 and TABLE_NAME.fullmatch(head[at].strip())), None)
    variables = [at for at in labels if at != which]
    wrong: list[str] = []
    for at, row in enumerate(body):
        for column in numbers:
            if not row[column].strip():
                continue
            if not _is_count(row[column]):
                wrong.append(f"line {at + first + 1}, column {column + 1}")
                continue
            key = tuple(row[each].strip() for each in variables) + ((head[column].strip(),) if len(numbers) > 1 else ())
            cells = by_table.setdefault(row[which].strip() if which is not None else "", {})
            key = key or (f"{at}",)
            if not variables:
                key = (f"row {at}", *key)
            if key in cells:
                where = f"{path.name}, line {at + first + 1}"
                raise _fault("A combination of labels comes twice.", where, "Give each cell its own labels.")
            cells[key] = (at + first, column)
    if wrong:
        raise _fault(
            "These cells are no counts.", f"{path.name}: {'; '.join(wrong[:10])}",
            "Give whole numbers from 0 up; leave shares and marks out, and give counts before anything was suppressed.",
        )  # fmt: skip
    names = [head[at].strip() for at in variables] or ["rows"]
    names = [*names, COLUMNS] if len(numbers) > 1 else names
    tables = [_table(path, name, names, cells, rows) for name, cells in by_table.items()]
    return CsvTables(path.name, delimiter, rows, tables, list(by_table.values()))


def written(file: CsvTables, hidden: list[set[Key]], mark: str) -> str:
    """The file with a mark in place of each hidden cell, and without live formulas."""
    rows = [[_still(cell) for cell in row] for row in file.rows]
    for places, keys in zip(file.places, hidden, strict=True):
        for key in keys:
            row, column = places[key]
            rows[row][column] = mark
    text = io.StringIO()
    csv.writer(text, delimiter=file.delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _rows(path: Path) -> tuple[str, list[list[str]]]:
    try:
        read = decode(path.read_bytes())
    except OSError:
        read = None
    if read is None:
        raise UnreadableFile("This is no table in CSV.", where=path.name, remedy="Give a text file with comma, semicolon or tab.")
    lines = [line for line in read[0].splitlines() if line.strip()]
    if not lines:
        raise UnreadableFile("The file is empty.", where=path.name, remedy="Give a table with labels and counts; see --help.")
    delimiter = max(",;\t|", key=lambda sign: (lines[0].count(sign), sign == ","))
    rows = [row for row in csv.reader(io.StringIO(read[0]), delimiter=delimiter) if any(cell.strip() for cell in row)]
    width = max(map(len, rows))
    return delimiter, [row + [""] * (width - len(row)) for row in rows]


def _label_columns(head: list[str], body: list[list[str]]) -> list[int]:
    columns = [[row[at] for row in body] for at in range(len(head))]
    counts = [bool(any(map(str.strip, column))) and _mostly(column) for column in columns]
    named = [at for at in range(len(head)) if counts[at] and COUNTS_NAME.fullmatch(head[at].strip())]
    if len(named) == 1 and len(head) > 1:
        others = [at for at in range(len(head)) if at != named[0]]
        keys = list(zip(*(columns[at] for at in others), strict=True))
        repeats = all(len(set(columns[at])) < len(body) for at in others) or len(others) == 1
        if repeats and len(set(keys)) == len(keys):
            return others
    if len(head) > 1 and counts[0] and not _is_label(head, columns[0]):
        return []
    leading = next((at for at in range(1, len(head)) if counts[at]), len(head))
    words = [at for at in range(leading, len(head)) if not counts[at] and all(map(_is_word, filter(None, columns[at])))]
    return [*range(min(leading, len(head))), *words] if len(head) > 1 else []


def _mostly(column: list[str]) -> bool:
    """Whether a column holds numbers or shares: one that is labels has none but the odd one."""
    filled = [cell.strip() for cell in column if cell.strip()]
    return 2 * sum(bool(NUMBER.fullmatch(cell) or SHARE.fullmatch(cell) or _is_count(cell)) for cell in filled) > len(filled)


def _is_word(cell: str) -> bool:
    return not cell.strip()[:1].isdigit()


def _is_label(head: list[str], column: list[str]) -> bool:
    """Whether a first column of numbers names the rows: it has no header, a row called total, or numbers that rise or repeat."""
    numbers = [_count(cell) for cell in column if _is_count(cell)]
    rising = len(numbers) > 1 and numbers == sorted(numbers)
    return not head[0].strip() or len(numbers) < len(column) or rising


def _counting(cells: list[str]) -> bool:
    numbers = [_count(cell) for cell in cells]
    return len(numbers) > 1 and numbers in (list(range(len(numbers))), list(range(1, len(numbers) + 1)))


def _table(path: Path, name: str, variables: list[str], cells: dict[Key, tuple[int, int]], rows: list[list[str]]) -> CountTable:
    table = CountTable(name, tuple(variables), {key: _count(rows[row][column]) for key, (row, column) in cells.items()})
    for at in range(len(variables)):
        for label in table.labels(at):
            if TOTAL_WORDS.fullmatch(label):
                _refuse_half_true(path, table, at, label)
    return table


def _refuse_half_true(path: Path, table: CountTable, at: int, label: str) -> None:
    """A total that is right in most places has a slip somewhere; nothing could be promised about the rest."""
    totals = Counter({(*key[:at], *key[at + 1 :]): count for key, count in table.cells.items() if key[at] == label})
    sums: dict[Key, int] = {}
    for key, count in table.cells.items():
        if key[at] != label and (*key[:at], *key[at + 1 :]) in totals:
            rest = (*key[:at], *key[at + 1 :])
            sums[rest] = sums.get(rest, 0) + count
    # a row of its own for a total of totals has nothing beside it to add up
    wrong = [key for key in sums if sums[key] != totals[key]]
    if wrong and 2 * len(wrong) < len(sums):
        raise _fault(
            f"Some totals do not add up ({len(wrong)} of {len(sums)}).", f"{path.name}, variable {at + 1}",
            "Put them right, or take the totals out.",
        )  # fmt: skip


def _is_count(cell: str) -> bool:
    return bool(COUNT.fullmatch(cell.strip()) or THOUSANDS.fullmatch(cell.strip()))


def _count(cell: str) -> int:
    plain = cell.strip()
    return int(re.sub(r"\D", "", plain)) if THOUSANDS.fullmatch(plain) else int(float(plain))


def _still(cell: str) -> str:
    return cell if NUMBER.fullmatch(cell.strip()) else harmless(cell)


def _fault(what: str, where: str, remedy: str) -> Fault:
    return UnreadableFile(what, where=where, remedy=remedy)
