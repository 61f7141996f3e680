"""What `make simulate` recorded of the methods, summed up for the methods appendix: nothing is simulated here.

- one row a method, measure, estimand, shape and dropout: lowest and highest share over numbers of people and correlations
- how many designs keep the limits (coverage .94 to .965, type I error at most .055, give or take two Monte Carlo errors)
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.sensitivity import Simulated, SimulationSummary
from scripts.quantitative.groups import slug

BY = ("method", "measure", "estimand", "shape", "dropout")
DIGITS = 3
COUNTS = {"designs": "designs", "kept": "designs within the limits", "cohorts": "cohorts a design", "refused": "cohorts left out"}
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    simulation: Rows[SimulationSummary]
    evidence: Rows[Evidence]


def simulation(simulated: Rows[Simulated]) -> Made:
    """The summary and its evidence."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in simulated:
        groups.setdefault(tuple(row[name] for name in BY), []).append(row)
    rows = [_summed(key, found) for key, found in sorted(groups.items())]
    book = EvidenceBook("quantitative.simulation")
    for row in rows:
        _note(book, row)
    versions = sorted({f"{row['version']}, seed {row['seed']}" for row in simulated})
    book.thing("simulation.version", "setting", value="; ".join(versions), shown="; ".join(versions))
    return Made(rows, book.evidence)


def _summed(key: tuple[str, ...], found: list[Row]) -> Row:
    named = dict(zip(BY, key, strict=True))
    shares = [row["value"] for row in found]
    return {
        "id": ".".join(slug(part) for part in key),
        **named,
        "lowest": min(shares),
        "highest": max(shares),
        "mc_error": max(row["mc_error"] for row in found),
        "designs": len(found),
        "kept": sum(row["kept"] for row in found),
        "cohorts": min(row["cohorts"] for row in found),
        "refused": sum(row["refused"] for row in found),
    }


def _note(book: EvidenceBook, row: Row) -> None:
    name, cell = f"simulation.{row['id']}", row["id"]

    def value(id: str, shown: str, unit: str) -> None:
        book.value(f"{name}.{id}", row[id], shown=shown, n=row["cohorts"], unit=unit, table="tbl-simulation", cell=f"{cell}.{id}")

    for id in ("lowest", "highest", "mc_error"):
        value(id, display.number(row[id], DIGITS if id != "mc_error" else DIGITS + 1), "share of simulated cohorts")
    for id, unit in COUNTS.items():
        value(id, f"{row[id]:,}", unit)
