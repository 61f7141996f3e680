"""One sheet of a workbook in one pass: values of its cells, and what stands beside them.

- Cells are text: whole numbers without a point, dates and times (by the cell's style) in ISO, percent cells as per cent, Booleans
  as true and false; an error of a formula and a formula that was never
  computed are places without a value.
- Beside them: merged areas, hidden rows and columns.

Fails (ValueError) when the sheet is no sheet, names cells that cannot be, or defines entities.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import IO, Any

PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
LETTERS = re.compile(r"[A-Z]{1,3}")
# Surveys have few different numbers: the text of each is made once.
NUMBERS_KEPT = 1 << 16
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
# A cell far to the right in every row would fill the memory with blanks; no survey is that wide and long.
MOST_CELLS = 100_000_000
FAILED = "an error of a formula"
UNCOMPUTED = "a formula that was never computed"
READ = ("{*}row", "{*}col", "{*}mergeCell")
BLANK: list[str] = []

Area = tuple[int, int, int, int]


@dataclass
class Cells:
    """Rows with their numbers; places as (row, column), areas as (first row, first column, last row, last column), from 1."""

    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0
    stored: int = 0


class SheetReader:
    """Reads sheets of one workbook; `texts` are its shared texts, `forms` say of a style how its numbers read."""

    def __init__(self, book: Any, texts: list[str]) -> None:
        self.texts = texts
        self.epoch = book.epoch
        self.dates, self.spans = book._date_formats, book._timedelta_formats
        self._number_text = lru_cache(NUMBERS_KEPT)(lambda text, style: written(self._number(text, style)))
        self.percents = {place for place, style in enumerate(book._cell_styles) if "%" in _number_format(book, style.numFmtId)}

    def read(self, sheet: IO[bytes]) -> Cells:
        from lxml import etree

        made = Cells()
        events = etree.iterparse(sheet, tag=READ, resolve_entities=False, no_network=True, load_dtd=False)
        for _, element in events:
            tag = _local(element.tag)
            if tag == "row":
                self._take_row(element, made)
                _forget(element)
            elif tag == "col" and _is_set(element.get("hidden")):
                made.hidden_columns += int(element.get("max", 1)) - int(element.get("min", 1)) + 1
            elif tag == "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                if last:
                    made.merged.append((*place_of(first), *place_of(last)))
        if events.root is None or etree.QName(events.root).localname != "worksheet":
            raise ValueError("no worksheet")
        if events.root.getroottree().docinfo.internalDTD is not None:
            raise ValueError("a sheet defines no entities")
        return made

    def _take_row(self, row: Any, made: Cells) -> None:
        before = made.rows[-1][0] if made.rows else 0
        named = row.get("r", "")
        number = int(named or before + 1)
        if not before < number <= LAST_ROW:
            raise ValueError("rows out of order")
        made.rows += [(blank, BLANK) for blank in range(before + 1, number)]
        made.hidden_rows += _is_set(row.get("hidden"))
        cells: list[str] = []
        for cell in row:
            name = cell.get("r")
            # nearly always the letters of the column and the number of the row
            letters = name[: -len(named)] if named and name and name.endswith(named) else ""
            column = (_known_column(letters) or place_of(name)[1]) if name else len(cells) + 1
            value = self._value(cell, (number, column), made)
            if value is not None:
                if column <= len(cells):
                    raise ValueError("cells out of order")
                if column > len(cells) + 1:
                    cells += [""] * (column - 1 - len(cells))
                cells.append(value)
        made.stored += len(cells)
        if made.stored > MOST_CELLS:
            raise ValueError("too many cells")
        made.rows.append((number, cells))

    def _value(self, cell: Any, place: tuple[int, int], made: Cells) -> str | None:
        """The text of a cell; None where it holds no value."""
        kind, text, has_formula, inline = cell.get("t", "n"), None, False, None
        for part in cell:
            tag = _local(part.tag)
            if tag == "v":
                text = part.text
            elif tag == "f":
                has_formula = True
            elif tag == "is":
                inline = part
        if inline is not None:
            return _inline_text(inline)
        if text is None:
            if has_formula and kind != "str":
                made.faults[place] = UNCOMPUTED
            return None
        if kind == "s":
            return self.texts[int(text)]
        if kind == "e":
            made.faults[place] = FAILED
            return None
        if kind == "b":
            return "true" if text.strip() in ("1", "true") else "false"
        return self._number_text(text, cell.get("s", "0")) if kind == "n" else text

    def _number(self, text: str, style_written: str) -> Any:
        from openpyxl.utils.datetime import from_excel

        style = int(style_written)
        value = int(text) if text.lstrip("-").isdigit() else float(text)
        if style in self.percents:
            return f"{value * 100:.10g}%"
        if style in self.dates:
            try:
                return from_excel(value, self.epoch, timedelta=style in self.spans)
            except (OverflowError, ValueError):
                return value
        return value


def written(value: Any) -> str:
    """A number, date or time as text."""
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime):
        whole = value.replace(microsecond=0)
        return whole.date().isoformat() if whole.time() == dt.time() else whole.isoformat()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def place_of(name: str) -> tuple[int, int]:
    """Row and column of a cell's name."""
    match = PLACE.fullmatch(name.replace("$", ""))
    row, column = (int(match[2]), _column(match[1])) if match else (0, 0)
    if not (0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN):
        raise ValueError("no cell name")
    return row, column


@cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


@cache
def _known_column(letters: str) -> int:
    """The number of a column; 0 for what is no column."""
    column = _column(letters) if LETTERS.fullmatch(letters) else 0
    return column if column <= LAST_COLUMN else 0


@cache
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number_format(book: Any, form: int) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    if form < BUILTIN_FORMATS_MAX_SIZE:
        return BUILTIN_FORMATS.get(form, "General")
    own = form - BUILTIN_FORMATS_MAX_SIZE
    return book._number_formats[own] if own < len(book._number_formats) else "General"


def _inline_text(inline: Any) -> str:
    """Text of a cell that holds it itself, without the readings that stand above characters."""
    return "".join(part.text or "" for part in inline.iter("{*}t") if not part.getparent().tag.endswith("}rPh"))


def _forget(row: Any) -> None:
    """Free the memory of a row that was read, and of those before it."""
    row.clear()
    while row.getprevious() is not None:
        del row.getparent()[0]


def _is_set(written: str | None) -> bool:
    return written in ("1", "true")
