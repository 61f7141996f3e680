"""What the chapters are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.ground.models.analysis_plan import AnalysisPlan
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.disclosure import Bands
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Publication
from scripts.report.told import Told


@dataclass(frozen=True)
class Material:
    """Everything the chapters draw on."""

    told: Told
    exhibits: dict[str, str]
    prose: dict[str, str]
    checklists: list[dict[str, str]]
    joint_display: list[dict[str, Any]]
    logic_elements: list[dict[str, Any]]
    outcome_types: list[dict[str, Any]]
    curves: list[dict[str, Any]]
    dose_relation: list[dict[str, Any]]
    levels: list[dict[str, Any]]
    differences: list[dict[str, Any]]
    simulation: list[dict[str, Any]]
    aim_verdicts: list[dict[str, Any]]
    renderer: dict[str, str]
    ledger_root: str
    publication: Publication
    cohorts: Cohorts
    instrument: Instrument
    codebook: Codebook
    bands: Bands
    plan: AnalysisPlan

    @property
    def names(self) -> dict[str, str]:
        """Names of behaviours and aims by id."""
        return {each.id: each.name for each in (*self.instrument.behaviours, *self.cohorts.aims)}

    def include(self, *exhibits: str) -> str:
        """Include lines of those exhibits that exist."""
        return "\n".join(f"{{{{< include generated/{name}.md >}}}}\n" for name in exhibits if name in self.exhibits)
