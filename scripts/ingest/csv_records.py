"""Records of a delimited text: physical line and cells, whatever the encoding, delimiter and line ends.

- The physical row of a record is the line on which it begins; newlines inside quotes count. A spreadsheet counts such a record as
  one row: where that makes a difference, a note tells by how much.
- The delimiter is the one by which most declared names are found, then most rows get the width of the header.
- A line that is not in the encoding of the others is read as CP1252 and told; letters that were lost before are told.
- A quotation mark inside a cell is kept and told, and so are letters that another program read in a wrong encoding.

Fails when a quotation mark is never closed (the line where it opens is told), or the file holds NUL bytes; both are told at once.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from scripts.ground.encodings import DAMAGED, MISREAD, UTF8_LETTER, decode
from scripts.ground.faults import Fault, UnreadableFile, raise_all
from scripts.ground.findings import LINES_AND_ROWS, Finding, finding
from scripts.ground.raw import RawFile
from scripts.ingest.cells import likeness
from scripts.ingest.files import TEXT, encoding_note, nul_fault, read_text, require_kind

Record = tuple[int, list[str]]

DELIMITERS = (",", ";", "\t", "|")
# Free text of a whole reflective exercise fits into one cell; the default of the csv module does not allow it.
LONGEST_CELL = 1 << 26
SAMPLE = 30
SILENT_ENCODINGS = ("UTF-8", "UTF-8 with BOM")
LINE_END = re.compile(r"\r\n|\r|\n")
BYTE_ENCODINGS = ("UTF-8", "UTF-8 with BOM", "CP1252")
# Places that tell how far lines and rows of a spreadsheet differ.
SHOWN_STEPS = 12
# What old programs write behind the last row.
END_OF_FILE = "\x1a"


def csv_records(file: RawFile, findings: list[Finding], header_row: int = 1, names: frozenset[str] = frozenset()) -> list[Record]:
    """Every record with the line on which it begins; `names` are headers to expect (see likeness)."""
    csv.field_size_limit(LONGEST_CELL)
    _refuse_nul(file, header_row, names)
    require_kind(file, TEXT)
    text = _decoded(file, findings).rstrip(END_OF_FILE)
    delimiter, is_told = _delimiter(text, header_row, names)
    records = _records(file, text, delimiter, findings)[is_told:]
    findings += _other_rows(file, records)
    return records


def _other_rows(file: RawFile, records: list[Record]) -> list[Finding]:
    """A note that turns lines into the rows of a spreadsheet, for which a cell with a line break is no new row."""
    fewer: dict[int, int] = {}
    for row, (line, _) in enumerate(records, start=1):
        if line - row != next(reversed(fewer.values()), 0):
            fewer[line] = line - row
    if not fewer:
        return []
    steps = [f"{count} from line {line}" for line, count in fewer.items()]
    listed = ", ".join(steps[:SHOWN_STEPS]) + (f", and so on up to {steps[-1]}" if len(steps) > SHOWN_STEPS else "")
    message = f"Rows told of this file are lines as an editor counts them. In a spreadsheet subtract: {listed}."
    remedy = "Nothing: some cells hold line breaks, which a spreadsheet shows within one row."
    return [finding("note", file.id, LINES_AND_ROWS, message, remedy)]


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


def _refuse_nul(file: RawFile, header_row: int, names: frozenset[str]) -> None:
    """Refuse a text with a few NUL bytes, and tell the lost quotation mark it may hold as well."""
    fault = nul_fault(file)
    if fault is None:
        return
    faults = [fault]
    rest = decode(file.path.read_bytes().replace(b"\0", b""))
    try:
        _records(file, rest[0], _delimiter(rest[0], header_row, names)[0], []) if rest else None
    except Fault as other:
        faults.append(other)
    raise_all(faults)


def _decoded(file: RawFile, findings: list[Finding]) -> str:
    text, encoding = read_text(file)
    data = file.path.read_bytes()
    if encoding in BYTE_ENCODINGS and UTF8_LETTER.search(data) and not _is_utf8(data):
        text = _mixed(file, data, findings)
    else:
        findings += encoding_note(file, encoding, SILENT_ENCODINGS)
    findings += _spoilt_letters(file, text)
    return text


def _spoilt_letters(file: RawFile, text: str) -> list[Finding]:
    """A warning for every row with letters that were lost, or read in a wrong encoding, before the file came to us."""
    told = []
    for rule, is_spoilt, message in (
        (
            "lost letters",
            re.compile(DAMAGED),
            "The row holds the sign for a letter that was lost when the file was saved.",
        ),
        ("misread letters", MISREAD, "The row holds letters that another program read in a wrong encoding and saved so."),
    ):
        if is_spoilt.search(text):
            told += [
                finding("warning", file.id, rule, message, "Export it again as UTF-8.", row=line)
                for line, part in enumerate(LINE_END.split(text), start=1)
                if is_spoilt.search(part)
            ]
    return told


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


def _delimiter(text: str, header_row: int, names: frozenset[str]) -> tuple[str, bool]:
    """The delimiter, and whether the first line says it (`sep=;`, for Excel).

    Else it is the one that shows most expected names, then gives most rows the width of the header, then the widest rows.
    A title above the header is no sign, and neither is a comma with a blank after it.
    """
    told = re.match(r'sep=([^\w"\r\n])(\r\n|\r|\n)', text)
    if told:
        return told[1], True
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
    return best, False


def _fit(sample: list[list[str]], names: frozenset[str]) -> tuple[int, float, float, int]:
    if not sample or len(sample[0]) == 1:
        return 0, 0.0, 0.0, 0
    header = sample[0]
    known = len(names & {likeness(cell) for cells in sample[:3] for cell in cells})
    even = sum(len(cells) == len(header) for cells in sample) / len(sample)
    unspaced = sum(not cell.startswith(" ") for cell in header) / len(header)
    return known, even, unspaced, len(header)
