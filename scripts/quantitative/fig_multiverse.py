"""Figure: the change of each behaviour under every combination of the plan's choices, one small curve a behaviour.

Combinations stand in the order of their estimates, each with its interval; the planned one is marked. Values are drawn to the
nearest fiftieth of a scale point, so that two neighbours do not give away the one person by whom they differ.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.figures import BLUE, GREY, INK, ORANGE, PALE, canvas, picture
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Fictional
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.sensitivity import Multiverse, MultiverseCurve

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS, ROW_INCHES, FRAME_INCHES = 3, 1.75, 0.55
STEP = 0.02
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    svg: bytes
    png: bytes
    alt: str
    evidence: Rows[Evidence]


def fig_multiverse(multiverse: Rows[Multiverse], curves: Rows[MultiverseCurve], instrument: Instrument, mark: Fictional) -> Made:
    """The figure in both forms with its text alternative."""
    names = {each.id: f"{each.id} {each.name}" for each in instrument.behaviours}
    columns = min(COLUMNS, len(names))
    rows = ceil(len(names) / columns)
    figure, panels = canvas(FRAME_INCHES + ROW_INCHES * rows, columns, nrows=rows, sharey=True, squeeze=False)
    for place, axes in enumerate(panels.flat):
        axes.set_visible(place < len(names))
    for (behaviour, name), axes in zip(names.items(), panels.flat, strict=False):
        _draw(axes, [row for row in multiverse if row["behaviour"] == behaviour and row["estimable"]], name)
    figure.supylabel("change, scale points", fontsize=9.5)
    made = picture(figure, "fig-multiverse", fictional=mark.fictional)
    book = EvidenceBook("quantitative.fig_multiverse")
    book.thing("fig-multiverse", "figure", shown="Change of each behaviour under every combination of choices")
    return Made(made.svg, made.png, _alternative(curves, instrument), book.evidence)


def _draw(axes: Axes, rows: list[Row], name: str) -> None:
    axes.axhline(0, color=GREY, lw=1)
    axes.set_title(name, loc="left", fontsize=9.5)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    if not rows:
        axes.text(0.5, 0.5, "not estimable", ha="center", color=GREY, transform=axes.transAxes)
        return
    ordered = sorted(rows, key=lambda row: (_coarse(row["estimate"]), _coarse(row["low"]), row["planned"]))
    lows, highs = ([_coarse(row[end]) for row in ordered] for end in ("low", "high"))
    axes.vlines(range(len(ordered)), lows, highs, colors=[_colour(row) for row in ordered], lw=1.1, alpha=0.55)
    axes.plot([_coarse(row["estimate"]) for row in ordered], ".", color=INK, ms=2)
    planned = next((place for place, row in enumerate(ordered) if row["planned"]), None)
    if planned is not None:
        axes.plot(planned, _coarse(ordered[planned]["estimate"]), "D", color=INK, ms=5.5, mfc="white", mew=1.4)


def _colour(row: Row) -> str:
    return BLUE if row["low"] > 0 else ORANGE if row["high"] < 0 else PALE


def _coarse(value: float) -> float:
    return float(np.round(value / STEP) * STEP)


def _alternative(curves: list[Row], instrument: Instrument) -> str:
    names = {each.id: each.name for each in instrument.behaviours}
    parts = [
        f"{names[row['behaviour']]} {display.signed(row['low'])} to {display.signed(row['high'])}, interval above zero in "
        f"{display.percent(row['share_above_zero'])} of {row['n'] - row['not_estimable']} combinations"
        if row["estimable"]
        else f"{names[row['behaviour']]} not estimable"
        for row in sorted(curves, key=lambda row: list(names).index(row["behaviour"]))
    ]
    steady = sum(bool(row["estimable"] and row["share_same_sign"] == 1) for row in curves)
    return (
        f"{steady} of {len(curves)} behaviours keep the sign of their planned change under every combination of choices. "
        f"Lowest and highest estimate in scale points: {'; '.join(parts)}."
    )
