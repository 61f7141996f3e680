"""Exact dates, in digits or words; what stays is the season and the year, which analysis may need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.anonymise.general import MONTHS, SEASONS
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_UNIT = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TEENS = "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?|(?:twenty|thirty)[ \n-](?:{_UNIT})|{_UNIT}|{_TEENS}|twentieth|thirtieth"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? (?:the )?)?"
_YEAR = r"(?:\.?,? (?:of |in )?(?P<year>(?:19|20)\d\d|'\d\d)\b)?"
DAY_MONTH = re.compile(rf"\b{_WEEKDAY}(?:the )?(?:{_DAY})[ \n-](?:of )?(?P<month>{_MONTH})\b{_YEAR}", re.IGNORECASE)
# "by March 12 people had left" is no date
MONTH_DAY = re.compile(
    rf"\b{_WEEKDAY}(?P<month>{_MONTH})\.? (?:the )?(?:{_DAY})\b(?! ?(?:%|per|people|of us)){_YEAR}", re.IGNORECASE
)
ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.]\d{1,2}\b")
NUMERIC = re.compile(r"\b\d{1,2} ?[-/.] ?(?P<month>\d{1,2}) ?[-/.] ?(?P<year>(?:19|20)\d\d|\d\d)\b(?![./]\d)")
# how far from its month's name a date may reach
REACH = 30
# two-digit years up to here are of this century
CENTURY_TURN = 40


def dates(text: Text) -> Iterator[Span]:
    """Spans of exact dates."""
    for start, end in text.near_digits:
        for pattern in (ISO, NUMERIC):
            yield from _found(pattern, text.plain, start, end)
    for index in text.places_of(MONTHS.keys()):
        start, end = max(0, text.starts[index] - REACH), text.ends[index] + REACH
        for pattern in (DAY_MONTH, MONTH_DAY):
            yield from _found(pattern, text.plain, start, end)


def _found(pattern: re.Pattern[str], plain: str, start: int, end: int) -> Iterator[Span]:
    for match in pattern.finditer(plain, start, end):
        month = match["month"]
        # "at first may I", "the second march": only a capital or a number makes a month of these words
        if month.lower() not in ("may", "march") or month[0].isupper() or any(sign.isdigit() for sign in match.group()):
            yield Span(*match.span(), "date", "dates", shown=_shown(month, match["year"]))


def _shown(month: str, year: str | None) -> str:
    number = int(month) if month.isdigit() else MONTHS[month.lower()]
    season = SEASONS.get(number, "")
    return f"[date: {f'{season} {_full_year(year)}'.strip()}]" if season or year else "[date]"


def _full_year(year: str | None) -> str:
    if not year:
        return ""
    digits = year.lstrip("'")
    if len(digits) > 2:
        return digits
    return f"{20 if int(digits) <= CENTURY_TURN else 19}{digits}"
