"""Organisations of the roster: in full, by stem, by abbreviation.

- the stem is the name without what kind of body it is ("Marlstone Metropolitan Borough Council" → Marlstone); words for
  kinds that follow it belong to it,
- abbreviations count in capitals only; those nobody listed are derived from the initials of the name,
- a stem that is an ordinary word (Reading, Bath) needs a capital that the sentence does not explain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scripts.anonymise.benign import ACRONYMS
from scripts.anonymise.lexicon import Lexicon, Match, is_joint, words_of
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.vocabulary import is_ordinary, is_word, word_set

KINDS = word_set(
    """
    council borough county city metropolitan district royal london unitary authority combined trust nhs foundation
    partnership association charity housing services service social care adult adults child children s and the of for
    community university college limited ltd cic
    """
)
# an unlisted abbreviation of two letters is as likely anything else
SHORTEST_DERIVED = 3
PAIR = 2
LONG_ABBREVIATION, VOWELS = 4, frozenset("aeiouy")
KIND_LETTERS = ("cc", "bc", "mbc", "dc", "ct", "cs")
KINDS_SHORT = word_set("mbc cc bc dc ct cbc mdc lbc lb rbc cs asc chs")
KINDS_AFTER = KINDS | KINDS_SHORT
BEFORE_STEM = ("city", "borough", "county", "district", "of", "council", "lb", "rb", "lbc")


@dataclass
class Body:
    """A form of an organisation's name: whose, an abbreviation, an ordinary word."""

    who: set[str] = field(default_factory=set)
    abbreviation: bool = False
    weak: bool = False


def body_forms(organisations: Iterable[dict[str, Any]], allowed: frozenset[str]) -> Lexicon[Body]:
    """All forms of all organisations; rows hold `name`, `abbreviation`, `domain` and `code`."""
    lexicon: Lexicon[Body] = Lexicon()
    guesses: dict[str, set[str]] = {}
    for row in organisations:
        words = words_of(row["name"])
        stem = tuple(word for word in words if word not in KINDS)
        initials = "".join(word[0] for word in words if word not in ("s", "of", "and", "the", "for"))
        _add(lexicon, words, row["code"], weak=all(is_word(word) for word in words))
        if len(stem) > 1 and "and" in words:
            # "Tolbridge and Fenmere Borough Council": each place, and both together
            for place in stem:
                _add(lexicon, (place,), row["code"], weak=is_ordinary(place))
            ends = words.index(stem[0]), words.index(stem[-1]) + 1
            _add(lexicon, words[slice(*ends)], row["code"], weak=all(is_ordinary(word) for word in stem))
        if stem:
            _add(lexicon, stem, row["code"], weak=all(is_word(word) for word in stem))
            if len(stem) > 1 and not is_word(stem[0]):
                _add(lexicon, stem[:1], row["code"], weak=is_ordinary(stem[0]))
            _add(lexicon, ("".join(stem),), row["code"], weak=is_word("".join(stem)))
        _add(lexicon, words_of((row["domain"] or "").split(".")[0]), row["code"])
        sure = {"".join(words_of(row["abbreviation"] or ""))} | (
            {initials} if len(initials) >= SHORTEST_DERIVED else set()
        ) - allowed
        for letters in sure - {""}:
            _add_abbreviation(lexicon, letters, row["code"])
        if len(stem) == PAIR:
            # no text has such a word: looked up where two letters stand so
            _add(lexicon, (stem[0][0], "&", stem[1][0]), row["code"], abbreviation=True)
        for letters in _guessed(stem) - allowed:
            guesses.setdefault(letters, set()).add(row["code"])
        for alias in row.get("aliases", ()):
            _add(lexicon, words_of(alias), row["code"], abbreviation=alias.isupper())
    for letters, codes in guesses.items():
        if lexicon.get((letters,)) is None:
            for code in codes:
                _add_abbreviation(lexicon, letters, code)
    return lexicon


def _guessed(stem: tuple[str, ...]) -> set[str]:
    """How bodies are shortened by those who do not know their kind: stem and kind, "LB" and stem."""
    short = "".join(word[0] for word in stem)
    if not short:
        return set()
    guessed = {front + letters for front in ("lb", "rb") for letters in (short, short[0])}
    return (guessed | {short + kind for kind in KIND_LETTERS}) - ACRONYMS


def _add_abbreviation(lexicon: Lexicon[Body], letters: str, code: str) -> None:
    """Joined or with full stops."""
    _add(lexicon, (letters,), code, abbreviation=True)
    if len(letters) > 1:
        _add(lexicon, tuple(letters), code, abbreviation=True)


def organisations(text: Text, lexicon: Lexicon[Body]) -> list[Span]:
    """Spans of organisations."""
    spans = list(_pairs(text, lexicon)) if "&" in text.plain else []
    for match in lexicon.matches(text):
        if _is_meant(text, match):
            start, end = text.starts[_first(text, match)], text.ends[_last(text, match.last)]
            spans.append(Span(start, end, "organisation", "organisations", tuple(sorted(match.entry.who))))
    return spans


def _pairs(text: Text, lexicon: Lexicon[Body]) -> Iterator[Span]:
    """Two initials with the sign for "and": V&F."""
    for index in text.capitals:
        if len(text.words[index]) == 1 and index + 1 < len(text.words) and text.gap(index + 1).strip() == "&":
            body = lexicon.get((text.lows[index], "&", text.lows[index + 1]))
            if body and len(text.words[index + 1]) == 1:
                end = text.ends[_last(text, index + 1)]
                yield Span(text.starts[index], end, "organisation", "organisations", tuple(sorted(body.who)))


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
        # a long one is no word in small letters either: "tfbc"
        letters = words[0]
        is_rare = len(words) == 1 and len(letters) >= LONG_ABBREVIATION and letters.islower() and not is_ordinary(letters)
        return all(word.isupper() for word in words) or (is_rare and VOWELS.isdisjoint(letters))
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
        if text.lows[index] not in KINDS_AFTER or not is_joint(text, index) or "," in text.gap(index):
            break
        if text.words[index][0].isupper():
            end = index
    return end
