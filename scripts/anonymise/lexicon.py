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
    """Entries by their words in lower case; the longest entry at a word is found."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, ...], E] = {}
        self._first_words: set[str] = set()
        # a word and the one after it → entries that begin so, longest first
        self._by_pair: dict[tuple[str, str], list[tuple[str, ...]]] = {}

    def get(self, words: tuple[str, ...]) -> E | None:
        return self._entries.get(words)

    def add(self, words: tuple[str, ...], entry: E) -> None:
        self._entries[words] = entry
        self._first_words.add(words[0])
        if len(words) > 1:
            pair = self._by_pair.setdefault(words[:2], [])
            pair.append(words)
            pair.sort(key=len, reverse=True)

    def matches(self, text: Text) -> Iterator[Match[E]]:
        """The longest entry at each word where one begins; matches may overlap."""
        lows = text.lows
        for first in [index for index, low in enumerate(lows) if low in self._first_words]:
            words = self._longest_at(text, first)
            if words:
                yield Match(first, first + len(words) - 1, self._entries[words])

    def _longest_at(self, text: Text, first: int) -> tuple[str, ...] | None:
        for words in self._by_pair.get(tuple(text.lows[first : first + 2]), ()):
            if _stands_at(text, first, words):
                return words
        alone = (text.lows[first],)
        return alone if alone in self._entries else None


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
