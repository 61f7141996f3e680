"""The present plan against the locked one: every difference with its reason, and whether the analysis keeps what it promised.

- each value that decides about outcomes (scripts/ground/planned.py): locked, present, and the reason that `deviations` gives
- a value the lock does not know is a difference only if it is not the default: software that learns a new choice changes no plan
- a difference without a reason, a reason without a difference, and a lock that was edited are findings
- standing: confirmatory; exploratory when the plan was never locked, when the lock was edited, or when an earlier run had
  already estimated an outcome at the time of the lock

Nothing of the data is looked at. While the study is interim no outcome is shown anyway, and the standing says what it will be.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scripts.ground.evidence import EvidenceBook
from scripts.ground.findings import Finding, finding
from scripts.ground.models.analysis_plan import AnalysisPlan, Deviation
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.plan_lock import PlanLock
from scripts.ground.models.study import Cohorts
from scripts.ground.planned import default_values, planned_values, values_digest
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.validate import PlanDifferences

CONFIRMATORY, EXPLORATORY = "confirmatory", "exploratory"
NO_REASON = "no reason given"
ABSENT = "not in the plan"
LOCK, PLAN = "config/plan.lock.yaml", "config/analysis_plan.yaml"
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    plan_differences: Rows[PlanDifferences]
    findings: Rows[Findings]
    evidence: Rows[Evidence]


def plan(analysis: AnalysisPlan, instrument: Instrument, cohorts: Cohorts, lock: PlanLock) -> Made:
    """Differences, findings about them, and the standing of the analysis."""
    present = planned_values(analysis, instrument, cohorts)
    reasons = {each.key: each.reason for each in analysis.deviations if isinstance(each, Deviation)}
    locked = lock.date is not None
    intact = locked and values_digest(lock.values) == lock.digest
    differences = _differences(lock.values, present, reasons) if locked else []
    found = _findings(differences, reasons, locked, intact)
    return Made(differences, found, _evidence(differences, analysis, lock, intact))


def _differences(locked: dict[str, str], present: dict[str, str], reasons: dict[str, str]) -> list[Row]:
    silent = default_values()
    before = {key: silent[key] for key in silent if key not in locked} | locked
    return [
        {
            "key": key,
            "locked": before.get(key, ABSENT),
            "present": present.get(key, ABSENT),
            "reason": reasons.get(key, NO_REASON),
            "explained": key in reasons,
        }
        for key in sorted({*before, *present})
        if before.get(key) != present.get(key)
    ]


def _findings(differences: list[Row], reasons: dict[str, str], locked: bool, intact: bool) -> list[Finding]:
    found = []
    if locked and not intact:
        found.append(
            finding(
                "warning", LOCK, "lock_edited", "The locked values are not those of their digest: the file was edited.",
                "Restore the file as `make lock-plan` wrote it; until then the report is marked exploratory.",
            )
        )  # fmt: skip
    found += [_unexplained(row["key"]) for row in differences if not row["explained"]]
    return found + [_idle(key) for key in sorted(set(reasons) - {row["key"] for row in differences})]


def _unexplained(key: str) -> Finding:
    message = f"`{key}` differs from the locked plan and no reason is given."
    remedy = "Add {key: ..., reason: ...} to `deviations`, or restore the value."
    return finding("warning", PLAN, "unexplained_deviation", message, remedy, field=key)


def _idle(key: str) -> Finding:
    message = f"`deviations` explains `{key}`, which does not differ from a locked plan."
    return finding("note", PLAN, "deviation_without_difference", message, "Correct the key, or take the entry out.", field=key)


def _evidence(differences: list[Row], analysis: AnalysisPlan, lock: PlanLock, intact: bool) -> list[Row]:
    book = EvidenceBook("validate.plan")
    locked = lock.date is not None
    kept = intact and not lock.results_existed
    outcome_sources = sum(each.outcome and each.files > 0 for each in lock.known)

    def word(id: str, value: str, shown: str) -> None:
        book.thing(id, "setting", value=value, shown=shown)

    def count(id: str, value: int, unit: str) -> None:
        book.value(id, value, shown=str(value), n=value, unit=unit)

    word("plan.locked", str(locked and intact).lower(), "locked" if locked and intact else "not locked")
    word("plan.standing", *[CONFIRMATORY if kept else EXPLORATORY] * 2)
    word("plan.version", analysis.version, analysis.version)
    if not locked:
        return book.evidence
    word("plan.locked.date", lock.date.isoformat(), f"{lock.date.day} {lock.date:%B %Y}")
    word("plan.locked.version", lock.version, lock.version)
    word("plan.locked.intact", str(intact).lower(), "as written" if intact else "edited since")
    word("plan.locked.results_existed", str(lock.results_existed).lower(), "yes" if lock.results_existed else "no")
    count("plan.locked.values", len(lock.values), "values of the plan")
    count("plan.locked.outcome_sources", outcome_sources, "sources that can show an outcome and had files at the lock")
    count("plan.differences", len(differences), "values that differ from the locked plan")
    count("plan.differences.unexplained", sum(not row["explained"] for row in differences), "differences without a reason")
    return book.evidence
