"""The one screen after a run: where the report is, how long it took, what moved, what needs a person."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from scripts.commands.changes import describe_changes, remember
from scripts.ground.config import Config
from scripts.ground.display import join
from scripts.ground.schemas.anonymise import ReviewQueue
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.integrate import JointDisplay
from scripts.ground.schemas.validate import Flow
from scripts.ground.tables import read_rows

SAFE = Path("results/pseudonymised")
SHOWN_CHANGES = 8
PAGE = SAFE / "validation/report.html"
PLAN_FINDINGS = SAFE / "validation/plan_findings.csv"


def summarise(config: Config, target: str, *, jobs: int, seconds: float) -> str:
    """What a person wants to know after `make report`, `make check` or `make export-texts`."""
    took = f"{jobs} steps in {seconds:.1f} s" if jobs else f"Nothing to do: everything is up to date ({seconds:.1f} s)"
    told = {"report": _report, "check": _check, "export-texts": _texts}[target]()
    return "\n".join([f"\n{config.study.publication.title}: {took}", *told])


def _report() -> list[str]:
    gate = json.loads((SAFE / "gate.json").read_text(encoding="utf-8"))
    folders = Counter(f"{name.split('/')[0]}/" for name in gate["files"] if "/" in name)
    lines = [f"  report    results/release/{name}" for name in sorted(gate["files"]) if name.startswith("report.")]
    rest = sum("/" not in name for name in gate["files"]) - len(lines)
    if rest:
        beside = join([f"{rest} files", *(f"{count} in {folder}" for folder, count in sorted(folders.items()))])
        lines.append(f"  beside    {beside}: results/release/README.md says what they are")
    first = not (SAFE / "history/last.json").exists()
    moved = describe_changes(remember(SAFE))
    nothing = "first run of this study" if first else "no number, verdict or quote since the last run"
    lines += ["  moved     " + line for line in (moved[:SHOWN_CHANGES] or [nothing])]
    if len(moved) > SHOWN_CHANGES:
        lines.append(f"            ... and {len(moved) - SHOWN_CHANGES} more: make changes")
    return [*lines, *_for_a_person()]


def _check() -> list[str]:
    flow = read_rows(SAFE / "validation/flow.csv", Flow)
    head = f"  {'source':<24}{'files':>6}{'read':>8}{'used':>8}{'quarantined':>13}{'excluded':>10}"
    rows = [
        f"  {row['source']:<24}{row['files']:>6}{row['read']:>8}{row['used']:>8}{row['quarantined']:>13}{row['excluded']:>10}"
        for row in flow
    ]
    findings = read_rows(SAFE / "validation/findings.csv", Findings)
    counts = {severity: sum(each["severity"] == severity for each in findings) for severity in ("error", "warning", "note")}
    told = join([f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items()])
    return [head, *rows, f"  findings  {told}: {PAGE}"]


def _texts() -> list[str]:
    texts = sorted((SAFE / "export_texts").glob("*.txt"))
    return [f"  texts     {len(texts)} redacted texts for the coders: results/pseudonymised/export_texts/"]


def _for_a_person() -> list[str]:
    flow = read_rows(SAFE / "validation/flow.csv", Flow)
    waiting = [
        (len(_undecided()), "redactions to review: make review"),
        (sum(row["quarantined"] for row in flow), f"rows set aside: {PAGE}"),
        (_count(PLAN_FINDINGS, Findings, bool) if PLAN_FINDINGS.exists() else 0, f"remarks on the plan: {PLAN_FINDINGS}"),
        (
            _count(SAFE / "integrate/joint_display.csv", JointDisplay, _unexplained),
            "dissonances to explain: config/explanations.yaml",
        ),
    ]
    asked = [f"{count} {what}" for count, what in waiting if count]
    return ["  for you   " + line for line in asked] or ["  for you   nothing to decide"]


def _undecided() -> set[str]:
    """Cases with a place that nobody has decided on."""
    return {row["item"] for row in read_rows(SAFE / "anonymise/queue.csv", ReviewQueue) if not row["decided"]}


def _unexplained(row: dict[str, Any]) -> bool:
    return row["joint"] == "dissonance" and not row["explained"]


def _count(path: Path, table: Any, wanted: Any) -> int:
    return sum(bool(wanted(row)) for row in read_rows(path, table))
