"""A sheet of text as a workbook (XLSX), the same bytes for the same cells: fixed times, fixed order of its files."""

from __future__ import annotations

import io
import re
import zipfile

# the earliest time a ZIP entry can carry: it says nothing about when the file was made
EPOCH, EPOCH_TEXT = (1980, 1, 1, 0, 0, 0), b"1980-01-01T00:00:00Z"
PROPERTIES, FIRST = "docProps/core.xml", "[Content_Types].xml"
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# what a cell of a workbook can hold
LONGEST = 32_767
WIDTH = 34


def workbook(title: str, lines: list[list[str]]) -> bytes:
    """One sheet; the first line and column stay in sight."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.creator = ""
    sheet = book.active
    sheet.title = title
    for line in lines:
        sheet.append([cell[:LONGEST] for cell in line])
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = wrapped
    for at, cell in enumerate(sheet[1], start=1):
        cell.font = bold
        sheet.column_dimensions[get_column_letter(at)].width = WIDTH
    sheet.freeze_panes = "B2"
    content = io.BytesIO()
    book.save(content)
    return _fixed(content.getvalue())


def _fixed(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries[PROPERTIES] = MOMENT.sub(EPOCH_TEXT, entries[PROPERTIES])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(entries, key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, entries[name], compresslevel=6)
    return buffer.getvalue()
