"""The words of a text that alignment compares.

- a word is folded (case, diacritics, kinds of apostrophe), so that a tool that changes such signs changes no word,
- a mask, whatever stands in it, is one word,
- what is no speech is left out: speakers' labels, where a label begins a line more than once or is one of the export's; time
  lines, cue ids and voice tags of a raw WebVTT file.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from scripts.anonymise.normal import folded

MASK = r"\[[^\[\]\n]*\]"
NO_SPEECH = (
    r"^(?:Interviewer|P\d+-[A-Z2-7]{10}):(?=\s)"
    r"|\A\ufeff?WEBVTT[^\n]*"
    # a cue's id stands on the line above its times
    r"|^(?:[^\s]+[ \t]*\r?\n)?(?:\d+:)?\d\d:\d\d[.,]\d{3}[ \t]+-->[^\n]*"
    r"|</?v(?:\.[^\s>]*)?(?:[ \t][^>\n]*)?>"
)
# "Jo Bloggs: ", of at most five words
LABEL = re.compile(r"^[ \t]*((?:[^\s:]+ ){0,4}[^\s:]+):(?=\s)", re.MULTILINE)
# a combining mark belongs to its letter
LETTER = r"[\w\u0300-\u036f]"
WORD = re.compile(rf"(?P<no_speech>{NO_SPEECH})|(?P<mask>{MASK})|{LETTER}+(?:['’]{LETTER}+)*", re.MULTILINE)


class Word(NamedTuple):
    """A word and its place."""

    form: str
    start: int
    end: int
    is_mask: bool


def words(text: str) -> list[Word]:
    """The words of a text in order."""
    labels = _labels(text)
    return [
        Word(_form(match.group()), match.start(), match.end(), match.lastgroup == "mask")
        for match in WORD.finditer(text)
        if match.lastgroup != "no_speech" and match.start() not in labels
    ]


def _labels(text: str) -> set[int]:
    """The places that speakers' labels take."""
    found = list(LABEL.finditer(text))
    counts = Counter(match[1] for match in found)
    return {place for match in found if counts[match[1]] > 1 for place in range(*match.span())}


@lru_cache(maxsize=50_000)
def _form(word: str) -> str:
    return folded(word)
