"""Tables as they arrive: CSV, XLSX and SAV, with the names of the columns and the physical row of every record.

- Every cell is text; see csv_records.py, xlsx_records.py and sav_records.py for what each format makes of its own cells.
- The physical row is the line of a CSV file, the row of a sheet, the number of the case (from 1) in an SPSS file.
- A column goes by several names: header, question text and ImportId; in an SPSS file the variable and its label.
- Two header rows of a sheet, the first merged over groups of columns, become one.
- Blank rows are counted and left out, those above an undeclared header too; a row with fewer cells than the header is told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scripts.ground.faults import UnreadableFile
from scripts.ground.findings import Finding, finding
from scripts.ground.formats import tables_in
from scripts.ground.raw import RawFile
from scripts.ingest.cells import fold, likeness
from scripts.ingest.csv_records import csv_records
from scripts.ingest.detect_tables import is_of_qualtrics
from scripts.ingest.files import WORKBOOK, format_note, found_kind, or_leave_out
from scripts.ingest.headers import merged_headers, qualtrics_headers, written_names
from scripts.ingest.sav_records import sav_cases
from scripts.ingest.xlsx_cells import FAILED
from scripts.ingest.xlsx_records import CellFaults, Sheet, xlsx_sheet

Record = tuple[int, list[str]]
Names = tuple[tuple[str, ...], ...]

CSV_FORMATS, SAV_FORMATS = tables_in("csv"), tables_in("sav")
# Enough rows to tell which program wrote a table.
FORMAT_ROWS = 20
# What spreadsheet programs write into a CSV file where a formula failed.
ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its physical row and its cells, as many as there are columns."""

    number: int
    cells: tuple[str, ...]
    overfull: bool = False


@dataclass(frozen=True)
class Table:
    """A raw table: the names each column goes by, and its rows.

    `cell_faults` says of (row, place) why a cell holds no usable value; `value_labels` what the codes of a place mean.
    """

    file: RawFile
    header_row: int
    names: Names
    rows: tuple[Row, ...]
    blank_rows: int
    findings: list[Finding] = field(default_factory=list)
    cell_faults: CellFaults = field(default_factory=dict)
    value_labels: dict[int, dict[str, str]] = field(default_factory=dict)
    lost: str = ""

    @property
    def headers(self) -> list[str]:
        return [names[0] for names in self.names]


def tabular(file: RawFile, declared: frozenset[str] = frozenset()) -> Table:
    """Read a declared table; `declared` are names (see likeness) by which headers are known.

    Raises UnreadableFile when the file is empty, of another kind, damaged, or has no header.
    """
    if file.source.format in SAV_FORMATS:
        return _spss_table(file)
    findings: list[Finding] = []
    if file.source.format in CSV_FORMATS:
        sheet = Sheet(csv_records(file, findings, file.source.header_row, declared))
    else:
        sheet = xlsx_sheet(file, findings, file.source.sheet)
    return _written_table(file, sheet, declared, findings)


def records(file: RawFile, findings: list[Finding]) -> list[Record]:
    """Physical row and cells of a CSV file or workbook, told apart by content; for sources that are no table sources."""
    if found_kind(file) == WORKBOOK or file.path.suffix.casefold() == ".xlsx":
        return xlsx_sheet(file, findings, file.source.sheet).records
    return csv_records(file, findings, file.source.header_row)


def _written_table(file: RawFile, sheet: Sheet, declared: frozenset[str], findings: list[Finding]) -> Table:
    filled = [(number, cells) for number, cells in sheet.records if any(cell.strip() for cell in cells)]
    if not filled:
        raise UnreadableFile("The table is empty.", where=file.id, remedy=f"Export it again{or_leave_out(file)}.")
    findings += format_note(file, filled[:FORMAT_ROWS])
    headers, are_grouped = _header_rows(file, sheet, filled, declared, findings)
    last = headers[-1][0]
    width = max(max(_width(cells) for _, cells in headers), 1)
    names = written_names([_padded(cells, width) for _, cells in headers], grouped=are_grouped)
    body = [(number, cells) for number, cells in filled if number > last]
    faults = _cell_faults(sheet, body, width, last)
    if file.source.format in CSV_FORMATS:
        findings += _short_rows(file, body, width, len(headers[0][1]))
    findings += _merged_body(file, sheet, names, last)
    findings += _twin_headers(file, names, headers[0][0])
    return Table(
        file,
        headers[0][0],
        names,
        tuple(Row(number, _padded(cells, width), _width(cells) > width) for number, cells in body),
        sum(number > last for number, _ in sheet.records) - len(body),
        findings,
        faults,
    )


