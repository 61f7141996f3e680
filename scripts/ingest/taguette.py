"""Taguette: the exported project or the program's own database (SQLite), and tables of highlights (CSV, XLSX).

- A highlight's offsets count the UTF-8 bytes of the document without its tags; they become code points of the plain text
  given here, in which paragraphs and line breaks are kept apart by a line end that no offset counts.
- One selection a highlight and tag; a highlight without a tag is counted as uncoded.
- The program stores who gave a tag in its log of commands only; where the log does not say, the source's `coder` stands.
  An export of a project calls everybody `admin`, so a declared `coder` goes before that.
- Password hashes and addresses lie in the same database: the table of users is never read.

Fails when the file is empty, damaged, no Taguette database, or holds several projects or none.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser

from scripts.ground.faults import UnreadableFile
from scripts.ground.raw import RawFile
from scripts.ingest.cells import fold
from scripts.ingest.project import UNKNOWN_CODER, Attribute, CodeEntry, Note, Project, Selection, TextSource
from scripts.ingest.segments import tagged_table
from scripts.ingest.sqlite_file import Database, Record, opened, text, whole

PROGRAM = "a Taguette database"
# The only user of a desktop installation, and of every exported project.
EVERYBODY = "admin"
NO_DOCUMENT = "highlights of a document that is not there"

BREAKS = {*("p", "br", "h1", "h2", "h3", "h4", "h5", "h6"), *("blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd")}
BREAKS |= {"table", "caption", "tr", "div"}
CELLS = {"td", "th"}
# A line end right after these is not part of the text; Taguette's parser counts it all the same within a cell of a table.
DROPS_LINE_END = {"pre", "listing", "textarea"}
HTML_SPACE = "\t\n\f\r "


def taguette(file: RawFile) -> Project:
    """Read a project or a table of highlights, as the source's format says."""
    if file.source.format != "taguette":
        return tagged_table(file)
    with opened(file, PROGRAM) as database:
        project = _the_project(file, database)
        return _read(file, database, project)


def _the_project(file: RawFile, database: Database) -> Record:
    projects = database.records("projects", "id", "name", "description")
    if len(projects) == 1:
        return projects[0]
    held = "no project" if not projects else f"{len(projects)} projects"
    raise UnreadableFile(
        f"The Taguette database holds {held}; one is needed.",
        where=file.id,
        remedy="Open the project in Taguette and use “Export this project” (SQLite3).",
    )


def _read(file: RawFile, database: Database, project: Record) -> Project:
    documents = _of(
        database.records("documents", "id", "name", "description", "contents", "text_direction", "project_id"), project
    )
    tags = {each["id"]: each for each in _of(database.records("tags", "id", "path", "description", "project_id"), project)}
    reader = _Reader(file, database, project, tags)
    sources = tuple(reader.source(each) for each in documents)
    known = {each["id"] for each in database.records("documents", "id")}
    lost = sum(count for document, count in reader.counts.items() if document not in known)
    return Project(
        sources,
        uncoded=reader.uncoded,
        unknown_codes=reader.unknown_codes,
        codes=_codes(tags),
        attributes=tuple(
            Attribute(fold(text(each["name"])), "text direction", "right to left")
            for each in documents
            if text(each["text_direction"]) == "RIGHT_TO_LEFT"
        ),
        notes=tuple(_notes(project, documents)),
        losses=+Counter({NO_DOCUMENT: lost}),
    )


def _of(records: list[Record], project: Record) -> list[Record]:
    return [each for each in records if each["project_id"] == project["id"]]


def _codes(tags: dict[object, Record]) -> tuple[CodeEntry, ...]:
    paths = [fold(text(each["path"])) for each in tags.values()]
    entries = zip(paths, tags.values(), strict=True)
    return tuple(CodeEntry(path, _above(path, set(paths)), text(each["description"]).strip()) for path, each in entries)


def _above(path: str, paths: set[str]) -> str:
    """Taguette knows no tree, but lets a tag be named below another: `parent.child`."""
    cuts = [place for place, character in enumerate(path) if character in "./>\\:"]
    return next((above for cut in reversed(cuts) if (above := path[:cut].rstrip(" .:")) in paths), "")


def _notes(project: Record, documents: list[Record]) -> Iterator[Note]:
    if text(project["description"]).strip():
        yield Note("", fold(text(project["name"])), "project", text(project["description"]).strip())
    for each in documents:
        if text(each["description"]).strip():
            yield Note("", fold(text(each["name"])), "source", text(each["description"]).strip())


