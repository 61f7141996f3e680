"""Raw words in a release: eight words in a row as somebody said or wrote them, and no approved quote.

- words are plain letters and digits in lower case, so that neither signs nor style hide a passage
- approved are the quotes as the report prints them; a question that an interviewer asks in several texts is nobody's own words
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from scripts.provenance.names_plain import folded, words_of

WORDS = 8
# texts in which an interviewer's words must stand to be a question of the guide
SEVERAL = 2
KNOWN = re.compile(rb"\x01{%d,}" % WORDS)
Shingle = tuple[str, ...]


class RawWords:
    """The runs of eight words that must not be published."""

    def __init__(self, turns: Iterable[dict[str, Any]], approved: Iterable[str]) -> None:
        own: set[Shingle] = set()
        asked: Counter[Shingle] = Counter()
        seen: set[tuple[str, Shingle]] = set()
        for turn in turns:
            for shingle in shingles(turn["text"] or ""):
                if turn["part"] != "interviewer":
                    own.add(shingle)
                elif (turn["document"], shingle) not in seen:
                    seen.add((turn["document"], shingle))
                    asked[shingle] += 1
        own |= {shingle for shingle, texts in asked.items() if texts < SEVERAL}
        self._own = own.difference(*(shingles(text) for text in approved))
        self._words = {word for shingle in self._own for word in shingle}

    def occur_in(self, text: str) -> bool:
        """Whether a text holds any of them: only where eight of their words stand in a row they are looked up."""
        words = words_of(folded(text))
        known = bytes(map(self._words.__contains__, words))
        runs = (range(run.start(), run.end() - WORDS + 1) for run in KNOWN.finditer(known))
        return any(tuple(words[at : at + WORDS]) in self._own for run in runs for at in run)


def shingles(text: str) -> Iterator[Shingle]:
    """Every eight words in a row."""
    words = words_of(folded(text))
    return zip(*(words[start:] for start in range(WORDS)), strict=False)
