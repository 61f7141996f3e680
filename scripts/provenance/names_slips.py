"""Whole names with a slip: one letter more, less, another or two swapped in a word of six letters and more.

Words are compared by what is left of them without one letter, so that a text of any length costs one look a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from scripts.provenance.names_forms import BETWEEN, spaced
from scripts.provenance.names_plain import WORD

SHORTEST_SLIPPED, LONGEST_WORD = 6, 30


class Slips:
    """Words that resemble a given or family name, remembered from text to text."""

    def __init__(self, pairs: Collection[tuple[str, str]]) -> None:
        self._pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._shortened: dict[str, set[str]] = defaultdict(set)
        for pair in pairs:
            for name in pair:
                self._pairs[name].add(pair)
                if len(name) >= SHORTEST_SLIPPED and WORD.fullmatch(name):
                    for form in _without_one(name):
                        self._shortened[form].add(name)
        self._known: dict[str, frozenset[str]] = {}

    def patterns(self, words: Collection[str]) -> Iterator[str]:
        """Patterns of names of which a word has a slip and the other one occurs too, as it is or with a slip of its own."""
        slips: dict[str, set[str]] = defaultdict(set)
        for word in words:
            for name in self._resembled(word):
                slips[name].add(word)
        for name in sorted(slips):
            for given, family in sorted(self._pairs[name]):
                forms = [_forms(part, slips, words) for part in (given, family)]
                if all(forms):
                    first, last = (f"(?:{'|'.join(spaced(each) for each in sorted(form))})" for form in forms)
                    yield rf"(?<!\w){first}{BETWEEN}{last}(?!\w)"
                    yield rf"(?<!\w){last}[\W_]+{first}(?!\w)"

    def _resembled(self, word: str) -> frozenset[str]:
        if word not in self._known:
            self._known[word] = self._find(word) if SHORTEST_SLIPPED - 1 <= len(word) <= LONGEST_WORD else frozenset()
        return self._known[word]

    def _find(self, word: str) -> frozenset[str]:
        near = {name for form in _without_one(word) for name in self._shortened.get(form, ())}
        if not near:
            return frozenset()
        from rapidfuzz.distance import OSA

        return frozenset(name for name in near if OSA.distance(name, word) == 1)


def _forms(name: str, slips: dict[str, set[str]], words: Collection[str]) -> set[str]:
    as_it_is = {name} if all(part in words for part in WORD.findall(name)) else set()
    return slips.get(name, set()) | as_it_is


def _without_one(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
