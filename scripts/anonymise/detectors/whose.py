"""Which of several people a name means, where the same document tells.

- one of them is named unmistakably in it or in its file name: it is that one,
- a name that no roster knows and that shortens or lengthens the given name of the one person named so in the document ("Harps"
  for Harpreet) is that person's,
- several are: the one whose body stands beside the name ("Field from Marlstone"), else the one named last before it, if near,
- none is, but the document has a given name and a family name that only one person bears together: it is that one.

Where nothing tells, the name stays everybody's: a guess would put somebody's words into another's mouth.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text

# how far behind a name its bearer's body may stand, how far before it the full name
BESIDE, NEAR = 24, 1500
# the names that each person is called by
Names = Mapping[str, set[str]]
# a part of a document (the whole of it, or a turn) with what was found in it
Part = tuple[Text, Sequence[Span]]
SHORTENING, SHORTEST = re.compile("(?:ie|y|s|z|er)$"), 3
LINK = re.compile(r"[,(]? ?(?:from|at|of|in|over at|over in)?(?: the)? ?\(?")


def meant(parts: Sequence[Part], told: frozenset[str], home: Mapping[str, str], called: Names) -> list[list[Span]]:
    """The spans of a document's parts, each with as few bearers as the document leaves.

    `told` holds whom its file name or its speakers name, `home` the bodies by person.
    """
    sure = {span.who[0] for _, spans in parts for span in spans if len(span.who) == 1} | told
    paired = _paired(parts, sure, called)
    last: dict[str, int] = {}
    begins, found = 0, []
    for text, spans in parts:
        found.append([])
        for index, span in enumerate(spans):
            if len(span.who) > 1 and span.label == "person":
                following = spans[index + 1] if index + 1 < len(spans) else None
                who = _fewest(text, span, following, sure, last, home, begins)
                if len(who) > 1:
                    who = paired.get(span.who, who)
                span = span._replace(who=who)
            elif span.label == "name?" and not span.who:
                who = _by_short_form(text.plain[span.start : span.end].lower(), sure, called)
                span = span._replace(who=who, label="person", doubt="") if who else span
            elif len(span.who) == 1:
                last[span.who[0]] = begins + span.end
            found[-1].append(span)
        begins += len(text.plain) + 1
    return found


def _paired(parts: Sequence[Part], sure: set[str], called: Names) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Who bears both a given name and a family name of the document that others share, by those who may be meant."""
    givens, families = set(), set()
    for text, spans in parts:
        for span in spans:
            if len(span.who) > 1 and span.label == "person" and sure.isdisjoint(span.who):
                word = text.plain[span.start : span.end].lower()
                (givens if all(word in called.get(each, ()) for each in span.who) else families).add(span.who)
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for given in givens:
        for family in families:
            both = set(given) & set(family)
            if len(both) == 1:
                found[given] |= both
                found[family] |= both
    return {who: tuple(both) for who, both in found.items() if len(both) == 1}


def _by_short_form(word: str, sure: set[str], called: Names) -> tuple[str, ...]:
    stem = SHORTENING.sub("", word) if len(word) > SHORTEST else word
    if len(stem) < SHORTEST or not word.isalpha():
        return ()
    found = [who for who in sure if any(_shortens(stem, word, name) for name in called.get(who, ()))]
    return (found[0],) if len(found) == 1 else ()


def _shortens(stem: str, word: str, name: str) -> bool:
    return name != word and (
        name.startswith(stem) or stem == name[1 : 1 + len(stem)] or (len(name) > SHORTEST and word.startswith(name))
    )


def _fewest(
    text: Text,
    span: Span,
    following: Span | None,
    sure: set[str],
    last: Mapping[str, int],
    home: Mapping[str, str],
    begins: int,
) -> tuple[str, ...]:
    if following and following.label == "organisation" and following.start - span.end <= BESIDE:
        there = [each for each in span.who if home.get(each) in following.who]
        if len(there) == 1 and LINK.fullmatch(text.plain, span.end, following.start):
            return (there[0],)
    named = [each for each in span.who if each in sure]
    place = begins + span.start
    near = [each for each in named if place - last.get(each, place - NEAR - 1) <= NEAR]
    if len(named) > 1 and near:
        named = [max(near, key=lambda each: last[each])]
    return tuple(named) if len(named) == 1 else span.who
