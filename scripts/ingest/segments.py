"""Tables of coded segments (CSV, XLSX): a row a passage, with its document, code or codes, words or place, and coder.

- Columns are declared, or known by the headers that coding programs write (segment_columns.py).
- Several codes in one cell become several selections of one row; of a path of codes the last part is the code (segment_codes.py).
- Positions count characters only where they fit the words they stand beside: MAXQDA and ATLAS.ti number paragraphs in columns of
  the same name. Then the words alone say where the passage is.
- A row that cannot be used is a located finding and a counted loss.

Fails when the file is empty, of another kind, damaged, or lacks the columns.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from scripts.ground.faults import UnreadableFile
from scripts.ground.findings import Finding, finding
from scripts.ground.raw import RawFile
from scripts.ingest.cells import fold, number, yes_or_no
from scripts.ingest.files import or_leave_out
from scripts.ingest.project import UNKNOWN_CODER, CodeEntry, Note, Project, Selection, TextSource
from scripts.ingest.segment_codes import CodeNames, split_codes
from scripts.ingest.segment_columns import Columns, find_columns
from scripts.ingest.tabular import records

# Dedoose joins names by a comma; its columns of single codes, where exported, need no splitting.
COMMA_JOINED = "codes applied combined"
# ATLAS.ti writes its own number before the name of a document.
ATLAS_NUMBER = re.compile(r"^D ?\d+: ")
RANGE = re.compile(r"\s*(\d+)\s*[-–:]\s*(\d+)\s*")
# Programs differ in what they count at a line end or at a blank at the edge.
SLACK = 2
LARGEST = 1 << 31

SHIFTED = "rows with more cells than the header"
LOSSES = {
    "document": "rows without a document",
    "code": "rows without a code",
    "quote": "rows with neither words nor a place",
    "start": "rows whose place cannot be read",
}


@dataclass
class _Row:
    number: int
    document: str
    quote: str
    coder: str
    codes: list[str]
    start: str
    end: str
    comment: str


@dataclass
class _Read:
    """What has been read so far."""

    file: RawFile
    columns: Columns
    findings: list[Finding]
    losses: Counter[str] = field(default_factory=Counter)
    uncoded: int = 0

    def lose(self, row: int, role: str, message: str, remedy: str) -> None:
        self.losses[LOSSES[role]] += 1
        header = self.columns.header(role)
        self.findings.append(finding("error", self.file.id, "segment not usable", message, remedy, row=row, field=header))


def segments(file: RawFile) -> Project:
    """Read a table of coded segments."""
    return _table(file, (file.source.separator, "\n") if file.source.separator else ("\n",), with_paths=True)


def tagged_table(file: RawFile) -> Project:
    """Read a table with one code a row, whose names are taken as they stand, and rows without a code (Taguette)."""
    return _table(file, (), with_paths=False)


def _table(file: RawFile, separators: tuple[str, ...], *, with_paths: bool) -> Project:
    findings: list[Finding] = []
    header, body = _parts(file, records(file, findings))
    columns = find_columns(file, *header)
    read = _Read(file, columns, findings)
    if _is_comma_joined(columns, separators):
        separators = (*separators, ",")
    rows = [_row(read, at, cells, separators) for at, cells in body if not _is_shifted(read, at, cells)]
    usable = [row for row in rows if _is_usable(read, row, may_be_uncoded=not with_paths)]
    selections, names = _selections(read, usable, with_paths=with_paths)
    unused = columns.unused()
    if unused and with_paths:
        message, remedy = (
            f"{len(unused)} column(s) are not used.",
            "Nothing, unless one of them should be declared under `columns`.",
        )
        read.findings.append(finding("note", file.id, "unused columns", message, remedy, field="|".join(unused)))
    return Project(
        tuple(TextSource(document, None, tuple(chosen)) for document, chosen in selections.items()),
        uncoded=read.uncoded,
        codes=names,
        notes=tuple(Note("", str(row.number), "selection", row.comment, row.coder) for row in usable if row.comment),
        losses=read.losses,
        findings=tuple(read.findings),
    )


def _parts(file: RawFile, table: list[tuple[int, list[str]]]) -> tuple[tuple[int, list[str]], list[tuple[int, list[str]]]]:
    """The header with its row, and the filled rows below it."""
    filled = [(at, cells) for at, cells in table if any(cell.strip() for cell in cells)]
    if not filled:
        raise UnreadableFile("The table is empty.", where=file.id, remedy=f"Export it again{or_leave_out(file)}.")
    header = next((each for each in filled if each[0] == file.source.header_row), None)
    if header is None:
        raise UnreadableFile(
            f"Row {file.source.header_row} holds no header.",
            where=file.id,
            remedy="Write the row of the header as `header_row` of the source in config/sources.yaml.",
        )
    return header, [each for each in filled if each[0] > header[0]]


def _is_comma_joined(columns: Columns, separators: tuple[str, ...]) -> bool:
    return bool(separators) and not columns.code_columns and columns.header("code").casefold() == COMMA_JOINED


def _is_shifted(read: _Read, at: int, cells: list[str]) -> bool:
    if not any(cell.strip() for cell in cells[len(read.columns.headers) :]):
        return False
    read.losses[SHIFTED] += 1
    message = "The row has more cells than the header, so its cells may stand under the wrong columns; it is set aside."
    remedy = "Export the table again; a quotation mark may be missing."
    read.findings.append(finding("error", read.file.id, "too many cells", message, remedy, row=at))
    return True


def _row(read: _Read, at: int, cells: list[str], separators: tuple[str, ...]) -> _Row:
    places = read.columns.places

    def cell(role: str) -> str:
        return cells[places[role]] if role in places and places[role] < len(cells) else ""

    start, end = cell("start").strip(), cell("end").strip()
    if "range" in places and not (start or end) and (match := RANGE.fullmatch(cell("range"))):
        start, end = match.groups()
    codes = split_codes(cell("code"), separators)
    if read.columns.code_columns:
        applied = read.columns.code_columns.items()
        codes = [fold(name) for place, name in applied if place < len(cells) and yes_or_no(cells[place])]
    return _Row(
        at,
        ATLAS_NUMBER.sub("", fold(cell("document"))),
        cell("quote").strip().replace("\r\n", "\n"),
        fold(cell("coder")) or read.file.source.coder or UNKNOWN_CODER,
        codes,
        start,
        end,
        cell("comment").strip(),
    )


def _is_usable(read: _Read, row: _Row, *, may_be_uncoded: bool) -> bool:
    if not row.document:
        read.lose(row.number, "document", "The row names no document; it is set aside.", "Name the document in the row.")
    elif not row.codes and may_be_uncoded:
        read.uncoded += 1
    elif not row.codes:
        read.lose(row.number, "code", "The row names no code; it is set aside.", "Nothing, if the passage is not coded.")
    elif not row.quote and not (row.start and row.end):
        message = "The row has neither the coded words nor a place in the text; it is set aside."
        read.lose(row.number, "quote", message, "Export the segments with their words; a picture or film has none.")
    else:
        return True
    return False


def _selections(read: _Read, rows: list[_Row], *, with_paths: bool) -> tuple[dict[str, list[Selection]], tuple[CodeEntry, ...]]:
    texts = {code for row in rows for code in row.codes}
    names = CodeNames(texts) if with_paths else None
    counted = _count_characters(read, rows)
    found: dict[str, list[Selection]] = defaultdict(list)
    for row in rows:
        placed = _place(read, row, counted=counted)
        if placed is None:
            continue
        for code in row.codes:
            name = names.name(code) if names else code
            found[row.document].append(Selection(row.number, *placed, name, row.coder, row.quote))
    if names and names.shared:
        message = (
            f"{len(names.shared)} code name(s) stand at the end of several paths; those codes keep their whole path as name."
        )
        remedy = "Give each code its own name, or name the paths in codebook.yaml."
        read.findings.append(
            finding("warning", read.file.id, "code name twice", message, remedy, field=read.columns.header("code"))
        )
    entries = names.entries() if names else tuple(CodeEntry(text) for text in sorted(texts))
    return found, entries


def _count_characters(read: _Read, rows: list[_Row]) -> bool:
    """Whether the positions count characters: most of those beside words are as far apart as the words are long."""
    judged = [row for row in rows if row.quote and row.start and row.end]
    fitting = sum(_fits(row) for row in judged)
    if 2 * fitting >= len(judged):
        return True
    message = "The positions do not count characters (but paragraphs, lines or time); the coded words alone say where they stand."
    field_name = read.columns.header("start") or read.columns.header("range")
    read.findings.append(finding("note", read.file.id, "positions not used", message, "Nothing.", field=field_name))
    return False


def _fits(row: _Row) -> bool:
    start, end = _position(row.start), _position(row.end)
    if start is None or end is None:
        return False
    uncertain = row.quote.count("\n") + sum(character > "\uffff" for character in row.quote)
    return abs(end - start - len(row.quote)) <= SLACK + uncertain


def _place(read: _Read, row: _Row, *, counted: bool) -> tuple[int, int] | None:
    """Start and end; -1 where the words must say it; None where nothing does."""
    if row.quote and (not counted or not (row.start or row.end)):
        return -1, -1
    start, end = _position(row.start), _position(row.end)
    if counted and start is not None and end is not None and start < end:
        return start, end
    role = "start" if start is None else "end"
    what = "no whole number" if start is None or end is None else "not after the start"
    if row.quote:
        message = f"The {role} of the passage is {what}; the coded words alone say where it stands."
        header = read.columns.header(role) or read.columns.header("range")
        read.findings.append(
            finding("warning", read.file.id, "position", message, "Correct the position.", row=row.number, field=header)
        )
        return -1, -1
    if not counted:
        message = "The row has no coded words, and positions do not count characters here; it is set aside."
        read.lose(row.number, "quote", message, "Export the segments with their words; a picture or film has none.")
        return None
    message = f"The {role} of the passage is {what}, and the row has no coded words; it is set aside."
    read.losses[LOSSES["start"]] += 1
    header = read.columns.header(role) or read.columns.header("range")
    read.findings.append(
        finding("error", read.file.id, "segment not usable", message, "Correct the position.", row=row.number, field=header)
    )
    return None


def _position(cell: str) -> int | None:
    value = number(cell)
    return int(value) if value is not None and 0 <= value < LARGEST and value == int(value) else None
