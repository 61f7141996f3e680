"""Raw files before anything is understood of them: what kind they really are, their text, their faults gathered."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from typing import TypeVar

from scripts.ground.faults import Fault, Faults, UnreadableFile, raise_all
from scripts.ground.findings import Finding, finding
from scripts.ground.raw import RawFile

Read = TypeVar("Read")

TEXT = "plain text"
WORKBOOK = "an Excel workbook"
WORD = "a Word document"
VTT = "a WebVTT transcript"
REFI = "a REFI-QDA project"

SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an Office file of the old kind, or one with a password"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"$FL2", "an SPSS file"),
    (b"$FL3", "an SPSS file"),
    (b"{\\rtf", "a rich-text document"),
)
# An honest export compresses by 5 to 60; a bomb by 1,000. Small members may reach more by repetition.
BOMB_RATIO = 200
SMALL_MEMBER = 10 * 1024 * 1024
LARGEST_TOTAL = 4 * 1024**3
# A form feed or an end-of-file mark strays into texts; more of that kind is no text.
STRAY_CONTROLS = 0.01


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
    found = found_kind(file)
    if found == "empty":
        raise UnreadableFile("The file is empty.", where=file.id, remedy="Export it again, or mark the source `optional: true`.")
    if found != wanted:
        raise UnreadableFile(
            f"The file should be {wanted} (format: {file.source.format}), but it is {found}.",
            where=file.id,
            remedy="Export it again in the declared format, or correct `format` of the source in config/sources.yaml.",
        )


def found_kind(file: RawFile) -> str:
    """What a file is by its content."""
    data = file.path.read_bytes()
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith(b"PK"):
        return _zip_kind(file)
    decoded = decode(data)
    if decoded is None:
        return "binary data" if data else "empty"
    return _text_kind(decoded[0])


def _zip_kind(file: RawFile) -> str:
    try:
        with zipfile.ZipFile(file.path) as archive:
            names = [name.casefold() for name in archive.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "a damaged zip archive"
    if any(name.startswith("xl/") for name in names):
        return WORKBOOK
    if any(name.startswith("word/") for name in names):
        return WORD
    if any(name.rsplit("/", 1)[-1] == "project.qde" for name in names):
        return REFI
    return "a zip archive"


def _text_kind(text: str) -> str:
    start = text.lstrip().casefold()[:200]
    if not start:
        return "empty"
    if text.startswith("WEBVTT"):
        return VTT
    if start.startswith(("<!doctype html", "<html")):
        return "a web page"
    return TEXT


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


def read_text(file: RawFile) -> tuple[str, str]:
    """Text of a file and its encoding; call require_kind first."""
    decoded = decode(file.path.read_bytes())
    if decoded is None:
        raise UnreadableFile("The file is binary data, not text.", where=file.id, remedy="Save it as UTF-8 text.")
    return decoded


def decode(data: bytes) -> tuple[str, str] | None:
    """Text and the name of its encoding: UTF-8, UTF-16 or CP1252; None for anything that is not text."""
    for encoding, name in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        return None if _is_binary(text) else (text, name)
    return None


def _encodings(data: bytes) -> list[tuple[str, str]]:
    if data.startswith(b"\xef\xbb\xbf"):
        return [("utf-8-sig", "UTF-8 with BOM")]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [("utf-16", "UTF-16")]
    head = data[:4000]
    if head and head[1::2].count(0) > len(head) / 6:
        return [("utf-16-le", "UTF-16")]
    if head and head[0::2].count(0) > len(head) / 6:
        return [("utf-16-be", "UTF-16")]
    return [("utf-8", "UTF-8"), ("cp1252", "CP1252")]


def _is_binary(text: str) -> bool:
    controls = sum(text.count(each) for each in set(text) - set("\t\n\r") if unicodedata.category(each) == "Cc")
    return "\0" in text or controls > len(text) * STRAY_CONTROLS


def encoding_note(file: RawFile, encoding: str, silent: tuple[str, ...]) -> list[Finding]:
    """A note when a text came in another encoding than expected, for a wrong guess would show in names and accents."""
    if encoding in silent:
        return []
    return [
        finding(
            "note", file.id, "encoding", f"The file was read as {encoding}.", "If accents look wrong, save the file as UTF-8."
        )
    ]
