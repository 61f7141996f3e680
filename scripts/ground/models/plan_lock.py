"""`plan.lock.yaml` (optional): the plan as it stood when `make lock-plan` froze it, and what was known at that moment."""

from __future__ import annotations

import datetime as dt

from scripts.ground.models.base import ConfigFile, Section, described


class KnownSource(Section):
    """A source of sources.yaml as it stood at the lock; files are counted and none is opened."""

    source: str = described("source key")
    kind: str = described("kind of the source")
    wave: str = described("wave of a self-assessment", "")
    files: int = described("raw files that lay in data/raw", ge=0)
    outcome: bool = described("whether such files can show an outcome: any wave but the first, feedback, projects")


class PlanLock(ConfigFile):
    """The file `plan.lock.yaml`, written by `make lock-plan` and by nobody else; without it the analysis is exploratory."""

    date: dt.date | None = described("day of the lock; empty: the plan was never locked", None)
    version: str = described("version of the plan at the lock", "")
    digest: str = described("SHA-256 of the locked values in canonical JSON", "")
    interim: bool = described("whether the study was interim, so that no outcome was shown", False)
    results_existed: bool = described("whether an earlier run had already estimated an outcome", False)
    known: tuple[KnownSource, ...] = described("what was in the folder, source by source", ())
    values: dict[str, str] = described("every value of the plan that decides about outcomes, by its key", {})
