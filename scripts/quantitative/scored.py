"""Scores of one behaviour over everybody: as a list, and as a table of people by wave."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from scripts.ground.models.study import Cohorts

Row = dict[str, Any]


@dataclass(frozen=True)
class Scored:
    """Scores in the order of pseudonyms and waves; shape (n,) each. waves: 0 first, ... , `last`, without gaps."""

    people: npt.NDArray[np.str_]
    waves: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]
    last: int
    rows: tuple[tuple[str, int], ...]

    def only(self, chosen: npt.NDArray[np.bool_]) -> Scored:
        """A part of the scores."""
        rows = tuple(row for row, kept in zip(self.rows, chosen, strict=True) if kept)
        return Scored(self.people[chosen], self.waves[chosen], self.scores[chosen], self.last, rows)

    @property
    def both(self) -> int:
        """People with the first and the last wave."""
        if not self.last:
            return 0
        return int(np.intersect1d(self.people[self.waves == 0], self.people[self.waves == self.last]).size)


def without_few(of: Scored, minimum: int) -> Scored:
    """Without people who lack the first wave, or the last, where they are fewer than `minimum`.

    An estimate over them and one over the complete pairs would together tell what these few answered.
    """
    first, last = (np.unique(of.people[of.waves == wave]) for wave in (0, of.last))
    lacking = (np.setdiff1d(of.people, first), np.setdiff1d(of.people, last))
    few = [people for people in lacking if 0 < people.size < minimum]
    keep = ~np.isin(of.people, np.concatenate(few)) if few else np.ones(of.people.size, dtype=bool)
    return of.only(keep)


def by_behaviour(scores: list[Row]) -> dict[str, list[Row]]:
    """Rows with a score, by behaviour."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in scores:
        if row["score"] is not None:
            found[row["behaviour"]].append(row)
    return found


def scored(rows: list[Row], cohorts: Cohorts, *, ends_only: bool = False) -> Scored:
    """The scores of one behaviour at all waves, or the first and last; a wave in between that nobody answered is left out."""
    planned = [wave.id for wave in cohorts.waves]
    if ends_only:
        planned = [planned[0], *planned[1:][-1:]]
    seen = {row["wave"] for row in rows}
    waves = [wave for wave in planned if wave in seen or wave in (planned[0], planned[-1])]
    used = sorted((row for row in rows if row["wave"] in waves), key=lambda row: (row["pseudonym"], waves.index(row["wave"])))
    return Scored(
        people=np.array([row["pseudonym"] for row in used], dtype=str),
        waves=np.array([waves.index(row["wave"]) for row in used], dtype=np.int64),
        scores=np.array([row["score"] for row in used], dtype=float),
        last=len(waves) - 1,
        rows=tuple((row["source"], row["source_row"]) for row in used),
    )
