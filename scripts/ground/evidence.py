"""Keeping the evidence of a step: each reported thing with its id, and the rows it rests on."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

from scripts.ground import display
from scripts.ground.tables import number_text


class EvidenceBook:
    """Collects the evidence of one step.

    book = EvidenceBook("quantitative.change")
    rows = book.basis("behaviour.B3.change", pairs)      # pairs: (source, source_row)
    book.value("behaviour.B3.change.mean", .61, low=.3, high=.9, n=38, unit="scale points", basis=rows)
    """

    def __init__(self, step: str) -> None:
        self.step = step
        self.evidence: list[dict[str, Any]] = []
        self.bases: list[dict[str, Any]] = []

    def basis(self, name: str, rows: Iterable[tuple[str, int]]) -> str:
        """Note the raw rows something rests on; returns the name for `basis=`."""
        by_source: dict[str, set[int]] = {}
        for source, row in rows:
            by_source.setdefault(source, set()).add(int(row))
        for source, numbers in sorted(by_source.items()):
            self.bases.append({"basis": name, "source": source, "rows": as_ranges(numbers), "used": len(numbers)})
        return name

    def value(
        self,
        id: str,
        value: float | None,
        *,
        shown: str,
        low: float | None = None,
        high: float | None = None,
        n: int | None = None,
        unit: str = "",
        table: str = "",
        cell: str = "",
        basis: str = "",
    ) -> None:
        """A number; `shown` is the form printed in the report."""
        known = value is not None and not math.isnan(value)
        self._add(
            id=id, kind="value", value=number_text(value) if known else "", low=low, high=high, n=n, unit=unit,
            display=shown if known else display.NOT_ESTIMABLE, table=table, cell=cell, basis=basis,
        )  # fmt: skip

    def thing(
        self,
        id: str,
        kind: str,
        *,
        value: str = "",
        shown: str,
        n: int | None = None,
        table: str = "",
        cell: str = "",
        basis: str = "",
    ) -> None:
        """A table, figure, quote or verdict."""
        self._add(id=id, kind=kind, value=value, n=n, display=shown, table=table, cell=cell, basis=basis)

    def _add(self, **entry: Any) -> None:
        blank = {"value": "", "low": None, "high": None, "n": None, "unit": "", "table": "", "cell": "", "basis": ""}
        self.evidence.append({**blank, **entry, "record": self.step})


def id_part(name: str) -> str:
    """A name as part of an evidence id: own strengths and values → own_strengths_and_values."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def in_ranges(text: str) -> set[int]:
    """The numbers of ranges: `4-6,9` → {4, 5, 6, 9}."""
    ends = [[int(end) for end in each.split("-")] for each in text.split(",") if each]
    return {number for each in ends for number in range(each[0], each[-1] + 1)}


def as_ranges(numbers: Iterable[int]) -> str:
    """Row numbers as ranges: {4, 5, 6, 9} → `4-6,9`."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in ranges)
