"""Elements of the logic model: how many people support and how many challenge each, by the codes assigned to it.

- codes of an element: those it names and all of the families it names; a retired code stands for its successor
- a person who voices both counts on both sides
- the exact rows stay with the team; evidence counts only groups that are large enough, and says `some` or `none` of others
"""

from __future__ import annotations

from typing import Any

from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.logic_model import Element, LogicModel
from scripts.qualitative.countable import Countable, people_of
from scripts.qualitative.sides import is_against, is_in_favour
from scripts.qualitative.voices import Voice, live_codes

Row = dict[str, Any]


def element_voices(
    model: LogicModel, voices: list[Voice], countable: Countable, codebook: Codebook, book: EvidenceBook
) -> list[Row]:
    """One row an element that has codes."""
    rows = []
    for element in model.elements:
        codes = _codes_of(element, codebook)
        if not codes:
            continue
        said = [each for each in voices if each.code.id in codes]
        support = [each for each in said if is_in_favour(each.code)]
        challenge = [each for each in said if is_against(each.code)]
        rows.append(_count(element.id, people_of(support), people_of(challenge)))
        for side, found in (("supports", support), ("challenges", challenge)):
            countable.note(book, f"logic.element.{element.id}.{side}", found, support + challenge)
    return rows


def _codes_of(element: Element, codebook: Codebook) -> set[str]:
    live = live_codes(codebook)
    named = {live[code].id for code in element.codes if code in live}
    return named | {code.id for code in live.values() if code.family in element.families}


def _count(element: str, supports: set[str], challenges: set[str]) -> Row:
    speaking = len(supports | challenges)
    return {
        "element": element,
        "speaking": speaking,
        "supports": len(supports),
        "challenges": len(challenges),
        "support_share": len(supports) / speaking if speaking else None,
        "challenge_share": len(challenges) / speaking if speaking else None,
    }
