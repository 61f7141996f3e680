"""The project log against itself: numbers that contradict the direction, the status or each other."""

from __future__ import annotations

from typing import Any

from scripts.ground.findings import Finding, finding
from scripts.ground.headers import header
from scripts.ground.key import canonical
from scripts.ground.models.sources import Sources

COMPLETED = frozenset(("completed", "complete", "finished", "done", "closed", "achieved", "ended"))
# rule → severity, column, what is wrong, what to do
TOLD = {
    "target no improvement": (
        "warning", "target", "The target is not better than the baseline in the direction given.",
        "Correct the direction, the baseline or the target; else meeting the target says nothing.",
    ),
    "completed without follow-up": (
        "warning", "follow_up", "The project is completed, but has no value after.",
        "Enter the follow-up value, or another status; without it the project cannot be judged.",
    ),
    "follow-up without baseline": (
        "warning", "baseline", "There is a value after, but none before.", "Enter the baseline, if it was measured.",
    ),
    "follow-up without target": (
        "warning", "target", "There is a value after, but no target to compare it with.", "Enter the target, if one was set.",
    ),
}  # fmt: skip

Row = dict[str, Any]


def project_findings(projects: list[Row], sources: Sources) -> list[Finding]:
    """Findings of projects in use."""
    found = _undeclared_direction(projects, sources)
    for row in projects:
        for rule in _faults(row):
            severity, column, message, remedy = TOLD[rule]
            place = {"row": row["source_row"], "field": header(sources, row["source"], column)}
            found.append(finding(severity, row["source"], rule, message, remedy, **place))
    return found


def _faults(row: Row) -> list[str]:
    baseline, target, after = (row[name] for name in ("baseline", "target", "follow_up"))
    faults = []
    if row["direction"] and baseline is not None and target is not None:
        gain = target - baseline if row["direction"] == "higher" else baseline - target
        faults += ["target no improvement"] * (gain <= 0)
    faults += ["completed without follow-up"] * (canonical(row["status"] or "") in COMPLETED and after is None)
    faults += ["follow-up without baseline"] * (after is not None and baseline is None)
    faults += ["follow-up without target"] * (after is not None and target is None)
    return faults


def _undeclared_direction(projects: list[Row], sources: Sources) -> list[Finding]:
    """Without any direction no project can be judged; single blank cells are told where the log is read."""
    files = sorted({row["source"] for row in projects} - {row["source"] for row in projects if row["direction"]})
    return [
        finding(
            "warning", source, "direction not declared", "No project says which way is better; none can be judged.",
            "Add a column with higher or lower to the log, and declare it as `direction` in config/sources.yaml.",
            field="direction",
        )
        for source in files
        if header(sources, source, "direction") == "direction"
    ]  # fmt: skip
