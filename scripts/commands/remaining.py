"""How long a run will still take, by how long its steps took the last time; kept in `.snakemake/durations.json`.

- Left: the recorded seconds of the steps to come, and of those under way less what they have had; at least the longest of them.
- Steps ran side by side the last time, and will again: the sum is divided by how many did on average.
- It is scaled by how fast today's finished steps were beside their record.
- A step without a record can take any time, so there is no estimate before it is done.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

RECORD = Path(".snakemake/durations.json")
SIDE_BY_SIDE = "side by side"
# a few seconds of work say nothing about the speed of a machine
ENOUGH = 10.0
MINUTE, HOUR = 60, 3600


class Remaining:
    """Told of steps as they begin and end; names are those of the rules."""

    def __init__(self, record: Path = RECORD, clock: Callable[[], float] = time.monotonic) -> None:
        self._path, self._clock = record, clock
        self._before = _read(record)
        self._began = clock()
        self._running: dict[str, float] = {}
        self._took: dict[str, float] = {}
        self._planned: set[str] = set()

    def plan(self, rules: set[str]) -> None:
        """The steps that this run has to do."""
        self._planned = set(rules)

    def begin(self, rule: str) -> None:
        self._running[rule] = self._clock()

    def end(self, rule: str) -> None:
        self._took[rule] = self._clock() - self._running.pop(rule, self._clock())

    def seconds(self) -> float | None:
        """Seconds still to go; None when there is nothing to tell it by."""
        to_come = self._planned - self._took.keys() - self._running.keys()
        if not self._planned or not (to_come | self._running.keys()) <= self._before.keys():
            return None
        pace = self._pace()
        left = [pace * self._before[rule] for rule in to_come]
        left += [max(pace * self._before[rule] - (self._clock() - began), 0.0) for rule, began in self._running.items()]
        return max(sum(left) / self._before.get(SIDE_BY_SIDE, 1.0), max(left, default=0.0))

    def keep(self) -> None:
        """Record what this run's steps took; the others keep their record."""
        if not self._took or not self._path.parent.is_dir():
            return
        side_by_side = max(sum(self._took.values()) / max(self._clock() - self._began, 0.001), 1.0)
        # a run of one or two steps does not tell how many fit side by side
        known = {SIDE_BY_SIDE: self._before.get(SIDE_BY_SIDE, 1.0) if len(self._took) < len(self._before) // 2 else side_by_side}
        kept = {name: round(seconds, 3) for name, seconds in (self._before | self._took | known).items()}
        self._path.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")

    def _pace(self) -> float:
        done = [(self._took[rule], self._before[rule]) for rule in self._took if rule in self._before]
        took, recorded = sum(each for each, _ in done), sum(each for _, each in done)
        return took / recorded if recorded >= ENOUGH else 1.0


def in_words(seconds: float | None) -> str:
    """As a person would say it; nothing when it is not known."""
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return "less than a minute left"
    if seconds < HOUR:
        return f"about {round(seconds / MINUTE)} min left"
    return f"about {seconds / HOUR:.1f} h left"


def _read(path: Path) -> dict[str, float]:
    """A record that cannot be read is none: it only serves this display."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): float(seconds) for name, seconds in told.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
