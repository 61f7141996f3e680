"""Raw words in a release: eight words in a row as somebody said or wrote them, and no approved quote.

- words are plain letters and digits in lower case, so that neither signs nor style hide a passage
- approved are the quotes as the report prints them; a question that an interviewer asks in several texts is nobody's own words
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from scripts.provenance.names_plain import WORD, folded

WORDS = 8
# texts in which an interviewer's words must stand to be a question of the guide
SEVERAL = 2
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

    def occur_in(self, text: str) -> bool:
        """Whether a text holds any of them."""
        return bool(self._own) and not self._own.isdisjoint(shingles(text))


def shingles(text: str) -> Iterator[Shingle]:
    """Every eight words in a row."""
    words = WORD.findall(folded(text))
    return zip(*(words[start:] for start in range(WORDS)), strict=False)
