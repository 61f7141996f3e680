"""Identifiers that have a form: e-mail, links, handles, phones, postcodes, addresses, NHS and NI numbers, references, dates.

A failed checksum lowers the label (`number` instead of `NHS number`), it never clears the number. Patterns with digits are
tried near digits only, so that most turns cost little.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from scripts.anonymise.benign import NUMBER_CUES
from scripts.anonymise.detectors.addresses import KINDS, addresses
from scripts.anonymise.detectors.cued_numbers import CUES, cued_numbers
from scripts.anonymise.detectors.dates import dates
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text

HANDLE = re.compile(r"@(?<![\w.]@)\w{2,}")
# "jo.ferriby(at)marlstone.gov.uk", "jo.ferriby [at] marlstone [dot] gov [dot] uk"; addresses in words: spoken_email.py
AT_SIGN = re.compile(r"[@\[({<](?:(?<=@)|(?<!@) ?(?:at|@|AT|At) ?[\])}>])(?: |[ \t]*\r?\n[ \t]*)?(?=[A-Za-z0-9])")
# one of these stands in whatever the expression finds
AT_SIGNS = ("@", *(f"{bracket}{blank}{at}" for bracket in "[({<" for blank in ("", " ") for at in ("at", "AT", "At")))
LOCAL_PART = re.compile(r"[\w.+\-'](?:[\w.+\-']| ?[\[({<] ?dot ?[\])}>] ?){0,63}$", re.IGNORECASE)
DOMAIN = re.compile(r"[A-Za-z0-9\-]{1,63}(?:(?:\.| ?[\[({<] ?dot ?[\])}>] ?| dot )[A-Za-z0-9\-]{1,63}){1,6}", re.IGNORECASE)
LONGEST_LOCAL = 64
LINK = re.compile(r"\\\\[\w.\-]+(?:\\[^\s\\,;]+)+|\b[A-Za-z]:\\\S+|\b[A-Za-z][A-Za-z+.\-]{1,15}://\S+|\bwww\.\S+")
LINK_SIGNS = (":\\", "://", "www.", "\\\\")
LONGEST_SCHEME = 17
# a host without "www": found from its end
HOST_END = re.compile(r"\.(?:uk|com|org|net|info|example|eu|ie|io|app)\b(?:/\S*)?")
HOST = re.compile(r"[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*$")
LONGEST_HOST = 120
PHONE = re.compile(r"(?<![\w/])(?:(?:\+|00) ?44[ .\-]*(?:\(0\))?|\(?0)[\s.\-]*[1-9](?:[\s.\-()]{0,3}\d){7,9}(?!\d)")
# the inward part always is a digit and two letters; typists write O for 0 and leave or add blanks
POSTCODE = re.compile(
    r"\d(?:(?<=\b[A-Za-z]\d)|(?<=\b(?P<two>[A-Za-z])[A-Za-z]\d))[A-Za-z\d]?(?:[ \-]{0,2}"
    r"|\s{1,3})[\dO][A-BD-HJLN-UW-Za-bd-hjln-uw-z]{2}\b"
)
ODD_POSTCODE = re.compile(r"\b(?:GIR ?0AA|BFPO ?\d{1,4})\b")
ODD_POSTCODES = frozenset(("gir", "bfpo"))
# prefixes that are never given out may still be somebody's, mistyped
# the last letter may be wrong or missing where the pairs stand apart
NI_NUMBER = re.compile(
    r"\b(?:[A-Za-z]{2}(?:(?:[ .\-]|\r?\n)?\d\d){3}(?:[ .\-]|\r?\n)?[A-Da-d]|[A-Z]{2}(?:[ \-]\d\d){3}(?:[ \-]?[A-Z])?)\b(?![-/]\d)"
)
REGISTRATION = re.compile(r"\bS\.?[ ]?W\.?E?\.?[ \-]?\d(?:(?:[ .\-]|\r?\n)?\d){4,6}\b", re.IGNORECASE)
# AB/1234, 2021/0456, MOSAIC-10023, LCS 123456, the family court's AB24C00123; any number called a reference
REFERENCE = re.compile(
    r"\b(?=\w)(?:[A-Za-z]{1,6}[-/]\d{2,4}[-/]\d{2,6}(?:[/-]\w{1,3})?\b"
    r"|(?:[A-Z]{1,4}\d{0,4}|\d{2,4})/(?:[A-Z]{1,4}/)?\d{3,}(?:/\d+)*\b|[A-Z]{1,8}(?:-\d{4,}|\d{5,})\b|[A-Z]{2,8} \d{5,}\b"
    r"|[A-Z]{1,3}\d\d[A-Z]\d{3,}\b"
    # several parts: HB/7/2021/0088, RM-OP-0092218, RMP 2021/07/05-0114
    r"|[A-Z]{2,6}(?:[-/][A-Z]{1,6}){1,3}[-/]?\d{3,}(?:[-/]\w+)*\b|[A-Z]{1,6}(?:[-/ ]\d{1,6})(?:[-/]\d{1,6}){2,}\b"
    r"|(?<!-)0\d{3,}/\d+\b(?!-)"
    r"|(?:[Rr]ef(?:erence)?\.?|(?:[Cc]ase|[Ff]ile) (?:ID|id|no\.?|number|ref\.?)):? ?[A-Z]{0,4}[\-/ ]?\d{4,}(?:[\-/]\w+)*\b)"
    r"|#(?<!\w#)\d{4,}\b"
)
# what every reference holds
REFERENCE_DIGITS = re.compile(r"\d{3}|[-/]\d\d+[-/]\d")
NUMBER = re.compile(r"(?<![\w.,£$€])(?:\d{3}\s{1,2}\d{3}\s{1,2}\d{4}|\d(?:[ .\-]?\d){7,15})(?![\w%]|[.,]\d)")
# the one town that is called as a month
MARCH = re.compile(
    r"\b(?P<named>March)(?=,? (?:the town|in Cambridgeshire))|\b(?:commut\w+|moved(?: up| down| over| out)? from"
    r"|liv(?:es?|ed|ing)|based|dr[io]ve[sn]?|over|out|born|grew up|travels?)"
    r"(?: from| in| to| past| near| outside)? (?P<town>March)\b(?! \d)"
)
TOWN = frozenset(("march",))
# all words that say that a place may be near
WHERE = TOWN.union(ODD_POSTCODES, CUES, *(kinds for kinds, _ in KINDS))
MARCH_REACH = 40
NHS_DIGITS = 10
# how far before a number stands what it is the number of
CUE_REACH = 24
WORD = re.compile(r"[a-z]+")

# with the fewest digits that each needs
_NUMBERED = (
    ("phone", PHONE, 9),
    ("NI number", NI_NUMBER, 6),
    ("registration number", REGISTRATION, 5),
    ("case reference", REFERENCE, 3),
)
FEWEST_DIGITS = 8


def patterns(text: Text) -> list[Span]:
    """Spans of identifiers with a form."""
    plain = text.plain
    found: list[Span] = []
    if any(sign in plain for sign in AT_SIGNS):
        found += _emails(plain)
    if "@" in plain:
        found += _of(HANDLE, plain, "handle")
    found += _links(plain)
    for start, end, digits in text.near_digits:
        for label, pattern, fewest in _NUMBERED:
            if digits < fewest or (pattern is REFERENCE and not REFERENCE_DIGITS.search(plain, start, end)):
                continue
            for match in pattern.finditer(plain, start, end):
                found.append(Span(*match.span(), label, "patterns"))
        for match in POSTCODE.finditer(plain, start, end):
            found.append(Span(match.start() - 1 - (match["two"] is not None), match.end(), "postcode", "patterns"))
        if digits >= FEWEST_DIGITS:
            found += _numbers(plain, start, end)
    for index in text.places_of(ODD_POSTCODES):
        match = ODD_POSTCODE.match(plain, text.starts[index])
        if match:
            found.append(Span(*match.span(), "postcode", "patterns"))
    for index in text.places_of(TOWN):
        match = MARCH.search(plain, max(0, text.starts[index] - MARCH_REACH), text.ends[index] + len(", in Cambridgeshire"))
        if match:
            found.append(Span(*match.span(match.lastgroup), "place", "patterns"))
    return [*found, *addresses(text), *dates(text), *cued_numbers(text)]


def _of(pattern: re.Pattern[str], plain: str, label: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Span]:
    for match in pattern.finditer(plain, start, end):
        yield Span(*match.span(), label, "patterns")


def _emails(plain: str) -> Iterator[Span]:
    """Addresses found by their sign, and back from it: looking for what comes before would take long in a text without any."""
    for sign in AT_SIGN.finditer(plain):
        start = sign.start() - (plain[sign.start() - 1 : sign.start()] == " ")
        local = LOCAL_PART.search(plain[max(0, start - LONGEST_LOCAL) : start])
        domain = DOMAIN.match(plain, sign.end()) if local else None
        # a handle at the end of a line is no address
        if local and domain and ("\n" not in sign.group() or "." in domain.group()):
            yield Span(start - len(local.group()), domain.end(), "e-mail", "patterns")


def _links(plain: str) -> Iterator[Span]:
    done = 0
    for place in sorted(place for sign in LINK_SIGNS for place in _places(sign, plain)):
        match = LINK.search(plain, max(done, place - LONGEST_SCHEME)) if place >= done else None
        if match:
            done = match.end()
            yield _link(plain, *match.span())
    for end in HOST_END.finditer(plain):
        host = HOST.search(plain[max(0, end.start() - LONGEST_HOST) : end.start()])
        if host:
            yield _link(plain, end.start() - len(host.group()), end.end())


def _places(sign: str, plain: str) -> Iterator[int]:
    place = plain.find(sign)
    while place >= 0:
        yield place
        place = plain.find(sign, place + len(sign))


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
