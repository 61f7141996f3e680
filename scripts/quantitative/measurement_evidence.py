"""Evidence of the measurement step: which numbers it reports, and how they are printed."""

from __future__ import annotations

from typing import Any

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.quantitative.cells import note_count

Row = dict[str, Any]
COEFFICIENT, POINTS, PROBABILITY = "coefficient, at most 1", "scale points", "probability"


def basis_of(row: Row) -> str:
    """What a reliability rests on: the responses of its wave."""
    return f"{row['level']}.{row['name']}.reliability.{row['wave']}"


def reliability(book: EvidenceBook, row: Row, basis: str) -> None:
    """`behaviour.<id>.reliability.<wave>.*`."""
    name, cell = basis_of(row), f"{row['name']}.{row['wave']}"
    n = row["n"]

    def value(id: str, column: str, low: str = "", high: str = "") -> None:
        book.value(
            f"{name}.{id}", row[column], shown=display.number(row[column]), low=row.get(low), high=row.get(high), n=n,
            unit=COEFFICIENT, table="tbl-reliability", cell=f"{cell}.{column}", basis=basis,
        )  # fmt: skip

    for id, column in (("n", "n"), ("items", "items")):
        what = "people who answered every item" if id == "n" else "items"
        shown = f"{row[column]}"
        book.value(
            f"{name}.{id}", row[column], shown=shown, n=n, unit=what, table="tbl-reliability", cell=f"{cell}.{id}", basis=basis
        )
    value("alpha", "alpha", "low", "high")
    value("alpha.low", "low")
    value("alpha.high", "high")
    value("alpha.standardised", "alpha_standardised")
    value("omega", "omega")


def items(book: EvidenceBook, rows: list[Row], basis: str) -> None:
    """`item.<id>.reliability.<wave>.*`."""
    for row in rows:
        for id, column in (("rest", "item_rest"), ("alpha_dropped", "alpha_if_dropped")):
            book.value(
                f"item.{row['item']}.reliability.{row['wave']}.{id}", row[column], shown=display.number(row[column]), n=row["n"],
                unit=COEFFICIENT, table="tbl-items", cell=f"{row['item']}.{row['wave']}.{column}", basis=basis,
            )  # fmt: skip


def spread(book: EvidenceBook, row: Row, basis: str, minimum: int) -> None:
    """`behaviour.<id>.spread.*` and `behaviour.<id>.ceiling.*`."""
    name, where = f"{row['level']}.{row['name']}", {"table": "tbl-spread"}
    n, start, top = row["n"], row["n_start"], row["at_ceiling"]
    hidden = 0 < top < minimum or 0 < start - top < minimum
    if hidden:
        note_count(book, f"{name}.ceiling.share", None, hidden=True, n=start, unit="", basis=basis, **where)
    else:
        book.value(
            f"{name}.ceiling.share", row["ceiling"], shown=display.percent(row["ceiling"]), low=row["ceiling_low"],
            high=row["ceiling_high"], n=start, unit="share of people at the start", basis=basis, **where,
        )  # fmt: skip
    book.value(f"{name}.spread.n", n, shown=f"{n}", n=n, unit="people with both waves", basis=basis, **where)
    for id, column, unit in (
        ("r", "r", "correlation"),
        ("oldham", "oldham", "correlation"),
        ("variance_ratio", "variance_ratio", "ratio"),
    ):
        ends = {"low": row["ratio_low"], "high": row["ratio_high"]} if id == "variance_ratio" else {}
        shown = display.number(row[column]) if unit == "ratio" else display.signed(row[column])
        book.value(f"{name}.spread.{id}", row[column], shown=shown, n=n, unit=unit, basis=basis, **ends, **where)
    for id, column in (("variance_ratio.low", "ratio_low"), ("variance_ratio.high", "ratio_high")):
        book.value(f"{name}.spread.{id}", row[column], shown=display.number(row[column]), n=n, unit="ratio", basis=basis, **where)
    book.value(
        f"{name}.spread.pitman_morgan.p", row["p"], shown=display.p_value(row["p"]), n=n, unit=PROBABILITY, basis=basis, **where
    )


def shift(book: EvidenceBook, row: Row, basis: str) -> None:
    """`behaviour.<id>.shift.*` and `behaviour.<id>.retrospective.*`.

    No mean of the start by itself: over nearly the same people as the paired start, it would tell the few others' answers.
    """
    name = f"behaviour.{row['behaviour']}"

    def value(id: str, column: str, n: int, *, low: str = "", high: str = "") -> None:
        book.value(
            f"{name}.{id}", row[column], shown=display.signed(row[column]), low=row.get(low), high=row.get(high), n=n,
            unit=POINTS, table="tbl-shift", cell=f"{row['behaviour']}.{column}", basis=basis,
        )  # fmt: skip

    for part, n, ends in (("shift", row["n"], ""), ("retrospective", row["n_retrospective"], "retrospective_")):
        book.value(f"{name}.{part}.n", n, shown=f"{n}", n=n, unit="people with both ratings", table="tbl-shift", basis=basis)
        value(f"{part}.mean", part, n, low=f"{ends}low", high=f"{ends}high")
        value(f"{part}.low", f"{ends}low", n)
        value(f"{part}.high", f"{ends}high", n)
        p = row[f"{ends}p"]
        book.value(f"{name}.{part}.p", p, shown=display.p_value(p), n=n, unit=PROBABILITY, table="tbl-shift", basis=basis)


def answers(book: EvidenceBook, rows: list[Row]) -> None:
    """`behaviour.<id>.answers.<wave>.<lowest>-<highest>`, and of scales: share of the answers of a class."""
    for row in rows:
        classed = class_of(row)
        book.value(
            f"{row['level']}.{row['name']}.answers.{row['wave']}.{classed}", row["share"], shown=display.percent(row["share"]),
            n=row["people"], unit="share of the answers; n: people who gave them", basis=basis_of(row),
        )  # fmt: skip


def class_of(row: Row) -> str:
    """A class of neighbouring answers as ids name it: `4-5`, or `3` alone."""
    return f"{row['lowest']:g}" if row["lowest"] == row["highest"] else f"{row['lowest']:g}-{row['highest']:g}"
