"""The places a person must decide on, each with two keyed digests that give nothing away.

- `item` is the case: the words, and what they are suspected to be; a passage that hints at somebody is a case of its own,
- `place` is the case with the ten words before and after it, across turns: the same words in the same company are the same
  place, in whichever file; an edit near by makes it another place, an edit elsewhere does not.

After a rotation of the key both are told under the earlier versions too, so that decisions hold.
"""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.key import Key, canonical

ITEM_DIGITS, PLACE_DIGITS = 12, 8
SHOWN_WORDS, KEYED_WORDS = 30, 10
# thirty words are seldom longer
FURTHEST = 400
SEPARATOR = "\x1f"

Row = dict[str, Any]


class Doubt(NamedTuple):
    """A doubtful mask or a hint: its place in the raw turn, its digests, its words with those around it."""

    start: int
    end: int
    span: Span
    hint: bool
    item: str
    place: str
    words: str
    before: str
    after: str
    earlier: tuple[tuple[str, str], ...]


def doubtful(texts: list[tuple[Row, Text]], masks: list[list[Span]], hints: list[list[Span]], key: Key) -> list[list[Doubt]]:
    """Doubts of one document by turn; so come masks and hints."""
    by_turn = [
        [*((span, False) for span in turn_masks if span.doubt), *((span, True) for span in turn_hints)]
        for turn_masks, turn_hints in zip(masks, hints, strict=True)
    ]
    if not any(by_turn):
        return [[] for _ in texts]
    # a short answer says little without the question before it
    whole = "\n".join(text.raw for _, text in texts)
    found, begins = [], 0
    for (_, text), spans in zip(texts, by_turn, strict=True):
        found.append([_doubt(text, span, hint, whole, begins, key) for span, hint in spans])
        begins += len(text.raw) + 1
    return found


def _doubt(text: Text, span: Span, hint: bool, whole: str, begins: int, key: Key) -> Doubt:
    start, end = text.raw_place(span.start), text.raw_place(span.end)
    before = _last_words(whole[max(0, begins + start - FURTHEST) : begins + start], SHOWN_WORDS)
    after = _first_words(whole[begins + end : begins + end + FURTHEST], SHOWN_WORDS)
    said = f"{span.label}{SEPARATOR}{canonical(text.plain[span.start : span.end])}"
    company = canonical(" ".join([*before.split()[-KEYED_WORDS:], "|", *after.split()[:KEYED_WORDS]]))
    (item, place), *earlier = [_digests(version, said, company) for version in key.versions]
    return Doubt(start, end, span, hint, item, place, text.raw[start:end], before, after, tuple(earlier))


def _digests(key: Key, said: str, company: str) -> tuple[str, str]:
    # the letter keeps spreadsheets from reading digits such as 12e45 as a number
    item = f"r{_digest(key, f'case{SEPARATOR}{said}')[:ITEM_DIGITS]}"
    return item, f"p{_digest(key, f'place{SEPARATOR}{item}{SEPARATOR}{company}')[:PLACE_DIGITS]}"


def _digest(key: Key, said: str) -> str:
    return key.digest(hashlib.sha256(f"redaction{SEPARATOR}{said}".encode()).hexdigest())


def _last_words(text: str, count: int) -> str:
    pieces = text.rsplit(None, count)
    return text[len(pieces[0]) :].lstrip() if len(pieces) > count else text


def _first_words(text: str, count: int) -> str:
    pieces = text.split(None, count)
    return text[: len(text) - len(pieces[-1])].rstrip() if len(pieces) > count else text
