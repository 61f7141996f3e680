"""The parts of a Word document that hold text: its body, and which of its styles are titles or hidden.

The XML is read as data only: no entities, no network, no depth or size beyond what a document has.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from scripts.ground.faults import UnreadableFile
from scripts.ground.raw import RawFile
from scripts.ingest.files import WORD, refuse_bomb, refuse_entities, require_kind

TITLE_STYLES = ("title", "subtitle", "heading")
USUAL_BODY = "word/document.xml"
LARGEST_PART = 256 * 1024 * 1024
# What the reading of a damaged archive may raise, an encrypted or oddly packed member too.
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, RuntimeError, NotImplementedError)


@dataclass(frozen=True)
class WordParts:
    """The body of a document as XML, the ids of its title styles and of its hidden ones, and its headers and footers, counted."""

    body: Any
    title_styles: frozenset[str]
    hidden_styles: frozenset[str]
    headers_and_footers: dict[str, int]


def word_parts(file: RawFile) -> WordParts:
    """Open a Word document."""
    require_kind(file, WORD)
    try:
        refuse_bomb(file)
        refuse_entities(file)
        with zipfile.ZipFile(file.path) as archive:
            names = set(archive.namelist())
            name = _body_name(archive, names, file)
            document = _part(archive, name, file)
            folder = posixpath.dirname(name)
            styles = _part(archive, f"{folder}/styles.xml", file) if f"{folder}/styles.xml" in names else None
            beside = sorted(each for each in names if each.startswith((f"{folder}/header", f"{folder}/footer")))
            said = [_says_something(_part(archive, each, file)) for each in beside if each.endswith(".xml")]
    except DAMAGES as error:
        raise _damaged(file, type(error).__name__) from None
    body = next(iter(document.iter("{*}body")), None)
    if body is None:
        raise _damaged(file, "it has no body")
    titles, hidden = _styles(styles)
    return WordParts(body, titles, hidden, Counter({"headers and footers": sum(said)}))


def _body_name(archive: zipfile.ZipFile, names: set[str], file: RawFile) -> str:
    """The part that holds the body: nearly always the usual one."""
    if USUAL_BODY in names:
        return USUAL_BODY
    for relation in _part(archive, "_rels/.rels", file).iter("{*}Relationship"):
        target = relation.get("Target", "").lstrip("/")
        if relation.get("Type", "").endswith("/officeDocument") and target in names:
            return target
    raise _damaged(file, "it has no body")


def _part(archive: zipfile.ZipFile, name: str, file: RawFile) -> Any:
    from lxml import etree

    if archive.getinfo(name).file_size > LARGEST_PART:
        raise UnreadableFile(
            "The Word document is larger than any text.", where=file.id, remedy="Save the text alone as a new document."
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        return etree.fromstring(archive.read(name), parser)
    except etree.XMLSyntaxError:
        raise _damaged(file, "its XML breaks off or is not well formed") from None


def _styles(styles: Any) -> tuple[frozenset[str], frozenset[str]]:
    titles, hidden = set(), set()
    for style in styles.iter("{*}style") if styles is not None else ():
        id = next((value for key, value in style.attrib.items() if key.endswith("}styleId")), "")
        name = next((value for each in style.iterfind("{*}name") for value in each.attrib.values()), "")
        if name.casefold().startswith(TITLE_STYLES):
            titles.add(id)
        if any("0" not in each.attrib.values() for each in style.iterfind("{*}rPr/{*}vanish")):
            hidden.add(id)
    return frozenset(titles), frozenset(hidden)


def _says_something(part: Any) -> bool:
    return any((each.text or "").strip() for each in part.iter("{*}t"))


def _damaged(file: RawFile, how: str) -> UnreadableFile:
    return UnreadableFile(f"The Word document is damaged ({how}).", where=file.id, remedy="Save it again in Word.")
