"""Who said what: coded passages as voices of people, and the people of each source group.

- a passage belongs to the speaker of its turn, or to the one person of its document
- interviewers are no voices; a speaker nobody knows has mentions but is no person
- a passage with a retired code counts for the code that replaced it
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.models.study import Cohorts

Row = dict[str, Any]
PLACE = ("document", "turn", "start", "end", "coder", "changed", "source", "source_row")


@dataclass(frozen=True)
class Voice:
    """One coded passage and whose it is; `person` is empty for an unknown speaker."""

    person: str
    group: str
    code: Code
    document: str
    turn: int
    start: int
    end: int
    coder: str
    changed: bool
    source: str
    source_row: int

    @property
    def passage(self) -> tuple[str, int, int, int]:
        return self.document, self.turn, self.start, self.end

    @property
    def row(self) -> tuple[str, int]:
        return self.source, self.source_row


def find_voices(codings: list[Row], documents: list[Row], turns: list[Row], codebook: Codebook) -> list[Voice]:
    """Codings as voices; those that do not count, on interviewers' turns, in ungrouped texts or of unknown codes are left out."""
    people = people_of_turns(documents, turns)
    groups = {each["document"]: each["group"] for each in documents if each["group"]}
    codes = live_codes(codebook)
    known = [
        (each, (each["document"], each["turn"]))
        for each in codings
        if each["counts"] and (each["document"], each["turn"]) in people and each["code"] in codes and each["document"] in groups
    ]
    return [
        Voice(person=people[place], group=groups[place[0]], code=codes[each["code"]], **{name: each[name] for name in PLACE})
        for each, place in known
    ]


def people_of_turns(documents: list[Row], turns: list[Row]) -> dict[tuple[str, int], str]:
    """The person behind every turn that is not an interviewer's; empty where nobody knows."""
    owner = {each["document"]: each["pseudonym"] for each in documents}
    return {
        (each["document"], each["turn"]): each["speaker"] or owner[each["document"]] or ""
        for each in turns
        if each["part"] == "speaker" and each["document"] in owner
    }


def people_of_groups(documents: list[Row], turns: list[Row], cohorts: Cohorts) -> dict[str, set[str]]:
    """People of each source group who said or wrote anything, in the order of the study."""
    people: dict[str, set[str]] = {group.id: set() for group in cohorts.source_groups}
    groups = {each["document"]: each["group"] for each in documents if each["group"] in people}
    for (document, _), person in people_of_turns(documents, turns).items():
        if person and document in groups:
            people[groups[document]].add(person)
    return people


def live_codes(codebook: Codebook) -> dict[str, Code]:
    """Every code id, retired ones too, and the code that stands for it today."""
    by_id = {code.id: code for code in codebook.codes}
    live = {}
    for code in codebook.codes:
        seen = {code.id}
        today = code
        while today.retired_into in by_id and today.retired_into not in seen:
            today = by_id[today.retired_into]
            seen.add(today.id)
        live[code.id] = today
    return live


def current_codes(codebook: Codebook) -> list[Code]:
    """Codes in use, in the order of the codebook."""
    return [code for code in codebook.codes if not code.retired_into]


@dataclass(frozen=True)
class Target:
    """What voices make claims about: a behaviour or an aim, with the codes that bear on it."""

    id: str
    kind: str
    codes: frozenset[str]


def find_targets(codebook: Codebook, cohorts: Cohorts) -> list[Target]:
    """Behaviours first, then aims; the aim that the behaviours decide takes their codes too."""
    bearing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code in current_codes(codebook):
        for behaviour in code.behaviours:
            bearing["behaviour", behaviour].add(code.id)
        for aim in cohorts.aims:
            if aim.id in code.aims or (aim.evidence == "behaviours" and code.behaviours):
                bearing["aim", aim.id].add(code.id)
    behaviours = sorted(id for kind, id in bearing if kind == "behaviour")
    ordered = [("behaviour", id) for id in behaviours] + [("aim", aim.id) for aim in cohorts.aims]
    return [Target(id, kind, frozenset(bearing[kind, id])) for kind, id in ordered]
