"""Figure: which families of themes the people of each source group voiced.

A row a family, a column a source group. A filled circle grows with the share of people, printed beside it; a hollow one
says `some` where the group is too small to be counted, a dash says that nobody did.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, NamedTuple

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.figures import BLUE, GREY, PALE, canvas, picture
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.study import Publication
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.qualitative import PublishedThemes
from scripts.qualitative.disclosure import SOME

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ID = "fig-themes"
ROW_INCHES, FRAME_INCHES = 0.34, 0.75
# area of a circle for everybody, in square points
FULL_AREA, SOME_AREA = 190, 60
GROUP_LETTERS = 12
# keeps the guide line off the words
CLEAR = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}


class Made(NamedTuple):
    """What the step makes."""

    svg: bytes
    png: bytes
    alt: str
    evidence: Rows[Evidence]


def fig_themes(published_themes: Rows[PublishedThemes], codebook: Codebook, publication: Publication) -> Made:
    """The figure in both forms with its text alternative."""
    cells = [row for row in published_themes if row["level"] == "family"]
    found = {row["theme"] for row in cells}
    families = [family for family in dict.fromkeys(code.family for code in codebook.codes) if family in found]
    groups = _groups_in_order(cells)
    figure, axes = canvas(FRAME_INCHES + ROW_INCHES * max(len(families), 2))
    if cells:
        _draw(axes, cells, families, groups)
    else:
        axes.text(0.5, 0.5, "No text is coded yet.", ha="center", va="center", color=GREY)
        axes.set_axis_off()
    made = picture(figure, ID, fictional=publication.fictional)
    book = EvidenceBook("qualitative.fig_themes")
    book.thing(ID, "figure", shown="People who voiced each family of themes, by source group")
    return Made(made.svg, made.png, _alternative(cells, groups), book.evidence)


def _groups_in_order(cells: list[dict[str, Any]]) -> dict[str, str]:
    """Groups that are counted first, those of which only some or none can be said last."""
    ordered = sorted(cells, key=lambda row: (row["people"] is None, -(row["group_people"] or 0), row["group"]))
    return {row["group"]: row["group_name"] for row in ordered}


def _draw(axes: Axes, cells: list[dict[str, Any]], families: list[str], groups: dict[str, str]) -> None:
    columns = {group: place for place, group in enumerate(groups)}
    sizes = {row["group"]: row["group_people"] for row in cells}
    for place in range(len(families)):
        axes.axhline(place, color=PALE, lw=0.6, zorder=0)
    for row in cells:
        _mark(axes, columns[row["group"]], families.index(row["theme"]), row)
    labels = [_label(name, sizes[group]) for group, name in groups.items()]
    axes.set_xticks(range(len(groups)), labels)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(families)), families)
    axes.set_xlim(-0.5, len(groups) - 0.35)
    axes.set_ylim(len(families) - 0.5, -0.5)
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def _label(name: str, people: int | None) -> str:
    counted = f"{people} people" if people else "some or none"
    return f"{textwrap.fill(name, GROUP_LETTERS, break_long_words=False)}\n{counted}"


def _mark(axes: Axes, x: int, y: int, row: dict[str, Any]) -> None:
    if row["share"]:
        axes.scatter(x, y, s=FULL_AREA * row["share"], color=BLUE, lw=0)
        axes.text(x + 0.16, y, display.percent(row["share"]), va="center", fontsize=9, bbox=CLEAR)
    elif row["people"] is None and row["shown"] == SOME:
        axes.scatter(x, y, s=SOME_AREA, facecolors="white", edgecolors=GREY, lw=1.3)
        axes.text(x + 0.16, y, SOME, va="center", fontsize=9, color=GREY, bbox=CLEAR)
    else:
        axes.text(x, y, "–", ha="center", va="center", color=GREY, bbox=CLEAR)


def _alternative(cells: list[dict[str, Any]], groups: dict[str, str]) -> str:
    if not cells:
        return "No text is coded yet, so no theme can be shown."
    return " ".join(_of_group([row for row in cells if row["group"] == group], name) for group, name in groups.items())


def _of_group(cells: list[dict[str, Any]], name: str) -> str:
    if cells[0]["people"] is None:
        silent = [row["theme"] for row in cells if row["shown"] != SOME]
        rest = f"; nobody spoke of {display.join(silent)}" if silent else ""
        spoken = f"{len(cells) - len(silent)} of {len(cells)} families"
        return f"Of the people heard as {name}, too few to count, some spoke of {spoken}{rest}."
    ranked = sorted(cells, key=lambda row: (-row["share"], row["theme"]))
    shares = "; ".join(f"{row['theme']} {display.percent(row['share'])}" for row in ranked)
    return f"Of the {cells[0]['group_people']} people heard as {name}, the share who voiced each family: {shares}."
