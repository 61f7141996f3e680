"""REFI-QDA projects (`.qdpx`): texts, codes, users and coded selections, as every coding program writes them.

- `project.qde` in any case; names of elements are compared without their namespace, GUIDs without case and braces.
- Texts come as `internal://` files (with or without the folder `sources/`), as bare paths, or inside the project file.
- Positions become code points of the text given here: without BOM, lines ended by LF. Programs differ in how they count a
  Windows line end (NVivo as two characters, ATLAS.ti as one): the count whose selections match the names the program gave
  them wins; without such names, the habit of the program named as origin.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts.ground.faults import UnreadableFile
from scripts.ground.raw import RawFile
from scripts.ingest.cells import fold
from scripts.ingest.files import REFI, decode, refuse_bomb, require_kind

# Selections that text cannot show, by the words the report uses.
OTHER_SELECTIONS = {
    "PictureSelection": "picture",
    "PDFSelection": "PDF",
    "AudioSelection": "audio",
    "VideoSelection": "video",
    "TranscriptSelection": "audio or video transcript",
}
ONE_FOR_LINE_END = "atlas"
FALSE = ("false", "0")
SHORTEST_NAME = 8


@dataclass(frozen=True)
class Selection:
    """A passage with one code by one coder."""

    number: int
    start: int
    end: int
    code: str
    coder: str


@dataclass(frozen=True)
class TextSource:
    """A text of the project; None where the project does not hold it."""

    name: str
    text: str | None
    selections: tuple[Selection, ...]


@dataclass(frozen=True)
class Project:
    """What a project says about texts, and a count of what it says about other things."""

    sources: tuple[TextSource, ...]
    other_selections: Counter[str]
    uncoded: int
    unknown_codes: int
    ambiguous_codes: int


def qdpx(file: RawFile) -> Project:
    """Read a project.

    Raises UnreadableFile for what is no project, is damaged, or would swell when opened.
    """
    require_kind(file, REFI)
    refuse_bomb(file)
    try:
        with zipfile.ZipFile(file.path) as archive:
            return _project(archive, _root(file, archive))
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError):
        # RuntimeError: a member with a password, or packed in a way nobody reads
        raise UnreadableFile("The project archive is damaged or locked.", where=file.id, remedy="Export it again.") from None


def _root(file: RawFile, archive: zipfile.ZipFile) -> Any:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    name = min((each for each in archive.namelist() if posixpath.basename(each).casefold() == "project.qde"), key=len)
    try:
        return fromstring(archive.read(name))
    except DefusedXmlException:
        what = "The project file declares entities, which no coding program writes and which could swell when opened."
    except (ParseError, ValueError):
        what = "The project file is not valid XML."
    raise UnreadableFile(what, where=file.id, remedy="Export the project again from the coding program.")


def _project(archive: zipfile.ZipFile, root: Any) -> Project:
    users = {_guid(each.get("guid")): fold(each.get("name") or each.get("id") or "") for each in _all(root, "User")}
    codes = {_guid(each.get("guid")): fold(each.get("name") or "") for each in _all(root, "Code")}
    reader = _Reader(archive, users, codes, ONE_FOR_LINE_END in (root.get("origin") or "").casefold())
    sources = tuple(reader.source(element) for element in _all(root, "TextSource"))
    others: Counter[str] = Counter()
    for tag, kind in OTHER_SELECTIONS.items():
        others[kind] += sum(len(list(_all(each, "Coding"))) for each in _all(root, tag))
    for each in _all(root, "Representation"):
        others["text of a PDF"] += len(list(_all(each, "Coding"))) - sum(
            len(list(_all(inner, "Coding"))) for tag in OTHER_SELECTIONS for inner in _all(each, tag)
        )
    # a folder of codes may bear the name of a code: nothing can be coded to it
    codable = Counter(fold(each.get("name") or "") for each in _all(root, "Code") if each.get("isCodable") not in FALSE)
    twice = sum(count > 1 for count in codable.values())
    return Project(sources, +others, reader.uncoded, reader.unknown_codes, twice)


class _Reader:
    """Reads the text sources of one project."""

    def __init__(self, archive: zipfile.ZipFile, users: dict[str, str], codes: dict[str, str], line_end_is_one: bool) -> None:
        self.archive, self.users, self.codes, self.line_end_is_one = archive, users, codes, line_end_is_one
        self.members = {name.casefold().replace("\\", "/"): name for name in archive.namelist()}
        self.number = self.uncoded = self.unknown_codes = 0

    def source(self, element: Any) -> TextSource:
        raw = self._text(element)
        chosen = [each for each in element if _tag(each) == "PlainTextSelection"]
        text, place = _positions(raw or "", chosen, self.line_end_is_one)
        selections = tuple(selection for each in chosen for selection in self._selections(each, place))
        return TextSource(fold(element.get("name") or ""), text if raw is not None else None, selections)

    def _text(self, element: Any) -> str | None:
        inside = next((each.text or "" for each in element if _tag(each) == "PlainTextContent"), None)
        if inside is not None:
            return inside
        path = (element.get("plainTextPath") or "").casefold().replace("\\", "/")
        name = path.split("://", 1)[-1].lstrip("/")
        if path.startswith(("relative:", "absolute:", "file:")) or not name:
            return None
        member = self.members.get(f"sources/{name}") or self.members.get(name)
        decoded = decode(self.archive.read(member)) if member else None
        if decoded is None:
            return None
        text, encoding = decoded
        return "\ufeff" + text if encoding == "UTF-8 with BOM" else text

    def _selections(self, element: Any, place: _Place) -> Iterator[Selection]:
        codings = [each for each in element if _tag(each) == "Coding"]
        self.uncoded += not codings
        for coding in codings:
            self.number += 1
            target = next((_guid(each.get("targetGUID")) for each in coding if _tag(each) == "CodeRef"), "")
            if not self.codes.get(target):
                # NVivo codes passages to cases in the same way
                self.unknown_codes += 1
                continue
            user = _guid(coding.get("creatingUser") or element.get("creatingUser"))
            coder = self.users.get(user) or "unknown"
            start, end = place(_whole(element.get("startPosition"))), place(_whole(element.get("endPosition")))
            yield Selection(self.number, start, end, self.codes[target], coder)


class _Place:
    """From a position as the program counts it to one in the text with LF and without BOM; -1 where there is none."""

    def __init__(self, raw: str, *, line_end_is_one: bool, counts_bom: bool) -> None:
        self.table: list[int] = []
        at = 0
        for position, character in enumerate(raw):
            is_bom = position == 0 and character == "\ufeff"
            is_first_of_two = raw[position : position + 2] == "\r\n"
            if (is_bom and not counts_bom) or (is_first_of_two and line_end_is_one):
                continue
            self.table.append(at)
            at += 0 if is_bom or is_first_of_two else 1
        self.table.append(at)

    def __call__(self, position: int) -> int:
        return self.table[position] if 0 <= position < len(self.table) else -1


def _positions(raw: str, selections: list[Any], line_end_is_one: bool) -> tuple[str, _Place]:
    """The text to keep, and the count of positions that fits the selections' names best."""
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(raw) == len(text):
        return text, _Place(raw, line_end_is_one=line_end_is_one, counts_bom=False)
    ways = [(one, bom) for bom in (False, True) for one in (line_end_is_one, not line_end_is_one)]
    places = [_Place(raw, line_end_is_one=one, counts_bom=bom) for one, bom in ways]
    return text, max(places, key=lambda place: _matches(text, selections, place))


def _matches(text: str, selections: list[Any], place: _Place) -> int:
    matching = 0
    for each in selections:
        name = fold(each.get("name") or "").rstrip(".… ")
        start = place(_whole(each.get("startPosition")))
        end = place(_whole(each.get("endPosition")))
        passage = text[start:end] if 0 <= start < end else ""
        matching += len(name) >= SHORTEST_NAME and passage[:1].strip() != "" and fold(passage).startswith(name)
    return matching


def _all(element: Any, tag: str) -> Iterator[Any]:
    return (each for each in element.iter() if _tag(each) == tag)


def _tag(element: Any) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _guid(text: str | None) -> str:
    return (text or "").strip("{} ").casefold()


def _whole(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() else -1
