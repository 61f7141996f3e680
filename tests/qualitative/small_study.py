"""A study small enough to read: two codes for a behaviour, three for an aim, one without a claim."""

from __future__ import annotations

from typing import Any

from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.study import Cohorts

Row = dict[str, Any]
NOW = "2025-01-20"

CLASSES = Classes()
CODEBOOK = Codebook(
    version="1.0",
    date=NOW,
    codes=(
        Code(id="partners", name="equal partners", family="co-production", definition="d", behaviours=("B3",),
             aims=("behaviour",), valence="supports", claim="change"),
        Code(id="token", name="token co-production", family="co-production", definition="d", behaviours=("B3",),
             aims=("behaviour",), valence="challenges", claim="no change"),
        Code(id="concepts", name="concepts named", family="learning", definition="d", aims=("learning",),
             valence="supports", claim="change"),
        Code(id="nothing_new", name="nothing new", family="barriers", definition="d", aims=("learning",),
             valence="challenges", claim="no change"),
        Code(id="harm", name="harm", family="barriers", definition="d", aims=("learning",), valence="challenges", claim="worse"),
        Code(id="attending", name="attending", family="compassion", definition="d", valence="neutral"),
        Code(id="cost", name="cost", family="barriers", definition="d", behaviours=("B3",), valence="challenges",
             claim="no change"),
        Code(id="old", name="old", family="learning", definition="d", valence="supports", retired_into="concepts"),
    ),
)  # fmt: skip
COHORTS = Cohorts(
    waves=({"id": "T0", "name": "start"}, {"id": "T1", "name": "end"}),
    aims=(
        {"id": "learning", "name": "Learning", "question": "?", "evidence": "texts"},
        {"id": "behaviour", "name": "Behaviour", "question": "?", "evidence": "behaviours"},
    ),
    source_groups=(
        {"id": "participants", "name": "participants", "kind": "participant", "collected": "spoken"},
        {"id": "sponsors", "name": "sponsors", "kind": "sponsor", "collected": "spoken"},
        {"id": "facilitators", "name": "facilitators", "kind": "facilitator", "collected": "spoken"},
        {"id": "reflections", "name": "reflective exercises", "kind": "participant", "collected": "written"},
    ),
)


def document(id: str, group: str, person: str = "") -> Row:
    """A text of one person, or of several when `person` is empty."""
    return {
        "document": id, "kind": "interviews", "group": group, "pseudonym": person, "module": "", "version": "v",
        "source": f"{group}:1", "source_row": 1,
    }  # fmt: skip


def turn(document: str, number: int, speaker: str, text: str = "Something was said.", part: str = "speaker") -> Row:
    return {"document": document, "turn": number, "speaker": speaker, "part": part, "text": text, "source_row": number}


def coding(document: str, turn: int, code: str, *, start: int = 0, end: int = 10, coder: str = "A", row: int = 1) -> Row:
    return {
        "document": document, "turn": turn, "start": start, "end": end, "code": code, "coder": coder, "counts": True,
        "changed": False, "source": "coding:1", "source_row": row,
    }  # fmt: skip


def people_with(group: str, count: int, says: dict[int, tuple[str, ...]]) -> tuple[list[Row], list[Row], list[Row]]:
    """`count` people with a text of one turn each; `says` gives the codes by number of the person."""
    documents = [document(f"D-{group}-{each}", group, f"P-{group}-{each}") for each in range(count)]
    turns = [turn(each["document"], 1, each["pseudonym"]) for each in documents]
    codings = [
        coding(documents[each]["document"], 1, code, row=100 * each + place)
        for each, codes in says.items()
        for place, code in enumerate(codes, start=1)
    ]
    return documents, turns, codings


def together(*parts: tuple[list[Row], list[Row], list[Row]]) -> tuple[list[Row], list[Row], list[Row]]:
    documents, turns, codings = ([row for part in parts for row in part[place]] for place in range(3))
    return documents, turns, codings
