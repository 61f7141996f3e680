"""Figure: which families of themes the people of each source group voiced.

A row a family, a column a source group. A filled circle grows with the share of people, printed beside it; a hollow one
says `some` where the group is too small to be counted, a dash says that nobody did.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.figures import canvas, picture
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.study import Fictional
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.qualitative import PublishedThemes
from scripts.qualitative.disclosure import SOME
from scripts.qualitative.dots import column_label, draw_dots, height, say_empty

ID = "fig-themes"


class Made(NamedTuple):
    """What the step makes."""

    svg: bytes
    png: bytes
    alt: str
    evidence: Rows[Evidence]


def fig_themes(published_themes: Rows[PublishedThemes], codebook: Codebook, mark: Fictional) -> Made:
    """The figure in both forms with its text alternative."""
    cells = [row for row in published_themes if row["level"] == "family"]
    found = {row["theme"] for row in cells}
    families = [family for family in dict.fromkeys(code.family for code in codebook.codes) if family in found]
    groups = _groups_in_order(cells)
    figure, axes = canvas(height(len(families)))
    if cells:
        columns = list(groups)
        placed = [(columns.index(row["group"]), families.index(row["theme"]), row) for row in cells]
        sizes = {row["group"]: row["group_people"] for row in cells}
        draw_dots(axes, placed, families, [column_label(name, sizes[group]) for group, name in groups.items()])
    else:
        say_empty(axes, "No text is coded yet.")
    made = picture(figure, ID, fictional=mark.fictional)
    book = EvidenceBook("qualitative.fig_themes")
    book.thing(ID, "figure", shown="People who voiced each family of themes, by source group")
    return Made(made.svg, made.png, _alternative(cells, groups), book.evidence)


def _groups_in_order(cells: list[dict[str, Any]]) -> dict[str, str]:
    """Groups that are counted first, those of which only some or none can be said last."""
    ordered = sorted(cells, key=lambda row: (row["people"] is None, -(row["group_people"] or 0), row["group"]))
    return {row["group"]: row["group_name"] for row in ordered}


def _alternative(cells: list[dict[str, Any]], groups: dict[str, str]) -> str:
    if not cells:
        return "No text is coded yet, so no theme can be shown."
    by_group = {group: [row for row in cells if row["group"] == group] for group in groups}
    first = next(iter(groups))
    told = [_of_group(by_group[group], name) for group, name in groups.items()]
    return " ".join([_finding(by_group[first], groups[first]), *told])


def _finding(cells: list[dict[str, Any]], name: str) -> str:
    """What came up most in the largest group that may be counted."""
    if cells[0]["people"] is None:
        return "Every group is too small to count, so only some or none is told."
    most = max(row["share"] for row in cells)
    top = display.join(sorted(row["theme"] for row in cells if row["share"] == most))
    return f"Among {name}, {top} came up most ({display.percent(most)} of people)."


def _of_group(cells: list[dict[str, Any]], name: str) -> str:
    if cells[0]["people"] is None:
        silent = [row["theme"] for row in cells if row["shown"] != SOME]
        rest = f"; nobody spoke of {display.join(silent)}" if silent else ""
        spoken = f"{len(cells) - len(silent)} of {len(cells)} families"
        return f"Of the people heard as {name}, too few to count, some spoke of {spoken}{rest}."
    ranked = sorted(cells, key=lambda row: (-row["share"], row["theme"]))
    shares = "; ".join(f"{row['theme']} {display.percent(row['share'])}" for row in ranked)
    return f"Of the {cells[0]['group_people']} people heard as {name}, the share who voiced each family: {shares}."
