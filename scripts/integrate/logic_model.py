"""The logic model with the evidence on each element, and its gaps.

- pieces of evidence: the behaviours, aims, codes, types of outcome and modules that logic_model.yaml assigns to an element
- each piece speaks for or against the element, is divided, or says nothing clear; together they give its status (bearing.py)
- beside each status: its rule, the evidence on every side, and the strongest evidence against it
- projects by type of outcome beside the elements they bear on; types too few to stand alone stay merged as published
- what is assigned and not in the data says nothing, and the reason names it; while the study is interim nothing is shown

The tables hold words and evidence ids, no counts of people. An empty or missing logic model gives empty tables.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from scripts.ground.display import join
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference, VerdictRules
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.logic_model import LogicModel
from scripts.ground.models.study import Cohorts, Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.engagement import ModuleEngagement, ProjectTypes
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.integrate import AimVerdicts, JointDisplay, LogicElements, LogicEvidence, OutcomeTypes
from scripts.ground.schemas.qualitative import ElementVoices
from scripts.ground.schemas.quantitative import ProjectResults
from scripts.integrate import bearing
from scripts.integrate.pieces import Pieces, types_told
from scripts.integrate.rules import HELD_BACK, NOT_ASKED, NOT_CODED
from scripts.integrate.wording import INTERIM

TABLE = "tbl-logic"
STATUSES = (bearing.SUPPORTED, bearing.MIXED, bearing.REFUTED, bearing.GAP)
SIDES = {
    bearing.FOR: "speaks_for",
    bearing.AGAINST: "speaks_against",
    bearing.DIVIDED: "divided",
    bearing.NOTHING: "says_nothing",
}
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    logic_elements: Rows[LogicElements]
    logic_evidence: Rows[LogicEvidence]
    outcome_types: Rows[OutcomeTypes]
    evidence: Rows[Evidence]


def logic_model(
    joint_display: Rows[JointDisplay],
    aim_verdicts: Rows[AimVerdicts],
    element_voices: Rows[ElementVoices],
    types: Rows[ProjectTypes],
    project_results: Rows[ProjectResults],
    modules: Rows[ModuleEngagement],
    model: LogicModel,
    instrument: Instrument,
    cohorts: Cohorts,
    rules: VerdictRules,
    inference: Inference,
    running: Running,
) -> Made:
    """Status of every element, every piece of evidence behind it, and the types of outcome."""
    unheard = _unheard(aim_verdicts)
    if running.interim and unheard != NOT_ASKED:
        unheard = HELD_BACK
    if running.interim:
        element_voices, types, project_results, modules = [], [], [], []
    pieces = Pieces.of(
        joint_display, aim_verdicts, element_voices, types, project_results, modules, instrument, cohorts, rules, inference,
        unheard,
    )  # fmt: skip
    by_element = {element.id: pieces.on(element) for element in model.elements}
    elements = [
        _judge(place, element, by_element[element.id], pieces, interim=running.interim)
        for place, element in enumerate(model.elements, start=1)
    ]
    told = types_told(types, project_results, model, rules)
    every = [{"element": id, **piece} for id, found in by_element.items() for piece in found]
    return Made(elements, every, told, _evidence(elements))


def _unheard(aim_verdicts: list[Row]) -> str:
    """The verdicts know whether anybody was asked and anything is coded; texts that nobody has read are not called silent."""
    given = {row["qualitative"] for row in aim_verdicts}
    return next((word for word in (NOT_ASKED, NOT_CODED) if word in given), "")


def _judge(place: int, element: Any, found: list[Row], pieces: Pieces, *, interim: bool) -> Row:
    status = bearing.status([piece["reading"] for piece in found])
    ids = {
        side: " ".join(dict.fromkeys(id for piece in found if piece["reading"] == reading for id in piece["evidence"].split()))
        for reading, side in SIDES.items()
    }
    return {
        "order": place,
        "element": element.id,
        "stage": element.stage,
        "name": element.name,
        "status": status,
        **ids,
        "strongest_against": _strongest_against(status, found, pieces.voices.get(element.id)),
        "rule": bearing.RULE,
        "reason": INTERIM if interim else _reason(status, found),
    }


def _strongest_against(status: str, found: list[Row], voices: Row | None) -> str:
    """Who challenges, else what speaks against or both ways; against refusal and a gap, whatever speaks for it or at all."""
    sides: tuple[str, ...] = ("challenges",)
    others: tuple[str, ...] = (bearing.AGAINST, bearing.DIVIDED)
    if status in (bearing.REFUTED, bearing.GAP):
        sides, others = ("supports",), (bearing.FOR, bearing.DIVIDED, bearing.NOTHING)
    if status == bearing.GAP:
        sides = ("supports", "challenges")
    people = [f"logic.element.{voices['element']}.{side}.people" for side in sides if voices and voices[side]]
    rest = [
        piece["evidence"].split()[0]
        for other in others
        for piece in found
        if piece["reading"] == other and piece["evidence"] and piece["kind"] != "codes"
    ]
    return next(iter([*people, *rest]), "")


def _reason(status: str, found: list[Row]) -> str:
    if not found:
        return "No evidence is assigned to it."
    if status != bearing.GAP:
        told = {word: [piece for piece in found if piece["reading"] == word] for word in SIDES}
        heard = [f"{_SAY[word]}: {join([_told(piece) for piece in pieces])}" for word, pieces in told.items() if pieces]
        return f"{'; '.join(heard)}."
    return f"Nothing that bears on it says anything clear: {join([_told(piece) for piece in found])}."


_SAY = {
    bearing.FOR: "for it",
    bearing.AGAINST: "against it",
    bearing.DIVIDED: "on both sides",
    bearing.NOTHING: "nothing clear",
}


def _told(piece: Row) -> str:
    return f"{piece['called']} ({piece['says']})"


def _evidence(elements: list[Row]) -> list[Row]:
    book = EvidenceBook("integrate.logic_model")
    if not elements:
        return book.evidence
    book.value("logic.elements.n", len(elements), shown=str(len(elements)), unit="elements", table=TABLE)
    counts = Counter(row["status"] for row in elements)
    for word in STATUSES:
        book.value(
            f"logic.status.{word}.n",
            counts[word],
            shown=str(counts[word]),
            n=len(elements),
            unit="elements",
            table=TABLE,
            cell=word,
        )
    for row in elements:
        id = f"logic.element.{row['element']}"
        book.thing(id, "verdict", value=row["status"], shown=row["status"], table=TABLE, cell=row["element"])
    return book.evidence
