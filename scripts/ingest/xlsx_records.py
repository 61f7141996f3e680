"""Records of a workbook: sheet row and cells as text.

- What the text of a cell is: see xlsx_cells.py.
- A cell with an error of a formula, or with a formula that was never computed, is empty and told by its place.
- Names of merged header cells are repeated over the cells they cover; merged cells of the body are told by their place.
- Hidden rows and columns are read as the others and told; the sheets that are not read are told.

Fails when the file is no workbook of today's kind, is damaged, or has no such sheet.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from typing import Any

from scripts.ground.faults import UnreadableFile
from scripts.ground.findings import Finding, finding
from scripts.ground.raw import RawFile
from scripts.ingest.files import WORKBOOK, refuse_bomb, refuse_entities, require_kind
from scripts.ingest.xlsx_cells import Area, Cells, SheetReader

Record = tuple[int, list[str]]
# row and column (from 1) of a cell that holds no usable value → what is the matter
CellFaults = dict[tuple[int, int], str]


@dataclass
class Sheet:
    """A sheet as it was read."""

    records: list[Record] = field(default_factory=list)
    faults: CellFaults = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)


def xlsx_sheet(file: RawFile, findings: list[Finding], sheet: str = "") -> Sheet:
    """The declared sheet, else the first visible one."""
    require_kind(file, WORKBOOK)
    refuse_bomb(file)
    try:
        refuse_entities(file)
        cells = _cells(file, findings, sheet)
    except UnreadableFile:
        raise
    except Exception as error:
        # readers of workbooks fail in many ways on damaged parts; none of their messages is fit for a reader
        raise UnreadableFile(
            f"The workbook is damaged or not safe to open ({type(error).__name__}).",
            where=file.id,
            remedy="Save it again in Excel.",
        ) from None
    findings += _hidden(file, cells)
    return Sheet(cells.rows, cells.faults, cells.merged)


def _cells(file: RawFile, findings: list[Finding], name: str) -> Cells:
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    with warnings.catch_warnings():
        # it warns of drop-down lists and the like, which no table needs
        warnings.simplefilter("ignore")
        reader = ExcelReader(file.path, read_only=True, data_only=True, keep_links=False)
        with reader.archive:
            # everything but the sheets, whose size it would find out by reading each to its end
            reader.read_manifest()
            reader.read_strings()
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
            part = _chosen(file, list(reader.parser.find_sheets()), findings, name)
            with reader.archive.open(part) as sheet:
                return SheetReader(reader.wb, reader.shared_strings).read(sheet)


def _chosen(file: RawFile, parts: list[tuple[Any, Any]], findings: list[Finding], name: str) -> str:
    """Part of the archive that holds the sheet to read."""
    sheets = [(sheet.name, sheet.state == "visible", at.target) for sheet, at in parts if at.Type.endswith("/worksheet")]
    visible = [title for title, is_visible, _ in sheets if is_visible]
    chosen = [sheet for sheet in sheets if (sheet[0] == name if name else sheet[1])]
    if not chosen:
        raise UnreadableFile(
            f"The workbook has no sheet “{name}”." if name else "The workbook has no visible sheet.",
            where=file.id,
            remedy=f"Sheets of the file: {', '.join(visible) or 'none'}. Correct `sheet` of the source.",
        )
    if len(visible) > 1 and not name:
        message = f"The workbook has {len(visible) - 1} more visible sheet(s); the first is read."
        findings.append(finding("note", file.id, "other sheets", message, "If it is another, name it by `sheet` of the source."))
    hidden = len(sheets) - len(visible) - (not chosen[0][1])
    if hidden:
        message = f"The workbook has {hidden} hidden sheet(s), which are not read."
        findings.append(finding("note", file.id, "hidden sheets", message, "Nothing, if they hold no data."))
    return chosen[0][2]


def _hidden(file: RawFile, cells: Cells) -> list[Finding]:
    told = []
    for what, count in (("rows", cells.hidden_rows), ("columns", cells.hidden_columns)):
        if count:
            message = f"The sheet has {count} hidden {what}; they are read as the others are."
            remedy = f"If they do not belong to the data, delete them. A filter hides {what} too." if what == "rows" else ""
            told.append(finding("note", file.id, f"hidden {what}", message, remedy or "If they do not belong, delete them."))
    return told
