"""Raw files before anything is understood of them: what kind they really are, their text, their faults gathered."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from typing import TypeVar

from scripts.ground.encodings import DAMAGED, decode
from scripts.ground.faults import Fault, Faults, UnreadableFile, raise_all
from scripts.ground.findings import Finding, finding
from scripts.ground.formats import CONTAINERS, tables_in
from scripts.ground.raw import RawFile
from scripts.ingest.detect import (
    CODEBOOK,
    DATABASE,
    EMPTY,
    QUALCODER,
    REFI,
    RQDA,
    SPSS,
    TAGUETTE,
    TEXT,
    VTT,
    WORD,
    WORKBOOK,
    container,
    detect,
)
from scripts.ingest.detect_tables import Rows, table_format

__all__ = [
    "CODEBOOK",
    "QUALCODER",
    "REFI",
    "SPSS",
    "TAGUETTE",
    "TEXT",
    "VTT",
    "WORD",
    "WORKBOOK",
    "damage_note",
    "decode",
    "encoding_note",
    "format_note",
    "found_kind",
    "gather",
    "nul_fault",
    "or_leave_out",
    "read_text",
    "refuse_bomb",
    "refuse_entities",
    "require_kind",
]

Read = TypeVar("Read")

# An honest export compresses by 5 to 60; a bomb by 1,000. Small members may reach more by repetition.
BOMB_RATIO = 200
SMALL_MEMBER = 10 * 1024 * 1024
LARGEST_TOTAL = 4 * 1024**3
# How much of a part is looked at at once for what stands before its first element.
PROLOG = 2048
# A text with a few NUL bytes is a damaged text.
STRAY_NULS = 0.02
NO_TEXT = (b"\xff\xfe", b"\xfe\xff", b"PK", b"\xd0\xcf", b"$FL", b"SQLite", b"%PDF")
LINE_END = re.compile(rb"\r\n|\r|\n")
# Formats a reader of the same container can read instead of each other.
ALIKE = (
    *(frozenset(tables_in(container)) for container in CONTAINERS),
    frozenset(("teams-vtt", "zoom-vtt")),
)
# What a reader asks for, and what else it may be called.
WITHIN = {DATABASE: (TAGUETTE, QUALCODER, RQDA)}


def gather(files: Iterable[RawFile], read: Callable[[RawFile], Read]) -> list[Read]:
    """Read every file; the faults of all of them are raised at once."""
    made: list[Read] = []
    faults: list[Fault] = []
    for file in files:
        try:
            made.append(read(file))
        except Fault as fault:
            faults.append(fault)
        except Faults as several:
            faults += several.faults
    raise_all(faults)
    return made


def require_kind(file: RawFile, wanted: str) -> None:
    """Refuse a file whose content is not what its source declares, whatever its name says."""
    found = container(file.path)
    if found.kind == EMPTY:
        raise UnreadableFile("The file is empty.", where=file.id, remedy=f"Export it again{or_leave_out(file)}.")
    if found.kind != wanted and found.kind not in WITHIN.get(wanted, ()):
        declared = getattr(file.source, "format", "")
        readable = detect(file.path).format
        remedy = found.remedy or "Export it again in the declared format."
        if readable:
            remedy = (
                f"It looks like `{readable}`: correct `format` of the source in config/sources.yaml, or put the right file there."
            )
        raise UnreadableFile(
            f"The file should be {wanted} (format: {declared}), but it is {found.kind}.", where=file.id, remedy=remedy
        )


def or_leave_out(file: RawFile) -> str:
    """What else to do about an empty file: an optional source may have none, but not an empty one."""
    return ", or take it out of data/raw until it is in: the source is optional" if file.source.optional else ""


def found_kind(file: RawFile) -> str:
    """What a file is by its content."""
    return container(file.path).kind


def format_note(file: RawFile, rows: Rows | None = None) -> list[Finding]:
    """A finding when the file is readable as declared, but another program seems to have written it.

    `rows` are the first rows of a table, if they are read already.
    """
    declared = file.source.format
    if rows is None:
        found = detect(file.path)
        format, why, is_sure = found.format, found.why, found.is_sure
    else:
        format, why = table_format(rows, is_workbook=declared.endswith("xlsx"))
        is_sure = format not in CONTAINERS
    if format == declared or not is_sure or not any({declared, format} <= formats for formats in ALIKE):
        return []
    # as plain CSV the second and third row of Qualtrics would be taken for responses
    is_harmless = declared in CONTAINERS and format != "qualtrics-csv"
    message = f"The source declares `{declared}`, but the file looks like `{format}`: {why}."
    remedy = "If that is right, correct `format` of the source in config/sources.yaml; if not, check that it is the right file."
    return [finding("note" if is_harmless else "warning", file.id, "format mismatch", message, remedy)]


def refuse_bomb(file: RawFile) -> None:
    """Refuse an archive that would unpack to far more than it is."""
    with zipfile.ZipFile(file.path) as archive:
        members = archive.infolist()
    swollen = any(each.file_size > SMALL_MEMBER and each.file_size > BOMB_RATIO * max(each.compress_size, 1) for each in members)
    if swollen or sum(each.file_size for each in members) > LARGEST_TOTAL:
        raise UnreadableFile(
            "The archive would unpack to far more than an export holds (a zip bomb?).",
            where=file.id,
            remedy="Export it again from the program it came from.",
        )


def nul_fault(file: RawFile) -> Fault | None:
    """The line of the first NUL byte of a text that holds a few; many are UTF-16, or no text at all."""
    data = file.path.read_bytes()
    nuls = data.count(b"\0")
    if not 0 < nuls <= len(data) * STRAY_NULS or data.startswith(NO_TEXT):
        return None
    line = 1 + len(LINE_END.findall(data, 0, data.index(b"\0")))
    return UnreadableFile(
        f"The text holds {nuls} NUL byte(s), which no text has: the file is damaged.",
        where=f"{file.id}, row {line} is the first",
        remedy="Export it again.",
    )


def refuse_entities(file: RawFile) -> None:
    """Refuse an Office file whose parts define XML entities: no program writes them, and they could swell."""
    with zipfile.ZipFile(file.path) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        if not any(_has_doctype(archive, name) for name in parts):
            return
    raise UnreadableFile(
        "The file defines XML entities, which no Office program writes and which could swell when opened.",
        where=file.id,
        remedy="Save it again in the program it came from.",
    )


def _has_doctype(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a document type stands before the first element of a part."""
    from xml.parsers import expat

    seen: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: seen.append("doctype")
    parser.StartElementHandler = lambda *_: seen.append("element")
    with archive.open(name) as part:
        try:
            while not seen and (piece := part.read(PROLOG)):
                parser.Parse(piece, False)
        except expat.ExpatError:
            # broken XML is for the reader to tell
            pass
    return seen[:1] == ["doctype"]


def read_text(file: RawFile) -> tuple[str, str]:
    """Text of a file and its encoding; call require_kind first."""
    decoded = decode(file.path.read_bytes())
    if decoded is None:
        raise UnreadableFile("The file is binary data, not text.", where=file.id, remedy="Save it as UTF-8 text.")
    return decoded


def encoding_note(file: RawFile, encoding: str, silent: tuple[str, ...]) -> list[Finding]:
    """A note when a text came in another encoding than expected, for a wrong guess would show in names and accents."""
    if encoding in silent:
        return []
    return [
        finding(
            "note", file.id, "encoding", f"The file was read as {encoding}.", "If accents look wrong, save the file as UTF-8."
        )
    ]


def damage_note(file: RawFile, text: str) -> list[Finding]:
    """A warning for characters that were lost before or while the text was read."""
    if DAMAGED not in text:
        return []
    row = text[: text.index(DAMAGED)].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    message = f"{text.count(DAMAGED)} character(s) of the text are damaged (shown as {DAMAGED}); the first stands in row {row}."
    remedy = "Export the file again, or correct these places."
    return [finding("warning", file.id, "damaged characters", message, remedy, row=row)]
