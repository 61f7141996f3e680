"""People of the roster, under any form of their name, and roster ids.

- find all forms at each word; merging keeps the longest that is meant,
- initials count in capitals only ("J Ferriby", not "a ferriby"),
- a name that is an ordinary word counts when its capital is not due to the sentence, beside another name or a title, or
  before a verb that makes it a person; a month counts as a month where its neighbours say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.anonymise.general import (
    AUXILIARIES,
    BEFORE_MONTH,
    FUNCTION_WORDS,
    MODALS,
    MONTHS,
    NAMES_TOO,
    PERSON_VERBS,
    TITLES,
)
from scripts.anonymise.given_names import GIVEN_NAMES, SHORT_FORMS
from scripts.anonymise.lexicon import Lexicon, Match, is_joint
from scripts.anonymise.names import Name
from scripts.anonymise.register import Register, loose
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.vocabulary import word_set

ROSTER_ID = re.compile(r"\b[A-Za-z]{1,6}[ \-]?\d{1,6}\b")
BARE_ID = re.compile(r"\b\d{4,8}\b")
# what most names are followed by
NO_TAIL = frozenset(("", " ", ",", ".", ":", "'", "\n", "\r", "?", "!", ")"))
FILE_TAIL = re.compile(r"(?:[_\d]\w*)+")
# a small word this long that holds a name is a login: "wstannard-carers"
LOGIN_TAIL, LONGEST_PLAIN = re.compile(r"(?:[-_\d]\w*\b)+"), 8
SHORT = 2
# words that are capital letters alone
BARE_INITIALS = ("i", "a")
# names and short forms by which people are called
CALLED = GIVEN_NAMES.union(*SHORT_FORMS.values())
# family names and towns that are as often a verb: in small letters they need a sign that somebody is meant
PARTICIPLES = word_set("reading barking fielding golding keeping wilding spring gathering dealing")
# titles that are nothing else in small letters
DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?(?: of)? ?-?$")
NAME_TITLES = word_set("mr mrs ms mx dr cllr prof")
DETERMINERS = word_set("the a an this that these those my your his her its our their some any no every each")
# words before a person spoken to or of
ADDRESSING = word_set("ask asked tell told thank thanked emailed texted rang phoned messaged named met hello hi")
AFTER_PERSON = word_set("to if about what whether for and that who when how why said on at with before after in not")
CONJUNCTIONS = word_set("because so then when since if but and while before after until though although where whereas plus yet")
SPEECH_VERBS = word_set(
    """
    said says told asked asks replied answered rang phoned emailed texted laughed cried smiled nodded reckons reckoned thinks
    thought wants wanted suggested explained agreed wrote chaired supervises supervised knows knew felt believes
    """
)
PERSON_PAST = word_set(
    """
    saw met kept held lost found spoke stood heard read began paid taught caught chose drew drove ate fell forgot grew hung sent
    shook slept stuck threw understood woke won wore sang rode co never covered coughed shrugged sighed arrived
    """
)
PERSON_MOVES = word_set(
    "went came took left got joined retired resigned moved started stayed turned wasn't didn't hadn't couldn't"
)
PERSON_ADVERBS = word_set("never always just really also still already kindly apparently herself himself who")
OBJECTS = word_set("it him her them me us that")
# words that open a sentence as a wish
WISHES = frozenset(("hope", "may", "bless"))
ACTS = PERSON_VERBS - {"and"} | PERSON_PAST
ACTIONS = AUXILIARIES | PERSON_ADVERBS | MODALS
MOVES = AUXILIARIES | PERSON_ADVERBS | PERSON_MOVES


def roster(text: Text, lexicon: Lexicon[Name], register: Register) -> list[Span]:
    """Spans of people."""
    found = list(lexicon.matches(text))
    strong = [match for match in found if not match.entry.weak and not match.entry.initials]
    named = {index for match in strong for index in range(match.first, match.last + 1)}
    named |= {match.first for match in found if match.entry.weak and text.words[match.first][0].isupper()}
    spans = [
        Span(text.starts[match.first], _end(text, match.last), "person", "roster", match.entry.owners)
        for match in found
        if _is_meant(text, match, named)
    ]
    return [*spans, *_ids(text, register)]


def _end(text: Text, last: int) -> int:
    """The end of a name, with the rest of a user or file name: jferriby_89, ferriby_final2."""
    if text.gaps[last + 1][:1] in NO_TAIL:
        return text.ends[last]
    word = text.words[last]
    tail = (LOGIN_TAIL if word.islower() and len(word) >= LONGEST_PLAIN else FILE_TAIL).match(text.plain, text.ends[last])
    return tail.end() if tail else text.ends[last]


def _is_meant(text: Text, match: Match[Name], named: set[int]) -> bool:
    if match.entry.initials:
        return _are_initials(text, match)
    if not match.entry.weak and text.words[match.first] in PARTICIPLES:
        return acts_as_person(text, match.first, match.last)
    if not match.entry.weak:
        # a short name is a scrap of something else without its capital
        return text.ends[match.last] - text.starts[match.first] > SHORT or text.words[match.first][0].isupper()
    if match.last > match.first:
        # all its words are ordinary ones: "a long price", "grace short"
        has_capital = any(text.words[index][0].isupper() for index in range(match.first, match.last + 1))
        # "grant-short.pdf", "robin_frost"
        is_bound = any(text.gap(index) in ("-", "_", ".", "") for index in range(match.first + 1, match.last + 1))
        return has_capital or is_bound or acts_as_person(text, match.first, match.last)
    if text.words[match.first][0].isupper():
        return _is_person_word(text, match.first, named)
    return text.lows[match.first] not in FUNCTION_WORDS and acts_as_person(text, match.first, match.first)


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
    if low in NAMES_TOO and after in ("it", "you", "we", "they", "i", "he", "she", "there", "the", "this", "that"):
        return False
    if not text.starts_sentence(index):
        return True
    return opens_with_person(text, index)


def opens_with_person(text: Text, index: int) -> bool:
    """Whether an ordinary word at the start of a sentence is somebody, by what follows: "Grace said", "Joy and I"."""
    low, after = text.lows[index], text.after(index)
    gap = text.gap(index + 1) if index + 1 < len(text.words) else ""
    if low in FUNCTION_WORDS and low not in NAMES_TOO and low not in MONTHS:
        return False
    if after == "s" and gap == "'":
        return low not in FUNCTION_WORDS
    if gap == "-" and after in ("type", "style", "led", "ish", "like"):
        return True
    if gap.strip():
        # "Grace, can you ...": called by name; "Grace (both!)", "Grace?"
        called = gap[0] == "," and not gap[1:].strip(" \r\n")
        return low in CALLED and (called or gap.startswith(" (") or (gap[0] == "?" and low not in WISHES))
    if after == "i" and gap.isspace() and low not in FUNCTION_WORDS and low not in WISHES:
        # "Rose I'd met before"
        return True
    if after.endswith("s") and text.after(index + 1) in OBJECTS and low in CALLED and low not in WISHES:
        # "Will denies it"
        return True
    if after in ("in", "over", "on") and low in GIVEN_NAMES and text.after(index + 1) in ("the", "my", "our"):
        return low not in WISHES and text.starts_sentence(index)
    if after in ("from", "with") and low in GIVEN_NAMES:
        # "Joy from the front desk"
        return text.after(index + 1) in DETERMINERS or _bears_capital(text, index + 2)
    if after == "at" and low in GIVEN_NAMES:
        # "May at Marlstone"
        return _bears_capital(text, index + 2)
    if after == "and":
        partner = text.words[index + 2 : index + 3]
        return bool(partner) and (partner[0].lower() == "me" or partner[0][0].isupper())
    return after in ACTS or (low not in FUNCTION_WORDS and _is_action(after, low))


def _bears_capital(text: Text, index: int) -> bool:
    return index < len(text.words) and text.words[index][0].isupper()


def _is_action(after: str, low: str) -> bool:
    return after in ACTIONS or (after.endswith("ed") and low not in ("long", "short"))


def acts_as_person(text: Text, first: int, last: int) -> bool:
    """Whether small letters mean somebody: "because robin had the key", "we asked grace"."""
    before, after = text.before(first), text.after(last)
    gap_before, gap_after = text.gap(first), text.gap(last + 1) if last + 1 < len(text.words) else "."
    if gap_after == "'" and after == "s":
        return text.lows[first] in GIVEN_NAMES and before not in DETERMINERS
    joined_before, joined_after = not gap_before.strip(), not gap_after.strip()
    if joined_before and before in NAME_TITLES:
        return True
    if joined_before and before in ADDRESSING and not (joined_after and after in FUNCTION_WORDS and after not in AFTER_PERSON):
        return True
    if before == "and" and text.before(first - 1) in ("me", "i", "both") and joined_before and text.lows[first] in GIVEN_NAMES:
        return True
    free = first == 0 or not joined_before or before in CONJUNCTIONS
    if not (free and joined_after):
        return False
    if last > first and after in ACTS | AUXILIARIES:
        return True
    return after in SPEECH_VERBS or (before in CONJUNCTIONS and joined_before and after in MOVES)


def _beside_number(text: Text, index: int) -> bool:
    before, after = (
        text.plain[max(0, text.starts[index] - 6) : text.starts[index]],
        text.plain[text.ends[index] : text.ends[index] + 3],
    )
    return bool(DAY_BEFORE.search(before)) or after.lstrip()[:1].isdigit()


def _ids(text: Text, register: Register) -> Iterator[Span]:
    heads, bare = register.id_heads
    found = [ROSTER_ID.match(text.plain, text.starts[index]) for index in text.places_of(heads)]
    if bare:
        found += [match for start, end, _ in text.near_digits for match in BARE_ID.finditer(text.plain, start, end)]
    for match in filter(None, found):
        row = register.loose_ids.get(loose(match.group()))
        if row:
            yield Span(*match.span(), "person", "roster id", (row["pseudonym"],))
