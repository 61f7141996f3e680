"""What the columns of a table hold, told without a word that somebody wrote about themselves.

- Values are masked: letters become x, digits 9; a long cell is cut.
- The texts of choices are listed only where a column is a closed question: few short answers, each given several times, that are
  steps of a known scale, or at least are phrased as choices and stand under no header that asks for a name, a place or an id.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from scripts.commands.inspect_likert import are_known
from scripts.ingest.cells import fold, iso_dates, likeness, number
from scripts.ingest.tabular import Table

LONGEST_MASK = 16
MOST_CHOICES = 12
LONGEST_CHOICE = 60
FEWEST_ANSWERS = 6
WIDEST_SCALE = 11
FREE_TEXT_LETTERS = 60
E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
IP = re.compile(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){4,7}", re.IGNORECASE)
ID = re.compile(r"(?=.*\d)[\w./-]{2,40}")
# Under such words nothing is listed, however few answers there are.
PERSONAL = re.compile(
    r"\b(names?|surname|forename|e-?mail|ip|phone|mobile|address|postcode|initials|birth|dob|manager|supervisor|mentor|coach"
    r"|who|whom|organi[sz]ation|employer|authority|council|username|token|password|latitude|longitude)\b",
    re.IGNORECASE,
)
PERSONAL_IF_SHORT = re.compile(
    r"\b(id|code|number|user|gender|sex|ethnic\w*|age|religio\w*|disab\w*|team|role|job|post|department|service|facilitator"
    r"|interviewer|school|ward|site|location|region|town|city|area)\b",
    re.IGNORECASE,
)
SHORT_HEADER = 6
# An answer that is no step of a known scale is shown only if one of its words is of this kind: names have none.
PHRASE_WORDS = re.compile(
    r"a|about|all|and|any|at|better|by|day|days|done|enough|ever|every|few|fewer|for|from|in|less|little|lot"
    r"|many|month|months|more|most|much|need|needs|never|new|no|none|not|nothing|of|often|on|once|only|or|other"
    r"|partly|quite|rather|same|some|sometimes|still|than|the|this|time|times|to|too|twice|up|very|week|weeks"
    r"|well|with|without|worse|year|years|yes|yet"
)
# One word that a table of people or projects may hold, and that names nobody.
COMMON_CHOICES = re.compile(
    r"participant|sponsor|facilitator|completed|complete|continuing|ongoing|stopped|planned|started|paused"
    r"|higher|lower|late|present|absent|other|none|everything|quotes|independence|satisfaction"
)
NOT_SHOWN = "choices (not shown)"


@dataclass(frozen=True)
class Column:
    """One column: what it is called, what it holds, and what may be shown of it."""

    place: int
    names: tuple[str, ...]
    filled: int
    rows: int
    kind: str
    choices: tuple[str, ...] = ()
    unshown: int = 0

    @property
    def header(self) -> str:
        return self.names[0]

    @property
    def is_rating(self) -> bool:
        """Whether it may be an item: steps of a scale, as words or as numbers."""
        return self.kind.startswith("whole numbers ") or (self.kind == "choices" and len(self.choices) > 2)


def describe_columns(table: Table) -> list[Column]:
    """The columns in the order of the table."""
    return [_column(table, place) for place in range(len(table.names))]


def masked(text: str, longest: int = LONGEST_MASK) -> str:
    """The shape of a cell: letters x, digits 9."""
    shape = "".join(_masked_sign(sign) for sign in fold(text))
    return shape if len(shape) <= longest else shape[: longest - 1] + "…"


def _masked_sign(sign: str) -> str:
    if sign.isalpha():
        return "x"
    if sign.isdigit():
        return "9"
    return sign if sign.isascii() and sign.isprintable() else "·"


def _column(table: Table, place: int) -> Column:
    names = tuple(fold(name) for name in table.names[place])
    values = [text for row in table.rows if place < len(row.cells) and (text := fold(row.cells[place]))]
    kind, choices, unshown = _kind(names, values)
    return Column(place + 1, names, len(values), len(table.rows), kind, choices, unshown)


def _kind(names: tuple[str, ...], values: list[str]) -> tuple[str, tuple[str, ...], int]:
    if not values:
        return "empty", (), 0
    plain = _kind_of_values(values)
    if plain:
        return plain, (), 0
    counts = Counter(value.rstrip("; ") for value in values)
    choices, unshown = _choices(names, counts)
    if choices:
        return "choices", choices, unshown
    if _is_free_text(values, counts):
        return "free text", (), 0
    if sum(";" in value.rstrip("; ") for value in values) * 3 > len(values):
        return "several choices in a cell, parted by ;", (), 0
    if len(counts) <= MOST_CHOICES and len(values) >= max(FEWEST_ANSWERS, 2 * len(counts)):
        return NOT_SHOWN, (), 0
    are_ids = sum(bool(ID.fullmatch(value)) for value in values) * 2 > len(values)
    return ("ids" if are_ids else "short texts"), (), 0


def _kind_of_values(values: list[str]) -> str:
    """E-mail addresses, IP addresses, dates, numbers; empty for words."""
    most = 0.8 * len(values)
    if sum(bool(E_MAIL.fullmatch(value)) for value in values) >= most / 2:
        return "e-mail addresses"
    if sum(bool(IP.fullmatch(value)) for value in values) >= most:
        return "IP addresses"
    numbers = [score for value in values if (score := number(value)) is not None]
    if len(numbers) >= most:
        return _kind_of_numbers(numbers, len(values))
    dates, unread = iso_dates(values)
    if (
        len(dates) - len(unread) >= most
        or sum(bool(re.match(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b", each)) for each in values) >= most
    ):
        return "dates"
    return ""


def _kind_of_numbers(numbers: list[float], written: int) -> str:
    others = f", {written - len(numbers)} other" if len(numbers) < written else ""
    steps = set(numbers) - {-99.0, 99.0, 999.0}
    is_whole = all(each.is_integer() for each in numbers)
    if is_whole and steps and min(steps) >= 0 and max(steps) < WIDEST_SCALE and max(steps) > 0:
        return f"whole numbers {min(steps):g} to {max(steps):g}{others}"
    return f"{'numbers without' if is_whole else 'numbers with'} decimals{others}"


def _choices(names: tuple[str, ...], counts: Counter[str]) -> tuple[tuple[str, ...], int]:
    """The choices that may be shown, and how many others there are."""
    if len(counts) <= MOST_CHOICES and are_known(counts):
        return tuple(sorted(counts)), 0
    often = sorted(value for value, count in counts.items() if count > 1)
    answers = counts.total()
    is_closed = (
        2 <= len(often) <= MOST_CHOICES and answers >= max(FEWEST_ANSWERS, 2 * len(counts)) and len(counts) <= MOST_CHOICES
    )
    if not is_closed or _asks_for_somebody(names) or not all(map(_phrased_as_choice, often)):
        return (), 0
    return tuple(often), len(counts) - len(often)


def _asks_for_somebody(names: tuple[str, ...]) -> bool:
    return any(
        PERSONAL.search(name) or (len(name.split()) <= SHORT_HEADER and PERSONAL_IF_SHORT.search(name.replace("_", " ")))
        for name in names
    )


def _phrased_as_choice(value: str) -> bool:
    """An answer as forms offer it: a step of a scale, a common word, or a phrase with words that no name has."""
    words = re.findall(r"[^\W\d_]+", value)
    if len(value) > LONGEST_CHOICE or not words or "@" in value:
        return False
    if are_known([value]) or COMMON_CHOICES.fullmatch(likeness(value)):
        return True
    return words[-1][0].islower() and len(words) > 1 and any(map(PHRASE_WORDS.fullmatch, words))


def _is_free_text(values: list[str], counts: Counter[str]) -> bool:
    long = sum(len(value) > FREE_TEXT_LETTERS or len(value.split()) > 8 for value in values)
    return long * 4 >= len(values) and len(counts) * 2 > len(values)
