"""Figure: the logic model, each box with what the evidence says on it.

Four columns, from resources to impact. A box says its status in a word with a mark, and how many pieces of evidence speak
for it, against it and on both sides; its edge repeats the status by colour and line. A gap has a dashed edge.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from scripts.ground.display import join
from scripts.ground.evidence import EvidenceBook
from scripts.ground.figures import BLUE, GREY, INK, ORANGE, RED, WIDTH_INCHES, canvas, picture
from scripts.ground.models.study import Fictional
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.integrate import LogicElements, LogicEvidence
from scripts.integrate.bearing import AGAINST, DIVIDED, FOR, GAP, MIXED, REFUTED, SUPPORTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ID = "fig-logic"
STAGES = ("resources", "activities", "outputs", "impact")
STATUSES = (SUPPORTED, MIXED, REFUTED, GAP)
MARKS = {SUPPORTED: "✓", MIXED: "±", REFUTED: "✗", GAP: "?"}
EDGES = {
    SUPPORTED: {"edgecolor": BLUE, "linewidth": 1.6, "linestyle": "-"},
    MIXED: {"edgecolor": ORANGE, "linewidth": 1.6, "linestyle": "-"},
    REFUTED: {"edgecolor": RED, "linewidth": 2.4, "linestyle": "-"},
    GAP: {"edgecolor": GREY, "linewidth": 1.2, "linestyle": (0, (4, 3))},
}
PIECES = {FOR: "✓", AGAINST: "✗", DIVIDED: "±"}
# inches; a line of nine points needs 0.155
LINE, PAD, BETWEEN, GUTTER, HEAD = 0.155, 0.08, 0.11, 0.16, 0.34
LETTERS, POINTS = 17, 9
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    svg: bytes
    png: bytes
    alt: str
    evidence: Rows[Evidence]


def fig_logic_model(logic_elements: Rows[LogicElements], logic_evidence: Rows[LogicEvidence], mark: Fictional) -> Made:
    """The figure in both forms with its text alternative."""
    rows = sorted(logic_elements, key=lambda row: row["order"])
    columns = {stage: [_Box(row, _tally(row, logic_evidence)) for row in rows if row["stage"] == stage] for stage in STAGES}
    tall = HEAD + max(sum(box.height + BETWEEN for box in boxes) for boxes in columns.values())
    figure, axes = canvas(max(tall, 1.2))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH_INCHES)
    axes.set_ylim(max(tall, 1.2), 0)
    if rows:
        _draw(axes, columns)
    else:
        axes.text(WIDTH_INCHES / 2, 0.6, "The study names no elements of a logic model.", ha="center", va="center", color=GREY)
    made = picture(figure, ID, fictional=mark.fictional)
    book = EvidenceBook("integrate.fig_logic_model")
    book.thing(ID, "figure", shown="The logic model with what the evidence says on each element")
    return Made(made.svg, made.png, _alternative(rows), book.evidence)


def _tally(row: Row, pieces: list[Row]) -> str:
    counts = Counter(piece["reading"] for piece in pieces if piece["element"] == row["element"])
    return "  ".join(f"{mark}{counts[reading]}" for reading, mark in PIECES.items() if counts[reading])


class _Box(NamedTuple):
    """An element and how many pieces of evidence speak on each side."""

    row: Row
    tally: str

    @property
    def name(self) -> list[str]:
        return textwrap.wrap(self.row["name"], LETTERS, break_long_words=False)

    @property
    def height(self) -> float:
        return 2 * PAD + LINE * (len(self.name) + 1 + bool(self.tally))


def _draw(axes: Axes, columns: dict[str, list[_Box]]) -> None:
    width = (WIDTH_INCHES - GUTTER * (len(columns) - 1)) / len(columns)
    for place, (stage, boxes) in enumerate(columns.items()):
        left = place * (width + GUTTER)
        axes.text(left + width / 2, HEAD / 2 - 0.04, stage.capitalize(), ha="center", va="center", fontsize=10, weight="bold")
        if place:
            axes.annotate(
                "", (left - 0.01, HEAD / 2 - 0.04), (left - GUTTER - 0.12, HEAD / 2 - 0.04),
                arrowprops={"arrowstyle": "-|>", "color": GREY, "shrinkA": 0, "shrinkB": 0},
            )  # fmt: skip
        top = HEAD
        for box in boxes:
            _draw_box(axes, box, left, top, width)
            top += box.height + BETWEEN


def _draw_box(axes: Axes, box: _Box, left: float, top: float, width: float) -> None:
    from matplotlib.patches import Rectangle

    status = box.row["status"]
    axes.add_patch(Rectangle((left + 0.01, top), width - 0.02, box.height, facecolor="white", **EDGES[status]))
    lines = [*((line, "normal") for line in box.name), (f"{MARKS[status]} {status}", "bold")]
    lines += [(box.tally, "normal")] if box.tally else []
    for number, (words, weight) in enumerate(lines):
        axes.text(
            left + PAD + 0.02, top + PAD + LINE * (number + 0.5), words, va="center", fontsize=POINTS, weight=weight, color=INK
        )


def _alternative(rows: list[Row]) -> str:
    """The finding first, then every element by its status."""
    if not rows:
        return "The study names no elements of a logic model, so the evidence is not mapped onto one."
    by_status = {status: [row for row in rows if row["status"] == status] for status in STATUSES}
    counts = join([_counted(len(found), _HAVE[status]) for status, found in by_status.items()])
    told = [f"{status.capitalize()}: {_names(found)}." for status, found in by_status.items() if found]
    return f"Of the {len(rows)} elements of the logic model, {counts}. {' '.join(told)}"


_HAVE = {
    SUPPORTED: "evidence for it alone",
    MIXED: "evidence on both sides",
    REFUTED: "evidence against it alone",
    GAP: "no clear evidence",
}


def _counted(count: int, what: str) -> str:
    return f"{count or 'none'} {'has' if count < 2 else 'have'} {what}"


def _names(rows: list[Row]) -> str:
    return join([f"{row['name']} ({row['stage']})" for row in rows])
