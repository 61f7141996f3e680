"""Where a passage stands of which the coding program tells the words, and perhaps the place, but not the text around.

- a place holds if the words there are the words told,
- else the words are looked for: as they stand (blanks folded), then word by word, where a mask may stand for one to three
  words of the other version, at least 80 % of the words must stand again, and half of them must be no masks,
- words that stand more than once have no place: which passage was meant nobody can say,
- a program that cuts long words short ends them in `...`: then the passage is as long as the words told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from scripts.anonymise.align import GONE, costs, steps
from scripts.anonymise.carry import SURVIVING_SHARE
from scripts.anonymise.words import Word, words

BLANKS = re.compile(r"\s+")
CUT_SHORT = re.compile(r"\s*(?:\.\.\.|…|\[(?:\.\.\.|…)\])\s*$")
REAL_SHARE = 0.5

NOT_THERE = "the quoted words do not stand in the text"
SEVERAL = "the quoted words stand more than once"


class Place(NamedTuple):
    """A stretch of the text, or a reason why there is none; `is_cut`: the quote told its beginning only."""

    start: int = 0
    end: int = 0
    reason: str = ""
    is_cut: bool = False


class Locator:
    """A text in which passages are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def place(self, start: int | None, end: int | None, quote: str) -> Place:
        """The place of the words, where they are said to be or where they are found."""
        head = CUT_SHORT.sub("", quote)
        if start is not None and end is not None and 0 <= start < end <= len(self._text):
            there = self._text[start:end]
            if _is_same(there, quote) or (head != quote and _begins(there, head)):
                return Place(start, end)
        found = self._as_it_stands(quote, right=True)
        if found is None and head.strip() and head != quote:
            found = self._as_it_stands(head, right=False) or self._word_by_word(words(head)[:-1])
            return found._replace(is_cut=not found.reason)
        return found or self._word_by_word(words(quote))

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        """The text with single blanks, and where each of its characters stands."""
        places = [
            place
            for place, sign in enumerate(self._text)
            if not sign.isspace() or (place and not self._text[place - 1].isspace())
        ]
        return "".join(" " if self._text[place].isspace() else self._text[place] for place in places), places

    @cached_property
    def _words(self) -> list[Word]:
        return words(self._text)

    def _as_it_stands(self, quote: str, *, right: bool) -> Place | None:
        needle = _fold(quote)
        if not needle:
            return None
        text, places = self._folded
        hits = _hits(text, needle)
        hits = [hit for hit in hits if _is_whole(text, hit, hit + len(needle), right=right)] or hits
        if len(hits) > 1:
            return Place(reason=SEVERAL)
        return Place(places[hits[0]], places[hits[0] + len(needle) - 1] + 1) if hits else None

    def _word_by_word(self, told: Sequence[Word]) -> Place:
        found = _windows(told, self._words)
        if len(found) > 1:
            return Place(reason=SEVERAL)
        return Place(self._words[found[0][0]].start, self._words[found[0][1] - 1].end) if found else Place(reason=NOT_THERE)


def _windows(told: Sequence[Word], text: Sequence[Word]) -> list[tuple[int, int]]:
    """At most two stretches of the text, apart from each other, that hold enough of the words told."""
    if not told or not text:
        return []
    cost = costs(told, text, anywhere=True)
    ends = cost[-1].copy()
    # every word told that is not found costs at most one gone and one come
    most = 2 * GONE * (1 - SURVIVING_SHARE) * len(told) + len(told) * (1 - REAL_SHARE)
    found: list[tuple[int, int]] = []
    while len(found) < 2:
        end = int(ends.argmin())
        if ends[end] > most:
            break
        start, kept, real = _trace(cost, told, text, end)
        overlaps = any(start < high and low < end for low, high in found)
        enough = kept[0] >= SURVIVING_SHARE * len(told) and kept[1] >= SURVIVING_SHARE * (end - start)
        if enough and real >= REAL_SHARE * len(told) and not overlaps:
            found.append((start, end))
            ends[start + 1 : end + 1] = most + 1
        ends[end] = most + 1
    return found


def _trace(cost: object, told: Sequence[Word], text: Sequence[Word], end: int) -> tuple[int, tuple[int, int], int]:
    """Where the cheapest alignment that ends here begins; words kept of both sides; kept words that are no masks."""
    row, column, kept_told, kept_text, real = len(told), end, 0, 0, 0
    # going back is going forth from the end of both texts reversed
    back_told, back_text = list(told)[::-1], list(text)[::-1]
    while row:
        here = cost[row, column]
        for down, right, price in steps(back_told, back_text, len(told) - row, len(text) - column):
            if cost[row - down, column - right] + price == here:
                break
        before, after = told[row - 1], text[column - 1] if column else None
        if down and right and (price == 0 or before.is_mask or after.is_mask):
            kept_told, kept_text = kept_told + down, kept_text + right
            real += price == 0 and not before.is_mask
        row, column = row - down, column - right
    return column, (kept_told, kept_text), real


def _fold(text: str) -> str:
    return BLANKS.sub(" ", text).strip()


def _is_same(there: str, quote: str) -> bool:
    if _fold(there) == _fold(quote):
        return True
    forms = [word.form for word in words(there)]
    return bool(forms) and forms == [word.form for word in words(quote)]


def _begins(there: str, head: str) -> bool:
    return bool(_fold(head)) and _fold(there).startswith(_fold(head))


def _hits(text: str, needle: str) -> list[int]:
    hits, hit = [], text.find(needle)
    while hit >= 0:
        hits.append(hit)
        hit = text.find(needle, hit + 1)
    return hits


def _is_whole(text: str, start: int, end: int, *, right: bool) -> bool:
    """Whether a stretch cuts no word."""
    cuts_left = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cuts_right = right and end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not cuts_left and not cuts_right
