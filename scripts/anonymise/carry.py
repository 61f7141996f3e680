"""Carrying a selection from a text as it was coded to the same text redacted anew.

The texts are aligned word by word (align.py); a selection is carried over when at least 80 % of its words stand again, and at
least 80 % of the words between its new ends are these words. A word that was masked since does not stand again, and of those
that do at least half must stand beside a neighbour.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from scripts.anonymise.align import align
from scripts.anonymise.words import words

SURVIVING_SHARE = 0.8

Carry = Callable[[int, int], tuple[int, int] | None]


def carrier(coded: str, current: str) -> Carry:
    """A function from a stretch of the coded text to the same words in the current one; None when too few survive."""
    if coded == current:
        return lambda start, end: (start, end) if 0 <= start < end <= len(current) else None
    return _Carrier(coded, current)


class _Carrier:
    """Two texts, aligned."""

    def __init__(self, coded: str, current: str) -> None:
        self._texts = coded, current
        old, self._new = words(coded), words(current)
        self._starts, self._ends = [word.start for word in old], [word.end for word in old]
        self._aligned = align(old, self._new)

    def __call__(self, start: int, end: int) -> tuple[int, int] | None:
        first, after = bisect_right(self._ends, start), bisect_left(self._starts, end)
        survivors = [place for place in self._aligned.where[first:after] if place is not None]
        if not survivors or len(survivors) < SURVIVING_SHARE * (after - first):
            return None
        lone = sum(self._aligned.where[index] is not None for index in range(first, after) if index in self._aligned.lone)
        if lone > len(survivors) / 2:
            return None
        inner = (survivors[0], survivors[-1] + 1)
        for low, high in (self._outer(first, after, inner), inner):
            if len(survivors) >= SURVIVING_SHARE * (high - low):
                return self._with_signs(start, end, (first, after - 1), (low, high - 1))
        return None

    def _with_signs(self, start: int, end: int, old: tuple[int, int], new: tuple[int, int]) -> tuple[int, int]:
        """The new stretch, with the signs before and after its words that the selection held too."""
        coded, current = self._texts
        first, last = self._starts[old[0]], self._ends[old[1]]
        low, high = self._new[new[0]].start, self._new[new[1]].end
        while first > start and low and coded[first - 1] == current[low - 1]:
            first, low = first - 1, low - 1
        while last < end and high < len(current) and coded[last] == current[high]:
            last, high = last + 1, high + 1
        return low, high

    def _outer(self, first: int, after: int, inner: tuple[int, int]) -> tuple[int, int]:
        """The selection's borders among the new words, where they are sure; one inside a mask goes outwards, it belongs to it."""
        lows, highs = self._aligned.low, self._aligned.high
        while highs[first] is None:
            first -= 1
        while lows[after] is None:
            after += 1
        low = highs[first] if lows[first] == highs[first] else inner[0]
        high = lows[after] if lows[after] == highs[after] else inner[1]
        return low, high
