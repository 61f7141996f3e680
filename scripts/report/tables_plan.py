"""Exhibits of plan, multiverse and simulation, every number by its evidence id; an empty text where there is nothing to show."""

from __future__ import annotations

from typing import Any

from scripts.report.markdown import escape, labelled, table
from scripts.report.told import shortcode

Row = dict[str, Any]


def differences_table(differences: list[Row]) -> str:
    """`tbl-deviations`: where the plan differs from the locked one."""
    rows = [
        [f"`{row['key']}`", escape(row["locked"] or "empty"), escape(row["present"] or "empty"), escape(row["reason"])]
        for row in differences
    ]
    head = ["Value of the plan", "Locked", "Now", "Reason"]
    return table("tbl-deviations", "Deviations from the locked plan", head, rows, numbers_from=9) if rows else ""


def multiverse_table(curves: list[Row], names: dict[str, str]) -> str:
    """`tbl-multiverse`: one row a behaviour; none in an interim study, where nothing is estimable."""
    if not any(row["estimable"] for row in curves):
        return ""
    rows = []
    for row in sorted(curves, key=lambda row: list(names).index(row["behaviour"])):
        id = f"behaviour.{row['behaviour']}.multiverse"
        name = escape(labelled(row["behaviour"], names[row["behaviour"]]))
        if not row["estimable"]:
            rows.append([name, shortcode(f"{id}.n"), *[""] * 4, f"not estimable: {escape(row['reason'])}"])
            continue
        shown = ("n", "share_same_sign", "share_above_zero", "median")
        ranges = [
            f"{shortcode(f'{id}.{low}')} to {shortcode(f'{id}.{high}')}"
            for low, high in (("low", "high"), ("size_low", "size_high"))
        ]
        rows.append([name, *(shortcode(f"{id}.{each}") for each in shown), *ranges])
    head = ["Behaviour", "Combinations", "Same sign", "Interval above zero", "Median", "Lowest to highest", "Sizes (g)"]
    caption = "Change in scale points under every combination of reasonable choices; descriptive, nothing is tested"
    return table("tbl-multiverse", caption, head, rows)


def simulation_table(simulation: list[Row]) -> str:
    """`tbl-simulation`: how the methods did where the truth is known."""
    rows = []
    for row in sorted(
        simulation, key=lambda row: (row["measure"], row["estimand"] != "pairs", row["method"], row["dropout"], row["shape"])
    ):
        id = f"simulation.{row['id']}"
        found = f"{shortcode(f'{id}.lowest')} to {shortcode(f'{id}.highest')}"
        kept = f"{shortcode(f'{id}.kept')} of {shortcode(f'{id}.designs')}"
        error = shortcode(f"{id}.mc_error")
        rows.append([escape(row["method"]), row["measure"], row["estimand"], row["shape"], row["dropout"], found, error, kept])
    head = ["Method", "Measure", "For whom", "Scores", "Data", "Lowest to highest", "Error", "Designs kept"]
    caption = "Methods on simulated cohorts with known truth: shares over numbers of people and correlations of the waves"
    return table("tbl-simulation", caption, head, rows, numbers_from=5) if rows else ""
