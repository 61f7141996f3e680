"""Which of several people a name means, where the same document tells.

- one of them is named unmistakably in it or in its file name: it is that one,
- several are: the one whose body stands beside the name ("Field from Marlstone"), else the one named last before it, if near.

Where nothing tells, the name stays everybody's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text

# how far behind a name its bearer's body may stand, how far before it the full name
BESIDE, NEAR = 24, 1500
LINK = re.compile(r"[,(]? ?(?:from|at|of|in|over at|over in)?(?: the)? ?\(?")


def meant(text: Text, spans: Sequence[Span], told: frozenset[str], home: Mapping[str, str]) -> list[Span]:
    """The spans, each with as few bearers as the document leaves; `told` by its file name, `home` the bodies by person."""
    sure = {span.who[0] for span in spans if len(span.who) == 1} | told
    last: dict[str, int] = {}
    found: list[Span] = []
    for index, span in enumerate(spans):
        if len(span.who) > 1 and span.label == "person":
            following = spans[index + 1] if index + 1 < len(spans) else None
            span = span._replace(who=_fewest(text, span, following, sure, last, home))
        elif len(span.who) == 1:
            last[span.who[0]] = span.end
        found.append(span)
    return found


def _fewest(
    text: Text, span: Span, following: Span | None, sure: set[str], last: Mapping[str, int], home: Mapping[str, str]
) -> tuple[str, ...]:
    if following and following.label == "organisation" and following.start - span.end <= BESIDE:
        there = [each for each in span.who if home.get(each) in following.who]
        if len(there) == 1 and LINK.fullmatch(text.plain, span.end, following.start):
            return (there[0],)
    named = [each for each in span.who if each in sure]
    near = [each for each in named if span.start - last.get(each, span.start - NEAR - 1) <= NEAR]
    if len(named) > 1 and near:
        named = [max(near, key=lambda each: last[each])]
    return tuple(named) if len(named) == 1 else span.who
