"""A text as the detectors see it: its plain form, cut into words once."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cached_property, lru_cache
from itertools import accumulate, chain, compress
from operator import ne

from scripts.anonymise.general import TITLES
from scripts.anonymise.normal import normalise

# letters only, so that names cut at hyphens, apostrophes, full stops and digits are found by their parts; "don't" stays whole
WORD = re.compile(r"([^\W\d_]+(?:(?<=n)'t\b)?)")
# the same for texts without other letters, which is much faster
ASCII_WORD = re.compile(r"([A-Za-z]+(?:(?<=n)'t\b)?)")
# time stamps are no identifiers; none of their digits begins one
DIGITS = re.compile(r"[\[\d](?:(?<=\[)\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?\]|(?<=\d)(?P<digits>\d*))")
BEFORE_DIGITS, AFTER_DIGITS = 30, 70
# of different words that are kept in mind
MOST_WORDS = 500_000
SENTENCE_END = frozenset('.!?:;\u2026">|')
OPENING_QUOTE = re.compile(r"(?:^|[\s(])'$")
# "Prompt 4 - Truth be told"
NUMBERED = re.compile(r"\d ?[-.):]\s+$")
HEADING = re.compile(r"(?: [a-z]+){0,3}:")
NEW_LINE = re.compile(r"\n\s*(?:\n|[-*•\d])")


class _Lower(dict[str, str]):
    """Words in lower case: each text holds the same few thousand, made once."""

    def __missing__(self, word: str) -> str:
        if len(self) > MOST_WORDS:
            self.clear()
        return self.setdefault(word, word.lower())


_LOWER = _Lower()


class Text:
    """One turn: `raw` as it came, `plain` as detectors read it, and the words with their places in `plain`."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.plain, self.origin = normalise(raw)
        # gap, word, gap, word, ..., gap: splitting and adding up run in C
        pieces = (ASCII_WORD if self.plain.isascii() else WORD).split(self.plain)
        places = list(accumulate(map(len, pieces)))
        self.words: list[str] = pieces[1::2]
        self.gaps: list[str] = pieces[0::2]
        self.starts, self.ends = places[0:-1:2], places[1::2]
        self.lows = list(map(_LOWER.__getitem__, self.words))
        self._index: dict[str, list[int]] = {}

    def raw_place(self, place: int) -> int:
        """Where a place of the plain text lies in the raw text."""
        return place if self.origin is None else self.origin[place]

    def gap(self, index: int) -> str:
        """What stands between a word and the word before it."""
        return self.gaps[index]

    @cached_property
    def capitals(self) -> list[int]:
        """Indices of the words with a capital initial."""
        changed = compress(range(len(self.words)), map(ne, self.words, self.lows))
        return [index for index in changed if self.words[index][0].isupper()]

    @cached_property
    def inside(self) -> list[str]:
        """The words, in lower case, that bear a capital inside a sentence."""
        gaps, lows = self.gaps, self.lows
        return [lows[index] for index in self.capitals if (gaps[index] == " " and index) or not self.starts_sentence(index)]

    @cached_property
    def vocabulary(self) -> set[str]:
        """The different words, in lower case."""
        return set(self.lows)

    def before(self, index: int) -> str:
        """The word before a word, in lower case."""
        return self.lows[index - 1] if index else ""

    def after(self, index: int) -> str:
        """The word after a word, in lower case."""
        return self.lows[index + 1] if index + 1 < len(self.lows) else ""

    def places_of(self, words: Set[str]) -> list[int]:
        """Indices of the words that are among some words; most texts have none, which is seen at once."""
        found = words & self.vocabulary
        if not found:
            return []
        self.look_for(found)
        if len(found) == 1:
            return self._index[next(iter(found))]
        return sorted(chain.from_iterable(map(self._index.__getitem__, found)))

    def places(self, words: Set[str]) -> list[tuple[str, list[int]]]:
        """Each of some words that the text holds, with where it stands."""
        found = words & self.vocabulary
        self.look_for(found)
        return [(low, self._index[low]) for low in found]

    def look_for(self, words: Set[str]) -> None:
        """Find out where words stand: asking for many at once is the cheapest."""
        new = (words & self.vocabulary) - self._index.keys()
        if not new:
            return
        self._index.update((low, []) for low in new)
        for index in compress(range(len(self.lows)), map(new.__contains__, self.lows)):
            self._index[self.lows[index]].append(index)

    @cached_property
    def near_digits(self) -> list[tuple[int, int, int]]:
        """Stretches round digits, where an identifier with digits may stand, and how many digits each holds."""
        stretches: list[tuple[int, int, int]] = []
        begin, end, digits = 0, -1, 0
        for match in DIGITS.finditer(self.plain):
            if match.lastgroup is None:
                continue
            start, stop = match.span()
            if start - BEFORE_DIGITS > end:
                if digits:
                    stretches.append((begin, end, digits))
                begin, digits = max(0, start - BEFORE_DIGITS), 0
            end = stop + AFTER_DIGITS
            digits += stop - start
        if digits:
            stretches.append((begin, end, digits))
        return stretches

    def starts_sentence(self, index: int) -> bool:
        """Whether a capital at this word may be due to the sentence alone."""
        if index == 0:
            return True
        gap = self.gap(index)
        if gap == " ":
            return False
        if "\n" in gap and HEADING.match(self.plain, self.ends[index]):
            # the heading of a line: "Date: ...", "Recorded on: ..."
            return True
        if gap.startswith(".") and (self.lows[index - 1] in TITLES or len(self.words[index - 1]) == 1):
            return False
        return _ends_sentence(gap)


@lru_cache(maxsize=10_000)
def _ends_sentence(gap: str) -> bool:
    return not SENTENCE_END.isdisjoint(gap) or bool(OPENING_QUOTE.search(gap) or NEW_LINE.search(gap) or NUMBERED.search(gap))
