"""What a cell says: text compared without its accidents, numbers, yes and no, dates."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‑": "-"})
# A lone x is in neither: it stands for a tick as often as for a no.
YES = frozenset(
    ("yes", "y", "true", "t", "1", "ja", "j", "oui", "si", "sí", "sim", "wahr", "vrai", "verdadero", "vero", "waar", "✓", "✔",
     "agreed", "given", "consented")
)  # fmt: skip
NO = frozenset(
    ("no", "n", "false", "f", "0", "nein", "non", "nee", "não", "falsch", "faux", "falso", "onwaar", "refused", "declined")
)  # fmt: skip
PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")

ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
PARTS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
# A date as Excel counts it, days from the last of 1899; written for dates between 1982 and 2064 only, as ids look alike.
SERIAL = re.compile(r"([3-5]\d{4})(\.\d+)?")
SERIAL_EPOCH = dt.datetime(1899, 12, 30)
COMPACT = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
CLOCK = re.compile(r"[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AaPp][Mm])?\s*(Z|[+-]\d{2}:?\d{2})?")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def fold(text: str) -> str:
    """Text with white space (no-break spaces and newlines too) folded and invisible characters gone."""
    # most cells are plain, and plain text has none of the accidents
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text).translate(INVISIBLE)).split())


def likeness(text: str) -> str:
    """What two spellings of one header or label have in common: folded, without case and typographic quotes."""
    folded = fold(text)
    return (folded if folded.isascii() else folded.translate(TYPOGRAPHY)).casefold()


def number(text: str) -> float | None:
    """The number a cell holds, with British thousands, a decimal comma or a percent sign; None when it is none."""
    bare = fold(text).translate(TYPOGRAPHY).removesuffix("%").replace(" ", "")
    if THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    elif DECIMAL_COMMA.fullmatch(bare):
        bare = bare.replace(",", ".")
    return float(bare) if PLAIN_NUMBER.fullmatch(bare) else None


def yes_or_no(text: str) -> bool | None:
    """What a consent or attendance cell says; None when it says neither."""
    word = likeness(text).rstrip(".!;")
    as_number = number(word)
    word = f"{as_number:g}" if as_number is not None else word
    return True if word in YES else False if word in NO else None


def iso_dates(texts: list[str]) -> tuple[list[str], list[int]]:
    """The dates of one column in ISO form, and the positions of those left as written.

    Day and month are told apart by a part above 12 anywhere in the column; where nothing tells, a date stays as written.
    """
    order = _column_order(texts)
    made, unread = [], []
    for position, text in enumerate(texts):
        iso = _iso(fold(text), order)
        if fold(text) and not iso:
            unread.append(position)
        made.append(iso or fold(text))
    return made, unread


def serial_dates(texts: list[str]) -> int:
    """How many cells of a column of dates hold the number by which Excel counts days."""
    return sum(bool(SERIAL.fullmatch(fold(text))) for text in texts)


def _column_order(texts: list[str]) -> str:
    parts = [match for text in texts if (match := PARTS.match(fold(text)))]
    day_first = any(int(each[1]) > 12 or each[2] == "." for each in parts)
    month_first = any(int(each[3]) > 12 for each in parts)
    return "" if day_first == month_first else "day" if day_first else "month"


def _iso(text: str, order: str) -> str:
    if SERIAL.fullmatch(text):
        return _from_serial(float(text))
    if COMPACT.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    for pattern, read in ((ISO, _from_iso), (PARTS, _from_parts), (DAY_MONTH, _from_day_month), (MONTH_DAY, _from_month_day)):
        match = pattern.match(text)
        day = read(match, order) if match else None
        if match and day:
            return _with_clock(day, text[match.end() :])
    return ""


def _from_serial(days: float) -> str:
    moment = SERIAL_EPOCH + dt.timedelta(seconds=round(days * 86_400))
    return moment.isoformat() if days % 1 else moment.date().isoformat()


def _from_iso(match: re.Match[str], order: str) -> dt.date | None:
    return _date(int(match[1]), int(match[2]), int(match[3]))


def _from_parts(match: re.Match[str], order: str) -> dt.date | None:
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
    if first > 12 or first == second or (second <= 12 and order == "day"):
        return _date(year, second, first)
    if second > 12 or order == "month":
        return _date(year, first, second)
    return None


def _from_day_month(match: re.Match[str], order: str) -> dt.date | None:
    return _date(int(match[3]), _month(match[2]), int(match[1]))


def _from_month_day(match: re.Match[str], order: str) -> dt.date | None:
    return _date(int(match[3]), _month(match[1]), int(match[2]))


def _month(name: str) -> int:
    short = name[:3].casefold()
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _with_clock(day: dt.date, rest: str) -> str:
    if not rest.strip():
        return day.isoformat()
    match = CLOCK.fullmatch(rest)
    if match is None:
        return ""
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        hour = hour % 12 + (12 if match[4].casefold() == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return ""
    return f"{day.isoformat()}T{hour:02}:{minute:02}:{second:02}{match[5] or ''}"
