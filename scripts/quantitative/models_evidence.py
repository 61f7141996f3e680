"""Evidence ids of the models: `behaviour.<id>.mixed.*`, `behaviour.<id>.<level>.*`, `behaviour.<id>.cohort.<number>.*`."""

from __future__ import annotations

from typing import Any

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook

UNIT, PROBABILITY = "scale points", "probability"

Row = dict[str, Any]


def note_mixed(book: EvidenceBook, row: Row, basis: str) -> None:
    """The change over all available data."""
    place = _Place(book, f"behaviour.{row['behaviour']}.mixed", "tbl-all-data", row["behaviour"], row, row["n"], basis)
    place.value("n", "n", f"{row['n']}", "people with both waves, and those with one if they are not few")
    place.change()
    place.value("t", "t", display.signed(row["t"]), "t statistic")
    place.value("df", "df", display.number(row["df"], 1), "degrees of freedom")
    place.value("p", "p", display.p_value(row["p"]), PROBABILITY)
    place.value("icc", "icc", display.number(row["icc"]), "share of the variance that lies between people")
    book.thing(
        f"{place.name}.method", "value", shown=row["method"] or display.NOT_ESTIMABLE,
        table=place.table, cell=f"{row['behaviour']}.method", basis=basis,
    )  # fmt: skip


def note_level(book: EvidenceBook, row: Row, basis: str) -> None:
    """Whether the groups of a level changed alike."""
    name = f"behaviour.{row['behaviour']}.{row['level']}"
    place = _Place(book, name, "tbl-levels", f"{row['behaviour']}.{row['level']}", row, row["n"], basis)
    place.value("groups", "groups", f"{row['groups']}", "groups compared")
    place.change()
    place.value("f", "f", display.number(row["f"]), "F statistic")
    place.value("df", "df", display.number(row["df"], 0), "degrees of freedom, numerator")
    place.value("df_denominator", "df_denominator", display.number(row["df_denominator"], 1), "degrees of freedom, denominator")
    place.value("p", "p", display.p_value(row["p"]), PROBABILITY)


def note_cohort(book: EvidenceBook, row: Row, basis: str) -> None:
    """The change of one cohort."""
    name = f"behaviour.{row['behaviour']}.cohort.{row['cohort']}"
    place = _Place(book, name, "tbl-levels", f"{row['behaviour']}.cohort.{row['cohort']}", row, row["n"], basis)
    place.value("n", "n", f"{row['n']}", "people of the cohort with both waves, and those with one if they are not few")
    place.change()
    place.value("p", "p", display.p_value(row["p"]), PROBABILITY)


class _Place:
    """Where the numbers of one row stand."""

    def __init__(self, book: EvidenceBook, name: str, table: str, cell: str, row: Row, n: int, basis: str) -> None:
        self.book, self.name, self.table, self.cell, self.row, self.n, self.basis = book, name, table, cell, row, n, basis

    def value(self, id: str, column: str, shown: str, unit: str, *, low: str = "", high: str = "") -> None:
        self.book.value(
            f"{self.name}.{id}", self.row[column], shown=shown, low=self.row.get(low), high=self.row.get(high), n=self.n,
            unit=unit, table=self.table, cell=f"{self.cell}.{column}", basis=self.basis,
        )  # fmt: skip

    def change(self) -> None:
        """The mean change and the ends of its interval."""
        self.value("mean", "mean", display.signed(self.row["mean"]), UNIT, low="low", high="high")
        self.value("low", "low", display.signed(self.row["low"]), UNIT)
        self.value("high", "high", display.signed(self.row["high"]), UNIT)
