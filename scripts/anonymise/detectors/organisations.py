"""Organisations of the roster: in full, by stem, by abbreviation.

- the stem is the name without what kind of body it is ("Marlstone Metropolitan Borough Council" → Marlstone); words for
  kinds that follow it belong to it,
- abbreviations count in capitals only; those nobody listed are derived from the initials of the name,
- a stem that is an ordinary word (Reading, Bath) needs a capital that the sentence does not explain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from scripts.anonymise.general import word_set
from scripts.anonymise.lexicon import Lexicon, Match, is_joint, words_of
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.anonymise.vocabulary import is_word

KINDS = word_set(
    """
    council borough county city metropolitan district royal london unitary authority combined trust nhs foundation
    partnership association charity housing services service social care adult adults child children s and the of for
    community university college limited ltd cic
    """
)
# an unlisted abbreviation of two letters is as likely anything else
SHORTEST_DERIVED = 3
BEFORE_STEM = ("city", "borough", "county", "district", "of", "council")


@dataclass
class Body:
    """A form of an organisation's name: whose, an abbreviation, an ordinary word."""

    who: set[str] = field(default_factory=set)
    abbreviation: bool = False
    weak: bool = False


def body_forms(organisations: Iterable[dict[str, Any]], allowed: frozenset[str]) -> Lexicon[Body]:
    """All forms of all organisations; rows hold `name`, `abbreviation`, `domain` and `code`."""
    lexicon: Lexicon[Body] = Lexicon()
    for row in organisations:
        words = words_of(row["name"])
        stem = tuple(word for word in words if word not in KINDS)
        initials = "".join(word[0] for word in words if word not in ("s", "of", "and", "the", "for"))
        _add(lexicon, words, row["code"], weak=all(is_word(word) for word in words))
        if stem:
            _add(lexicon, stem, row["code"], weak=all(is_word(word) for word in stem))
            if len(stem) > 1 and not is_word(stem[0]):
                _add(lexicon, stem[:1], row["code"])
            _add(lexicon, ("".join(stem),), row["code"], weak=is_word("".join(stem)))
        _add(lexicon, words_of((row["domain"] or "").split(".")[0]), row["code"])
        if row["abbreviation"]:
            _add(lexicon, words_of(row["abbreviation"]), row["code"], abbreviation=True)
        elif len(initials) >= SHORTEST_DERIVED and initials not in allowed:
            _add(lexicon, (initials,), row["code"], abbreviation=True)
    return lexicon


def organisations(text: Text, lexicon: Lexicon[Body]) -> list[Span]:
    """Spans of organisations."""
    spans = []
    for match in lexicon.matches(text):
        if _is_meant(text, match):
            start, end = text.starts[_first(text, match)], text.ends[_last(text, match.last)]
            spans.append(Span(start, end, "organisation", "organisations", tuple(sorted(match.entry.who))))
    return spans


def _add(lexicon: Lexicon[Body], words: tuple[str, ...], code: str, *, abbreviation: bool = False, weak: bool = False) -> None:
    if not words:
        return
    known = lexicon.get(words)
    if known is None:
        known = Body(abbreviation=abbreviation, weak=weak)
        lexicon.add(words, known)
    known.who.add(code)
    # a form that is a name and an abbreviation is looked for as a name
    known.abbreviation &= abbreviation


def _is_meant(text: Text, match: Match[Body]) -> bool:
    words = text.words[match.first : match.last + 1]
    if match.entry.abbreviation:
        return all(word.isupper() for word in words)
    if not match.entry.weak:
        return True
    if not all(word[0].isupper() for word in words if word.lower() not in KINDS):
        return False
    return not text.starts_sentence(match.first) or _last(text, match.last) > match.last or len(words) > 1


def _first(text: Text, match: Match[Body]) -> int:
    """Kinds before the stem belong to it: the City of Brackendale."""
    first = match.first
    while first and text.lows[first - 1] in BEFORE_STEM and text.gap(first) == " ":
        first -= 1
    # "of" alone is no part of the name
    while text.lows[first] == "of" or (first < match.first and not text.words[first][0].isupper()):
        first += 1
    return first


def _last(text: Text, last: int) -> int:
    """Kinds after the stem belong to it: Marlstone Borough, Oakhallow Children's Trust."""
    end = last
    for index in range(last + 1, min(last + 6, len(text.words))):
        if text.lows[index] not in KINDS or not is_joint(text, index) or "," in text.gap(index):
            break
        if text.words[index][0].isupper():
            end = index
    return end
