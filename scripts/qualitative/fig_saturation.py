"""Figure: how many different codes had been found after so many texts, over random orders of the texts.

One panel a series: the mean over the orders with the band that holds most of them, and a mark where further texts brought
next to nothing new. The order in which the files came is not drawn: one step of it is one person's text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from scripts.ground.evidence import EvidenceBook
from scripts.ground.figures import BLUE, GREY, ORANGE, canvas, picture
from scripts.ground.models.analysis_plan import SaturationRules
from scripts.ground.models.study import Fictional
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.qualitative import Saturation, SaturationCurve
from scripts.qualitative.dots import say_empty

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ID = "fig-saturation"
HEIGHT = 2.5
EMPTY = "Too few coded texts to look for saturation."
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    svg: bytes
    png: bytes
    alt: str
    evidence: Rows[Evidence]


def fig_saturation(curve: Rows[SaturationCurve], saturation: Rows[Saturation], rules: SaturationRules, mark: Fictional) -> Made:
    """The figure in both forms with its text alternative."""
    drawn = [row for row in saturation if not row["reason"]]
    figure, axes = canvas(HEIGHT, columns=max(len(drawn), 1), sharey=True)
    panels = list(axes) if len(drawn) > 1 else [axes]
    for panel, row in zip(panels, drawn, strict=False):
        _draw(panel, [each for each in curve if each["series"] == row["series"]], row)
    if drawn:
        panels[0].set_ylabel("different codes found")
        panels[0].set_ylim(0, 1.06 * max(row["codes"] for row in drawn))
    else:
        say_empty(axes, EMPTY)
    made = picture(figure, ID, fictional=mark.fictional)
    book = EvidenceBook("qualitative.fig_saturation")
    book.thing(ID, "figure", shown="Different codes found after so many texts, over random orders")
    return Made(made.svg, made.png, _alternative(drawn, rules), book.evidence)


def _draw(axes: Axes, steps: list[Row], row: Row) -> None:
    steps = sorted(steps, key=lambda step: step["texts"])
    texts = [step["texts"] for step in steps]
    axes.fill_between(texts, [step["low"] for step in steps], [step["high"] for step in steps], color=BLUE, alpha=0.18, lw=0)
    axes.plot(texts, [step["mean"] for step in steps], color=BLUE, lw=1.6)
    if row["orders_median"]:
        axes.axvline(row["orders_median"], color=ORANGE, lw=1.2, ls="--")
        axes.text(row["orders_median"], 0, " little new", color=GREY, fontsize=9, ha="left", va="bottom")
    axes.set_title(row["name"], fontsize=9.5)
    axes.set_xlabel("texts")


def _alternative(drawn: list[Row], rules: SaturationRules) -> str:
    if not drawn:
        return EMPTY
    return " ".join(_of_series(row, rules) for row in drawn)


def _of_series(row: Row, rules: SaturationRules) -> str:
    found = f"In {row['name']}, {row['texts']} texts hold {row['codes']} different codes"
    if not row["orders_median"]:
        return f"{found}; in no order did a run of {rules.run} texts bring next to nothing new."
    return (
        f"{found}; over random orders, a run of {rules.run} texts brought next to nothing new after "
        f"{row['orders_median']:.0f} texts (median)."
    )
