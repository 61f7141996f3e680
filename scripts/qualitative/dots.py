"""A field of circles: rows are families of themes, columns are whose voices; the circle grows with the share of people.

A hollow circle says `some` where too few people could be counted, a dash says that nobody did.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from scripts.ground import display
from scripts.ground.figures import BLUE, GREY, PALE
from scripts.qualitative.disclosure import SOME

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW_INCHES, FRAME_INCHES = 0.34, 0.75
# area of a circle for everybody, in square points
FULL_AREA, SOME_AREA = 190, 60
NAME_LETTERS = 12
# keeps the guide line off the words
CLEAR = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
Row = dict[str, Any]


def height(rows: int) -> float:
    """Inches that so many rows need."""
    return FRAME_INCHES + ROW_INCHES * max(rows, 2)


def draw_dots(axes: Axes, cells: list[tuple[int, int, Row]], rows: list[str], columns: list[str]) -> None:
    """`cells` are column, row and what stands there (`share`, `people`, `shown`)."""
    for place in range(len(rows)):
        axes.axhline(place, color=PALE, lw=0.6, zorder=0)
    for column, row, cell in cells:
        _mark(axes, column, row, cell)
    axes.set_xticks(range(len(columns)), columns)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(rows)), rows)
    axes.set_xlim(-0.5, len(columns) - 0.35)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def column_label(name: str, people: int | None) -> str:
    """Whose voices, and how many people."""
    counted = f"{people} people" if people else "some or none"
    return f"{textwrap.fill(name, NAME_LETTERS, break_long_words=False)}\n{counted}"


def say_empty(axes: Axes, words: str) -> None:
    """Instead of a figure: why there is none."""
    axes.text(0.5, 0.5, words, ha="center", va="center", color=GREY)
    axes.set_axis_off()


def _mark(axes: Axes, x: int, y: int, cell: Row) -> None:
    if cell["share"]:
        axes.scatter(x, y, s=FULL_AREA * cell["share"], color=BLUE, lw=0)
        axes.text(x + 0.16, y, display.percent(cell["share"]), va="center", fontsize=9, bbox=CLEAR)
    elif cell["people"] is None and cell["shown"] == SOME:
        axes.scatter(x, y, s=SOME_AREA, facecolors="white", edgecolors=GREY, lw=1.3)
        axes.text(x + 0.16, y, SOME, va="center", fontsize=9, color=GREY, bbox=CLEAR)
    else:
        axes.text(x, y, "–", ha="center", va="center", color=GREY, bbox=CLEAR)
