"""Identifiers that have a form: e-mail, links, handles, phones, postcodes, addresses, NHS and NI numbers, references, dates.

A failed checksum lowers the label (`number` instead of `NHS number`), it never clears the number. Patterns with digits are
tried near digits only, so that most turns cost little.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from scripts.anonymise.detectors.dates import dates
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text

EMAIL = re.compile(r"[\w.+\-']{1,64} ?@ ?[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
HANDLE = re.compile(r"(?<![\w.])@\w{2,}")
# "jo dot ferriby at marlstone dot gov dot uk", also with [at] and [dot] or "at sign"
_DOT, _AT = r"[\[(]?(?:dot|full stop|point)[\])]?", r"[\[(]?at(?: sign)?[\])]?"
SPOKEN_EMAIL = re.compile(
    rf"\b[\w'\-]+(?: (?:{_DOT}|underscore|dash|hyphen) [\w'\-]+){{0,4}} {_AT} [\w'\-]+(?: {_DOT} [\w'\-]+){{1,4}}\b",
    re.IGNORECASE,
)
LINK = re.compile(
    r"\b[A-Za-z]:\\\S+|\b[A-Za-z][A-Za-z+.\-]{1,15}://\S+|\bwww\.\S+|\b[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*"
    r"\.(?:uk|com|org|net|info|example|eu|ie|io|app)\b(?:/\S*)?"
)
SPOKEN_SIGNS = frozenset(("dot", "stop", "point"))
DOT_INSIDE = re.compile(r"\.\w")
PHONE = re.compile(r"(?<![\w/])(?:(?:\+|00) ?44[ .\-]*(?:\(0\))?|\(?0)[\s.\-]*[1-9](?:[\s.\-()]{0,3}\d){7,9}(?!\d)")
# the inward part always is a digit and two letters; typists write O for 0 and leave or add blanks
POSTCODE = re.compile(
    r"\b(?:[A-Za-z]{1,2}\d[A-Za-z\d]?[ \-]{0,2}[\dO][A-BD-HJLN-UW-Za-bd-hjln-uw-z]{2}|GIR ?0AA|BFPO ?\d{1,4})\b"
)
# prefixes that are never given out may still be somebody's, mistyped
NI_NUMBER = re.compile(r"\b[A-Za-z]{2}(?:[ .\-]?\d\d){3}[ .\-]?[A-Da-d]\b")
REGISTRATION = re.compile(r"\bS\.?W\.?E?\.? ?\d{5,7}\b", re.IGNORECASE)
# AB/1234, 2021/0456, MOSAIC-10023, LCS 123456, the family court's AB24C00123; any number called a reference
REFERENCE = re.compile(
    r"\b(?:[A-Z]{1,4}\d{0,4}|\d{2,4})/(?:[A-Z]{1,4}/)?\d{3,}(?:/\d+)*\b|\b[A-Z]{1,8}-?\d{4,}\b|\b[A-Z]{2,8} \d{5,}\b"
    r"|\b[A-Z]{1,3}\d\d[A-Z]\d{3,}\b"
    r"|\b(?:[Rr]ef(?:erence)?\.?|(?:[Cc]ase|[Ff]ile) (?:ID|id|no\.?|number|ref\.?)):? ?[A-Z]{0,4}[\-/ ]?\d{4,}(?:[\-/]\w+)*\b"
)
NUMBER = re.compile(r"(?<![\w.,£$€])\d(?:[ .\-]?\d){7,15}(?![\w%]|[.,]\d)")
_STREET = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Way|Court|Crescent|Gardens|Terrace|Place|Grove|Row|Square|View|Rise|Walk|"
    "Mews|Hill|Yard|Wharf|Buildings|House|Parade|Quay|Green|Croft|Fold|Bank"
)
ADDRESS = re.compile(
    r"\b(?:(?:[Ff]lat|[Uu]nit|[Rr]oom|[Aa]partment) (?:\d+\w?|[A-Z]),? )?\d{1,4}[A-Za-z]?,? "
    rf"(?:[A-Z][\w']*[ \-]){{1,3}}(?:{_STREET})\b"
)
NHS_DIGITS = 10

_NUMBERED = (
    ("phone", PHONE),
    ("postcode", POSTCODE),
    ("NI number", NI_NUMBER),
    ("registration number", REGISTRATION),
    ("case reference", REFERENCE),
    ("place", ADDRESS),
)


def patterns(text: Text) -> list[Span]:
    """Spans of identifiers with a form."""
    plain = text.plain
    found: list[Span] = []
    if "@" in plain:
        found += [*_of(EMAIL, plain, "e-mail"), *_of(HANDLE, plain, "handle")]
    if not SPOKEN_SIGNS.isdisjoint(text.vocabulary):
        found += _of(SPOKEN_EMAIL, plain, "e-mail")
    if "://" in plain or ":\\" in plain or DOT_INSIDE.search(plain):
        found += _links(plain)
    for start, end in text.near_digits:
        for label, pattern in _NUMBERED:
            found += _of(pattern, plain, label, start, end)
        found += _numbers(plain, start, end)
    return [*found, *dates(text)]


def _of(pattern: re.Pattern[str], plain: str, label: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Span]:
    for match in pattern.finditer(plain, start, end):
        yield Span(*match.span(), label, "patterns")


def _links(plain: str) -> Iterator[Span]:
    for match in LINK.finditer(plain):
        yield Span(match.start(), match.start() + len(match.group().rstrip(".,;:!?)'\"")), "link", "patterns")


def _numbers(plain: str, start: int, end: int) -> Iterator[Span]:
    for match in NUMBER.finditer(plain, start, end):
        digits = [int(sign) for sign in match.group() if sign.isdigit()]
        label = "NHS number" if is_nhs_number(digits) else "number"
        yield Span(*match.span(), label, "patterns", doubt="" if label == "NHS number" else "a long number of unknown kind")


def is_nhs_number(digits: list[int]) -> bool:
    """Whether ten digits keep the check digit of the NHS number (modulus 11, NHS Data Dictionary)."""
    if len(digits) != NHS_DIGITS:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check != NHS_DIGITS and check % 11 == digits[-1]
