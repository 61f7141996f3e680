"""Pairing the scores of the first and the last wave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from scripts.ground.models.study import Cohorts


@dataclass(frozen=True)
class Pairs:
    """Complete pairs of one behaviour: scores before and after in one order, and the raw rows behind them."""

    before: np.ndarray
    after: np.ndarray
    rows: tuple[tuple[str, int], ...]

    @property
    def change(self) -> np.ndarray:
        return self.after - self.before


def complete_pairs(scores: list[dict[str, Any]], behaviour: str, cohorts: Cohorts) -> Pairs:
    """People with a score at both waves, in the order of their pseudonyms."""
    first, last = cohorts.waves[0].id, cohorts.waves[-1].id
    by_person: dict[str, dict[str, dict[str, Any]]] = {}
    for row in scores:
        if row["behaviour"] == behaviour and row["score"] is not None:
            by_person.setdefault(row["pseudonym"], {})[row["wave"]] = row
    complete = [waves for _, waves in sorted(by_person.items()) if first in waves and last in waves and first != last]
    return Pairs(
        before=np.array([waves[first]["score"] for waves in complete], dtype=float),
        after=np.array([waves[last]["score"] for waves in complete], dtype=float),
        rows=tuple((waves[wave]["source"], waves[wave]["source_row"]) for waves in complete for wave in (first, last)),
    )
