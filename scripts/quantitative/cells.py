"""Counts of people in evidence: a small class is not shown, nor any that would give it away."""

from __future__ import annotations

from scripts.ground.evidence import EvidenceBook

TOO_FEW = "not shown"


def shown_counts(counts: dict[str, int], minimum: int) -> dict[str, int | None]:
    """Counts of ordered classes that make up a total; None for those that must be read together.

    A class of one to `minimum` - 1 people joins its smaller neighbour, until what is joined holds several classes and at least
    `minimum` people. A class of nobody points at nobody and stands.
    """
    names = list(counts)
    joined = {place for place, name in enumerate(names) if 0 < counts[name] < minimum}
    while joined and len(joined) < len(names) and (len(joined) == 1 or sum(counts[names[each]] for each in joined) < minimum):
        beside = {place + step for place in joined for step in (-1, 1)} - joined
        joined.add(min((place for place in beside if 0 <= place < len(names)), key=lambda place: (counts[names[place]], place)))
    return {name: None if place in joined else counts[name] for place, name in enumerate(names)}


def note_count(
    book: EvidenceBook, id: str, count: int | None, *, hidden: bool, n: int, unit: str, basis: str, **where: str
) -> None:
    """A count of people in evidence, its value left out when it is too small to publish."""
    if hidden:
        book.thing(id, "value", shown=TOO_FEW, n=n, basis=basis, **where)
    else:
        book.value(id, count, shown=f"{count}", n=n, unit=unit, basis=basis, **where)
