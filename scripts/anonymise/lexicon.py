"""Finding entries of one or several words in a text by dictionary look-up, however many entries there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, NamedTuple, TypeVar

from scripts.anonymise.normal import folded
from scripts.anonymise.text import WORD, Text

E = TypeVar("E")
LONGEST_GAP = 4
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
        # the word an entry is looked for by → its distance from the entry's start, and the entry's words
        self._by_anchor: dict[str, list[tuple[int, tuple[str, ...]]]] = {}

    def get(self, words: tuple[str, ...]) -> E | None:
        return self._entries.get(words)

    def add(self, words: tuple[str, ...], entry: E) -> None:
        if words not in self._entries:
            # initials are too frequent to look for: "I" stands in every text
            offset = int(len(words) > 1 and len(words[0]) == 1)
            self._by_anchor.setdefault(words[offset], []).append((offset, words))
        self._entries[words] = entry

    def matches(self, text: Text) -> Iterator[Match[E]]:
        """All entries that stand in a text; they may overlap."""
        for index in text.places_of(self._by_anchor.keys()):
            for offset, words in self._by_anchor[text.lows[index]]:
                first = index - offset
                if len(words) == 1 or (first >= 0 and _stands_at(text, first, words)):
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
    if len(gap) > LONGEST_GAP:
        return False
    bare = gap.strip()
    # "J. Ferriby" and "Ferriby, Jo" are names; "the Mayor. Jo" is not
    if bare == ".":
        return gap == "." or len(text.words[index - 1]) == 1
    return bare in JOINTS or bare == ","
