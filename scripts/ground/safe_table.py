"""The one door for counts of people that are published: hide the small ones, and as many others as needed, then audit.

A reader sees the counts, their sums, and figures printed beside them that are worked out of them (a difference). The table is
shown in the first of these forms in which no hidden count can be worked out:

- figures and counts; every hidden count stays open over a range as wide as the smallest count that may be shown, or has at
  least two possible values; where that is impossible, zeros may be hidden as well
- the same without the figures, but so that not even somebody who knows which counts are small can tell one
- no count and no figure

The audit is a linear programme over everything in the table (scripts/ground/disclosed.py). Merging comes before: where categories
have neighbours, a step joins them (scripts/quantitative/groups.py) and gives the joined counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from scripts.ground.disclosed import Hidden, hide
from scripts.ground.disclosed_cells import CountTable, Key


@dataclass(frozen=True)
class SafeTable:
    """What may be published of a table."""

    cells: dict[Key, int | None]  # None where the count is hidden
    beside: bool  # whether the figures beside the counts may be shown


def safe_table(table: CountTable, minimum: int, beside: frozenset[Key] = frozenset()) -> SafeTable:
    """The table as it may be published.

    `beside`: cells that stand for figures published beside the counts; like `table.fixed` they are known to every reader, but
    they go where nothing else protects the counts.
    """
    printed = table.cells.keys() - table.unprinted - table.fixed - beside
    gone, with_figures = set(printed), not beside
    if beside and (found := _with_figures(replace(table, fixed=table.fixed | beside), minimum)):
        gone, with_figures = found.all(0), True
    elif found := _without(replace(table, unprinted=table.unprinted | beside), minimum):
        gone = found.all(0)
    return SafeTable({key: None if key in gone else table.cells[key] for key in printed}, with_figures)


def _with_figures(table: CountTable, minimum: int) -> Hidden | None:
    for zeros_may_go in (False, True):
        for width in _widths(minimum):
            hidden = hide([table], minimum, width=width, zeros_may_go=zeros_may_go)
            if not hidden.found_out:
                return hidden
    return None


def _without(table: CountTable, minimum: int) -> Hidden | None:
    for width in _widths(minimum):
        hidden = hide([table], minimum, width=width)
        if hidden.safe:
            return hidden
    return None


def _widths(minimum: int) -> list[int]:
    return list(dict.fromkeys((max(minimum - 1, 1), 1)))
