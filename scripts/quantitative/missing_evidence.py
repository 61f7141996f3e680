"""Evidence ids of the missing: `attrition.<id>.*`, `behaviour.<id>.imputed.*`, `.tipping.*` and `.worst.*`."""

from __future__ import annotations

from typing import Any

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook

UNIT, PROBABILITY = "scale points", "probability"

Row = dict[str, Any]


def note_attrition(book: EvidenceBook, row: Row, basis: str, minimum: int) -> None:
    """Who stayed and who was lost."""
    name = f"attrition.{row['behaviour']}"

    def value(id: str, column: str, shown: str, n: int, unit: str, low: str = "", high: str = "") -> None:
        place = {"table": "tbl-attrition", "cell": f"{row['behaviour']}.{column}", "basis": basis}
        if id.startswith("lost.") and id != "lost.n" and 0 < row["n_lost"] < minimum:
            book.thing(f"{name}.{id}", "value", shown=display.NOT_SHOWN, n=n, **place)
        else:
            book.value(f"{name}.{id}", row[column], shown=shown, low=row.get(low), high=row.get(high), n=n, unit=unit, **place)

    for group in ("stayed", "lost"):
        n = row[f"n_{group}"]
        value(f"{group}.n", f"n_{group}", f"{n}", n, "people with a baseline")
        value(f"{group}.mean", f"mean_{group}", display.number(row[f"mean_{group}"]), n, UNIT)
        value(f"{group}.sd", f"sd_{group}", display.number(row[f"sd_{group}"]), n, UNIT)
    started = row["n_stayed"] + row["n_lost"]
    value("end_only.n", "n_end_only", f"{row['n_end_only']}", row["n_end_only"], "people with an end score only")
    value("share", "share_lost", display.percent(row["share_lost"]), started, "share of people with a baseline")
    value("difference", "g", display.signed(row["g"]), started, "pooled standard deviations", "low", "high")
    value("low", "low", display.signed(row["low"]), started, "pooled standard deviations")
    value("high", "high", display.signed(row["high"]), started, "pooled standard deviations")


def note_imputed(book: EvidenceBook, row: Row, basis: str) -> None:
    """The change with imputed scores, and the tipping point."""
    name = f"behaviour.{row['behaviour']}"

    def value(id: str, column: str, shown: str, unit: str = UNIT, low: str = "", high: str = "") -> None:
        book.value(
            f"{name}.{id}", row[column], shown=shown, low=row.get(low), high=row.get(high), n=row["n"], unit=unit,
            table="tbl-missing", cell=f"{row['behaviour']}.{column}", basis=basis,
        )  # fmt: skip

    value("imputed.n", "n", f"{row['n']}", "people")
    value("imputed.missing", "end_missing", f"{row['end_missing']}", "people without an end score")
    value("imputed.mean", "mean", display.signed(row["mean"]), low="low", high="high")
    value("imputed.low", "low", display.signed(row["low"]))
    value("imputed.high", "high", display.signed(row["high"]))
    value("imputed.df", "df", display.number(row["df"], 1), "degrees of freedom")
    value("imputed.p", "p", display.p_value(row["p"]), PROBABILITY)
    value("imputed.fmi", "fmi", display.number(row["fmi"]), "share of the information")
    value("imputed.monte_carlo_error", "monte_carlo_error", display.number(row["monte_carlo_error"], 3))
    value("tipping.shift", "tipping_shift", display.signed(row["tipping_shift"]))
    value("tipping.difference", "tipping_difference", display.signed(row["tipping_difference"]))


def note_worst(book: EvidenceBook, row: Row, basis: str) -> None:
    """The change under one unfavourable rule."""
    case = row["case"].replace(" ", "_")

    def value(column: str, shown: str, unit: str = UNIT, low: str = "", high: str = "") -> None:
        book.value(
            f"behaviour.{row['behaviour']}.worst.{case}.{column}", row[column], shown=shown, low=row.get(low), high=row.get(high),
            n=row["n"], unit=unit, table="tbl-worst", cell=f"{row['behaviour']}.{case}.{column}", basis=basis,
        )  # fmt: skip

    value("mean", display.signed(row["mean"]), low="low", high="high")
    value("low", display.signed(row["low"]))
    value("high", display.signed(row["high"]))
    value("p", display.p_value(row["p"]), PROBABILITY)
