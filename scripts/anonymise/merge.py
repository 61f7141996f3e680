"""One span where several overlap, covering all of them, so that no half of a name stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter
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
# small words of a family name that the name was found without
PARTICLE = re.compile(r"(?<![\w'])(?:[Aa]l[- ]|[OD]'|Ma?c |[Dd]e la |[Vv]an der |St\.? )$")
LONGEST_PARTICLE = 8
# signs that a particle before a name ends with
PARTICLE_ENDS = frozenset(("l ", "l-", "O'", "D'", "c ", "a ", "r ", "t ", ". "))
WORDS = re.compile(r"[^\W\d_]+")
PLACE = itemgetter(0, 1)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Disjoint spans in order; of overlapping ones the longest says what it is."""
    merged: list[Span] = []
    end, best = -1, None
    for span in sorted(spans, key=PLACE):
        if best is None or span.start >= end:
            merged.append(span)
            end, best = span.end, span
            continue
        end = max(end, span.end)
        who = best.who or span.who
        best = min((best, span), key=_preference)
        if who and not best.who:
            # an address or a file name belongs to whoever is named in it
            best = best._replace(who=who)
        merged[-1] = Span(merged[-1].start, end, *best[2:])
    return merged


def joined(text: Text, spans: list[Span], likeness: Likeness) -> list[Span]:
    """Neighbours that name one person are one span: given and family name, one of them misspelt; a name heard as two words."""
    made: list[Span] = []
    for span in spans:
        before = made[-1] if made else None
        if (
            before
            and span.label in NAMES
            and before.label in NAMES
            and BETWEEN_NAMES.fullmatch(text.plain, before.end, span.start)
        ):
            who = tuple(sorted(set(before.who) & set(span.who)))
            if not who and not (before.who and span.who):
                who, _ = likeness.meant(WORDS.findall(text.plain[before.start : span.end].lower()))
            if who:
                made[-1] = before._replace(end=span.end, who=who, label="person", doubt="")
                continue
        made.append(_with_initials(text, span, likeness) if span.label in NAMES else span)
    return made


def _with_initials(text: Text, span: Span, likeness: Likeness) -> Span:
    """A name with the initial beside it, whoever's: "T. Ferriby", "Ferriby, J."."""
    plain, start = text.plain, span.start
    if plain[start - 2 : start] in PARTICLE_ENDS:
        particle = PARTICLE.search(plain[max(0, start - LONGEST_PARTICLE) : start])
        if particle:
            span = span._replace(start=start - len(particle.group()))
    ahead = plain[max(0, span.start - 6) : span.start]
    before = INITIAL_BEFORE.search(ahead) if "." in ahead[-2:] else None
    after = INITIAL_AFTER.match(plain, span.end)
    if not before and not after:
        return span
    start = span.start - len(before.group()) if before else span.start
    who = span.who
    if len(who) > 1:
        letter = (before or after).group().strip(" ,.")[0].lower()
        called = tuple(each for each in who if letter in likeness.first_letters.get(each, ""))
        who = called or who
    return span._replace(start=start, end=after.end() if after else span.end, who=who)


def _preference(span: Span) -> tuple[int, int, int]:
    return (span.start - span.end, RANK.get(span.label, 5), span.start)
