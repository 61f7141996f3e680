"""One figure style: calm, colour-blind safe (Okabe and Ito 2008), text of at least nine points in print.

Figures are drawn at their printed width. SVG keeps text as paths, so that they look the same everywhere; both forms
carry the id of the figure and nothing about machine or time.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from scripts.ground.display import FICTIONAL

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, ORANGE, RED, GREY = "#0072B2", "#E69F00", "#D55E00", "#5F6B76"
INK, PALE = "#1F2933", "#D9DEE3"
WIDTH_INCHES = 6.3
PNG_DPI = 220

STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.titlesize": 10.5,
    "axes.labelsize": 9.5,
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.grid": False,
    "figure.facecolor": "white",
    "svg.fonttype": "path",
}


class Picture(NamedTuple):
    """A figure in both forms."""

    svg: bytes
    png: bytes


def canvas(height: float, columns: int = 1, **rest: object) -> tuple[Figure, Axes]:
    """An empty figure of the printed width, `height` inches high."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib.figure import Figure

    matplotlib.rcParams.update(STYLE)
    figure = Figure(figsize=(WIDTH_INCHES, height), layout="constrained")
    return figure, figure.subplots(ncols=columns, **rest)


def picture(figure: Figure, id: str, *, fictional: bool) -> Picture:
    """The finished figure with its id inside; a fictional one says so in the picture itself."""
    import matplotlib

    if fictional:
        figure.supxlabel(FICTIONAL, fontsize=9, color=GREY, x=0.995, ha="right")
    matplotlib.rcParams["svg.hashsalt"] = id
    svg, png = io.BytesIO(), io.BytesIO()
    figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None, "Identifier": id, "Title": id})
    figure.savefig(png, format="png", dpi=PNG_DPI, metadata={"Software": None, "Title": id})
    return Picture(svg.getvalue(), png.getvalue())