def _header_rows(
    file: RawFile, sheet: Sheet, filled: list[Record], declared: frozenset[str], findings: list[Finding]
) -> tuple[list[Record], bool]:
    """The rows of the header, and whether the first of several names groups of columns."""
    at = file.source.header_row
    if at == 1:
        # nobody declares a header below blank rows
        at = filled[0][0]
    is_workbook_of_qualtrics = file.source.format == "xlsx" and at == filled[0][0] and is_of_qualtrics(filled[:1])
    if file.source.format == "qualtrics-csv" or is_workbook_of_qualtrics:
        return qualtrics_headers(file, filled, declared, findings), False
    if not any(number == at for number, _ in filled):
        raise UnreadableFile(
            f"Row {at} holds no header.",
            where=f"{file.id}, row {at}",
            remedy="Write the row of the header as `header_row` of the source in config/sources.yaml.",
        )
    return merged_headers(file, filled, at, sheet.merged, findings), True


def _width(cells: list[str]) -> int:
    for place in range(len(cells), 0, -1):
        if cells[place - 1].strip():
            return place
    return 0


def _padded(cells: list[str], width: int) -> tuple[str, ...]:
    return tuple(cells) if len(cells) == width else tuple([*cells, *[""] * (width - len(cells))][:width])


def _short_rows(file: RawFile, body: list[Record], width: int, written: int) -> list[Finding]:
    """A warning for every record that ends before the header does; `written` counts the header's cells, blank ones too."""
    told = []
    for number, cells in body:
        if len(cells) < min(width, written):
            message = f"The row has {len(cells)} cells and the header {width}; the cells that are missing count as blank."
            remedy = "Look whether a cell in the middle is missing, or the file was cut off; export it again."
            told.append(finding("warning", file.id, "fewer cells than columns", message, remedy, row=number))
    return told


def _merged_body(file: RawFile, sheet: Sheet, names: Names, last: int) -> list[Finding]:
    told = []
    for top, left, bottom, _ in sheet.merged:
        if top > last and left <= len(names):
            told.append(
                finding(
                    "warning",
                    file.id,
                    "merged cells",
                    f"A cell is merged with others, down to row {bottom}; its value counts for the first of them only.",
                    "Undo the merging, and write the value into every row it belongs to.",
                    row=top,
                    field=fold(names[left - 1][0]),
                )
            )
    return told


def _twin_headers(file: RawFile, names: Names, row: int) -> list[Finding]:
    times = Counter(likeness(each[0]) for each in names)
    twins = sum(count for count in times.values() if count > 1)
    if not twins:
        return []
    message = f"{twins} columns share their header with another column."
    remedy = "Nothing, if none of them is used; else make the headers differ, or name the column by its question text."
    return [finding("note", file.id, "equal headers", message, remedy, row=row or None)]


def _cell_faults(sheet: Sheet, body: list[Record], width: int, last: int) -> CellFaults:
    """Cells without a usable value, by row and place (from 0); the text of an error is taken out of the cell."""
    faults = {(row, column - 1): why for (row, column), why in sheet.faults.items() if row > last and column <= width}
    for number, cells in body:
        for place, cell in enumerate(cells):
            if cell[:1] == "#" and cell.strip().upper() in ERRORS:
                faults[number, place] = FAILED
                cells[place] = ""
    return faults


def _spss_table(file: RawFile) -> Table:
    findings: list[Finding] = []
    made = sav_cases(file, findings)
    # a case without any value is a case all the same
    rows = tuple(Row(number, cells) for number, cells in enumerate(made.cases, start=1))
    findings += _twin_headers(file, made.names, 0)
    return Table(file, 0, made.names, rows, 0, findings, value_labels=made.value_labels, lost=made.lost)
