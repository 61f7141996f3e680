"""The texts of a folder for redaction: plain text, Markdown, WebVTT and Word, in any usual encoding.

- plain files in any usual encoding (ground/encodings.py); newlines stay as they are, the byte-order mark goes,
- of a Word file the paragraphs and table cells in reading order, one a line, with headers, footers, notes and comments after
  them: names stand there too.

Fails on a folder without such files, on two files of the same name and on files that cannot be read; all are told at once.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.ground.encodings import decode
from scripts.ground.faults import Fault, UnreadableFile, raise_all

PLAIN, WORD = (".txt", ".vtt", ".md"), ".docx"
NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = re.compile(r"word/(?:header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")
LARGEST_PART = 200 * 1024 * 1024


class Document(NamedTuple):
    """A text and its name without suffix."""

    name: str
    suffix: str
    text: str


def read_texts(folder: Path) -> list[Document]:
    """All texts of a folder and the folders below, sorted by name."""
    if not folder.is_dir():
        raise UnreadableFile("The folder of texts does not exist.", where="TEXTS", remedy="Name the folder that holds the texts.")
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (*PLAIN, WORD) and _is_own(path, folder))
    if not paths:
        kinds = ", ".join((*PLAIN, WORD))
        raise UnreadableFile("The folder holds no texts.", where="TEXTS", remedy=f"Put files of these kinds into it: {kinds}.")
    found, faults = [], []
    for number, path in enumerate(paths, start=1):
        try:
            found.append(_read(path, f"text {number} of {len(paths)} (sorted by name)"))
        except Fault as fault:
            faults.append(fault)
    twice = sorted(name for name, count in Counter(path.stem for path in paths).items() if count > 1)
    if twice:
        remedy = "Rename them: results are told apart by the name without its suffix."
        faults.append(UnreadableFile(f"Texts of the same name: {len(twice)} names.", where="TEXTS", remedy=remedy))
    raise_all(faults)
    return sorted(found)


def _is_own(path: Path, folder: Path) -> bool:
    """Whether a file is one of the texts: no hidden file, no lock file of Word."""
    return path.is_file() and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def _read(path: Path, where: str) -> Document:
    try:
        data = path.read_bytes()
    except OSError:
        raise UnreadableFile("The file cannot be read.", where=where, remedy="Check its permissions.") from None
    if path.suffix.lower() == WORD:
        return Document(path.stem, WORD, _word_text(path, where))
    decoded = decode(data)
    if decoded is None:
        raise UnreadableFile("The file is binary data, not text.", where=where, remedy="Save it as UTF-8 text.")
    return Document(path.stem, path.suffix.lower(), decoded[0])


def _word_text(path: Path, where: str) -> str:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        with zipfile.ZipFile(path) as archive:
            names = ["word/document.xml", *sorted(name for name in archive.namelist() if PARTS.match(name))]
            if any(archive.getinfo(name).file_size > LARGEST_PART for name in names):
                raise zipfile.BadZipFile
            return "\n".join(line for name in names for line in _paragraphs(fromstring(archive.read(name))))
    except (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, OSError, RuntimeError, NotImplementedError):
        raise UnreadableFile(
            "The file is no readable Word document.",
            where=where,
            remedy="Save it again as .docx, without a password, or as .txt.",
        ) from None


def _paragraphs(root: object) -> Iterator[str]:
    for paragraph in root.iter(f"{NAMESPACE}p"):  # type: ignore[attr-defined]
        yield "".join(_signs(paragraph))


def _signs(paragraph: object) -> Iterator[str]:
    for node in paragraph.iter():  # type: ignore[attr-defined]
        kind = node.tag.removeprefix(NAMESPACE) if isinstance(node.tag, str) else ""
        if kind in ("t", "delText"):
            yield node.text or ""
        elif kind in ("tab", "br", "cr"):
            yield "\t" if kind == "tab" else "\n"
