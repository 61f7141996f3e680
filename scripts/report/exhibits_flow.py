"""The exhibits of how the results came about: what became of the data, departures from the plan, simulation of the methods."""

from __future__ import annotations

from typing import Any

from scripts.ground.schema import Rows
from scripts.ground.schemas.sensitivity import SimulationSummary
from scripts.ground.schemas.validate import Flow, PlanDifferences
from scripts.report.exhibit_files import Exhibits, exhibit_files
from scripts.report.markdown import escape, figure, table
from scripts.report.tables_plan import differences_table, simulation_table
from scripts.report.told import shortcode

FLOW = "What came in, what was used, and what was left out and why"
Row = dict[str, Any]


def exhibits_flow(
    flow: Rows[Flow], differences: Rows[PlanDifferences], simulation: Rows[SimulationSummary], alt_flow: str
) -> Exhibits:
    """`tbl-flow`, `fig-flow`, `tbl-deviations`, `tbl-simulation`."""
    return exhibit_files(
        "report.exhibits_flow",
        [
            _flow_table(flow),
            figure("fig-flow", "flow", FLOW, alt_flow),
            differences_table(differences),
            simulation_table(simulation),
        ],
    )


def _flow_table(flow: list[Row]) -> str:
    counts = ("read", "used", "quarantined", "excluded")
    rows = [
        [
            f"`{row['source']}`",
            row["unit"],
            *(shortcode(f"flow.{row['source']}.{each}") for each in counts),
            "; ".join(each for each in (escape(row["reasons"] or ""), _unreadable(row)) if each),
        ]
        for row in sorted(flow, key=lambda row: row["source"])
    ]
    head = ["Source", "Unit", "Read", "Used", "Quarantined", "Excluded", "Reasons"]
    return table("tbl-flow", "What came in and what became of it", head, rows, numbers_from=2, words_from=6)


def _unreadable(row: Row) -> str:
    """How many answers are neither on the scale nor a declared label."""
    count = shortcode(f"flow.{row['source']}.unreadable")
    return f"unreadable answers {count}, counted as missing" if row["unreadable"] else ""
