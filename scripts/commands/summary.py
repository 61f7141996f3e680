"""The one screen after a run: where the report is, how long it took, what moved, what needs a person.

Paths and commands stand in it as the person must type them, wherever the study lies.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from scripts.commands.changes import describe_changes, is_comparable, remember
from scripts.ground.config import Config, read_config
from scripts.ground.display import join
from scripts.ground.findings import OUT_OF_SCALE, UNKNOWN_LABEL, UNREADABLE_ANSWERS
from scripts.ground.named import command_for, shown
from scripts.ground.placeholders import placeholders
from scripts.ground.raw import RAW, unread_raw
from scripts.ground.schemas.anonymise import ReviewQueue
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.integrate import JointDisplay
from scripts.ground.schemas.validate import Flow
from scripts.ground.tables import read_rows

SAFE, RELEASE = Path("results/pseudonymised"), Path("results/release")
FORMATS = ("report.html", "report.pdf", "report.docx")
SHOWN_CHANGES = 8
PAGE = SAFE / "validation/report.html"
PLAN_FINDINGS = SAFE / "validation/plan_findings.csv"
DAMAGED = "not known: what the last run had kept was damaged; the next run is compared with this one"


def summarise(config: Config, target: str, *, jobs: int, seconds: float) -> str:
    """What a person wants to know after `make report`, `make check` or `make export-texts`."""
    took = f"{jobs} steps in {seconds:.1f} s" if jobs else f"Nothing to do: everything is up to date ({seconds:.1f} s)"
    told = {"report": _report, "check": _check, "export-texts": _texts}[target](config.folder)
    return "\n".join([f"\n{config.study.publication.title}: {took}", *told])


def _report(study: Path) -> list[str]:
    gate = json.loads((SAFE / "gate.json").read_text(encoding="utf-8"))
    folders = Counter(f"{name.split('/')[0]}/" for name in gate["files"] if "/" in name)
    lines = [f"  report    {shown(study / RELEASE / name)}" for name in FORMATS if name in gate["files"]]
    rest = sum("/" not in name for name in gate["files"]) - len(lines)
    if rest:
        beside = join([f"{rest} files", *(f"{count} in {folder}" for folder, count in sorted(folders.items()))])
        lines.append(f"  beside    {beside}: {shown(study / RELEASE / 'README.md')} says what they are")
    first, lost = not (SAFE / "history/last.json").exists(), not is_comparable(SAFE)
    moved = describe_changes(remember(SAFE, read_config(study)))
    nothing = "first run of this study" if first else DAMAGED if lost else "no number, verdict or quote since the last run"
    lines += ["  moved     " + line for line in (moved[:SHOWN_CHANGES] or [nothing])]
    if len(moved) > SHOWN_CHANGES:
        lines.append(f"            ... and {len(moved) - SHOWN_CHANGES} more: {command_for('make changes', study)}")
    return [*lines, *_for_a_person(study)]


def _check(study: Path) -> list[str]:
    flow = read_rows(SAFE / "validation/flow.csv", Flow)
    head = f"  {'source':<24}{'files':>6}{'read':>8}{'used':>8}{'quarantined':>13}{'excluded':>10}"
    rows = [
        f"  {row['source']:<24}{row['files']:>6}{row['read']:>8}{row['used']:>8}{row['quarantined']:>13}{row['excluded']:>10}"
        for row in flow
    ]
    findings = read_rows(SAFE / "validation/findings.csv", Findings)
    counts = {severity: sum(each["severity"] == severity for each in findings) for severity in ("error", "warning", "note")}
    told = join([f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items()])
    return [head, *rows, f"  findings  {told}: {shown(study / PAGE)}", *_of_whole_files(findings)]


def _of_whole_files(findings: list[dict[str, Any]]) -> list[str]:
    """Errors of a file as a whole touch many rows, and stop nothing: they are told by themselves."""
    whole = [each for each in findings if each["severity"] == "error" and each["source_row"] is None]
    return [
        line for each in whole for line in (f"  error     {each['source']}: {each['message']}", f"            {each['remedy']}")
    ]


def _texts(study: Path) -> list[str]:
    texts = sorted((SAFE / "export_texts").glob("*.txt"))
    return [f"  texts     {len(texts)} redacted texts for the coders: {shown(study / SAFE / 'export_texts')}/"]


def _for_a_person(study: Path) -> list[str]:
    config = read_config(study)
    flow = read_rows(SAFE / "validation/flow.csv", Flow)
    findings = read_rows(SAFE / "validation/findings.csv", Findings)
    lost = sum(each["rule"] in (UNKNOWN_LABEL, OUT_OF_SCALE) for each in findings)
    waiting = [
        (len(_undecided()), "redaction", f"to review: {command_for('make review', study)}"),
        (sum(row["quarantined"] for row in flow), "row", f"set aside: {shown(study / PAGE)}"),
        (lost, "answer", f"counted as missing: {shown(study / PAGE)}"),
        (
            sum(each["rule"] == UNREADABLE_ANSWERS for each in findings),
            "survey",
            f"with unreadable answers: {shown(study / PAGE)}",
        ),
        (
            _count(PLAN_FINDINGS, Findings, bool) if PLAN_FINDINGS.exists() else 0,
            "remark",
            f"on the plan: {shown(study / PLAN_FINDINGS)}",
        ),
        (
            _count(SAFE / "integrate/joint_display.csv", JointDisplay, _unexplained),
            "dissonance",
            f"to explain: {shown(study / 'config/explanations.yaml')}",
        ),
        (len(placeholders(config)), "text", f"of the scaffold to replace: {shown(study / 'config')}/"),
        (len(unread_raw(config)), "raw file", f"that no source reads: {shown(study / RAW)}/"),
    ]
    asked = [f"{count} {what}{'' if count == 1 else 's'} {rest}" for count, what, rest in waiting if count]
    return ["  for you   " + line for line in asked] or ["  for you   nothing to decide"]


def _undecided() -> set[str]:
    """Cases with a place that nobody has decided on."""
    return {row["item"] for row in read_rows(SAFE / "anonymise/queue.csv", ReviewQueue) if not row["decided"]}


def _unexplained(row: dict[str, Any]) -> bool:
    return row["joint"] == "dissonance" and not row["explained"]


def _count(path: Path, table: Any, wanted: Any) -> int:
    return sum(bool(wanted(row)) for row in read_rows(path, table))
