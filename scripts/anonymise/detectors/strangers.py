"""Given names in small letters that no roster knows, as dictation writes them: "a lad called jaxon".

- names that are no words of the language; with a capital they are found anyhow,
- whatever is no word of the language after "called", "named" or a title.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache

from scripts.anonymise.benign import ACRONYMS
from scripts.anonymise.general import FUNCTION_WORDS, word_set
from scripts.anonymise.given_names import GIVEN_NAMES
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.anonymise.vocabulary import is_ordinary

SHORTEST = 3
NAMING = word_set("called named nicknamed surnamed mr mrs ms dr cllr")


def strangers(text: Text, allowed: Set[str]) -> Iterator[Span]:
    """Spans of given names."""
    for low in _names_alone() & text.index.keys():
        if low not in allowed:
            for index in text.index[low]:
                if text.words[index].islower():
                    yield Span(text.starts[index], text.ends[index], "name?", "strangers", doubt="a given name in small letters")
    for place in text.places_of(NAMING):
        index, low = place + 1, text.after(place)
        if len(low) < SHORTEST or text.gap(index) != " " or not text.words[index].islower():
            continue
        if not (low in allowed or low in FUNCTION_WORDS or low in ACRONYMS) and not is_ordinary(low):
            yield Span(text.starts[index], text.ends[index], "name?", "strangers", doubt="a name in small letters")


@cache
def _names_alone() -> frozenset[str]:
    """Given names that are nothing else."""
    return frozenset(low for low in GIVEN_NAMES - FUNCTION_WORDS if len(low) >= SHORTEST and not is_ordinary(low))
