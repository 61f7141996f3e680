"""Tables as they arrive: CSV in any common encoding and delimiter, and XLSX, with the physical row of every record.

- The physical row of a CSV record is the line on which it begins (newlines inside quotes count), of a workbook the sheet row.
- Every cell is text: whole numbers without a point, dates in ISO, percent cells as per cent.
- Blank rows are counted and left out.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scripts.ground.faults import UnreadableFile
from scripts.ground.findings import Finding, finding
from scripts.ground.raw import RawFile
from scripts.ingest.cells import likeness
from scripts.ingest.files import TEXT, WORKBOOK, encoding_note, read_text, refuse_bomb, require_kind

DELIMITERS = (",", ";", "\t", "|")
# Free text of a whole reflective exercise fits into one cell; the default of the csv module does not allow it.
LONGEST_CELL = 1 << 26
SAMPLE = 30
HEADER_ROWS_SEARCHED = 5
SILENT_ENCODINGS = ("UTF-8", "UTF-8 with BOM")
# Second header row of Qualtrics: texts that stand over its own columns in every survey.
QUALTRICS_TEXTS = frozenset(
    ("start date", "end date", "startdate", "response type", "ip address", "recorded date", "response id", "responseid")
)


@dataclass(frozen=True)
class Row:
    """One record: its physical row and its cells, as many as there are columns."""

    number: int
    cells: tuple[str, ...]
    overfull: bool = False


@dataclass(frozen=True)
class Table:
    """A raw table: the names each column goes by (header, question text, ImportId), and its rows."""

    file: RawFile
    header_row: int
    names: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    blank_rows: int
    findings: list[Finding] = field(default_factory=list)

    @property
    def headers(self) -> list[str]:
        return [names[0] for names in self.names]


def tabular(file: RawFile, declared: frozenset[str] = frozenset()) -> Table:
    """Read a declared table; `declared` are names (see likeness) by which a second header row is known.

    Raises UnreadableFile when the file is empty, of another kind, damaged, or has no header.
    """
    findings: list[Finding] = []
    is_text = file.source.format in ("csv", "qualtrics-csv")
    records = _csv_records(file, findings) if is_text else _xlsx_records(file)
    filled = [(number, cells) for number, cells in records if any(cell.strip() for cell in cells)]
    if not filled:
        raise UnreadableFile("The table is empty.", where=file.id, remedy="Export it again, or mark the source `optional: true`.")
    if file.source.format == "qualtrics-csv":
        headers = _qualtrics_headers(file, filled, declared, findings)
    else:
        headers = _header(file, filled)
    body_from = headers[-1][0]
    body = [(number, cells) for number, cells in filled if number > body_from]
    width = max(max(_width(cells) for _, cells in headers), 1)
    return Table(
        file,
        headers[0][0],
        _names([cells for _, cells in headers], width),
        tuple(Row(number, _padded(cells, width), _width(cells) > width) for number, cells in body),
        sum(1 for number, cells in records if number > body_from) - len(body),
        findings,
    )


def _width(cells: list[str]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _padded(cells: list[str], width: int) -> tuple[str, ...]:
    return tuple([*cells, *[""] * (width - len(cells))][:width])


def _names(rows: list[list[str]], width: int) -> tuple[tuple[str, ...], ...]:
    """Header, question text and ImportId of each column; the JSON of an ImportId is opened."""
    columns = zip(*(_padded(cells, width) for cells in rows), strict=True)
    named = []
    for place, names in enumerate(columns, start=1):
        opened = tuple(_import_id(name) or name for name in names)
        named.append(tuple(name for name in opened if name.strip()) or (f"(column {place}, no header)",))
    return tuple(named)


def _header(file: RawFile, filled: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    header = [record for record in filled if record[0] == file.source.header_row]
    if not header:
        raise UnreadableFile(
            f"Row {file.source.header_row} holds no header.",
            where=file.id,
            remedy="Write the row of the header as `header_row` of the source in config/sources.yaml.",
        )
    return header


def _qualtrics_headers(
    file: RawFile, filled: list[tuple[int, list[str]]], declared: frozenset[str], findings: list[Finding]
) -> list[tuple[int, list[str]]]:
    """Header rows of a Qualtrics export: up to the row of ImportIds, or as many as can be recognised without it."""
    for position, (_, cells) in enumerate(filled[:HEADER_ROWS_SEARCHED]):
        if _is_import_row(cells):
            return filled[: position + 1]
    rows = 2 if len(filled) > 1 and _is_text_row(filled[1][1], declared) else 1
    findings.append(
        finding(
            "note",
            file.id,
            "no ImportId row",
            f"The row of ImportIds is missing (legacy export, or deleted by hand); {rows} header row(s) were recognised.",
            "Check that the first response is not lost; better, export again without changing the file.",
        )
    )
    return filled[:rows]


def _is_import_row(cells: list[str]) -> bool:
    written = [cell for cell in cells if cell.strip()]
    return sum(bool(_import_id(cell)) for cell in written) * 2 > len(written)


def _import_id(cell: str) -> str:
    if "ImportId" not in cell:
        return ""
    try:
        return str(json.loads(cell).get("ImportId", ""))
    except (ValueError, AttributeError):
        # Excel and hand edits damage the quotes, not the id
        match = re.search(r"ImportId\W+([\w.-]+)", cell)
        return match[1] if match else ""


def _is_text_row(cells: list[str], declared: frozenset[str]) -> bool:
    known = {likeness(cell) for cell in cells if cell.strip()}
    return bool(known & QUALTRICS_TEXTS) or len(known & declared) >= 2


def _csv_records(file: RawFile, findings: list[Finding]) -> list[tuple[int, list[str]]]:
    require_kind(file, TEXT)
    text, encoding = read_text(file)
    findings += encoding_note(file, encoding, SILENT_ENCODINGS)
    csv.field_size_limit(LONGEST_CELL)
    told = re.match(r"sep=(.)\r?\n", text)
    delimiter = told[1] if told else _delimiter(text, file.source.header_row)
    try:
        records = list(_numbered(text, delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise UnreadableFile(
                "A quotation mark is opened and never closed, so that rows run into each other.",
                where=f"{file.id}, the record that begins on row {_last_row(text, delimiter)}",
                remedy="Close the quotation mark, or export the file again.",
            ) from None
        records = list(_numbered(text, delimiter, strict=False))
        findings.append(
            finding("warning", file.id, "quotation marks", "A cell goes on after its closing quotation mark.", "Check the file.")
        )
    return records[1:] if told else records


def _numbered(text: str, delimiter: str, *, strict: bool) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _last_row(text: str, delimiter: str) -> int:
    return max(number for number, _ in _numbered(text, delimiter, strict=False))


def _delimiter(text: str, header_row: int) -> str:
    """The delimiter that gives most rows the width of the header, then the widest rows; a title above the header is no sign."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = []
        for number, cells in _numbered(text, delimiter, strict=False):
            if cells and number >= header_row:
                widths.append(len(cells))
            if len(widths) == SAMPLE:
                break
        score = (widths.count(widths[0]) / len(widths), widths[0]) if widths and widths[0] > 1 else (0.0, 0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _xlsx_records(file: RawFile) -> list[tuple[int, list[str]]]:
    import openpyxl

    require_kind(file, WORKBOOK)
    refuse_bomb(file)
    try:
        with warnings.catch_warnings():
            # it warns of drop-down lists and the like, which no table needs
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file.path, read_only=True, data_only=True)
            sheet = _sheet(file, book)
            # some programs declare a sheet smaller than it is
            sheet.reset_dimensions()
            records = [(number, [_text(cell) for cell in cells]) for number, cells in enumerate(sheet.iter_rows(), start=1)]
            book.close()
    except UnreadableFile:
        raise
    except Exception as error:
        # openpyxl fails in many ways on damaged parts; none of its messages is fit for a reader
        raise UnreadableFile(
            f"The workbook is damaged or not safe to open ({type(error).__name__}).",
            where=file.id,
            remedy="Save it again in Excel.",
        ) from None
    return records


def _sheet(file: RawFile, book: Any) -> Any:
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    chosen = [sheet for sheet in book.worksheets if sheet.title == file.source.sheet] if file.source.sheet else visible
    if not chosen:
        raise UnreadableFile(
            f"The workbook has no sheet “{file.source.sheet}”." if file.source.sheet else "The workbook has no visible sheet.",
            where=file.id,
            remedy=f"Sheets of the file: {', '.join(sheet.title for sheet in visible) or 'none'}. Correct `sheet` of the source.",
        )
    return chosen[0]


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        if "%" in (cell.number_format or ""):
            return f"{value * 100:.10g}%"
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    if isinstance(value, dt.datetime):
        whole = value.replace(microsecond=0)
        return whole.date().isoformat() if whole.time() == dt.time() else whole.isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
