"""Numbers that a word before them makes somebody's: "NISCC number 6012345", "court number FD 21 P 00345", "file no. 20-00123".

- the name of a register may stand right before the number, other words need "number", "ref" or the like between,
- four digits at least, and no year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.vocabulary import word_set

REGISTERS = word_set("sssc niscc scw swe hcpc nmc gmc")
SYSTEMS = word_set("pin upn mrn lcs plo dbs mosaic liquidlogic caredirector")
THINGS = word_set(
    """
    registration registered reg court case file referral passport licence hospital payroll employee staff badge claim client
    patient record certificate membership personnel family child unique person
    """
)
CUES = REGISTERS | SYSTEMS | THINGS
CALLED_WORDS = word_set("registration registered reg number num no id ref reference code")
_CALLED = r"(?:registration|registered|reg\.?|number|num\.?|no\.?|ID|id|ref\.?|reference|code)"
_VALUE = (
    r"(?P<value>(?!(?:19|20)\d\d(?:[-/]\d\d)?(?![\d/-]))(?=(?:[A-Z /.-]{0,4}\d){4})"
    r"[A-Z]{0,4}[ /-]?\d[\dA-Z/-]*(?: \d[\dA-Z/-]*| [A-Z]{1,2} ?\d+)*)(?![\w%]|,\d)"
)
DIRECT = re.compile(rf"\w+\.?:?(?: {_CALLED}| under| with| as| is| was){{0,4}}[:#]?\s{{1,3}}{_VALUE}")
CALLED = re.compile(rf"\w+\.?(?: \w+)? ?{_CALLED}(?: {_CALLED}| is| was){{0,2}}[:#]?\s{{1,3}}{_VALUE}")


def cued_numbers(text: Text) -> Iterator[Span]:
    """Spans of numbers."""
    for index in text.places_of(CUES):
        low = text.lows[index]
        if low in THINGS and CALLED_WORDS.isdisjoint(text.lows[index : index + 3]):
            continue
        match = (CALLED if low in THINGS else DIRECT).match(text.plain, text.starts[index])
        if match:
            register = low in REGISTERS or low in ("registration", "registered", "reg")
            yield Span(*match.span("value"), "registration number" if register else "case reference", "patterns")
