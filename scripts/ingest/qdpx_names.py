"""Who is who in a REFI-QDA project: what every GUID stands for, and how elements are called in tables.

- A guid that stands for a case stands for that case even where it is a code too (NVivo lists its cases among the codes).
- A case without a name that holds one source is that source (MAXQDA and Quirkos keep a document's variables so).
- A source without a name goes by its file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from scripts.ingest.cells import fold
from scripts.ingest.qdpx_xml import every, guid, name_of, tag, target

SOURCES = {
    "TextSource": "text",
    "PictureSource": "picture",
    "PDFSource": "PDF",
    "AudioSource": "audio",
    "VideoSource": "video",
}
SELECTIONS = {
    "PlainTextSelection": "text",
    "PictureSelection": "picture",
    "PDFSelection": "PDF",
    "AudioSelection": "audio",
    "VideoSelection": "video",
    "TranscriptSelection": "audio or video transcript",
}
# Texts that stand inside a source, and go by its name.
INNER_TEXTS = ("Representation", "TextDescription", "Transcript")
Named = TypeVar("Named")
PATHS = ("plainTextPath", "richTextPath", "path", "currentPath")
KINDS = {
    **dict.fromkeys(SOURCES, "source"),
    **dict.fromkeys(SELECTIONS, "selection"),
    **dict.fromkeys(INNER_TEXTS, "source"),
    "Code": "code",
    "Case": "case",
    "Set": "set",
    "Variable": "variable",
    "Coding": "coding",
    "Note": "note",
    "Link": "link",
    "Graph": "graph",
    "User": "coder",
    "Project": "project",
}


@dataclass(frozen=True)
class Known:
    """What an element is called, and of what kind it is."""

    name: str
    kind: str


class Names:
    """Looks up elements and GUIDs of one project."""

    def __init__(self, root: Any) -> None:
        self.parents = {child: parent for parent in root.iter() for child in parent}
        self.elements = _by_guid((each, each) for each in root.iter() if tag(each) in KINDS)
        self.codes = _by_guid((each, name_of(each)) for each in every(root, "Code"))
        self.users = _by_guid((each, name_of(each) or fold(each.get("id") or "")) for each in every(root, "User"))
        self._cases = {each: self._case(each, number) for number, each in enumerate(every(root, "Case"), start=1)}
        self.cases = _by_guid(self._cases.items())
        self._places: dict[Any, str] = {}
        self._documents: dict[Any, str] = {}

    def name_document(self, element: Any, name: str) -> None:
        """Call a source by the name its text goes by, for two texts may bear one name."""
        self._documents[element] = name

    def place(self, selection: Any, start: int, end: int) -> None:
        """Remember where a selection lies in its text."""
        self._places[selection] = f"{start}-{end}"

    def about(self, element: Any) -> Known:
        """How an element is called in the tables; a passage by its text and place."""
        above, place = element, ""
        while above in self.parents and tag(above) in (*SELECTIONS, *INNER_TEXTS, "Coding"):
            place = place or self._places.get(above, "")
            above = self.parents[above]
        return Known(f"{self._name(above)} {place}".strip(), KINDS.get(tag(element), "other"))

    def _name(self, element: Any) -> str:
        if tag(element) == "Project":
            return ""
        if tag(element) == "Case":
            return self._cases[element]
        if tag(element) in SOURCES or tag(element) == "Note":
            return self._documents.get(element) or source_name(element)
        return name_of(element)

    def known(self, reference: str) -> Known | None:
        """What a GUID stands for; None for a GUID of nothing."""
        if reference in self.cases:
            return Known(self.cases[reference], "case")
        element = self.elements.get(reference)
        return self.about(element) if element is not None else None

    def _case(self, element: Any, number: int) -> str:
        sources = [self.elements.get(target(each)) for each in every(element, "SourceRef")]
        if not name_of(element) and len(sources) == 1 and sources[0] is not None:
            return source_name(sources[0])
        return name_of(element) or f"case {number}"


def source_name(element: Any) -> str:
    """The name of a source, else of its file."""
    path = next((element.get(each) for each in PATHS if element.get(each)), "").replace("\\", "/")
    return name_of(element) or fold(posixpath.splitext(posixpath.basename(path))[0])


def _by_guid(named: Iterable[tuple[Any, Named]]) -> dict[str, Named]:
    return {guid(element.get("guid")): name for element, name in named if guid(element.get("guid"))}
