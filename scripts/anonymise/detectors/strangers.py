"""Given names in small letters that no roster knows, as dictation writes them: "a lad called jaxon".

- names that are no words of the language; with a capital they are found anyhow,
- whatever is no word of the language after "called", "named" or a title.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache

from scripts.anonymise.benign import ACRONYMS
from scripts.anonymise.general import FUNCTION_WORDS
from scripts.anonymise.given_names import GIVEN_NAMES
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.vocabulary import is_ordinary, word_set

SHORTEST = 3
NAME = frozenset(("name",))
NAMING = word_set("called named nicknamed surnamed mr mrs ms dr cllr mister missus miss")
# after whose these a name may stand: "his mum shontelle", "their auntie bex"
KIN = word_set(
    "mum mam dad nan gran auntie aunt uncle brother sister cousin son daughter niece nephew husband wife boyfriend girlfriend"
    " stepdad stepmum manager colleague friend mate neighbour buddy mentor"
)
OWNERS = word_set("my his her their our your the a")


def strangers(text: Text, allowed: Set[str]) -> Iterator[Span]:
    """Spans of given names."""
    for index in text.places_of((_names_alone() & text.vocabulary) - allowed):
        if text.words[index].islower():
            yield Span(text.starts[index], text.ends[index], "name?", "strangers", doubt="a given name in small letters")
    kin = [place for place in text.places_of(KIN) if text.before(place) in OWNERS]
    for place in sorted((*text.places_of(NAMING), *_said_names(text), *kin)):
        index, low = place + 1, text.after(place)
        if low == "s" or low == "is":
            # "her name's annalise"
            index, low = index + 1, text.after(index)
        if len(low) < SHORTEST or text.gap(index) != " " or not text.words[index].islower():
            continue
        if not (low in allowed or low in FUNCTION_WORDS or low in ACRONYMS) and not is_ordinary(low):
            yield Span(text.starts[index], text.ends[index], "name?", "strangers", doubt="a name in small letters")


def _said_names(text: Text) -> list[int]:
    """Places of "name" in "her name's", "the name is"."""
    return [place for place in text.places_of(NAME) if text.after(place) in ("s", "is")]


@cache
def _names_alone() -> frozenset[str]:
    """Given names that are nothing else."""
    return frozenset(low for low in GIVEN_NAMES - FUNCTION_WORDS if len(low) >= SHORTEST and not is_ordinary(low))
