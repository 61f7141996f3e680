"""Sentences about the logic model: what the evidence says on its elements, where the gaps are, and the projects beside it."""

from __future__ import annotations

from typing import Any

from scripts.report.markdown import escape
from scripts.report.told import Told

GAP = "gap"
Row = dict[str, Any]


def logic_model(told: Told, elements: list[Row]) -> str:
    """How many elements have evidence on which side, the rule, and every gap with its reason; empty without a model."""
    if not elements:
        return ""
    counts = {word: _how_many(told, f"logic.status.{word}.n") for word in ("supported", "mixed", "against", GAP)}
    text = (
        "@fig-logic and @tbl-logic map the evidence onto the programme's logic model. "
        f"Elements of the model: {told.show('logic.elements.n')}. The evidence is for {counts['supported']} of them, on both "
        f"sides for {counts['mixed']}, and against {counts['against']}; on {counts[GAP]} it says nothing clear (gaps). Evidence "
        "for an element says that it is in place, not that the programme put it there.\n"
    )
    gaps = [row for row in sorted(elements, key=lambda row: row["order"]) if row["status"] == GAP]
    listed = "".join(f"- **Gap: {escape(row['name'])}.** {told.fill(row['reason'])}\n" for row in gaps)
    rule = f"*Rule:* {told.fill(elements[0]['rule'])}\n"
    return "\n".join(part for part in (text, listed, rule) if part)


def _how_many(told: Told, id: str) -> str:
    """A count as part of a sentence: nothing is "for 0 of them"."""
    return told.show(id) if told.value(id) else "none"


def outcome_types(told: Told, types: list[Row]) -> str:
    """What the project log adds by type of outcome, or that there is none."""
    if not types:
        return ""
    apart = "Types with few projects are merged, so that no project can be recognised."
    if [row["type"] for row in types] == ["all"]:
        apart = "No type has enough projects to be shown apart, so all of them stand together."
    return (
        "@tbl-outcome-types sets the improvement projects beside the elements their outcomes bear on. The share that met its "
        f"target is held against the floor of {told.show('plan.projects_floor')}. {apart}\n"
    )
