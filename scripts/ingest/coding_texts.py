"""The texts as they were coded, where a coding holds none: the files that `texts` of its source names.

- `.txt` in any encoding, `.docx` as its paragraphs joined by line feeds; the name of the file is the name of the document.

Fails when a pattern finds no file, a file lies outside data/raw, or is neither kind of text.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

from scripts.ground.faults import Fault, MissingInput, UnreadableFile, raise_all
from scripts.ground.key import canonical
from scripts.ground.raw import RawFile, matching
from scripts.ingest.files import BOMB_RATIO, SMALL_MEMBER, decode

SUFFIXES = (".txt", ".docx")
LARGEST_DOCUMENT = 256 * 1024**2
OTHER_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, OSError, RuntimeError, EOFError, struct.error)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def coding_texts(file: RawFile) -> dict[str, str]:
    """Document (as `document_key` writes it) → its text."""
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for number, path in enumerate(_paths(file, faults), start=1):
        text = _file_text(path)
        if text is None:
            what = f"File {number} of `texts` is neither plain text nor a Word document."
            faults.append(UnreadableFile(what, where=file.id, remedy="Save it as .txt in UTF-8."))
            continue
        texts.setdefault(document_key(path.name), text)
    raise_all(faults)
    return texts


def document_key(name: str) -> str:
    """What two spellings of a document's name have in common: with and without suffix, in any case."""
    plain = canonical(name)
    return next((plain.removesuffix(suffix) for suffix in SUFFIXES if plain.endswith(suffix)), plain)


def raw_folder(path: Path) -> Path:
    """The folder data/raw above a raw file."""
    folder = path.resolve().parent
    above = (each for each in (folder, *folder.parents) if each.name == "raw" and each.parent.name == "data")
    return next(above, folder)


def word_text(data: bytes) -> str | None:
    """The paragraphs of a Word document, joined by line feeds; None when it is none, or would swell."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
        swells = any(each.file_size > max(SMALL_MEMBER, BOMB_RATIO * each.compress_size) for each in members)
        if swells or sum(each.file_size for each in members) > LARGEST_DOCUMENT:
            return None
        body = docx.Document(io.BytesIO(data)).element.body
    except (zipfile.BadZipFile, zlib.error, PackageNotFoundError, LxmlError, *OTHER_DAMAGE):
        return None
    return "\n".join(_paragraph(each) for each in body.iter(f"{W}p"))


def _paragraph(paragraph: object) -> str:
    # deleted words have a tag of their own, so they stay out
    parts = (each.text or "" if each.tag == f"{W}t" else SIGNS.get(each.tag, "") for each in paragraph.iter())
    return "".join(parts)


def _paths(file: RawFile, faults: list[Fault]) -> list[Path]:
    top = raw_folder(file.path)
    found: set[Path] = set()
    for pattern in file.source.texts:
        if pattern.startswith("/") or ".." in pattern.split("/"):
            what, remedy = f"`texts` {pattern} must lie inside data/raw.", "Give the path below data/raw, without '..'."
            faults.append(MissingInput(what, where=file.id, remedy=remedy))
            continue
        matches = {path for path in matching(top, pattern) or () if path.is_file() and path.resolve().is_relative_to(top)}
        if not matches:
            remedy = "Put the files below data/raw, or correct `texts` of the source in config/sources.yaml."
            faults.append(MissingInput(f"`texts` {pattern} finds no file.", where=file.id, remedy=remedy))
        found |= matches
    return sorted(found)


def _file_text(path: Path) -> str | None:
    data = path.read_bytes()
    if data.startswith(b"PK"):
        return word_text(data)
    decoded = decode(data)
    return decoded[0] if decoded else None
