"""Figure: what came in and what became of it, from the people on the roster to the coded passages.

- one line a stream: the roster, each wave of the self-assessment, ratings, projects, texts by who speaks, codings
- read → used, and beside the arrow what was quarantined or excluded, with the reasons in order of their counts
- sources of one stream are added up; the table beside the figure has every source by itself
- lists that describe no data of the study (organisations, withdrawals) are in the table only

The counts are of the process, not of what people said. The text beside it states the finding.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from scripts.ground.display import join
from scripts.ground.evidence import EvidenceBook
from scripts.ground.figures import BLUE, GREY, INK, ORANGE, PALE, WIDTH_INCHES, canvas, picture
from scripts.ground.models.sources import AnySource, Sources, SurveySource, TextSource
from scripts.ground.models.study import Cohorts, Fictional
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.validate import Flow

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KINDS = {
    "roster": "people on the roster",
    "survey": "self-assessment",
    "feedback": "ratings of the sessions",
    "attendance": "attendance",
    "projects": "improvement projects",
    "interviews": "interviews",
    "focus_group": "focus group",
    "reflections": "reflective writing",
    "coding": "codings of the texts",
}
# places in inches from the left, of a figure as wide as the page allows
LABEL_ENDS, READ_AT, USED_AT, LEFT_OUT_AT = 1.75, 2.2, 3.45, 4.0
BOX_WIDTH, BOX_HEIGHT = 0.72, 0.27
LINE_INCHES, GAP_INCHES, HEAD_INCHES = 0.165, 0.2, 0.3
LETTERS_A_LINE, LABEL_LETTERS = 32, 24
REASON = re.compile(r"(.+) (\d+)")


class Made(NamedTuple):
    """What the step makes."""

    svg: bytes
    png: bytes
    alt: str
    evidence: Rows[Evidence]


class Stream(NamedTuple):
    """Sources that are counted together."""

    name: str
    unit: str
    read: int
    used: int
    quarantined: int
    excluded: int
    reasons: Counter[str]


def fig_flow(flow: Rows[Flow], sources: Sources, cohorts: Cohorts, mark: Fictional) -> Made:
    """The figure in both forms with its text alternative."""
    streams = _streams(flow, sources, cohorts)
    lines = [_lines(each) for each in streams]
    heights = [GAP_INCHES + max(BOX_HEIGHT, LINE_INCHES * len(each)) for each in lines]
    figure, axes = canvas(HEAD_INCHES + sum(heights) + GAP_INCHES)
    _prepare(axes, HEAD_INCHES + sum(heights))
    top = HEAD_INCHES
    for stream, told, height in zip(streams, lines, heights, strict=True):
        _draw(axes, stream, told, top + height / 2)
        top += height
    made = picture(figure, "fig-flow", fictional=mark.fictional)
    book = EvidenceBook("validate.fig_flow")
    book.thing("fig-flow", "figure", shown="What came in, what was used, and what was left out")
    return Made(made.svg, made.png, _alternative(streams), book.evidence)


def _streams(flow: list[dict[str, Any]], sources: Sources, cohorts: Cohorts) -> list[Stream]:
    """In the order in which a study meets them; sources without any row say nothing."""
    found: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in flow:
        source = sources.sources[row["source"]]
        if source.kind in KINDS and row["read"]:
            found.setdefault(_place_and_name(source, cohorts), []).append(row)
    return [_added(name, rows) for (_, name), rows in sorted(found.items())]


def _place_and_name(source: AnySource, cohorts: Cohorts) -> tuple[int, str]:
    order, name = 10 * list(KINDS).index(source.kind), KINDS[source.kind]
    if isinstance(source, SurveySource) and source.kind == "survey":
        waves = {wave.id: (place, wave.name) for place, wave in enumerate(cohorts.waves)}
        place, wave = waves.get(source.wave, (len(waves), source.wave))
        return order + place, f"{name} ({wave})" if wave else name
    if isinstance(source, TextSource) and source.kind == "interviews":
        groups = {group.id: (place, group.name) for place, group in enumerate(cohorts.source_groups)}
        place, group = groups.get(source.group, (len(groups), source.group))
        return order + place, f"{name} ({group})"
    return order, name


def _added(name: str, rows: list[dict[str, Any]]) -> Stream:
    reasons: Counter[str] = Counter()
    for row in rows:
        for part in (row["reasons"] or "").split("; "):
            if found := REASON.fullmatch(part):
                reasons[found[1]] += int(found[2])
    counts = (sum(row[column] for row in rows) for column in ("read", "used", "quarantined", "excluded"))
    return Stream(name, rows[0]["unit"], *counts, reasons)


def _left_out(stream: Stream) -> str:
    """What was not used, and why; empty where all was."""
    counts = [
        f"{count:,} {word}" for count, word in ((stream.quarantined, "quarantined"), (stream.excluded, "excluded")) if count
    ]
    reasons = sorted(stream.reasons.items(), key=lambda each: (-each[1], each[0]))
    why = ", ".join(f"{reason} {count:,}" for reason, count in reasons)
    return f"{join(counts)}{': ' if why else ''}{why}" if counts else ""


def _lines(stream: Stream) -> list[str]:
    return textwrap.wrap(_left_out(stream), LETTERS_A_LINE) or ["nothing left out"]


def _prepare(axes: Axes, height: float) -> None:
    axes.set_xlim(0, WIDTH_INCHES)
    axes.set_ylim(height, 0)
    axes.axis("off")
    for place, word in ((READ_AT, "read"), (USED_AT, "used")):
        axes.text(place, HEAD_INCHES / 2, word, ha="center", va="center", fontsize=9.5, fontweight="bold")
    axes.text(LEFT_OUT_AT, HEAD_INCHES / 2, "left out", ha="left", va="center", fontsize=9.5, fontweight="bold")


def _draw(axes: Axes, stream: Stream, lines: list[str], middle: float) -> None:
    label = textwrap.fill(stream.name, LABEL_LETTERS)
    axes.text(LABEL_ENDS, middle, label, ha="right", va="center", fontsize=9, linespacing=1.05)
    _box(axes, READ_AT, middle, stream.read, PALE, INK)
    _box(axes, USED_AT, middle, stream.used, BLUE, "white")
    ends = {"xy": (USED_AT - BOX_WIDTH / 2, middle), "xytext": (READ_AT + BOX_WIDTH / 2, middle)}
    axes.annotate("", **ends, arrowprops={"arrowstyle": "-|>", "color": GREY, "lw": 1.2, "shrinkA": 0, "shrinkB": 0})
    lost = bool(stream.quarantined or stream.excluded)
    if lost:
        half = LINE_INCHES * len(lines) / 2
        axes.plot([LEFT_OUT_AT - 0.07] * 2, [middle - half, middle + half], color=ORANGE, lw=2.5, solid_capstyle="butt")
    ink = INK if lost else GREY
    axes.text(LEFT_OUT_AT, middle, "\n".join(lines), ha="left", va="center", fontsize=9, color=ink, linespacing=1.15)


def _box(axes: Axes, centre: float, middle: float, count: int, fill: str, ink: str) -> None:
    axes.barh(middle, BOX_WIDTH, left=centre - BOX_WIDTH / 2, height=BOX_HEIGHT, color=fill, lw=0)
    axes.text(centre, middle, f"{count:,}", ha="center", va="center", color=ink, fontsize=9)


def _alternative(streams: list[Stream]) -> str:
    """The finding first: which streams lost anything, and that nothing is unaccounted for; then every stream."""
    if not streams:
        return "Nothing came in yet."
    lost = [each.name for each in streams if each.read > each.used]
    finding = f"Something was left out of {join(lost)}" if lost else "Everything that came in was used"
    closes = all(each.read == each.used + each.quarantined + each.excluded for each in streams)
    rest = "; every unit that was read is accounted for" if closes else "; some units are not accounted for"
    parts = [_in_words(each) for each in streams]
    return f"{finding}{rest}. {'; '.join(parts)}."


def _in_words(stream: Stream) -> str:
    left_out = _left_out(stream)
    return f"{stream.name}: {stream.used:,} of {stream.read:,} used{f' ({left_out})' if left_out else ''}"
