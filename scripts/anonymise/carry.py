"""Carrying a selection from a text as it was coded to the same text redacted anew.

The texts are aligned word by word (shortest edit script, rapidfuzz); a selection is carried over when at least 80 % of its
words stand again, and at least 80 % of the words between the first and the last of them are these words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from rapidfuzz.distance import Levenshtein

SURVIVING_SHARE = 0.8
# a mask is one word, whatever stands in it
WORD = re.compile(r"\[[^\[\]\n]*\]|\w+(?:['’]\w+)*")

Carry = Callable[[int, int], tuple[int, int] | None]


def carrier(coded: str, current: str) -> Carry:
    """A function from a stretch of the coded text to the same words in the current one; None when too few survive."""
    if coded == current:
        return lambda start, end: (start, end) if 0 <= start < end <= len(current) else None
    return _Aligned(coded, current)


class _Aligned:
    """Two texts, word by word."""

    def __init__(self, coded: str, current: str) -> None:
        old, new = list(WORD.finditer(coded)), list(WORD.finditer(current))
        self._starts, self._ends = [word.start() for word in old], [word.end() for word in old]
        self._new = new
        self._where: list[int | None] = [None] * len(old)
        for block in Levenshtein.opcodes([word.group() for word in old], [word.group() for word in new]):
            if block.tag == "equal":
                for step in range(block.src_end - block.src_start):
                    self._where[block.src_start + step] = block.dest_start + step

    def __call__(self, start: int, end: int) -> tuple[int, int] | None:
        first, after = bisect_right(self._ends, start), bisect_left(self._starts, end)
        survivors = [place for place in self._where[first:after] if place is not None]
        if not survivors or len(survivors) < SURVIVING_SHARE * (after - first):
            return None
        low, high = survivors[0], survivors[-1]
        # a masked word at an end of the selection still belongs to it
        low, high = max(0, low - self._missing(first, 1)), min(len(self._new) - 1, high + self._missing(after - 1, -1))
        if len(survivors) < SURVIVING_SHARE * (high - low + 1):
            low, high = survivors[0], survivors[-1]
        if len(survivors) < SURVIVING_SHARE * (high - low + 1):
            return None
        return self._new[low].start(), self._new[high].end()

    def _missing(self, index: int, step: int) -> int:
        """How many words at an end of the selection do not stand again."""
        count = 0
        while self._where[index] is None:
            count, index = count + 1, index + step
        return count
