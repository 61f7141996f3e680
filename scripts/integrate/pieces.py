"""The pieces of evidence that bear on the elements of the logic model, each with its verdict in a word and its ids.

A piece that is assigned and missing from the data is kept, with the word `not in the data`: a gap must be seen.
Types of outcome come as they are published: small ones merged, and all together where none may stand alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.ground.evidence import id_part
from scripts.ground.models.analysis_plan import Inference, VerdictRules
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.logic_model import EVERY_MODULE, Element, LogicModel
from scripts.ground.models.study import Cohorts
from scripts.ground.proportion import wilson
from scripts.integrate import bearing
from scripts.integrate.rules import NONE, NOT_ASKED, favourable_verdict

NOT_THERE = "not in the data"
ALL_TYPES, ALL_NAME = "all", "all improvement projects together"
Row = dict[str, Any]


@dataclass(frozen=True)
class Pieces:
    """What bears on elements, by what it is about."""

    joint: dict[str, Row]
    aims: dict[str, Row]
    voices: dict[str, Row]
    types: list[Row]
    modules: dict[str, Row]
    names: dict[str, str]
    rules: VerdictRules
    inference: Inference
    unheard: str

    @classmethod
    def of(
        cls, joint: list[Row], aims: list[Row], voices: list[Row], types: list[Row], projects: list[Row], modules: list[Row],
        instrument: Instrument, cohorts: Cohorts, rules: VerdictRules, inference: Inference, unheard: str,
    ) -> Pieces:  # fmt: skip
        return cls(
            {row["behaviour"]: row for row in joint},
            {row["aim"]: row for row in aims},
            {row["element"]: row for row in voices},
            _published(types, projects),
            {row["module"]: row for row in modules},
            {each.id: each.name for each in (*instrument.behaviours, *cohorts.aims)},
            rules,
            inference,
            unheard,
        )

    def on(self, element: Element) -> list[Row]:
        """Every piece on one element, in a fixed order."""
        parts = ("scores",) if self.unheard == NOT_ASKED else ("scores", "voices")
        found = [self._behaviour(each, part) for each in element.behaviours for part in parts]
        found += [self._aim(each) for each in element.aims]
        found += [self._codes(element)] if element.codes or element.families else []
        found += self._projects(element)
        found += [self._module(each) for each in self._modules_of(element)]
        return found

    def _behaviour(self, id: str, part: str) -> Row:
        column = {"scores": "quantitative", "voices": "qualitative"}[part]
        says = self.joint[id][column]
        if part == "voices":
            says = self.unheard or says
        return _piece(part, id, f"{part} on “{self.names[id]}”", says, [f"verdict.behaviour.{id}.{column}"])

    def _aim(self, id: str) -> Row:
        return _piece("aim", id, f"the aim “{self.names[id]}”", self.aims[id]["verdict"], [f"verdict.{id}"])

    def _codes(self, element: Element) -> Row:
        says = self.unheard or bearing.codes_say(self.voices.get(element.id), self.rules.qualitative)
        ids = [f"logic.element.{element.id}.{side}.people" for side in ("supports", "challenges")]
        piece = _piece("codes", element.id, "its codes", says, ids if element.id in self.voices else [])
        return piece | {"reading": bearing.OF_CODES.get(says, bearing.NOTHING)}

    def _projects(self, element: Element) -> list[Row]:
        """Published types that hold a type of the element; each once."""
        found = {}
        for kind in element.outcome_types:
            row = next((row for row in self.types if holds(row, kind)), None)
            says = favourable_verdict(row, self.rules.projects.floor) if row else NOT_THERE
            name = row["type"] if row else id_part(kind)
            called = row["name"] if name == ALL_TYPES else f"projects on {row['name'] if row else kind}"
            found[name] = _piece("projects", name, called, says, [_share_id(row)] if row else [])
        return list(found.values())

    def _modules_of(self, element: Element) -> list[str]:
        if EVERY_MODULE in element.modules:
            return sorted(self.modules) or [EVERY_MODULE]
        return list(dict.fromkeys(element.modules))

    def _module(self, name: str) -> Row:
        row = self.modules.get(name)
        called = "ratings of the modules" if name == EVERY_MODULE else f"ratings of module {name}"
        if row is None:
            return _piece("module", name, called, NOT_THERE, [])
        says = NONE
        if row["favourable_share"] is not None:
            count = round(row["favourable_share"] * row["responses"])
            share = wilson(count, row["responses"], self.inference.confidence)
            says = favourable_verdict(vars(share), self.rules.favourable.floor)
        return _piece("module", name, called, says, [f"module.{row['id']}.favourable"])


def types_told(types: list[Row], projects: list[Row], model: LogicModel, rules: VerdictRules) -> list[Row]:
    """Each published type against the floor, with the elements it bears on."""
    return [
        {
            "type": row["type"],
            "name": row["name"],
            "numbers": favourable_verdict(row, rules.projects.floor),
            "elements": " ".join(each.id for each in model.elements if any(holds(row, kind) for kind in each.outcome_types)),
            "evidence": _share_id(row),
        }
        for row in _published(types, projects)
    ]


def holds(row: Row, kind: str) -> bool:
    """Whether a published row counts a type of outcome; all together count every type."""
    return row["type"] == ALL_TYPES or f"_and_{id_part(kind)}_and_" in f"_and_{row['type']}_and_"


def _published(types: list[Row], projects: list[Row]) -> list[Row]:
    return types or [{**row, "type": ALL_TYPES, "name": ALL_NAME} for row in projects]


def _share_id(row: Row) -> str:
    return "projects.met.share" if row["type"] == ALL_TYPES else f"projects.type.{row['type']}.share"


def _piece(kind: str, name: str, called: str, says: str, ids: list[str]) -> Row:
    reading = bearing.reading(says)
    return {"kind": kind, "name": name, "called": called, "says": says, "reading": reading, "evidence": " ".join(ids)}
