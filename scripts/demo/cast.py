"""The people and authorities of the fictional programme: `cast.csv`, `authorities.csv`, `demographics.csv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property

from scripts.demo.further import draw_name
from scripts.demo.truth import HERE, Truth

PREFIXES = {"P": ("SBL", 100), "S": ("SPN", 200), "F": ("FAC", 300)}
TEAM = "Programme team"  # facilitators belong to no authority
LATE_JOINERS = ("P24", "P48")


@dataclass(frozen=True)
class Authority:
    """An invented local authority."""

    key: str
    name: str
    abbreviation: str
    domain: str


@dataclass(frozen=True)
class Person:
    """One member of the cast, by the short key that the prose uses (P01, S01, F01)."""

    key: str
    part: str
    given: str
    family: str
    known_as: str
    authority: str
    role: str
    cohort: str
    gender: str
    ethnicity: str

    @property
    def id(self) -> str:
        return programme_id(self.key)

    @property
    def full_name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(frozen=True)
class Cast:
    """Everybody, in the order of their keys."""

    people: tuple[Person, ...]
    authorities: dict[str, Authority]

    @cached_property
    def by_key(self) -> dict[str, Person]:
        return {person.key: person for person in self.people}

    @cached_property
    def further(self) -> tuple[Person, ...]:
        """Participants who are not in `cast.csv`."""
        return self.participants[len(read_csv("cast.csv")) - len(self.people) + len(self.participants) :]

    @cached_property
    def participants(self) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.part == "participant")


def programme_id(key: str) -> str:
    """P01 → SBL-101, S01 → SPN-201, F01 → FAC-301."""
    prefix, offset = PREFIXES[key[0]]
    return f"{prefix}-{offset + int(key[1:])}"


def load_cast(truth: Truth) -> Cast:
    """The written cast; a larger study gets further participants (further.py)."""
    demographics = {row["person"]: row for row in read_csv("demographics.csv")}
    people = [
        Person(
            row["person"], row["part"], row["given"], row["family"], row["known_as"], row["authority"], row["role"],
            row["cohort"], demographics[row["person"]]["gender"], demographics[row["person"]]["ethnicity"],
        )
        for row in read_csv("cast.csv")
    ]  # fmt: skip
    authorities = {
        row["authority"]: Authority(row["authority"], row["name"], row["abbreviation"], row["domain"])
        for row in read_csv("authorities.csv")
    }
    written = [person for person in people if person.part == "participant"]
    if truth.people < len(written):
        raise SystemExit(f"The cast has {len(written)} participants, who appear in the texts: ask for as many, or more.")
    others = [person for person in people if person.part != "participant"]
    return Cast((*written, *_further(written, truth), *others), authorities)


def read_csv(name: str) -> list[dict[str, str]]:
    """Rows of a written file beside this code."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _further(written: list[Person], truth: Truth) -> list[Person]:
    """Participants beyond the cast: invented names, and what else a roster says as among the cast."""
    draw = truth.draw("further people")
    return [
        Person(
            f"P{number}", "participant", *draw_name(draw), "",
            draw.choice(written).authority, draw.choice(written).role, draw.choice("12"),
            draw.choice(written).gender, draw.choice(written).ethnicity,
        )
        for number in range(len(written) + 1, truth.people + 1)
    ]  # fmt: skip
