"""Figure: mean change of each behaviour with its interval, and how many people fell, stayed or rose.

Left: interval and mean, the smallest meaningful change as a band. Right: shares of people in three wide classes, where
no class is so small that somebody could be worked out. The text beside it states the finding for those who cannot see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.figures import BLUE, GREY, INK, ORANGE, PALE, canvas, picture
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Fictional
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.quantitative import Change, ChangeBins

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW_INCHES, FRAME_INCHES = 0.42, 1.25
CLASS_COLOURS = {"lower": ORANGE, "about the same": PALE, "higher": BLUE}


class Made(NamedTuple):
    """What the step makes."""

    svg: bytes
    png: bytes
    alt: str
    evidence: Rows[Evidence]


def fig_change(
    change: Rows[Change], bins: Rows[ChangeBins], instrument: Instrument, inference: Inference, mark: Fictional
) -> Made:
    """The figure in both forms with its text alternative."""
    by_behaviour = {row["behaviour"]: row for row in change}
    names = [f"{each.id} {each.name}" for each in instrument.behaviours]
    rows = [by_behaviour[each.id] for each in instrument.behaviours]
    figure, (left, right) = canvas(FRAME_INCHES + ROW_INCHES * len(rows), 2, sharey=True, width_ratios=(3, 2))
    _draw_intervals(left, rows, names, inference)
    _draw_classes(right, rows, bins)
    made = picture(figure, "fig-change", fictional=mark.fictional)
    book = EvidenceBook("quantitative.fig_change")
    book.thing("fig-change", "figure", shown="Change of each behaviour, with interval")
    return Made(made.svg, made.png, _alternative(rows, instrument, inference), book.evidence)


def _draw_intervals(axes: Axes, rows: list[dict[str, Any]], names: list[str], inference: Inference) -> None:
    smallest = inference.smallest_meaningful_change
    axes.axvspan(-smallest, smallest, color=PALE, alpha=0.45, lw=0)
    axes.axvline(0, color=GREY, lw=1)
    for place, row in enumerate(rows):
        if row["estimable"]:
            axes.plot([row["low"], row["high"]], [place, place], color=BLUE, lw=2.2, solid_capstyle="butt")
            axes.plot(row["mean"], place, "o", color=BLUE, ms=6.5)
        else:
            axes.text(0, place, " not estimable", va="center", color=GREY)
    axes.set_yticks(range(len(rows)), names)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    edge = max([1.25 * smallest, *(1.1 * abs(row[end]) for row in rows if row["estimable"] for end in ("low", "high"))])
    axes.set_xlim(-edge, edge)
    axes.set_xlabel(f"mean change, scale points\n({inference.confidence:.0%} interval; band: less than {smallest:g})")
    axes.tick_params(axis="y", length=0)


def _draw_classes(axes: Axes, rows: list[dict[str, Any]], bins: list[dict[str, Any]]) -> None:
    shares = {(each["behaviour"], each["bin"]): each["share"] for each in bins}
    for place, row in enumerate(rows):
        start = 0.0
        for name, colour in CLASS_COLOURS.items():
            share = shares.get((row["behaviour"], name))
            if share is None:
                continue
            axes.barh(place, share, left=start, color=colour, height=0.62, label=name if place == 0 else None)
            if share >= 0.12:
                ink = "white" if colour == BLUE else INK
                axes.text(start + share / 2, place, display.percent(share), ha="center", va="center", color=ink, fontsize=9)
            start += share
        if start == 0:
            axes.text(0.5, place, "not shown: few people", ha="center", va="center", color=GREY, fontsize=9)
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    handles = [axes.barh(0, 0, color=colour) for colour in CLASS_COLOURS.values()]
    axes.legend(handles, CLASS_COLOURS, loc="upper center", bbox_to_anchor=(0.5, -0.02), ncols=1, frameon=False, fontsize=9)
    axes.set_title("people by own change", loc="left", fontsize=9.5)


def _alternative(rows: list[dict[str, Any]], instrument: Instrument, inference: Inference) -> str:
    names = {each.id: each.name for each in instrument.behaviours}
    parts = [
        f"{names[row['behaviour']]} {display.signed(row['mean'])} ({display.interval(row['low'], row['high'])})"
        if row["estimable"]
        else f"{names[row['behaviour']]} not estimable"
        for row in rows
    ]
    rose = sum(bool(row["estimable"] and row["low"] > 0) for row in rows)
    fell = sum(bool(row["estimable"] and row["high"] < 0) for row in rows)
    return (
        f"{rose} of {len(rows)} behaviours rose and {fell} fell, judged by {inference.confidence:.0%} intervals of the mean "
        f"change in scale points: {'; '.join(parts)}."
    )
