"""How like two ids, codes or names are, and what the difference is.

- signs and blanks never count; letters and digits that look alike (O and 0, I, l and 1) count little
- near is: the same but for those, the same parts in another order, the number alone, one slip of typing (two in a long id)
- likeness: the mean of two measures of edits and Jaro's similarity, 0 to 1
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Jaro, Levenshtein

from scripts.ground.key import canonical

# a shorter id is one character away from half the roster
SHORTEST, LONG = 4, 8
LEAST_LIKE_NAME = 85
SLIPS_OF_ADDRESS = 2
LOOK_ALIKE = str.maketrans({"o": "0", "i": "1", "l": "1", "|": "1"})
PART = re.compile(r"[^\W\d_]+|\d+")
DIGITS = re.compile(r"\d+")
ORDER, NUMBER, MISSING = "parts in another order", "the number alone", "one part missing"

Row = dict[str, Any]


class Candidate(NamedTuple):
    """Somebody a row may belong to."""

    person: str
    likeness: float | None
    why: str


class Ids:
    """Ids to compare with, in the forms the comparison needs."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = sorted(ids)
        self._plain = [plain(id) for id in self._ids]
        self._shapes = [each.translate(LOOK_ALIKE) for each in self._plain]
        self._with_parts, self._with_number = defaultdict(list), defaultdict(list)
        for place, each in enumerate(self._plain):
            self._with_parts[_sorted_parts(each)].append(place)
            self._with_number[_number(each)].append(place)

    def near(self, typed: str) -> list[Candidate]:
        """Ids that somebody may have meant by what was typed."""
        short = plain(typed)
        if not short:
            return []
        slips, number = dict(self._slips(short.translate(LOOK_ALIKE))), _number(short)
        same_parts = self._with_parts.get(_sorted_parts(short), [])
        same_number = self._with_number.get(number, []) if number else []
        alone = [place for place in same_number if number in (short.lstrip("0"), self._plain[place].lstrip("0"))]
        return [
            Candidate(self._ids[place], likeness(short, other), _difference(short, other, slips.get(place), place in same_parts))
            for place in sorted({*slips, *same_parts, *alone})
            for other in [self._plain[place]]
        ]

    def _slips(self, shape: str) -> Iterator[tuple[int, int]]:
        """Places of ids few slips away, with the number of slips."""
        most = 0 if len(shape) < SHORTEST else 1 if len(shape) < LONG else 2
        for _, distance, place in process.extract(shape, self._shapes, scorer=OSA.distance, score_cutoff=most, limit=None):
            yield place, int(distance)


def plain(typed: str) -> str:
    """Letters and digits only."""
    return "".join(sign for sign in canonical(typed) if sign.isalnum() or sign == "|")


def _sorted_parts(short: str) -> tuple[str, ...]:
    return tuple(sorted(PART.findall(short)))


def _number(short: str) -> str:
    return "".join(DIGITS.findall(short)).lstrip("0")


def likeness(one: str, other: str) -> float:
    """The mean of three measures: edits, edits but for look-alikes, and Jaro's, which is mild to swapped neighbours."""
    shapes = one.translate(LOOK_ALIKE), other.translate(LOOK_ALIKE)
    measures = (OSA.normalized_similarity(one, other), OSA.normalized_similarity(*shapes), Jaro.similarity(*shapes))
    return round(sum(measures) / len(measures), 3)


def _difference(one: str, other: str, slips: int | None, same_parts: bool) -> str:
    """The difference of two ids in words."""
    if one == other:
        return "blanks or signs"
    if slips == 0:
        return "letters and digits that look alike"
    if same_parts:
        return ORDER
    if slips is None:
        return NUMBER
    if slips > 1:
        return "two characters"
    if len(one) != len(other):
        return "a character more or less"
    return "two neighbours swapped" if Levenshtein.distance(one, other) > 1 else "one character"


class Names:
    """E-mail addresses and names of the roster, which people type in place of their id."""

    def __init__(self, people: Iterable[Row]) -> None:
        self._emails: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        for row in people:
            if row["email"]:
                self._emails[canonical(row["email"])].add(row["person"])
            family = _name(row["family_name"])
            for given in {_name(row["given_name"]), _name(row["known_as"])} - {""}:
                self._names[f"{given} {family}".strip()].add(row["person"])
            if family:
                self._names[family].add(row["person"])

    def near(self, typed: str) -> list[Candidate]:
        if "@" in typed:
            most = SLIPS_OF_ADDRESS
            near = process.extract(canonical(typed), list(self._emails), scorer=OSA.distance, score_cutoff=most, limit=None)
            return [
                Candidate(person, round(1 - away / len(each), 3), "an e-mail address")
                for each, away, _ in near
                for person in sorted(self._emails[each])
            ]
        name = _name(typed)
        if len(name) < SHORTEST or any(sign.isdigit() for sign in name):
            return []
        near = process.extract(name, list(self._names), scorer=fuzz.token_sort_ratio, score_cutoff=LEAST_LIKE_NAME, limit=None)
        return [
            Candidate(person, round(like / 100, 3), "a name") for each, like, _ in near for person in sorted(self._names[each])
        ]


def _name(text: str | None) -> str:
    return " ".join(re.findall(r"[^\W_]+", canonical(text or "")))


def near_codes(codes: list[str], others: list[str]) -> dict[str, list[Candidate]]:
    """Codes of another wave that somebody may have meant by each of these."""
    ids, by_parts, by_fewer = Ids(others), defaultdict(list), defaultdict(list)
    for other in others:
        by_parts[_parts(other)].append(other)
        for fewer in _one_fewer(_parts(other)):
            by_fewer[fewer].append(other)
    found = {}
    for code in codes:
        slips = [each for each in ids.near(code) if each.why not in (ORDER, NUMBER)]
        lacking = {
            *by_fewer.get(_parts(code), []),
            *(other for each in _one_fewer(_parts(code)) for other in by_parts.get(each, [])),
        }
        found[code] = [*slips, *(Candidate(each, likeness(plain(code), plain(each)), MISSING) for each in sorted(lacking))]
    return found


def _one_fewer(parts: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The parts of a composite code without each one of them."""
    return {(*parts[:at], *parts[at + 1 :]) for at in range(len(parts))} if len(parts) > 1 else set()


def _parts(code: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[\W_]+", canonical(code)) if part)
