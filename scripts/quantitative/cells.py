"""Counts of people in evidence: what is not shown leaves no value behind."""

from __future__ import annotations

from scripts.ground.display import NOT_SHOWN
from scripts.ground.evidence import EvidenceBook


def note_count(
    book: EvidenceBook, id: str, count: int | None, *, hidden: bool, n: int, unit: str, basis: str, **where: str
) -> None:
    """A count of people in evidence, its value left out when it is too small to publish."""
    if hidden:
        book.thing(id, "value", shown=NOT_SHOWN, n=n, basis=basis, **where)
    else:
        book.value(id, count, shown=f"{count}", n=n, unit=unit, basis=basis, **where)
