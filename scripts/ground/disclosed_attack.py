"""The reader who tries to work out hidden counts from all published ones: which other tables would look the same?

- such a table differs from the true one only in hidden counts and unprinted margins, keeps every sum, and holds whole numbers
- each one found is kept as a witness: two tables that nobody can tell apart, by exact arithmetic, prove that a count is hidden
- they are looked for by linear programming, a hidden count as high or as low as it can be; where that is no whole number, by
  integer programming (scipy's HiGHS)

Two readers are imagined. One knows that zeros are shown, so that a hidden count is at least 1. The other knows besides which
counts were hidden for being small and which only to protect them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scripts.ground.disclosed_cells import System

# Whole numbers come back from the solver with this much noise at most.
NOISE = 1e-6
# Seconds for one integer programme; a count without witness in this time is taken for found out.
PATIENCE = 5.0


@dataclass(frozen=True)
class Reader:
    """What a reader holds possible of each count before reading the tables."""

    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Need:
    """How much must stay open of each count: how wide its range, and how high it reaches."""

    width: np.ndarray
    reach: np.ndarray


class Witnesses:
    """Differences to the true counts that leave everything published as it is."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._rows = np.zeros((1, system.values.size), dtype=np.int64)

    def add(self, difference: np.ndarray) -> bool:
        """Keep a difference, and its opposite, if the sums hold exactly."""
        whole = np.rint(difference).astype(np.int64)
        if np.abs(whole - difference).max(initial=0) > NOISE or (self.system.sums @ whole).any():
            return False
        self._rows = np.vstack([self._rows, whole, -whole])
        return True

    def range(self, hidden: np.ndarray, reader: Reader) -> tuple[np.ndarray, np.ndarray]:
        """Lowest and highest count that the witnesses prove possible for this reader when these counts are hidden."""
        fixed = ~(hidden | (self.system.shown == 0))
        counts = self.system.values + self._rows
        good = ~self._rows[:, fixed].any(axis=1) & (counts >= reader.low).all(axis=1) & (counts <= reader.high).all(axis=1)
        return counts[good].min(axis=0), counts[good].max(axis=0)


def found_out(witnesses: Witnesses, hidden: np.ndarray, reader: Reader, need: Need, *, first_only: bool = False) -> list[int]:
    """Places of hidden counts, and of rests, of which too little stays open."""
    system, found = witnesses.system, []
    free = hidden | (system.shown == 0)
    sums = system.sums[:, free]
    sums = sums[sums.any(axis=1)]
    low, high = witnesses.range(hidden, reader)
    for place in np.flatnonzero(hidden | system.rest):
        for sign in (1, -1):
            lacking = _lacking(place, low, high, need)
            if lacking <= 0:
                break
            # beyond what the witnesses reach already
            far = (high[place] - system.values[place] if sign > 0 else system.values[place] - low[place]) + lacking
            difference = _furthest(system, free, sums, reader, place, sign * int(far))
            if difference is not None and witnesses.add(difference):
                low, high = witnesses.range(hidden, reader)
        if _lacking(place, low, high, need) > 0:
            found.append(int(place))
            if first_only:
                break
    return found


def _lacking(place: int, low: np.ndarray, high: np.ndarray, need: Need) -> int:
    return int(max(need.width[place] - (high[place] - low[place]), need.reach[place] - high[place]))


def _furthest(system: System, free: np.ndarray, sums: np.ndarray, reader: Reader, place: int, far: int) -> np.ndarray | None:
    """The difference that moves one count furthest, as far as `far`; None when it cannot move."""
    from scipy.optimize import Bounds, LinearConstraint, linprog, milp

    at = int(free[:place].sum())
    low = (reader.low - system.values)[free].astype(float)
    high = (reader.high - system.values)[free].astype(float)
    low[at], high[at] = max(low[at], min(far, 0)), min(high[at], max(far, 0))
    if low[at] == high[at]:
        return None
    aim = np.zeros(low.size)
    aim[at] = -np.sign(far)
    nothing = np.zeros(len(sums))
    relaxed = linprog(
        aim, A_eq=sums if len(sums) else None, b_eq=nothing if len(sums) else None, bounds=np.column_stack([low, high]),
        method="highs",
    )  # fmt: skip
    if relaxed.x is None or abs(relaxed.x[at]) < 1 - NOISE:
        return None
    found = relaxed.x
    if np.abs(found - np.rint(found)).max() > NOISE:
        whole = milp(
            aim, constraints=LinearConstraint(sums, nothing, nothing), bounds=Bounds(low, high), integrality=np.ones(low.size),
            options={"time_limit": PATIENCE},
        )  # fmt: skip
        if whole.x is None:
            return None
        found = whole.x
    difference = np.zeros(system.values.size)
    difference[free] = found
    return difference
