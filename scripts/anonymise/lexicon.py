"""Finding entries of one or several words in a text by dictionary look-up, however many entries there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Generic, NamedTuple, TypeVar

from scripts.anonymise.normal import folded
from scripts.anonymise.text import WORD, Text

E = TypeVar("E")
LONGEST_GAP = 4
# a line break with indentation
LONGEST_BLANK = 10
JOINTS = frozenset(("", "-", "'", "_", "/", "."))


class Match(NamedTuple, Generic[E]):
    """An entry found at the words `first` to `last`."""

    first: int
    last: int
    entry: E


class Lexicon(Generic[E]):
    """Entries by their words in lower case."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, ...], E] = {}
        # the word an entry is looked for by → the other word beside it ("" for none) → how far it is from the entry's start,
        # and the entry's words
        self._by_anchor: dict[str, dict[str, list[tuple[int, tuple[str, ...]]]]] = {}

    def get(self, words: tuple[str, ...]) -> E | None:
        return self._entries.get(words)

    def entries(self) -> Iterable[tuple[tuple[str, ...], E]]:
        return self._entries.items()

    def add(self, words: tuple[str, ...], entry: E) -> None:
        if words not in self._entries:
            # initials are too frequent to look for: "I" stands in every text
            offset = int(len(words) > 1 and len(words[0]) == 1)
            beside = words[1 - offset] if len(words) > 1 else ""
            self._by_anchor.setdefault(words[offset], {}).setdefault(beside, []).append((offset, words))
        self._entries[words] = entry

    @property
    def anchors(self) -> Set[str]:
        """The words that entries are looked for by."""
        return self._by_anchor.keys()

    def matches(self, text: Text) -> Iterator[Match[E]]:
        """All entries that stand in a text; they may overlap."""
        lows, last = text.lows, len(text.lows) - 1
        for low, places in text.places(self._by_anchor.keys()):
            beside = self._by_anchor[low]
            alone = self._entries[beside[""][0][1]] if "" in beside else None
            # an anchor that only stands alone has no neighbours to look at
            has_neighbours = len(beside) > (alone is not None)
            for index in places:
                if alone is not None:
                    yield Match(index, index, alone)
                if has_neighbours and (lows[index - 1] in beside or (index < last and lows[index + 1] in beside)):
                    yield from self._longer(text, index, beside)

    def _longer(self, text: Text, index: int, beside: dict[str, list[tuple[int, tuple[str, ...]]]]) -> Iterator[Match[E]]:
        """Entries of several words that stand round an anchor."""
        neighbours = (text.before(index), text.after(index))
        for neighbour in neighbours[: 1 + (neighbours[0] != neighbours[1])]:
            for offset, words in beside.get(neighbour, ()) if neighbour else ():
                first = index - offset
                if first >= 0 and _stands_at(text, first, words):
                    yield Match(first, first + len(words) - 1, self._entries[words])


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in plain lower case: `O'Malley` → (o, malley)."""
    return tuple(WORD.findall(folded(name)))


def _stands_at(text: Text, first: int, words: tuple[str, ...]) -> bool:
    if tuple(text.lows[first : first + len(words)]) != words:
        return False
    return all(is_joint(text, index) for index in range(first + 1, first + len(words)))


def is_joint(text: Text, index: int) -> bool:
    """Whether a word and the one before it can belong to one name."""
    gap = text.gap(index)
    bare = gap.strip()
    if len(gap) > (LONGEST_GAP if bare else LONGEST_BLANK):
        return False
    # "J. Ferriby" and "Ferriby, Jo" are names; "the Mayor. Jo" is not
    if bare == ".":
        return gap == "." or len(text.words[index - 1]) == 1
    return bare in JOINTS or bare == ","
