"""Scores of a behaviour at the first and last wave side by side, with what may predict them.

People stand in the order of their scores, not of their names: other pseudonyms or another order of rows give the same table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts
from scripts.quantitative.groups import roster_rows

Row = dict[str, Any]
Matrix = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Wide:
    """before, after: shape (n,), NaN where missing, one of them known; others: shape (n, k), predictors.

    rows: raw rows of the scores; belonging: those of the roster, where cohorts are among the predictors; has_end: whether
    anybody has a score at the last wave, on any behaviour.
    """

    behaviour: str
    before: Matrix
    after: Matrix
    others: Matrix
    rows: tuple[tuple[str, int], ...]
    belonging: tuple[tuple[str, int], ...]
    has_end: bool

    @property
    def both(self) -> Mask:
        """People with both waves."""
        return ~np.isnan(self.before) & ~np.isnan(self.after)

    @property
    def lost(self) -> Mask:
        """People with the first wave only."""
        return ~np.isnan(self.before) & np.isnan(self.after)

    @property
    def end_only(self) -> Mask:
        """People with the last wave only."""
        return np.isnan(self.before) & ~np.isnan(self.after)


def wide_scores(scores: list[Row], participants: list[Row], instrument: Instrument, cohorts: Cohorts) -> list[Wide]:
    """A table of people for every behaviour of the instrument."""
    names = [behaviour.id for behaviour in instrument.behaviours]
    first, last = cohorts.waves[0].id, cohorts.waves[-1].id
    waves = [first, last] if first != last else [first]
    place = {person: number for number, person in enumerate(sorted({row["pseudonym"] for row in scores}))}
    values = np.full((len(names), 2, len(place)), np.nan)
    rows: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
    for row in scores:
        if row["score"] is not None and row["wave"] in waves and row["behaviour"] in rows:
            values[names.index(row["behaviour"]), waves.index(row["wave"]), place[row["pseudonym"]]] = row["score"]
            rows[row["behaviour"]].append((row["source"], row["source_row"]))
    member, has_end = _membership(participants, list(place)), not np.isnan(values[:, 1]).all()
    belonging = tuple(roster_rows(participants, place)) if member.size else ()
    wide = (_one(number, values, member) for number in range(len(names)))
    return [Wide(name, *each, tuple(rows[name]), belonging, has_end) for name, each in zip(names, wide, strict=True)]


def _one(number: int, values: Matrix, member: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Scores before and after, and the other predictors, of everybody with one of the two."""
    before, after = values[number]
    others = np.column_stack([np.delete(values[:, 0], number, axis=0).T, member])
    known = ~np.isnan(before) | ~np.isnan(after)
    before, after, others = before[known], after[known], others[known]
    # the last key sorts first; NaN comes last
    order = np.lexsort((*others.T, after, before))
    return before[order], after[order], others[order]


def _membership(participants: list[Row], people: list[str]) -> Matrix:
    """An indicator for each cohort, none when there is a single one."""
    cohort = {row["pseudonym"]: row["cohort"] for row in participants if row["cohort"]}
    names = sorted({cohort[person] for person in people if person in cohort})
    if len(names) < 2:
        return np.empty((len(people), 0))
    return np.array([[float(cohort.get(person) == name) for name in names] for person in people])
