"""Records of a delimited text: physical line and cells, whatever the encoding, delimiter and line ends.

- The physical row of a record is the line on which it begins; newlines inside quotes count.
- The delimiter is the one by which most declared names are found, then most rows get the width of the header.
- A line that is not in the encoding of the others is read as CP1252 and told; letters that were lost before are told.
- A quotation mark inside a cell is kept and told.

Fails when a quotation mark is never closed (the line where it opens is told), or the file holds NUL bytes.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from scripts.ground.faults import UnreadableFile
from scripts.ground.findings import Finding, finding
from scripts.ground.raw import RawFile
from scripts.ingest.cells import likeness
from scripts.ingest.encodings import DAMAGED, UTF8_LETTER
from scripts.ingest.files import TEXT, encoding_note, read_text, require_kind

Record = tuple[int, list[str]]

DELIMITERS = (",", ";", "\t", "|")
# Free text of a whole reflective exercise fits into one cell; the default of the csv module does not allow it.
LONGEST_CELL = 1 << 26
SAMPLE = 30
SILENT_ENCODINGS = ("UTF-8", "UTF-8 with BOM")
# A text with a few NUL bytes is a damaged text; one with many is UTF-16 or no text at all.
STRAY_NULS = 0.02
LINE_END = re.compile(r"\r\n|\r|\n")
LINE_END_BYTES = re.compile(rb"\r\n|\r|\n")
BYTE_ENCODINGS = ("UTF-8", "UTF-8 with BOM", "CP1252")


def csv_records(file: RawFile, findings: list[Finding], header_row: int = 1, names: frozenset[str] = frozenset()) -> list[Record]:
    """Every record with the line on which it begins; `names` are headers to expect (see likeness)."""
    refuse_nul(file)
    require_kind(file, TEXT)
    text = _decoded(file, findings)
    csv.field_size_limit(LONGEST_CELL)
    told = re.match(r'sep=([^\w"\r\n])(\r\n|\r|\n)', text)
    delimiter = told[1] if told else _delimiter(text, header_row, names)
    records = _records(file, text, delimiter, findings)
    return records[1:] if told else records


def _records(file: RawFile, text: str, delimiter: str, findings: list[Finding]) -> list[Record]:
    try:
        return list(_numbered(text, delimiter, strict=True))
    except csv.Error:
        findings += _stray_quotes(file, text, delimiter)
    try:
        return list(_numbered(text, delimiter, strict=False))
    except csv.Error:
        raise UnreadableFile(
            "A cell is longer than any text a person writes.",
            where=file.id,
            remedy="Export it again; look for a lost quotation mark.",
        ) from None


def refuse_nul(file: RawFile) -> None:
    """Name the line of the first NUL byte of a text that holds a few."""
    data = file.path.read_bytes()
    nuls = data.count(b"\0")
    if not 0 < nuls <= len(data) * STRAY_NULS or data.startswith(
        (b"\xff\xfe", b"\xfe\xff", b"PK", b"\xd0\xcf", b"$FL", b"SQLite")
    ):
        return
    line = 1 + len(LINE_END_BYTES.findall(data, 0, data.index(b"\0")))
    raise UnreadableFile(
        f"The text holds {nuls} NUL byte(s), which no text has: the file is damaged.",
        where=f"{file.id}, row {line} is the first",
        remedy="Export it again.",
    )


def _decoded(file: RawFile, findings: list[Finding]) -> str:
    text, encoding = read_text(file)
    data = file.path.read_bytes()
    if encoding in BYTE_ENCODINGS and UTF8_LETTER.search(data) and not _is_utf8(data):
        text = _mixed(file, data, findings)
    else:
        findings += encoding_note(file, encoding, SILENT_ENCODINGS)
    if DAMAGED in text:
        for line, part in enumerate(LINE_END.split(text), start=1):
            if DAMAGED in part:
                message = "The row holds the sign for a letter that was lost when the file was saved before."
                findings.append(finding("warning", file.id, "lost letters", message, "Export it again as UTF-8.", row=line))
    return text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mixed(file: RawFile, data: bytes, findings: list[Finding]) -> str:
    """A text in UTF-8 of which some lines are not: each of those is read as CP1252 and told."""
    lines = []
    for number, line in enumerate(re.split(rb"(?<=\n)", data.removeprefix(codecs.BOM_UTF8)), start=1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
            message = "The row is not in UTF-8 as the rest of the file is; it was read as CP1252."
            findings.append(
                finding("warning", file.id, "mixed encodings", message, "If accents look wrong, export it again.", row=number)
            )
    return "".join(lines)


def _numbered(text: str, delimiter: str, *, strict: bool) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _stray_quotes(file: RawFile, text: str, delimiter: str) -> list[Finding]:
    """A warning for every line with a quotation mark inside a cell.

    Raises UnreadableFile when one is never closed, or only by the opening mark of a later row: rows would run together.
    """
    told = []
    for line, quotes in _broken_quotes(text, delimiter):
        if quotes:
            raise UnreadableFile(
                "A quotation mark is opened and not closed where its cell ends, so that rows run into each other.",
                where=f"{file.id}, row {line}, where it opens",
                remedy="Close the quotation mark (write one inside a cell twice), or export the file again.",
            )
        if not told or told[-1]["source_row"] != line:
            message = "A cell goes on after its closing quotation mark, so its text or the cells after it may be wrong."
            told.append(
                finding("warning", file.id, "quotation marks", message, "Write a quotation mark inside a cell twice.", row=line)
            )
    return told


def _broken_quotes(text: str, delimiter: str) -> Iterator[tuple[int, bool]]:
    """Quoted cells that do not end where their cell ends: line where the mark opens, and whether rows run together."""
    cell = re.compile(rf'(?:^|(?<=[{re.escape(delimiter)}\r\n]))"((?:[^"]++|"")*+)("?)([^{re.escape(delimiter)}\r\n]?)')
    line, counted = 1, 0
    for match in cell.finditer(text):
        if match[2] and not match[3]:
            continue
        line += len(LINE_END.findall(text, counted, match.start()))
        counted = match.start()
        yield line, not match[2] or bool(LINE_END.search(match[1]))


def _delimiter(text: str, header_row: int, names: frozenset[str]) -> str:
    """The delimiter that shows most expected names, then gives most rows the width of the header, then the widest rows.

    A title above the header is no sign, and neither is a comma with a blank after it.
    """
    best, best_score = ",", (0, 0.0, 0.0, 0)
    for delimiter in DELIMITERS:
        sample: list[list[str]] = []
        for number, cells in _numbered(text, delimiter, strict=False):
            if cells and number >= header_row:
                sample.append(cells)
            if len(sample) == SAMPLE:
                break
        score = _fit(sample, names)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _fit(sample: list[list[str]], names: frozenset[str]) -> tuple[int, float, float, int]:
    if not sample or len(sample[0]) == 1:
        return 0, 0.0, 0.0, 0
    header = sample[0]
    known = len(names & {likeness(cell) for cells in sample[:3] for cell in cells})
    even = sum(len(cells) == len(header) for cells in sample) / len(sample)
    unspaced = sum(not cell.startswith(" ") for cell in header) / len(header)
    return known, even, unspaced, len(header)
