"""Everything a file says, whatever kind it is: for commands that prove that something is not there.

- Word, PDF and web pages as the leak gate opens them; other archives member by member, also nested; gzip; data in web pages,
- JSON as its strings, markup with and without its tags, UTF-8 and UTF-16; of any other file its bytes as text,
- names of files and members, and the paths that the engine hides in names of its own.

What cannot be opened is read as bytes as well: a proof must not pass over a file.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import gzip
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.provenance.visible import pieces

ZIP, GZIP, PDF = b"PK\x03\x04", b"\x1f\x8b", b"%PDF"
DEEPEST = 5
LARGEST_MEMBER = 512 * 1024 * 1024
MARKUP = (".html", ".htm", ".xml", ".svg", ".rels", ".qde", ".qdc")
TAG = re.compile(r"<[^>]*>")
EMBEDDED = re.compile(rb"base64,([A-Za-z0-9+/=]{24,})")
ENGINE_NAME = re.compile(r"[A-Za-z0-9+_=-]{12,}")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
LINE_END = re.compile("(?<=\\w)(?:-[ \t]*\r?\n|\ufffe)\\s*(?=\\w)")


class Said(NamedTuple):
    """Some text of a file and where it stands."""

    place: str
    text: str


def opened(path: Path, shown: str) -> Iterator[Said]:
    """All that a file and its path say; the text is plain (see below)."""
    yield Said("name of the file", plain(shown + "\n" + _engine_path(path.name)))
    for place, text in _said(path.name, path.read_bytes(), 0):
        yield Said(place, plain(text))


def plain(text: str) -> str:
    """Composed, with one kind of hyphen, without invisible signs and without hyphens at the ends of lines."""
    composed = unicodedata.normalize("NFKC", INVISIBLE.sub("", text).replace("%20", " "))
    return LINE_END.sub("", re.sub("[\u2010-\u2015\u2212]", "-", composed))


def _said(name: str, content: bytes, depth: int) -> Iterator[tuple[str, str]]:
    suffix = Path(name).suffix.casefold()
    kind = ".pdf" if content.startswith(PDF) else suffix
    if kind in (".pdf", ".docx", ".html"):
        yield from _as_the_gate_sees(kind, content)
    if content.startswith(ZIP) and depth < DEEPEST:
        yield from _members(content, depth)
    elif content.startswith(GZIP) and depth < DEEPEST:
        yield from _unzipped(name, content, depth)
    else:
        text = _decoded(content)
        yield "text", text
        if suffix in MARKUP:
            yield "text without tags", TAG.sub("", text)
            yield "text between tags", TAG.sub(" ", text)
        elif text[:1] in ("{", "["):
            yield "strings", "\n".join(_strings(text))
        yield from _embedded(content, depth)


def _as_the_gate_sees(kind: str, content: bytes) -> Iterator[tuple[str, str]]:
    try:
        yield from [(piece.place, piece.text) for piece in pieces(kind, content) or ()]
    except Exception as error:
        # whatever a reader stumbles over: the bytes are read all the same
        yield f"not opened ({type(error).__name__})", ""


def _members(content: bytes, depth: int) -> Iterator[tuple[str, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield "names of parts", member.filename + "\n" + member.comment.decode("utf-8", "replace")
                if member.file_size <= LARGEST_MEMBER:
                    for place, text in _said(member.filename, archive.read(member), depth + 1):
                        yield f"{member.filename}, {place}", text
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, zlib.error):
        yield "text", _decoded(content)


def _unzipped(name: str, content: bytes, depth: int) -> Iterator[tuple[str, str]]:
    try:
        yield from _said(Path(name).stem, gzip.decompress(content), depth + 1)
    except (OSError, EOFError, zlib.error):
        yield "text", _decoded(content)


def _embedded(content: bytes, depth: int) -> Iterator[tuple[str, str]]:
    if depth < DEEPEST:
        for found in EMBEDDED.finditer(content):
            try:
                inner = base64.b64decode(found[1] + b"=" * (-len(found[1]) % 4))
            except (binascii.Error, ValueError):
                continue
            yield from _said("embedded", inner, depth + 1)


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    text = content.decode("utf-8", "replace")
    if "\ufffd" in text:
        # bytes that are no UTF-8: once more as Windows writes them, and as UTF-16 without a mark
        text += "\n" + content.decode("cp1252", "replace")
    return text + "\n" + content.replace(b"\x00", b"").decode("utf-8", "replace") if b"\x00" in content else text


def _strings(text: str) -> Iterator[str]:
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]


def _engine_path(name: str) -> str:
    """What the engine's name of a file stands for: it writes paths in base64."""
    if not ENGINE_NAME.fullmatch(name):
        return ""
    try:
        return base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
