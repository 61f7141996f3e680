"""Evidence of the individual step: which numbers it reports, and how they are printed. Counts of few people are left out."""

from __future__ import annotations

from typing import Any

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.quantitative.cells import note_count
from scripts.quantitative.change_counts import ANY_CHANGE, CLASSES, Shown

Row = dict[str, Any]
# What a level tells of the difference of up and down; items are adjusted for their number.
DIFFERENCE = dict.fromkeys(("behaviour", "scale"), ("difference", "low", "high", "p"))
DIFFERENCE["item"] = (*DIFFERENCE["behaviour"], "p_bh")
POINTS, PROBABILITY, DEVIATIONS = "scale points", "probability", "standard deviations of the change"


def ordinal(book: EvidenceBook, row: Row, basis: str, may_be_shown: Shown) -> None:
    """`behaviour.<id>.ordinal.*`, and the same of scales and items."""
    name, n = f"{row['level']}.{row['name']}.ordinal", row["n"]
    where = {"table": "tbl-ordinal", "basis": basis}
    book.value(f"{name}.n", n, shown=f"{n}", n=n, unit="people with both waves", **where)
    if may_be_shown.difference:
        _difference(book, name, row, where)
    else:
        for id in DIFFERENCE[row["level"]]:
            book.thing(f"{name}.{id}", "value", shown=display.NOT_SHOWN, n=n, **where)
    _counts(book, name, row, may_be_shown.counts.get(ANY_CHANGE), where)


def _difference(book: EvidenceBook, name: str, row: Row, where: dict[str, str]) -> None:
    difference, n = row["difference"], row["n"]
    book.value(
        f"{name}.difference", difference, shown=display.signed(difference), low=row["low"], high=row["high"], n=n,
        unit="P(improve) less P(worsen)", **where,
    )  # fmt: skip
    for end in ("low", "high"):
        book.value(f"{name}.{end}", row[end], shown=display.signed(row[end]), n=n, unit="difference of probabilities", **where)
    for p in DIFFERENCE[row["level"]][3:]:
        book.value(f"{name}.{p}", row[p], shown=display.p_value(row[p]), n=n, unit=PROBABILITY, **where)


def reliable(book: EvidenceBook, rows: list[Row], basis: str, may_be_shown: Shown) -> None:
    """`behaviour.<id>.rci.*` by the planned error; `rci.retest.*` and `rci.residual.*` by the others."""
    for row in rows:
        end = "" if row["error"] == "alpha" else f".{row['error']}"
        name, n, where = f"{row['level']}.{row['name']}.rci{end}", row["n"], {"table": "tbl-rci", "basis": basis}
        for what in ("mdc", "sem"):
            book.value(f"{name}.{what}", row[what], shown=display.number(row[what]), n=n, unit=POINTS, **where)
        shown = may_be_shown.counts.get(row["error"])
        _counts(book, name, row, shown, where)
        for side in ("improved", "worse"):
            _share(book, f"{name}.{side}", row, side, hidden=shown is not None and shown[side] is None, where=where)


def detectable(book: EvidenceBook, row: Row, basis: str) -> None:
    """`power.<id>.*`."""
    name, n, where = f"power.{row['behaviour']}", row["n"], {"table": "tbl-power", "basis": basis}
    book.value(f"{name}.n", n, shown=f"{n}", n=n, unit="people with both waves", **where)
    for what, unit in (("dz", DEVIATIONS), ("dz_bonferroni", DEVIATIONS), ("points", POINTS), ("points_bonferroni", POINTS)):
        book.value(f"{name}.{what}", row[what], shown=display.number(row[what]), n=n, unit=unit, **where)


def scale_change(book: EvidenceBook, row: Row, basis: str) -> None:
    """`scale.<id>.change.*` beside the ids that behaviours have."""
    name, n, where = f"scale.{row['scale']}", row["n"], {"table": "tbl-scales", "basis": basis}

    def value(id: str, column: str, shown: str, low: str = "", high: str = "", unit: str = POINTS) -> None:
        book.value(f"{name}.{id}", row[column], shown=shown, low=row.get(low), high=row.get(high), n=n, unit=unit, **where)

    value("change.n", "n", f"{n}", unit="people with both waves")
    value("start.mean", "mean_start", display.number(row["mean_start"]))
    value("end.mean", "mean_end", display.number(row["mean_end"]))
    value("change.mean", "mean", display.signed(row["mean"]), "low", "high")
    value("change.low", "low", display.signed(row["low"]))
    value("change.high", "high", display.signed(row["high"]))
    for column in ("p", "p_bh", "p_signed_rank"):
        value(f"change.{column}", column, display.p_value(row[column]), unit=PROBABILITY)
    value("change.g_av", "g_av", display.signed(row["g_av"]), "g_low", "g_high", unit="mean standard deviations")


def _counts(book: EvidenceBook, name: str, row: Row, shown: dict[str, int | None] | None, where: dict[str, str]) -> None:
    """The three classes; without `shown` there was nothing to count."""
    for each in CLASSES:
        hidden = shown is not None and shown[each] is None
        note_count(book, f"{name}.{each}", row[each], hidden=hidden, n=row["n"], unit="people", **where)


def _share(book: EvidenceBook, id: str, row: Row, side: str, *, hidden: bool, where: dict[str, str]) -> None:
    if hidden:
        note_count(book, f"{id}.share", None, hidden=True, n=row["n"], unit="", **where)
        return
    share, low, high = (row[f"{side}_{each}"] for each in ("share", "low", "high"))
    book.value(
        f"{id}.share", share, shown=display.percent(share), low=low, high=high, n=row["n"], unit="share of people", **where
    )
    for end, value in (("low", low), ("high", high)):
        book.value(f"{id}.{end}", value, shown=display.percent(value), n=row["n"], unit="share of people", **where)
