"""Figure: answers to the items of each behaviour at each wave, as bars that diverge from the middle of the scale.

Answers below the middle lie left, above it right; a class that holds the middle lies astride. Neighbouring answers are joined
where few people gave them, if possible alike at every wave, so that waves compare. The text beside it states the finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.figures import BLUE, GREY, INK, ORANGE, PALE, canvas, picture
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Fictional
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.measurement import AnswerShares

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BAR_INCHES, GAP, FRAME_INCHES = 0.27, 0.45, 1.1
ROOM_FOR_WORDS = 0.09  # share of a bar that has room for the name of its class at nine points

Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    svg: bytes
    png: bytes
    alt: str
    evidence: Rows[Evidence]


def fig_likert(answer_shares: Rows[AnswerShares], instrument: Instrument, cohorts: Cohorts, mark: Fictional) -> Made:
    """The figure in both forms with its text alternative."""
    waves = [wave.id for wave in cohorts.waves]
    bars = {
        (behaviour.id, wave): [
            row for row in answer_shares if (row["level"], row["name"], row["wave"]) == ("behaviour", behaviour.id, wave)
        ]
        for behaviour in instrument.behaviours
        for wave in waves
    }
    figure, axes = canvas(FRAME_INCHES + BAR_INCHES * (len(bars) + GAP * len(instrument.behaviours)))
    _draw(axes, bars, instrument, cohorts)
    made = picture(figure, "fig-likert", fictional=mark.fictional)
    book = EvidenceBook("quantitative.fig_likert")
    book.thing("fig-likert", "figure", shown="Answers to the items of each behaviour, by wave")
    return Made(made.svg, made.png, alternative(bars, instrument, cohorts), book.evidence)


def _draw(axes: Axes, bars: dict[tuple[str, str], list[Row]], instrument: Instrument, cohorts: Cohorts) -> None:
    middle = (instrument.scale.minimum + instrument.scale.maximum) / 2
    places, labels, place = [], [], 0.0
    for behaviour in instrument.behaviours:
        for wave in cohorts.waves:
            _draw_bar(axes, place, sorted(bars[behaviour.id, wave.id], key=lambda row: row["lowest"]), middle, instrument)
            places.append(place)
            labels.append(f"{behaviour.name}, {wave.name}" if wave is cohorts.waves[0] else wave.name)
            place += 1
        place += GAP
    axes.axvline(0, color=GREY, lw=1, zorder=0)
    axes.set_yticks(places, labels)
    axes.set_ylim(place - GAP - 0.4, -0.6)
    axes.set_xlim(-1, 1)
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["100%", "50%", "0", "50%", "100%"])
    axes.tick_params(axis="y", length=0)
    scale = instrument.scale
    axes.set_xlabel(f"share of answers\n← {scale.low_label}      {scale.high_label} →")


def _draw_bar(axes: Axes, place: float, rows: list[Row], middle: float, instrument: Instrument) -> None:
    if not rows:
        axes.text(0, place, "answers too few or too alike to show", ha="center", va="center", color=GREY, fontsize=9)
        return
    start = -sum(row["share"] * _below(row, middle) for row in rows)
    half = (instrument.scale.maximum - instrument.scale.minimum) / 2 or 1
    for row in rows:
        tone = ((row["lowest"] + row["highest"]) / 2 - middle) / half
        axes.barh(place, row["share"], left=start, color=_colour(tone), height=0.86, edgecolor="white", linewidth=0.6)
        if row["share"] >= ROOM_FOR_WORDS:
            ink = "white" if tone > 0.7 else INK
            axes.text(start + row["share"] / 2, place, class_name(row), ha="center", va="center", color=ink, fontsize=9)
        start += row["share"]


def _below(row: Row, middle: float) -> float:
    """How much of a class lies left of the middle: all, none, or the share of its answers that do."""
    if row["highest"] < middle:
        return 1.0
    if row["lowest"] > middle:
        return 0.0
    width = row["highest"] - row["lowest"] + 1
    return (middle - row["lowest"] + 0.5) / width


def _colour(tone: float) -> tuple[float, ...]:
    """From orange by pale to blue, -1 to 1."""
    from matplotlib.colors import to_rgb

    end = to_rgb(BLUE if tone > 0 else ORANGE)
    return tuple(pale + abs(tone) * (full - pale) for pale, full in zip(to_rgb(PALE), end, strict=True))


def class_name(row: Row) -> str:
    """A class as printed: 3, or 4–5."""
    return f"{row['lowest']:g}" if row["lowest"] == row["highest"] else f"{row['lowest']:g}–{row['highest']:g}"


def alternative(bars: dict[tuple[str, str], list[Row]], instrument: Instrument, cohorts: Cohorts) -> str:
    """Share of answers above the middle at each wave, behaviour by behaviour."""
    middle = (instrument.scale.minimum + instrument.scale.maximum) / 2
    parts = []
    for behaviour in instrument.behaviours:
        told = [_above(bars[behaviour.id, wave.id], middle) for wave in cohorts.waves]
        words = " to ".join(each or "too few to show" for each in told) if any(told) else "too few to show"
        parts.append(f"{behaviour.name} {words}")
    waves = display.join([wave.name for wave in cohorts.waves])
    shares = f"Share of answers above the middle of the scale at {waves}: {'; '.join(parts)}."
    return f"{_finding(bars, instrument, cohorts, middle)}{shares}"


def _finding(bars: dict[tuple[str, str], list[Row]], instrument: Instrument, cohorts: Cohorts, middle: float) -> str:
    """On how many behaviours the favourable answers became more; empty where no two waves can be compared."""
    first, last = cohorts.waves[0], cohorts.waves[-1]
    ends = [[_share_above(bars[each.id, wave.id], middle) for wave in (first, last)] for each in instrument.behaviours]
    known = [(start, end) for start, end in ends if start is not None and end is not None]
    if first == last or not known:
        return ""
    rose = sum(end > start for start, end in known)
    return (
        f"From {first.name} to {last.name} the share of answers above the middle of the scale rose on {rose or 'none'} of the "
        f"{len(known)} behaviours that can be compared. "
    )


def _above(rows: list[Row], middle: float) -> str:
    """Empty without a bar."""
    if not rows:
        return ""
    share = _share_above(rows, middle)
    return "not shown apart" if share is None else display.percent(share)


def _share_above(rows: list[Row], middle: float) -> float | None:
    """None without a bar; a class astride the middle that reaches above it leaves the share open."""
    if not rows or any(row["lowest"] <= middle < row["highest"] for row in rows):
        return None
    return sum(row["share"] for row in rows if row["lowest"] > middle)
