"""How many went up, stayed and went down may be shown, over all classifications of one measure together.

The same people are classified by several thresholds: any change at all, each smallest reliable change, and the one that the
figure of change draws. Whoever is beyond a high threshold is beyond a lower one, so the classifications are sums of the same
finer counts, and one can tell another.
The difference of up and down is printed beside the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from scripts.ground.disclosed_cells import CountTable, Key, Sum
from scripts.ground.safe_table import safe_table

ANY_CHANGE = "any change"
CLASSES = ("improved", "same", "worse")
Counts = tuple[int, int, int]  # improved, same, worse


@dataclass(frozen=True)
class Shown:
    """What may be published; None where a count is hidden."""

    counts: dict[str, dict[str, int | None]]  # by classification and class
    difference: bool  # whether the difference of up and down may be


def shown_changes(any_change: Counts | None, beyond: dict[str, Counts], minimum: int, *, tests_shown: bool = True) -> Shown:
    """The counts of one measure that may be shown together; `beyond` by the name of its threshold.

    Without `tests_shown` the difference goes wherever a count that it is made of is hidden.
    """
    counts = ({ANY_CHANGE: any_change} if any_change else {}) | beyond
    if not counts:
        return Shown({}, difference=True)
    beside = frozenset({("difference",)}) if any_change else frozenset[Key]()
    safe = safe_table(_table(counts, any_change), minimum, beside)
    shown = {name: {each: safe.cells[name, each] for each in CLASSES} for name in counts}
    told = tests_shown or None not in shown.get(ANY_CHANGE, {}).values()
    return Shown(shown, difference=safe.beside and told)


def _table(counts: dict[str, Counts], any_change: Counts | None) -> CountTable:
    """All classifications as sums of finer counts, from the lowest threshold to the highest."""
    order = sorted(counts, key=lambda name: (-counts[name][0] - counts[name][2], -counts[name][0]))
    cells: dict[Key, int] = {("n",): sum(next(iter(counts.values())))}
    cells |= {(name, each): count for name in order for each, count in zip(CLASSES, counts[name], strict=True)}
    sums = [Sum(("n",), tuple((name, each) for each in CLASSES)) for name in order]
    unprinted: set[Key] = set()
    for side in ("improved", "worse"):
        for lower, higher in pairwise(order):
            between = (f"{lower} but not {higher}", side)
            cells[between] = cells[lower, side] - cells[higher, side]
            sums.append(Sum((lower, side), (between, (higher, side))))
            unprinted.add(between)
    if any_change:
        up, down = any_change[0], any_change[2]
        cells[("difference",)] = abs(up - down)
        more, fewer = ("improved", "worse") if up >= down else ("worse", "improved")
        sums.append(Sum((ANY_CHANGE, more), ((ANY_CHANGE, fewer), ("difference",))))
    return CountTable("changes", ("classification", "class"), cells, tuple(sums), frozenset({("n",)}), frozenset(unprinted))
