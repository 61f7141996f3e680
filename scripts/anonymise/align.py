"""Which words of one text are which words of another: the cheapest alignment, and how sure it is.

- A word may stand again, go, come or be replaced by another; a mask may stand for one to three words of the other text.
- A word counts as found again only if every cheapest alignment finds it at the same place: of two like passages of which one
  is gone nobody can say which it was, and then neither is found.
- A word that is found without a neighbour is lone: it may be another one like it, so lone words alone prove nothing.
- Long texts are cut first, in the middle of passages that stand once in each of them (patience diff), so that time and
  memory grow with the length and not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scripts.anonymise.words import Word

# a mask for other words is the expected change, so it is cheapest; another word is cheaper than one gone and one come
MASKED, GONE, REPLACED = 1, 2, 3
MASK_WORDS = (2, 3)
# words of a piece aligned at once, and how long a passage must be to cut there: shorter ones if there are no long ones
PIECE = 500
PASSAGES = (8, 4)
# cells of the cost table (8 bytes each); a piece that is larger has hardly a word in common
LARGEST = 16_000_000
# a place that so many cheapest alignments see differently is unknown
MOST_WAYS = 40


@dataclass
class Alignment:
    """For each old word its new one, where that is sure; for each border between old words the new borders it may be."""

    where: list[int | None]
    low: list[int | None]
    high: list[int | None]
    lone: set[int]


def align(old: Sequence[Word], new: Sequence[Word]) -> Alignment:
    """Align two texts."""
    if [word.form for word in old] == [word.form for word in new]:
        return Alignment([*range(len(old))], [*range(len(old) + 1)], [*range(len(old) + 1)], set())
    made = Alignment([None] * len(old), [None] * (len(old) + 1), [None] * (len(old) + 1), set())
    cuts = [(0, 0), *_cuts(old, new), (len(old), len(new))]
    for (old_start, new_start), (old_end, new_end) in pairwise(cuts):
        _align_piece(old[old_start:old_end], new[new_start:new_end], old_start, new_start, made)
    made.lone = _lone(made.where, old)
    return made


def costs(old: Sequence[Word], new: Sequence[Word], *, anywhere: bool = False) -> np.ndarray:
    """Cheapest cost of turning the first i old words into the first j new ones; `anywhere`: into the last of these j."""
    codes = {form: code for code, form in enumerate(dict.fromkeys(word.form for word in new))}
    forms = np.array([codes[word.form] for word in new], dtype=np.int32)
    is_mask = np.array([word.is_mask for word in new], dtype=bool)
    masks = np.flatnonzero(is_mask)
    replaced = np.where(is_mask, MASKED, REPLACED).astype(np.int32)
    come = np.arange(len(new) + 1, dtype=np.int32) * GONE
    cost = np.empty((len(old) + 1, len(new) + 1), dtype=np.int32)
    cost[0] = 0 if anywhere else come
    for row, word in enumerate(old, start=1):
        above = cost[row - 1]
        best = above + GONE
        change = np.minimum(replaced, MASKED) if word.is_mask else replaced
        change = np.where(forms == codes.get(word.form, -1), 0, change)
        np.minimum(best[1:], above[:-1] + change, out=best[1:])
        for many in MASK_WORDS:
            if word.is_mask and many <= len(new):
                np.minimum(best[many:], above[:-many] + MASKED, out=best[many:])
            if len(masks) and many <= row:
                best[masks + 1] = np.minimum(best[masks + 1], cost[row - many][masks] + MASKED)
        cost[row] = np.minimum.accumulate(best - come) + come
    return cost


def steps(old: Sequence[Word], new: Sequence[Word], row: int, column: int) -> Iterator[tuple[int, int, int]]:
    """The steps that begin at a place of the cost table: old words, new words, cost."""
    if row < len(old):
        yield 1, 0, GONE
    if column < len(new):
        yield 0, 1, GONE
    if row == len(old) or column == len(new):
        return
    before, after = old[row], new[column]
    is_same, is_masked = before.form == after.form, before.is_mask or after.is_mask
    yield 1, 1, 0 if is_same else MASKED if is_masked else REPLACED
    for many in MASK_WORDS:
        if before.is_mask and column + many <= len(new):
            yield 1, many, MASKED
        if after.is_mask and row + many <= len(old):
            yield many, 1, MASKED


def _align_piece(old: Sequence[Word], new: Sequence[Word], old_start: int, new_start: int, made: Alignment) -> None:
    """Add the alignment of one piece to what is made."""
    made.low[old_start] = made.high[old_start] = new_start
    made.low[old_start + len(old)] = made.high[old_start + len(old)] = new_start + len(new)
    if not old or not new or len(old) * len(new) > LARGEST:
        return
    done = costs(old, new)
    to_do = costs(old[::-1], new[::-1])[::-1, ::-1]
    total = int(done[-1, -1])
    ways, same = Counter(), {}
    for row in range(len(old) + 1):
        columns = np.flatnonzero(done[row] + to_do[row] == total)
        if not len(columns):
            continue
        made.low[old_start + row], made.high[old_start + row] = new_start + int(columns[0]), new_start + int(columns[-1])
        if len(columns) > MOST_WAYS:
            ways[row] += MOST_WAYS
            continue
        for column in columns.tolist():
            for down, right, cost in steps(old, new, row, column):
                if down and done[row, column] + cost + to_do[row + down, column + right] == total:
                    ways.update(range(row, row + down))
                    if not cost:
                        same[row] = column
    for row, column in same.items():
        if ways[row] == 1:
            made.where[old_start + row] = new_start + column


def _lone(where: list[int | None], old: Sequence[Word]) -> set[int]:
    """Old words found without the word before or after them; a mask is no neighbour to rely on."""
    places = [None if word.is_mask else place for word, place in zip(old, where, strict=True)]
    pairs = {index for index, (one, next_one) in enumerate(pairwise(places)) if one is not None and next_one == one + 1}
    return {index for index in range(len(old)) if index not in pairs and index - 1 not in pairs}


def _cuts(old: Sequence[Word], new: Sequence[Word]) -> list[tuple[int, int]]:
    """Places to cut both texts at, about one a piece."""
    for length in PASSAGES:
        cuts, last = [], 0
        for start, new_start in _rising(_passages(old, new, length)):
            middle = start + length // 2
            if middle >= last + PIECE and len(old) - middle >= PIECE // 2:
                cuts.append((middle, new_start + length // 2))
                last = middle
        borders = [(0, 0), *cuts, (len(old), len(new))]
        largest = max((b[0] - a[0]) * (b[1] - a[1]) for a, b in pairwise(borders))
        if largest <= LARGEST:
            break
    return cuts


def _passages(old: Sequence[Word], new: Sequence[Word], length: int) -> list[tuple[int, int]]:
    """Passages of so many words that stand once in each text: where they begin."""
    old_once, new_once = _once(old, length), _once(new, length)
    return [(place, new_once[passage]) for passage, place in old_once.items() if passage in new_once]


def _once(text: Sequence[Word], length: int) -> dict[tuple[str, ...], int]:
    forms = [word.form for word in text]
    passages = list(zip(*(forms[shift:] for shift in range(length)), strict=False))
    counts = Counter(passages)
    return {passage: place for place, passage in enumerate(passages) if counts[passage] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs in which both places rise (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    below: list[int] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [index]
        below.append(piles[pile - 1] if pile else -1)
    run, index = [], piles[-1] if piles else -1
    while index >= 0:
        run.append(pairs[index])
        index = below[index]
    return run[::-1]
