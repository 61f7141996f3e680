"""Replacing spans, with the map from places in the raw text to places in the redacted one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Placed(NamedTuple):
    """A masked stretch in the raw text and what stands for it in the redacted one."""

    start: int
    end: int
    redacted_start: int
    redacted_end: int


def replace(raw: str, spans: Sequence[tuple[int, int, str]]) -> tuple[str, list[Placed]]:
    """The redacted text, and where each span went; spans (start, end, replacement) are disjoint and in order."""
    pieces, placed = [], []
    done = length = 0
    for start, end, shown in spans:
        pieces += [raw[done:start], shown]
        length += start - done
        placed.append(Placed(start, end, length, length + len(shown)))
        length += len(shown)
        done = end
    return "".join([*pieces, raw[done:]]), placed


def redacted_stretch(placed: Sequence[Placed], start: int, end: int) -> tuple[int, int]:
    """A stretch of the raw text in the redacted one; a place inside a mask goes to the mask's border, outwards."""
    return _redacted_place(placed, start, at_end=False), _redacted_place(placed, end, at_end=True)


def _redacted_place(placed: Sequence[Placed], place: int, *, at_end: bool) -> int:
    index = bisect_right(placed, place, key=lambda each: each.start) - 1
    if index < 0:
        return place
    mask = placed[index]
    if place >= mask.end:
        return mask.redacted_end + place - mask.end
    return mask.redacted_end if at_end and place > mask.start else mask.redacted_start
