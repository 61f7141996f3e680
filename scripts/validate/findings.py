"""All findings of all stages, and the balance of every source: rows in = used + quarantined + excluded.

- gather the findings, add one for every source whose balance does not close
- keep the reading reports without headers, for people who may not see the restricted zone
- count what came in (reading reports) and what became of it (standings, codings placed and lost)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from scripts.ground.evidence import EvidenceBook
from scripts.ground.findings import finding
from scripts.ground.models.sources import Sources
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import CodingLosses, PlacedCodings, Standings
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.ingest import Findings, Readings
from scripts.ground.schemas.validate import Flow, SafeReadings

UNITS = {
    "roster": "people",
    "survey": "responses",
    "feedback": "responses",
    "interviews": "documents",
    "reflections": "documents",
    "focus_group": "documents",
    "projects": "projects",
    "coding": "codings",
}
TEXT_KINDS = {"interviews", "reflections", "focus_group"}
# of these every row gets a standing, also one that is set aside while reading
RESPONSE_KINDS = {"survey", "feedback"}


class Made(NamedTuple):
    """What the step makes."""

    findings: Rows[Findings]
    flow: Rows[Flow]
    safe_readings: Rows[SafeReadings]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def findings(
    gathered: Rows[Findings],
    readings: Rows[Readings],
    standings: Rows[Standings],
    codings: Rows[PlacedCodings],
    losses: Rows[CodingLosses],
    sources: Sources,
) -> Made:
    """Findings of the whole run, and the flow of every declared source (also of those without a file)."""
    by_key = _by_source_key(standings)
    reports = _by_source_key(readings)
    flow, open_balances = [], []
    for key, source in sources.sources.items():
        if source.kind == "coding":
            row = _coding_balance(key, reports[key], codings, losses)
        elif by_key[key]:
            row = _balance(key, source.kind, reports[key], by_key[key])
        else:
            row = _plain_balance(key, source.kind, reports[key])
        flow.append(row)
        if row["read"] != row["used"] + row["quarantined"] + row["excluded"]:
            open_balances.append(_open_balance(row))
    book = EvidenceBook("validate.findings")
    for row in flow:
        _note(book, row, by_key[row["source"]])
    return Made([*gathered, *open_balances], flow, [_safe(report) for report in readings], book.evidence, book.bases)


def _safe(report: dict[str, Any]) -> dict[str, Any]:
    """A header row declared wrongly is a row of somebody's data: headers are counted, not told."""
    unused = report["unused_columns"]
    safe = report | {"unused_columns": len(unused.split("|")) if unused else 0}
    return {name: safe[name] for name in SafeReadings.columns}


def _by_source_key(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[row["source"].split(":")[0]].append(row)
    return grouped


def _balance(key: str, kind: str, reports: list[dict[str, Any]], standings: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows that never got a standing (set aside while reading) count as quarantined."""
    counts = Counter(row["standing"] for row in standings)
    read = len(reports) if kind in TEXT_KINDS else sum(report["rows_read"] for report in reports)
    unread = 0 if kind in TEXT_KINDS | RESPONSE_KINDS else sum(report["rows_set_aside"] for report in reports)
    reasons = Counter(row["reason"] for row in standings if row["reason"])
    if unread:
        reasons["set aside while reading"] = unread
    return {
        "source": key,
        "unit": UNITS.get(kind, "rows"),
        "files": len(reports),
        "read": read,
        "used": counts["used"],
        "quarantined": counts["quarantined"] + unread,
        "excluded": counts["excluded"],
        "unreadable": sum(report["unreadable"] for report in reports),
        "reasons": _in_words(reasons),
    }


def _plain_balance(key: str, kind: str, reports: list[dict[str, Any]]) -> dict[str, Any]:
    read = sum(report["rows_read"] for report in reports)
    kept = sum(report["rows_kept"] for report in reports)
    reasons = Counter({"set aside while reading": read - kept}) if read > kept else Counter()
    return {
        "source": key,
        "unit": UNITS.get(kind, "rows"),
        "files": len(reports),
        "read": read,
        "used": kept,
        "quarantined": read - kept,
        "excluded": 0,
        "unreadable": sum(report["unreadable"] for report in reports),
        "reasons": _in_words(reasons),
    }


def _coding_balance(
    key: str, reports: list[dict[str, Any]], codings: list[dict[str, Any]], losses: list[dict[str, Any]]
) -> dict[str, Any]:
    read = sum(report["rows_read"] for report in reports)
    of_source = [row for row in codings if row["source"].split(":")[0] == key]
    # a row of a table of segments may hold several codes, and a coding several pieces
    placed = {(row["source"], row["source_row"], row["code"], row["coder"]) for row in of_source}
    unread = sum(report["rows_set_aside"] for report in reports)
    reasons = Counter(row["reason"] for row in losses if row["source"].split(":")[0] == key)
    if unread:
        reasons["no text selection"] = unread
    return {
        "source": key,
        "unit": "codings",
        "files": len(reports),
        "read": read,
        "used": len(placed),
        "quarantined": sum(reasons.values()),
        "excluded": 0,
        "unreadable": 0,
        "reasons": _in_words(reasons),
    }


def _in_words(reasons: Counter[str]) -> str:
    return "; ".join(f"{reason} {count}" for reason, count in sorted(reasons.items()))


def _open_balance(row: dict[str, Any]) -> dict[str, Any]:
    return finding(
        "error",
        row["source"],
        "balance",
        f"{row['read']} {row['unit']} read, but {row['used']} used, {row['quarantined']} quarantined and "
        f"{row['excluded']} excluded.",
        "A row was lost: this is a defect of the pipeline, please report it.",
    )


def _note(book: EvidenceBook, row: dict[str, Any], standings: list[dict[str, Any]]) -> None:
    used = [(each["source"], each["source_row"]) for each in standings if each["standing"] == "used"]
    name = f"flow.{row['source']}"
    basis = book.basis(name, used) if used else ""
    for count in ("read", "used", "quarantined", "excluded"):
        book.value(
            f"{name}.{count}", row[count], shown=f"{row[count]:,}", n=row[count], unit=row["unit"], table="tbl-flow",
            cell=f"{row['source']}.{count}", basis=basis if count == "used" else "",
        )  # fmt: skip
    if lost := row["unreadable"]:
        book.value(
            f"{name}.unreadable",
            lost,
            shown=f"{lost:,}",
            n=lost,
            unit="answers",
            table="tbl-flow",
            cell=f"{row['source']}.reasons",
        )
