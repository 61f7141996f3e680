"""Identifiers that have a form: e-mail, links, handles, phones, postcodes, addresses, NHS and NI numbers, references, dates.

A failed checksum lowers the label (`number` instead of `NHS number`), it never clears the number. Patterns with digits are
tried near digits only, so that most turns cost little.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from scripts.anonymise.benign import NUMBER_CUES
from scripts.anonymise.detectors.dates import dates
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text

HANDLE = re.compile(r"@(?<![\w.]@)\w{2,}")
# "jo.ferriby(at)marlstone.gov.uk", "jo.ferriby [at] marlstone [dot] gov [dot] uk"; addresses in words: spoken_email.py
AT_SIGN = re.compile(r"(?:@|[\[({<] ?(?:at|@|AT|At) ?[\])}>]) ?(?=[A-Za-z0-9])")
LOCAL_PART = re.compile(r"[\w.+\-'](?:[\w.+\-']| ?[\[({<] ?dot ?[\])}>] ?){0,63}$", re.IGNORECASE)
DOMAIN = re.compile(r"[A-Za-z0-9\-]{1,63}(?:(?:\.| ?[\[({<] ?dot ?[\])}>] ?| dot )[A-Za-z0-9\-]{1,63}){1,6}", re.IGNORECASE)
LONGEST_LOCAL = 64
LINK = re.compile(r"\b[A-Za-z]:\\\S+|\b[A-Za-z][A-Za-z+.\-]{1,15}://\S+|\bwww\.\S+")
LINK_SIGN, LONGEST_SCHEME = re.compile(r":\\|://|www\."), 17
# a host without "www": found from its end
HOST_END = re.compile(r"\.(?:uk|com|org|net|info|example|eu|ie|io|app)\b(?:/\S*)?")
HOST = re.compile(r"[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*$")
LONGEST_HOST = 120
PHONE = re.compile(r"(?<![\w/])(?:(?:\+|00) ?44[ .\-]*(?:\(0\))?|\(?0)[\s.\-]*[1-9](?:[\s.\-()]{0,3}\d){7,9}(?!\d)")
# the inward part always is a digit and two letters; typists write O for 0 and leave or add blanks
POSTCODE = re.compile(
    r"\b(?:[A-Za-z]{1,2}\d[A-Za-z\d]?[ \-]{0,2}[\dO][A-BD-HJLN-UW-Za-bd-hjln-uw-z]{2}|GIR ?0AA|BFPO ?\d{1,4})\b"
)
# prefixes that are never given out may still be somebody's, mistyped
NI_NUMBER = re.compile(r"\b[A-Za-z]{2}(?:[ .\-]?\d\d){3}[ .\-]?[A-Da-d]\b")
REGISTRATION = re.compile(r"\bS\.?[ ]?W\.?E?\.?[ \-]?\d(?:[ .\-]?\d){4,6}\b", re.IGNORECASE)
# AB/1234, 2021/0456, MOSAIC-10023, LCS 123456, the family court's AB24C00123; any number called a reference
REFERENCE = re.compile(
    r"\b[A-Za-z]{1,6}[-/]\d{2,4}[-/]\d{2,6}(?:[/-]\w{1,3})?\b"
    r"|\b(?:[A-Z]{1,4}\d{0,4}|\d{2,4})/(?:[A-Z]{1,4}/)?\d{3,}(?:/\d+)*\b|\b[A-Z]{1,8}(?:-\d{4,}|\d{5,})\b|\b[A-Z]{2,8} \d{5,}\b"
    r"|\b[A-Z]{1,3}\d\d[A-Z]\d{3,}\b|(?<!\w)#\d{4,}\b"
    r"|\b(?:[Rr]ef(?:erence)?\.?|(?:[Cc]ase|[Ff]ile) (?:ID|id|no\.?|number|ref\.?)):? ?[A-Z]{0,4}[\-/ ]?\d{4,}(?:[\-/]\w+)*\b"
)
# what every reference holds
REFERENCE_DIGITS = re.compile(r"\d{3}|[-/]\d\d+[-/]\d")
NUMBER = re.compile(r"(?<![\w.,£$€])\d(?:[ .\-]?\d){7,15}(?![\w%]|[.,]\d)")
_STREET = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Way|Court|Crescent|Gardens|Terrace|Place|Grove|Row|Square|View|Rise|Walk|"
    "Mews|Hill|Yard|Wharf|Buildings|House|Parade|Quay|Green|Croft|Fold|Bank"
)
ADDRESS = re.compile(
    r"\b(?:(?:[Ff]lat|[Uu]nit|[Rr]oom|[Aa]partment) (?:(?:\d+\w?|[A-Z]),? )?)?\d{1,4}[A-Za-z]?,? "
    rf"(?:[A-Z][\w']*[\s\-]{{1,3}}){{1,3}}(?:{_STREET})\b"
)
# the one town that is called as a month
MARCH = re.compile(
    r"\b(?:commut\w+|moved(?: up| down| over| out)? from|liv(?:es?|ed|ing)|based|dr[io]ve[sn]?|over|out|born|grew up|travels?)"
    r"(?: from| in| to| past| near| outside)? (?P<town>March)\b(?! \d)"
)
MARCH_REACH = 40
NHS_DIGITS = 10
# how far before a number stands what it is the number of
CUE_REACH = 24
WORD = re.compile(r"[a-z]+")

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
    found += _emails(plain)
    if "@" in plain:
        found += _of(HANDLE, plain, "handle")
    found += _links(plain)
    for start, end in text.near_digits:
        for label, pattern in _NUMBERED:
            if pattern is REFERENCE and not REFERENCE_DIGITS.search(plain, start, end):
                continue
            for match in pattern.finditer(plain, start, end):
                found.append(Span(*match.span(), label, "patterns"))
        found += _numbers(plain, start, end)
    for index in text.index.get("march", ()):
        match = MARCH.search(plain, max(0, text.starts[index] - MARCH_REACH), text.ends[index] + len(" 1"))
        if match:
            found.append(Span(*match.span("town"), "place", "patterns"))
    return [*found, *dates(text)]


def _of(pattern: re.Pattern[str], plain: str, label: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Span]:
    for match in pattern.finditer(plain, start, end):
        yield Span(*match.span(), label, "patterns")


def _emails(plain: str) -> Iterator[Span]:
    """Addresses found by their sign, and back from it: looking for what comes before would take long in a text without any."""
    for sign in AT_SIGN.finditer(plain):
        start = sign.start() - (plain[sign.start() - 1 : sign.start()] == " ")
        local = LOCAL_PART.search(plain[max(0, start - LONGEST_LOCAL) : start])
        domain = DOMAIN.match(plain, sign.end()) if local else None
        if local and domain:
            yield Span(start - len(local.group()), domain.end(), "e-mail", "patterns")


def _links(plain: str) -> Iterator[Span]:
    done = 0
    for sign in LINK_SIGN.finditer(plain):
        match = LINK.search(plain, max(done, sign.start() - LONGEST_SCHEME)) if sign.start() >= done else None
        if match:
            done = match.end()
            yield _link(plain, *match.span())
    for end in HOST_END.finditer(plain):
        host = HOST.search(plain[max(0, end.start() - LONGEST_HOST) : end.start()])
        if host:
            yield _link(plain, end.start() - len(host.group()), end.end())


def _link(plain: str, start: int, end: int) -> Span:
    return Span(start, start + len(plain[start:end].rstrip(".,;:!?)'\"")), "link", "patterns")


def _numbers(plain: str, start: int, end: int) -> Iterator[Span]:
    for match in NUMBER.finditer(plain, start, end):
        digits = [int(sign) for sign in match.group() if sign.isdigit()]
        label = "NHS number" if is_nhs_number(digits) else "number"
        if label == "number" and not NUMBER_CUES.isdisjoint(
            WORD.findall(plain[max(0, match.start() - CUE_REACH) : match.start()].lower())
        ):
            # "the invoice was number 1234567890": told to be no person's
            continue
        yield Span(*match.span(), label, "patterns", doubt="" if label == "NHS number" else "a long number of unknown kind")


def is_nhs_number(digits: list[int]) -> bool:
    """Whether ten digits keep the check digit of the NHS number (modulus 11, NHS Data Dictionary)."""
    if len(digits) != NHS_DIGITS:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check != NHS_DIGITS and check % 11 == digits[-1]
