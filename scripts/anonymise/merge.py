"""One span where several overlap, covering all of them, so that no half of a name stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text

if TYPE_CHECKING:
    from scripts.anonymise.detectors.misspelt import Likeness

# of two equally long spans the more telling one names the replacement
RANK = {"person": 0, "organisation": 1, "name?": 9}
NAMES = {"person", "name?"}
BETWEEN_NAMES = re.compile(r"[ \t]{1,3}|[ \t]*\r?\n[ \t]*|-|, ?")
INITIAL_BEFORE = re.compile(r"(?<![\w.])(?:[A-Z]\.[ ]?){1,2}$")
INITIAL_AFTER = re.compile(r",[ ][A-Z]\b\.?(?![\w'])|[ ][A-Z]\.(?!\w)")
WORDS = re.compile(r"[^\W\d_]+")


def merge(spans: Iterable[Span]) -> list[Span]:
    """Disjoint spans in order; of overlapping ones the longest says what it is."""
    merged: list[Span] = []
    end, best = -1, None
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if best is None or span.start >= end:
            merged.append(span)
            end, best = span.end, span
            continue
        end = max(end, span.end)
        who = best.who or span.who
        best = min((best, span), key=_preference)
        # an address or a file name belongs to whoever is named in it
        best = best if best.who else best._replace(who=who)
        merged[-1] = best._replace(start=merged[-1].start, end=end)
    return merged


def joined(text: Text, spans: list[Span], likeness: Likeness) -> list[Span]:
    """Neighbours that name one person are one span: given and family name, one of them misspelt; a name heard as two words."""
    made: list[Span] = []
    for span in spans:
        before = made[-1] if made else None
        if before and {before.label, span.label} <= NAMES and BETWEEN_NAMES.fullmatch(text.plain, before.end, span.start):
            who = tuple(sorted(set(before.who) & set(span.who)))
            if not who and not (before.who and span.who):
                who, _ = likeness.meant(WORDS.findall(text.plain[before.start : span.end].lower()))
            if who:
                made[-1] = before._replace(end=span.end, who=who, label="person", doubt="")
                continue
        made.append(_with_initials(text, span) if span.label in NAMES else span)
    return made


def _with_initials(text: Text, span: Span) -> Span:
    """A name with the initial beside it, whoever's: "T. Ferriby", "Ferriby, J."."""
    before = INITIAL_BEFORE.search(text.plain[max(0, span.start - 6) : span.start])
    after = INITIAL_AFTER.match(text.plain, span.end)
    if not before and not after:
        return span
    start = span.start - len(before.group()) if before else span.start
    return span._replace(start=start, end=after.end() if after else span.end)


def _preference(span: Span) -> tuple[int, int, int]:
    return (span.start - span.end, RANK.get(span.label, 5), span.start)
