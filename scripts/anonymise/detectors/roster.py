"""People of the roster, under any form of their name, and roster ids.

- find all forms at each word; merging keeps the longest that is meant,
- initials count in capitals only ("J Ferriby", not "a ferriby"),
- a name that is an ordinary word counts when its capital is not due to the sentence, beside another name or a title, or
  before a verb that makes it a person; a month counts as a month where its neighbours say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.anonymise.general import AUXILIARIES, BEFORE_MONTH, FUNCTION_WORDS, MONTHS, PERSON_VERBS, TITLES
from scripts.anonymise.lexicon import Lexicon, Match, is_joint
from scripts.anonymise.names import Name
from scripts.anonymise.register import Register, loose
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text

ROSTER_ID = re.compile(r"\b[A-Za-z]{1,6}[ \-]?\d{1,6}\b|\b\d{4,8}\b")
USER_NUMBER = re.compile(r"_?\d+")
SHORT = 2
# words that are capital letters alone
BARE_INITIALS = ("i", "a")


def roster(text: Text, lexicon: Lexicon[Name], register: Register) -> list[Span]:
    """Spans of people."""
    found = list(lexicon.matches(text))
    strong = [match for match in found if not match.entry.weak and not match.entry.initials]
    named = {index for match in strong for index in range(match.first, match.last + 1)}
    named |= {match.first for match in found if match.entry.weak and text.words[match.first][0].isupper()}
    spans = [
        Span(text.starts[match.first], _end(text, match.last), "person", "roster", tuple(sorted(match.entry.who - {""})))
        for match in found
        if _is_meant(text, match, named)
    ]
    return [*spans, *_ids(text, register)]


def _end(text: Text, last: int) -> int:
    """The end of a name, with the digits of a user name: jferriby_89."""
    tail = USER_NUMBER.match(text.plain, text.ends[last])
    return tail.end() if tail else text.ends[last]


def _is_meant(text: Text, match: Match[Name], named: set[int]) -> bool:
    if match.entry.initials:
        return _are_initials(text, match)
    if not match.entry.weak:
        # a short name is a scrap of something else without its capital
        return text.ends[match.last] - text.starts[match.first] > SHORT or text.words[match.first][0].isupper()
    if match.last > match.first:
        # all its words are ordinary ones: "a long price", "grace short"
        return any(text.words[index][0].isupper() for index in range(match.first, match.last + 1))
    return text.words[match.first][0].isupper() and _is_person_word(text, match.first, named)


def _are_initials(text: Text, match: Match[Name]) -> bool:
    for index in range(match.first, match.last + 1):
        if len(text.words[index]) > 1:
            continue
        dotted = text.plain[text.ends[index] : text.ends[index] + 1] == "."
        if not text.words[index].isupper() or (text.lows[index] in BARE_INITIALS and not dotted):
            return False
    return True


def _is_person_word(text: Text, index: int, named: set[int]) -> bool:
    low = text.lows[index]
    before = text.lows[index - 1] if index else ""
    after = text.lows[index + 1] if index + 1 < len(text.lows) else ""
    beside_name = (index - 1 in named and is_joint(text, index)) or (index + 1 in named and is_joint(text, index + 1))
    if beside_name or before in TITLES:
        return True
    if low in MONTHS and (before in BEFORE_MONTH or _beside_number(text, index)):
        return False
    if not text.starts_sentence(index):
        return True
    owns = after == "s" and text.gap(index + 1) == "'"
    acts = owns or after in AUXILIARIES or after.endswith("ed")
    return after in PERSON_VERBS or (acts and low not in FUNCTION_WORDS)


def _beside_number(text: Text, index: int) -> bool:
    around = text.plain[max(0, text.starts[index] - 4) : text.ends[index] + 3]
    return any(character.isdigit() for character in around)


def _ids(text: Text, register: Register) -> Iterator[Span]:
    for start, end in text.near_digits:
        for match in ROSTER_ID.finditer(text.plain, start, end):
            row = register.loose_ids.get(loose(match.group()))
            if row:
                yield Span(*match.span(), "person", "roster id", (row["pseudonym"],))
