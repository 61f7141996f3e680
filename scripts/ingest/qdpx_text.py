"""From positions as a coding program counts them to code points of the text kept: without BOM, lines ended by LF.

The standard counts code points. Programs differ in a line end (NVivo counts a Windows line end as two characters, ATLAS.ti and
QualCoder as one, some a bare LF as two), in a byte order mark, and in characters beyond the sixteen-bit plane.

- The count under which most selections begin with the words the program named them by wins.
- Without such names it is the habit of the program, unless that cuts many words in two which another count leaves whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from scripts.ingest.cells import fold

SHORTEST_NAME = 8
# A lone selection may well begin inside a word; to leave a program's habit takes two whole passages more and half the cuts.
MORE_WHOLE = 2
FEWER_CUTS = 0.5
# Some programs count a last line end that the stored text lacks.
PAST_THE_END = 2
ONE_FOR_LINE_END = ("atlas", "qualcoder")
UNITS = {"code point": 1, "UTF-16 unit": 2, "UTF-8 byte": 4}


@dataclass(frozen=True)
class Span:
    """A selection as the program places and names it."""

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True)
class Count:
    """A way of counting: what a line end counts, whether a byte order mark counts, and the unit of other characters."""

    line_end: int
    mark: bool = False
    unit: str = "code point"


class Place:
    """From a position as the program counts it to one in the text kept; -1 where there is none."""

    def __init__(self, raw: str, count: Count) -> None:
        self.table: list[int] = []
        at = 0
        for position, sign in enumerate(raw):
            if position == 0 and sign == "\ufeff":
                self.table += [at] * count.mark
                continue
            if sign == "\r" and raw[position + 1 : position + 2] == "\n":
                continue
            width = count.line_end if sign == "\n" else _width(sign, count.unit)
            self.table += [at] * width
            at += 1
        self.table.append(at)

    def __call__(self, position: int) -> int:
        return self.table[position] if 0 <= position < len(self.table) else -1

    def end(self, position: int) -> int:
        """As for any position, but an end just past the text is the end of the text."""
        return self(min(position, len(self.table) - 1) if position < len(self.table) + PAST_THE_END else position)


def plain(raw: str) -> str:
    """The text kept."""
    return raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def placed(raw: str, spans: list[Span], origin: str) -> tuple[str, Place]:
    """The text kept, and the places of the program's positions in it."""
    text = plain(raw)
    ways = _ways(raw, any(each in origin.casefold() for each in ONE_FOR_LINE_END))
    best = Place(raw, next(ways))
    if not spans:
        return text, best
    best_fit = _fit(text, spans, best)
    for count in ways:
        place = Place(raw, count)
        fit = _fit(text, spans, place)
        if _is_better(fit, best_fit, len(spans)):
            best, best_fit = place, fit
    return text, best


def _ways(raw: str, line_end_is_one: bool) -> Iterator[Count]:
    """Ways of counting that differ for this text, the habit first."""
    is_windows = "\r\n" in raw
    line_ends = (1, 2) if line_end_is_one or not is_windows else (2, 1)
    marks = (False, True) if raw.startswith("\ufeff") else (False,)
    widest = max(map(ord, set(raw)), default=0)
    units = [unit for unit, bytes_each in UNITS.items() if bytes_each == 1 or widest > (0xFFFF if bytes_each == 2 else 0x7F)]
    for unit, mark, line_end in product(units, marks, line_ends if "\n" in raw else (1,)):
        yield Count(line_end, mark, unit)


def _width(sign: str, unit: str) -> int:
    if unit == "UTF-16 unit":
        return 2 if ord(sign) > 0xFFFF else 1
    return len(sign.encode("utf-8", "replace")) if unit == "UTF-8 byte" else 1


def _fit(text: str, spans: list[Span], place: Place) -> tuple[int, int]:
    """How many selections begin as they are named, and how many cut no word in two."""
    named = uncut = 0
    for span in spans:
        start, end = place(span.start), place.end(span.end)
        if not 0 <= start < end:
            continue
        passage = text[start:end]
        name = fold(span.name).rstrip(".… ")
        named += len(name) >= SHORTEST_NAME and passage[:1].strip() != "" and fold(passage[: 4 * len(name)]).startswith(name)
        uncut += not _cuts(text, start) and not _cuts(text, end)
    return named, uncut


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _is_better(fit: tuple[int, int], best: tuple[int, int], spans: int) -> bool:
    if fit[0] != best[0]:
        return fit[0] > best[0]
    return fit[1] >= best[1] + MORE_WHOLE and spans - fit[1] <= (spans - best[1]) * FEWER_CUTS
