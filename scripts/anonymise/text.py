"""A text as the detectors see it: its plain form, cut into words once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set
from functools import cached_property, lru_cache
from itertools import accumulate, compress
from operator import ne

from scripts.anonymise.general import TITLES
from scripts.anonymise.normal import normalise

# letters only, so that names cut at hyphens, apostrophes, full stops and digits are found by their parts; "don't" stays whole
WORD = re.compile(r"([^\W\d_]+(?:(?<=n)'t\b)?)")
# the same for texts without other letters, which is much faster
ASCII_WORD = re.compile(r"([A-Za-z]+(?:(?<=n)'t\b)?)")
# time stamps are no identifiers; none of their digits begins one
DIGITS = re.compile(r"\[\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?\]|(?P<digits>\d+)")
BEFORE_DIGITS, AFTER_DIGITS = 30, 70
SENTENCE_END = frozenset('.!?:;\u2026"')
OPENING_QUOTE = re.compile(r"(?:^|[\s(])'$")
NEW_LINE = re.compile(r"\n\s*(?:\n|[-*•\d])")


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
        self.lows = list(map(str.lower, self.words))

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

    @property
    def vocabulary(self) -> Set[str]:
        """The different words, in lower case."""
        return self.index.keys()

    def before(self, index: int) -> str:
        """The word before a word, in lower case."""
        return self.lows[index - 1] if index else ""

    def after(self, index: int) -> str:
        """The word after a word, in lower case."""
        return self.lows[index + 1] if index + 1 < len(self.lows) else ""

    def places_of(self, words: Set[str]) -> list[int]:
        """Indices of the words that are among some words; most texts have none, which is seen at once."""
        found = list(words & self.index.keys())
        if len(found) == 1:
            return self.index[found[0]]
        return sorted(index for low in found for index in self.index[low])

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """Where each word stands."""
        places: dict[str, list[int]] = defaultdict(list)
        for index, low in enumerate(self.lows):
            places[low].append(index)
        # from here on a look-up adds nothing
        return dict(places)

    @cached_property
    def near_digits(self) -> list[tuple[int, int]]:
        """Stretches round digits: where an identifier with digits may stand."""
        stretches: list[tuple[int, int]] = []
        for match in DIGITS.finditer(self.plain):
            if match.lastgroup is None:
                continue
            start, end = max(0, match.start() - BEFORE_DIGITS), match.end() + AFTER_DIGITS
            if stretches and start <= stretches[-1][1]:
                start = stretches.pop()[0]
            stretches.append((start, end))
        return stretches

    def starts_sentence(self, index: int) -> bool:
        """Whether a capital at this word may be due to the sentence alone."""
        if index == 0:
            return True
        gap = self.gap(index)
        if gap == " ":
            return False
        if "\n" in gap and index + 1 < len(self.gaps) and self.gaps[index + 1].startswith(":"):
            # the heading of a line: "Date: ..."
            return True
        if gap.startswith(".") and (self.lows[index - 1] in TITLES or len(self.words[index - 1]) == 1):
            return False
        return _ends_sentence(gap)


@lru_cache(maxsize=10_000)
def _ends_sentence(gap: str) -> bool:
    return not SENTENCE_END.isdisjoint(gap) or bool(OPENING_QUOTE.search(gap) or NEW_LINE.search(gap))