class _Reader:
    """Reads the highlights of one project."""

    def __init__(self, file: RawFile, database: Database, project: Record, tags: dict[object, Record]) -> None:
        self.tags, self.declared = tags, file.source.coder
        self.uncoded = self.unknown_codes = 0
        self.given = defaultdict(list)
        for each in database.records("highlight_tags", "highlight_id", "tag_id"):
            self.given[each["highlight_id"]].append(each["tag_id"])
        self.highlights = defaultdict(list)
        for each in database.records("highlights", "id", "document_id", "start_offset", "end_offset", "snippet"):
            self.highlights[each["document_id"]].append(each)
        self.counts = {document: len(chosen) for document, chosen in self.highlights.items()}
        self.coders = _coders(_of(database.records("commands", "user_login", "payload", "project_id"), project))

    def source(self, document: Record) -> TextSource:
        plain = PlainText(text(document["contents"]))
        chosen = sorted(self.highlights[document["id"]], key=lambda each: (whole(each["start_offset"]), each["number"]))
        selections = tuple(selection for each in chosen for selection in self._selections(each, plain))
        return TextSource(fold(text(document["name"])), plain.text, selections)

    def _selections(self, highlight: Record, plain: PlainText) -> Iterator[Selection]:
        tags = self.given[highlight["id"]]
        self.uncoded += not tags
        start, end = plain.place(whole(highlight["start_offset"]), whole(highlight["end_offset"]))
        quote = "" if start >= 0 else fold(PlainText(text(highlight["snippet"])).text)
        for tag in tags:
            if tag not in self.tags:
                self.unknown_codes += 1
                continue
            code = fold(text(self.tags[tag]["path"]))
            yield Selection(highlight["number"], start, end, code, self._coder(highlight["id"], tag), quote)

    def _coder(self, highlight: object, tag: object) -> str:
        logged = self.coders.get((highlight, tag), "")
        if logged == EVERYBODY and self.declared:
            return self.declared
        return logged or self.declared or UNKNOWN_CODER


def _coders(commands: list[Record]) -> dict[tuple[object, object], str]:
    """Who gave which tag to which highlight: the log played through; a later change of a highlight keeps the earlier hands."""
    hands: dict[object, dict[object, str]] = defaultdict(dict)
    for command in commands:
        said, user = _payload(command["payload"]), fold(text(command["user_login"]))
        highlight = said.get("highlight_id", said.get("id"))
        if said.get("type") == "highlight_add" and isinstance(highlight, int) and isinstance(said.get("tags"), list):
            before = hands[highlight]
            hands[highlight] = {tag: before.get(tag, user) for tag in said["tags"] if isinstance(tag, int)}
        elif said.get("type") == "tag_merge":
            source, target = said.get("src_tag_id", said.get("src_id")), said.get("dest_tag_id", said.get("dest_id"))
            for tags in hands.values():
                if isinstance(target, int) and isinstance(source, int) and source in tags:
                    tags.setdefault(target, tags.pop(source))
    return {(highlight, tag): user for highlight, tags in hands.items() for tag, user in tags.items()}


def _payload(stored: object) -> dict[str, object]:
    try:
        said = json.loads(text(stored))
    except (ValueError, RecursionError):
        # a command that cannot be read says nothing of a coder, which is then told as unknown
        return {}
    return said if isinstance(said, dict) else {}


class PlainText(HTMLParser):
    """The text of a document without its tags, and the way from Taguette's bytes to its code points."""

    def __init__(self, contents: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.starts: list[int] = []  # byte at which each character begins; one that no offset counts begins with the next
        self.byte, self.gap, self.drops, self.cells = 0, "", False, 0
        self.feed(contents.replace("\r\n", "\n").replace("\r", "\n").lstrip(HTML_SPACE))
        self.close()
        self.text = "".join(self.parts)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._between(tag)
        self.cells += tag in CELLS
        self.drops = tag in DROPS_LINE_END and not self.cells

    def handle_endtag(self, tag: str) -> None:
        self._between(tag)
        self.cells -= tag in CELLS
        self.drops = False

    def _between(self, tag: str) -> None:
        if tag in BREAKS:
            self.gap = "\n"
        elif tag in CELLS:
            self.gap = self.gap or " "

    def handle_comment(self, data: str) -> None:
        # Taguette counts what a comment holds, though it shows nothing of it
        self.byte += len(data.encode("utf-8", "replace"))

    def handle_data(self, data: str) -> None:
        data = data.removeprefix("\n") if self.drops else data
        self.drops = False
        if not data:
            return
        if self.gap and self.parts and not self.parts[-1][-1].isspace() and not data[0].isspace():
            self.parts.append(self.gap)
            self.starts.append(self.byte)
        self.gap = ""
        self.parts.append(data)
        for character in data:
            self.starts.append(self.byte)
            self.byte += len(character.encode("utf-8", "replace"))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Code points of a selection in bytes; (-1, -1) where it does not lie in the text."""
        if not 0 <= start < end <= self.byte:
            return -1, -1
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        # a line end of ours begins with the character after it, and is no part of a selection
        while first < last and first + 1 < len(self.starts) and self.starts[first + 1] == self.starts[first]:
            first += 1
        return (first, last) if first < last else (-1, -1)
