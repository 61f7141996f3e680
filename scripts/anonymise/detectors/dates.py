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
_SAID_YEAR = (
    r"(?:twenty|nineteen)[ -](?:oh[ -]\w+|(?:ten|eleven|twelve|\w{3,5}teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)|two thousand(?: and \w+)?"
)
_YEAR = rf"(?:(?:\.?,?\s(?:of |in )?|[-/.])(?:(?P<year>(?:19|20)\d\d|'\d\d|(?<=[-/.])\d\d)|(?:{_SAID_YEAR}))\b)?"
# "6 and 7 November", "the 3rd to 5th of May"
_DAYS = rf"(?:(?:{_DAY})(?: ?[-&,] ?| and | to | or ))?(?:{_DAY})"
DAY_MONTH = re.compile(rf"\b{_WEEKDAY}(?:the )?{_DAYS}(?:\s{{1,3}}|-)(?:of\s{{1,3}})?(?P<month>{_MONTH})\b{_YEAR}", re.IGNORECASE)
# "by March 12 people had left" is no date
MONTH_DAY = re.compile(
    rf"\b{_WEEKDAY}(?P<month>{_MONTH})\.? (?:the )?(?:{_DAY})\b(?! ?(?:%|per|people|of us)){_YEAR}", re.IGNORECASE
)
ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.]\d{1,2}(?:T\d\d:?\d\d[\d:.Z]*)?\b")
NUMERIC = re.compile(r"\b\d{1,2} ?[-/.] ?(?P<month>\d{1,2}) ?[-/.] ?(?P<year>(?:19|20)\d\d|\d\d)\b(?![./]\d)")
# of a date in digits: 1/2/21
FEWEST_DIGITS = 4
# how far from its month's name a date may reach
REACH = 45
# two-digit years up to here are of this century
CENTURY_TURN = 40


# the month in Roman figures; day and month alone, where something says that they are a day; "the thirtieth of the ninth"
ROMAN = re.compile(r"\b\d{1,2}[./ -](?:VIII|VII|VI|IV|IX|XII|XI|X|V|III|II|I)[./ -](?P<year>(?:19|20)\d\d)\b")
SHORT = re.compile(
    r"(?:^|(?<=\n)|\b(?:on|due|dates?|dated|since|until|till|by|from|w/c|visit|entry|seen|was)[: ]+(?:on |the )?)"
    r"(?!24/7)(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![/\d%])(?! (?:of|out|people|per|were|was|said|agreed)\b)"
)
# found from its middle
MONTH_ORDINAL = re.compile(
    rf" of the (?:{_UNIT}|tenth|eleventh|twelfth)(?:,? (?:{_SAID_YEAR}|(?P<year>(?:19|20)\d\d)))", re.IGNORECASE
)
DAY_BEFORE = re.compile(rf"\b(?:the )?(?:{_DAY})$", re.IGNORECASE)
ORDINAL_WORDS = frozenset(f"{_UNIT}|{_TEENS}|twentieth|thirtieth".split("|"))
VERSION = re.compile(
    r"\b(?:versions?|releases?|builds?|v|ver|firmware|patch|update to|upgraded? to|paragraphs?|paras?|sections?|clauses?|steps?|"
    r"rules?|figures?|tables?|chapters?|standards?|appendix|annex) (?:number |no\.? )?$",
    re.IGNORECASE,
)
HAS_DIGIT, DAY_REACH = re.compile(r"\d"), 12
LAST_DAY, LAST_MONTH = 31, 12


def _unusual(text: Text) -> Iterator[Span]:
    slash = "/" in text.plain
    for start, end, digits in text.near_digits:
        for match in ROMAN.finditer(text.plain, start, end) if digits >= FEWEST_DIGITS else ():
            yield Span(*match.span(), "date", "dates", shown=f"[date: {match['year']}]")
        for match in SHORT.finditer(text.plain, start, end) if slash and text.plain.find("/", start, end) >= 0 else ():
            day, month = int(match["day"]), int(match["month"])
            if 1 <= day <= LAST_DAY and 1 <= month <= LAST_MONTH:
                yield Span(match.start("day"), match.end(), "date", "dates", shown=_shown(match["month"], None))
    for match in MONTH_ORDINAL.finditer(text.plain) if not ORDINAL_WORDS.isdisjoint(text.vocabulary) else ():
        day = DAY_BEFORE.search(text.plain, max(0, match.start() - REACH), match.start())
        if day:
            shown = f"[date: {match['year']}]" if match["year"] else "[date]"
            yield Span(day.start(), match.end(), "date", "dates", shown=shown)


def dates(text: Text) -> Iterator[Span]:
    """Spans of exact dates."""
    for start, end, digits in text.near_digits:
        for pattern in (ISO, NUMERIC) if digits >= FEWEST_DIGITS else ():
            yield from (span for span in _found(pattern, text.plain, start, end) if not _is_version(text.plain, span))
    yield from _unusual(text)
    for index in text.places_of(MONTHS.keys()):
        start, end = max(0, text.starts[index] - REACH), text.ends[index] + REACH
        if _is_day(text, text.starts[index] - DAY_REACH, text.lows[max(0, index - 2) : index]):
            yield from _found(DAY_MONTH, text.plain, start, end)
        if _is_day(text, text.ends[index], text.lows[index + 1 : index + 3]):
            yield from _found(MONTH_DAY, text.plain, start, end)


def _is_version(plain: str, span: Span) -> bool:
    """Whether numbers with full stops are called what they are: "release 5.1.14"."""
    return "." in plain[span.start : span.end] and VERSION.search(plain, max(0, span.start - REACH), span.start) is not None


def _is_day(text: Text, place: int, words: list[str]) -> bool:
    """Whether a digit or an ordinal stands so near that a day may."""
    return not ORDINAL_WORDS.isdisjoint(words) or HAS_DIGIT.search(text.plain, max(0, place), place + DAY_REACH) is not None


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
