"""E-mail addresses said aloud, with what speakers put between: "mirela dot, that's M I R E L A, at marlstone dot gov dot uk".

Found from their end: "dot uk" and the like, back over the domain to "at", and back over the name before it, which goes as far as
dots, dashes, single letters, names of the roster and asides ("all one word", "no hyphen") do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.vocabulary import word_set

TOPS = word_set("uk com org net example ie eu io info wales scot cymru edu nhs")
DOTS = word_set("dot stop point")
SIGNS = word_set("dot stop point underscore dash hyphen plus full sign at")
ASIDES = word_set(
    """
    all one word no not hyphen capitals caps lower case small letters that's thats sorry so together apostrophe space spaces with
    without the then and in left out joined up s that it's spelt spelled which with
    """
)
SAID_BETWEEN = ASIDES | SIGNS
GAP = re.compile(r"[\s,.'–\[\](){}-]{1,5}")
LONGEST_DOMAIN, LONGEST_NAME = 8, 22


def spoken_emails(text: Text, names: Set[str]) -> Iterator[Span]:
    """Spans of spoken addresses."""
    if DOTS.isdisjoint(text.vocabulary):
        return
    done = -1
    for index in text.places_of(TOPS | {"k"}):
        # "dot u k"
        letters = text.lows[index] == "k" and text.before(index) == "u" and index > 1 and text.lows[index - 2] in DOTS
        if index > done and (text.before(index) in DOTS or letters) and text.after(index) not in DOTS:
            at = _at(text, index)
            first = _first(text, at, names) if at is not None else None
            if first is not None:
                done = index
                yield Span(text.starts[first], text.ends[index], "e-mail", "patterns")


def _at(text: Text, end: int) -> int | None:
    """The word "at" before a domain."""
    for index in range(end - 2, max(-1, end - LONGEST_DOMAIN - 2), -1):
        if not GAP.fullmatch(text.gap(index + 1)):
            return None
        if text.lows[index] == "at":
            return index
    return None


def _first(text: Text, at: int, names: Set[str]) -> int | None:
    """The first word of the part before "at"."""
    first = None
    for index in range(at - 1, max(-1, at - LONGEST_NAME - 1), -1):
        if not GAP.fullmatch(text.gap(index + 1)):
            break
        low = text.lows[index]
        beside_sign = text.after(index) in SIGNS or (index and text.before(index) in SIGNS)
        if (
            low in names
            or len(low) == 1
            or (beside_sign and low not in SAID_BETWEEN)
            or (first is None and low not in SAID_BETWEEN)
        ):
            first = index
        elif low not in SAID_BETWEEN:
            break
    return first
