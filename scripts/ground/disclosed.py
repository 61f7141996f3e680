"""Which counts of published tables must be hidden: the small ones, and as few others as keep these from being worked out.

- primary: a count of 1 to `minimum` - 1. A zero points at nobody and stands, so a reader takes a hidden count for at least 1
- secondary: for each hidden count of which too little stays open, the cheapest circuit of counts that can go up and down together
  without any sum changing; totals cost more, so they stay where they can
- then every secondary that is not needed after all is shown again, the largest first
- a hidden count is safe when its range holds at least `minimum` values and, if it is small, reaches up to `minimum`, so that
  not even its smallness is told; and when a reader who knows which counts are small cannot tell it exactly

The range is a sliding protection level as in Fischetti and Salazar-González (Management Science 47, 2001); the circuits are the
network heuristic of Hundepool et al., Statistical Disclosure Control (2012), chapter 4, for sums of any shape.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scripts.ground.disclosed_attack import NOISE, Need, Reader, Witnesses, found_out
from scripts.ground.disclosed_cells import CountTable, Key, System, named_totals, system_of

# A total is worth several cells: readers look there first, and other tables repeat it.
TOTAL_COST = 2.0
# What a circuit pays for a count that is hidden already: next to nothing, but the short way is better.
HIDDEN_COST = 1e-3
# Rounds in which the cost of a count is shared out over what flows through it, so that few counts carry much.
ROUNDS = 3
# Where too little is kept, so many choices of cells are tried, with costs that vary so much (their logarithm's deviation).
ATTEMPTS = 6
SHUFFLED = 0.7
# From here on a reader who knows the small counts has a choice of values at all.
LEAST_CHOICE = 3


@dataclass(frozen=True)
class Hidden:
    """What must not be shown, by table, and whether nothing of it can be worked out."""

    primary: list[set[Key]]
    secondary: list[set[Key]]
    width: int  # how many other values stay possible of each hidden count, at least
    found_out: int  # hidden counts that a reader of the published tables could work out or narrow too far
    found_out_knowing: int  # the same for the reader who also knows which counts are small

    @property
    def safe(self) -> bool:
        return not self.found_out and not self.found_out_knowing

    def all(self, table: int) -> set[Key]:
        """Every hidden cell of a table."""
        return self.primary[table] | self.secondary[table]


def hide(
    tables: list[CountTable],
    minimum: int,
    *,
    width: int | None = None,
    keep: float = 0,
    zeros: bool = False,
    zeros_may_go: bool = False,
) -> Hidden:
    """The cells to hide, over all tables together.

    `width`: how many other values must stay possible of each hidden count, `minimum` - 1 if not given; `zeros` counts zeros among
    the small; with `zeros_may_go` they stand unless they can protect others, and no reader can be sure that a hidden count is
    somebody. Where less than the share `keep` of the cells would stay, ranges may be narrower, down to two values.
    """
    named = [named_totals(table) for table in tables]
    system = system_of(named)
    search = _Search(system, minimum, max(minimum - 1, 1) if width is None else width, zeros=zeros, cover=zeros_may_go)
    hidden = search.hide()
    if _kept(system, hidden) < keep <= _kept(system, search.small):
        search, hidden = _more_kept(search, hidden, keep)
    keys = [
        {key: places[as_named] for key, as_named in zip(table.cells, like.cells, strict=True)}
        for table, like, places in zip(tables, named, system.places, strict=True)
    ]
    return Hidden(
        [{key for key, place in each.items() if search.small[place]} for each in keys],
        [{key for key, place in each.items() if hidden[place] and not search.small[place]} for each in keys],
        search.width,
        *(len(found) for found in search.audit(hidden)),
    )


def _more_kept(search: _Search, hidden: np.ndarray, keep: float) -> tuple[_Search, np.ndarray]:
    """Other choices of cells, then narrower ranges, until enough is kept; as it was, if nothing helps."""
    wide = search.width
    for width in dict.fromkeys((wide, min(wide, 2), 1)):
        for attempt in range(ATTEMPTS):
            other = _Search(search.system, search.minimum, width, zeros=search.zeros)
            other.shuffle(attempt)
            found = other.hide()
            if _kept(search.system, found) >= keep:
                return other, found
    return search, hidden


def _kept(system: System, hidden: np.ndarray) -> float:
    return 1 - (hidden * system.shown).sum() / max(system.shown.sum(), 1)


class _Search:
    """Looks for few counts that hide the small ones."""

    def __init__(self, system: System, minimum: int, width: int, *, zeros: bool, cover: bool = False) -> None:
        self.system, self.minimum, self.width, self.zeros = system, minimum, width, zeros
        self.cover = cover  # whether zeros may be hidden to protect others
        self.small = ((system.values > 0) | zeros) & (system.values < minimum) & (system.shown > 0) & ~system.fixed
        self.cost = system.shown * (1 + np.log10(1 + system.values) / 10) * np.where(system.margin, TOTAL_COST, 1.0)
        self.witnesses = Witnesses(system)

    def shuffle(self, attempt: int) -> None:
        """Costs a little different, so that other circuits are the cheapest; the same for the same attempt."""
        if attempt:
            self.cost = self.cost * np.exp(np.random.default_rng(attempt).normal(0, SHUFFLED, self.cost.size))

    def hide(self) -> np.ndarray:
        """The small counts and those that protect them."""
        hidden = self.small.copy()
        if not hidden.any() and not self._small_rests().any():
            return hidden
        for knowing in (False, True, False):
            hidden = self._protect(hidden, knowing=knowing)
        return self._show_again(hidden)

    def audit(self, hidden: np.ndarray) -> tuple[list[int], list[int]]:
        """What each of the two readers finds out."""
        return self._found_out(hidden, knowing=False), self._found_out(hidden, knowing=True)

    def _found_out(self, hidden: np.ndarray, *, knowing: bool, first_only: bool = False) -> list[int]:
        if knowing and self.minimum < LEAST_CHOICE:
            return []
        reader, need = self._reader(hidden, knowing=knowing), self._need(hidden, knowing=knowing)
        return found_out(self.witnesses, hidden, reader, need, first_only=first_only)

    def _small_rests(self) -> np.ndarray:
        return self.system.rest & (self.system.values > 0) & (self.system.values < self.minimum)

    def _reader(self, hidden: np.ndarray, *, knowing: bool) -> Reader:
        low = np.where((self.system.shown > 0) & (not self.zeros and not self.cover), 1.0, 0.0)
        high = np.full(low.size, np.inf)
        if knowing:
            low[(self.system.shown > 0) & ~self.small] = self.minimum
            high[self.small] = self.minimum - 1
        low[(self.system.values == 0) | self.system.fixed] = 0
        return Reader(low, high)

    def _need(self, hidden: np.ndarray, *, knowing: bool) -> Need:
        small = self.small | self._small_rests()
        asked = hidden | small
        width = np.where(asked, 1 if knowing else self.width, 0)
        # narrower ranges than asked for cannot reach out of the small numbers either
        reaching = not knowing and self.width >= self.minimum - 1
        reach = np.where(small & reaching, self.minimum, 0)
        return Need(width, reach)

    def _protect(self, hidden: np.ndarray, *, knowing: bool) -> np.ndarray:
        """More and more counts hidden, until nothing is found out or nothing helps."""
        hopeless: set[int] = set()
        while True:
            found = [place for place in self._found_out(hidden, knowing=knowing) if place not in hopeless]
            if not found:
                return hidden
            for place in sorted(found, key=lambda each: (-self.system.values[each], each)):
                more = self._circuit(place, hidden, knowing=knowing)
                if not more.any():
                    hopeless.add(place)
                hidden = hidden | more
                if more.any():
                    break

    def _circuit(self, place: int, hidden: np.ndarray, *, knowing: bool) -> np.ndarray:
        """The counts to hide so that this one may be another: a cheap difference that keeps every sum."""
        reader, system = self._reader(hidden, knowing=knowing), self.system
        able = ((system.values > 0) | self.cover | (system.shown == 0) | hidden) & ~system.fixed
        cost = np.where(hidden | (system.shown == 0), HIDDEN_COST, self.cost)
        step = 1 if knowing else max(self.width, 1)
        for size in dict.fromkeys((step, 1)):
            for direction in (1, -1):
                found = _cheapest(system, able, reader, cost, place, direction * size)
                if found is not None:
                    if direction > 0:
                        self.witnesses.add(found)
                    return (np.abs(found) > NOISE) & (system.shown > 0) & ~hidden
        return np.zeros(hidden.size, dtype=bool)

    def _show_again(self, hidden: np.ndarray) -> np.ndarray:
        extra = np.flatnonzero(hidden & ~self.small)
        for place in sorted(extra, key=lambda each: (-self.cost[each], each)):
            fewer = hidden.copy()
            fewer[place] = False
            if not any(self._found_out(fewer, knowing=knowing, first_only=True) for knowing in (False, True)):
                hidden = fewer
        return hidden


def _cheapest(system: System, able: np.ndarray, reader: Reader, cost: np.ndarray, place: int, step: int) -> np.ndarray | None:
    """The cheapest difference with this step at this place; each round, cost is per count rather than per unit moved."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, hstack

    size, at = int(able.sum()), int(able[:place].sum())
    sums = csr_array(system.sums[:, able].astype(float))
    down = (system.values - reader.low)[able].astype(float)
    up = (reader.high - system.values)[able].astype(float)
    if step > up[at] or -step > down[at]:
        return None
    down[at], up[at] = max(-step, 0), max(step, 0)
    bounds = np.column_stack([np.zeros(2 * size), np.concatenate([up, down])])
    bounds[at if step > 0 else size + at, 0] = abs(step)
    weight, best = cost[able], None
    for _ in range(ROUNDS):
        found = linprog(
            np.concatenate([weight, weight]), A_eq=hstack([sums, -sums]), b_eq=np.zeros(sums.shape[0]), bounds=bounds,
            method="highs",
        ).x  # fmt: skip
        if found is None:
            return best
        moved = found[:size] - found[size:]
        best = np.zeros(system.values.size)
        best[able] = moved
        weight = cost[able] / (np.abs(moved) + 0.5)
    return best
