"""The codings of a REFI-QDA project: on passages of texts, on whole texts, and, counted by kind, on what text cannot show.

- Texts are text sources, notes that are coded, and the texts inside other sources: of a PDF, of a picture, of a recording.
- A coding on a whole text covers it from end to end. A transcript's selection lies between the positions of its two marks.
- A PDF selection that brings its words is kept with them; it is placed where they stand once in the PDF's text.
- Two texts of one name in one project (MAXQDA names documents within groups) are told apart by a number.
- A coding is numbered as it stands in the project file, whatever it is on.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from scripts.ingest.coding_texts import document_key
from scripts.ingest.project import Membership, Selection, TextSource
from scripts.ingest.qdpx_archive import Archive
from scripts.ingest.qdpx_names import INNER_TEXTS, SELECTIONS, SOURCES, Names
from scripts.ingest.qdpx_text import Span, placed, plain
from scripts.ingest.qdpx_xml import children, every, guid, name_of, tag, target, whole, words

ON_A_CASE = "passages coded to a case"
ELSEWHERE = "other"


class Codings:
    """Reads all codings of one project; what it has found is in its fields."""

    def __init__(self, archive: Archive, root: Any, names: Names, texts: dict[str, str]) -> None:
        self._archive, self._names, self._texts = archive, names, texts
        self._origin = root.get("origin") or ""
        self._numbers = {coding: number for number, coding in enumerate(every(root, "Coding"), start=1)}
        self._read: set[Any] = set()
        self._taken: dict[str, str | None] = {}
        self.others: Counter[str] = Counter()
        self.memberships: list[Membership] = []
        self.unknown_codes = self.from_rich_text = self.of_one_name = 0
        self.sources = tuple(source for each in root.iter() for source in self._sources(each))
        self._count_the_rest()

    def _sources(self, element: Any) -> list[TextSource]:
        if tag(element) == "TextSource":
            return [self._source(element, element)]
        if tag(element) not in (*SOURCES, "Note") or not _is_coded(element):
            return []
        if tag(element) == "Note":
            return [self._source(element, element)]
        texts = [each for each in children(element, *INNER_TEXTS) if tag(element) == "PDFSource" or _is_coded(each)]
        return [self._source(each, element) for each in texts] or self._quotes_only(element)

    def _source(self, holder: Any, source: Any) -> TextSource:
        """The text that a holder gives, with its selections; `source` is the element that has the name."""
        marks = {guid(each.get("guid")): whole(each.get("position")) for each in children(holder, "SyncPoint")}
        spans = {each: _span(each, marks) for each in children(holder, "PlainTextSelection", "TranscriptSelection")}
        name = self._names.about(source).name
        raw = self._raw(holder, name)
        text, place = placed(raw or "", list(spans.values()), self._origin)
        name = self._own_name(name, text if raw is not None else None)
        self._names.name_document(source, name)
        selections = []
        for element, span in spans.items():
            if tag(element) != "TranscriptSelection" or (raw is not None and min(span.start, span.end) >= 0):
                start, end = (place(span.start), place.end(span.end)) if raw is not None else (span.start, span.end)
                selections += self._selections(element, name, start, end)
        for element in self._wholes(holder, source, raw):
            selections += self._selections(element, name, *((0, len(text)) if raw else (-1, -1)))
        if tag(source) == "PDFSource":
            selections += self._quoted(source, name, text)
        return TextSource(name, text if raw is not None else None, tuple(sorted(selections, key=lambda each: each.number)))

    def _wholes(self, holder: Any, source: Any, raw: str | None) -> list[Any]:
        """Elements whose own codings are codings on the whole text."""
        return [holder, source] if tag(source) == "PDFSource" and raw is not None else [holder]

    def _quotes_only(self, source: Any) -> list[TextSource]:
        """A PDF without its text, whose selections may still bring their words."""
        name = self._names.about(source).name
        quoted = self._quoted(source, name, "") if tag(source) == "PDFSource" else []
        return [TextSource(name, None, tuple(quoted))] if quoted else []

    def _raw(self, holder: Any, name: str) -> str | None:
        inside = children(holder, "PlainTextContent")
        if inside:
            return inside[0].text or ""
        text = self._archive.text(holder.get("plainTextPath"))
        if text is None and document_key(name) in self._texts:
            return self._texts[document_key(name)]
        if text is None:
            text = self._archive.rich_text(holder.get("richTextPath"))
            self.from_rich_text += text is not None
        return text

    def _own_name(self, name: str, text: str | None) -> str:
        tried, number = name, 1
        while tried in self._taken and self._taken[tried] != text:
            number += 1
            tried = f"{name} ({number})"
        self.of_one_name += number > 1
        self._taken[tried] = text
        return tried

    def _quoted(self, source: Any, name: str, text: str) -> list[Selection]:
        made = []
        for element in children(source, "PDFSelection"):
            quote = next((plain(words(each, "PlainTextContent")) for each in children(element, "Representation")), "")
            if quote:
                start = text.find(quote) if text.count(quote) == 1 else -1
                made += self._selections(element, name, start, start + len(quote) if start >= 0 else -1, quote)
        return made

    def _selections(self, element: Any, document: str, start: int, end: int, quote: str = "") -> list[Selection]:
        """One selection a coding of the element that names a code."""
        is_part = tag(element) in SELECTIONS
        if is_part and start >= 0:
            self._names.place(element, start, end)
        made = []
        for coding in children(element, "Coding"):
            self._read.add(coding)
            code = self._code(coding, document, f"{start}-{end}" if is_part else "")
            if code:
                coder = self._coder(coding, element)
                made.append(Selection(self._numbers[coding], start, end, code, coder, quote))
        return made

    def _code(self, coding: Any, document: str, place: str) -> str:
        """The code a coding gives; empty for a case, and for a code that is not there, which are counted."""
        given = next((target(each) for each in children(coding, "CodeRef")), "")
        if given in self._names.cases:
            self.others[ON_A_CASE] += 1
            kind = "selection" if place else "source"
            self.memberships.append(Membership(self._names.cases[given], "case", f"{document} {place}".strip(), kind))
            return ""
        code = self._names.codes.get(given, "")
        self.unknown_codes += not code
        return code

    def _coder(self, coding: Any, element: Any) -> str:
        given = coding.get("creatingUser"), element.get("creatingUser"), element.get("modifyingUser")
        return next((name for name in (self._names.users.get(guid(each)) for each in given) if name), "")

    def _count_the_rest(self) -> None:
        """Every coding that no text showed is counted by what it is on."""
        for coding in self._numbers:
            if coding in self._read:
                continue
            above = tag(self._names.parents.get(coding, coding))
            on_source = f"{SOURCES[above]} as a whole" if above in SOURCES else ELSEWHERE
            kind = SELECTIONS.get(above, on_source) if above != "PlainTextSelection" else ELSEWHERE
            self.others[kind] += 1


def _is_coded(element: Any) -> bool:
    return next(every(element, "Coding"), None) is not None


def _span(selection: Any, marks: dict[str, int]) -> Span:
    if tag(selection) == "TranscriptSelection":
        ends = [marks.get(guid(selection.get(each)), -1) for each in ("fromSyncPoint", "toSyncPoint")]
        return Span(*ends)
    return Span(whole(selection.get("startPosition")), whole(selection.get("endPosition")), name_of(selection))
