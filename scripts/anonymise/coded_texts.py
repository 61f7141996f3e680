"""From a selection, as a coding project holds it, to its pieces in the current texts.

- where the coded text is known the selection is carried over word by word (carry.py), or stays where the text is the same,
- where only words are known, or words and places, they are looked for in the current export (locate.py), and then in the
  text as another project holds it,
- places alone count in the current export only if the document's name in the project tells the current version,
- what is found is cut at turns; speakers' labels and blanks at the ends are left out,
- a passage whose words are no longer those that were coded, but for masks, is marked: nobody has read it as it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from scripts.anonymise.carry import Carry, carrier
from scripts.anonymise.document_names import DocumentNames
from scripts.anonymise.locate import NOT_THERE, Locator, Place
from scripts.anonymise.same_words import between, same_words
from scripts.anonymise.words import Word, words
from scripts.ground.export_text import TurnPlace, export_text

TEXT_CHANGED = "the words changed since they were coded"
NO_WORDS = "the selection holds no words of a turn"
NO_TEXT = "a place without words, and not the text it counts in"

Row = dict[str, Any]


class Pieces(NamedTuple):
    """A selection's pieces (document, turn, start, end in the turn), or why there are none."""

    pieces: tuple[tuple[str, int, int, int], ...] = ()
    reason: str = ""
    is_raw: bool = False
    is_cut: bool = False
    is_changed: bool = False


class CodedTexts:
    """The current exports, and for each coded text the way from its places to theirs."""

    def __init__(self, names: DocumentNames, documents: list[Row], turns: list[Row], coded_texts: list[Row]) -> None:
        of_document = defaultdict(list)
        for turn in turns:
            of_document[turn["document"]].append(turn)
        self._names = names
        self._exports = {row["document"]: export_text(of_document[row["document"]]) for row in documents}
        self._coded = {row["document_name"]: row["text"] for row in coded_texts}
        self._locators: dict[str, Locator] = {}
        self._carriers: dict[str, Carry] = {}
        self._words: dict[str, list[Word]] = {}

    def pieces(self, row: Row) -> Pieces:
        """Where one coding lies in the current texts."""
        named = self._names.find(row["document_name"])
        if named.reason:
            return Pieces(reason=named.reason)
        text, places = self._exports[named.document]
        place = self._place(row, named.document, text, is_current=named.is_current)
        if place.reason:
            return Pieces(reason=place.reason)
        pieces = tuple((named.document, *piece) for piece in _cut(text, places, place.start, place.end))
        current = between(self._words_of(named.document, text), place.start, place.end)
        is_changed = not place.is_cut and not self._still(row, current)
        return Pieces(pieces, "" if pieces else NO_WORDS, named.is_raw, place.is_cut, is_changed)

    def _still(self, row: Row, current: list[Word]) -> bool:
        """Whether the words found are those that were coded; a place alone, in the current text, is what it is."""
        start, end, name = row["start"], row["end"], row["document_name"]
        if name in self._coded and start is not None and end is not None:
            return same_words(between(self._words_of(f"coded {name}", self._coded[name]), start, end), current)
        quote = row["quote"] or ""
        return not quote.strip() or same_words(words(quote), current)

    def _words_of(self, of: str, text: str) -> list[Word]:
        if of not in self._words:
            self._words[of] = words(text)
        return self._words[of]

    def _place(self, row: Row, document: str, text: str, *, is_current: bool) -> Place:
        start, end, quote, name = row["start"], row["end"], row["quote"] or "", row["document_name"]
        has_place = start is not None and end is not None
        if has_place and name in self._coded:
            return self._carried(name, text, Place(start, end))
        if not quote.strip():
            usable = has_place and is_current and 0 <= start < end <= len(text)
            return Place(start, end) if usable else Place(reason=NO_TEXT)
        found = self._locator(document, text).place(start, end, quote)
        if found.reason != NOT_THERE or name not in self._coded:
            return found
        before = self._locator(f"coded {name}", self._coded[name]).place(None, None, quote)
        return before if before.reason else self._carried(name, text, before)

    def _carried(self, name: str, text: str, place: Place) -> Place:
        if place.start >= place.end:
            return Place(reason=NO_WORDS)
        if name not in self._carriers:
            self._carriers[name] = carrier(self._coded[name], text)
        carried = self._carriers[name](place.start, place.end)
        return Place(*carried, is_cut=place.is_cut) if carried else Place(reason=TEXT_CHANGED)

    def _locator(self, of: str, text: str) -> Locator:
        return self._locators.setdefault(of, Locator(text))


def _cut(text: str, places: list[TurnPlace], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    for turn, turn_start, turn_end in places:
        first, last = max(start, turn_start), min(end, turn_end)
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if any(sign.isalnum() for sign in text[first:last]):
            yield turn, first - turn_start, last - turn_start
