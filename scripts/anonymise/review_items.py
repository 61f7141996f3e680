"""Rows of the review: the queue without words, and the restricted table with the words in their context.

The order is that of doubt: hints first, for they stand in the texts until somebody decides; then likeness to people and
organisations that are known, capitals that nothing explains, places, numbers; of equal doubt the case with most places, then
the one read first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from scripts.anonymise.doubtful import Doubt
from scripts.anonymise.replace import Placed, redacted_stretch
from scripts.anonymise.reviewed import Decided
from scripts.ground.findings import Finding, finding

HINT = -1
DOUBT = {"person": 0, "organisation": 0, "name?": 1, "body?": 2, "place": 2}
LEAST_DOUBT = 3

Row = dict[str, Any]


def queue_rows(at: Row, doubts: Iterable[Doubt], placed: list[Placed], decided: Decided) -> list[Row]:
    """One row a place, in the redacted text."""
    rows = []
    for each in doubts:
        start, end = redacted_stretch(placed, each.start, each.end)
        decision = decided.on(each)
        told = {"label": each.span.label, "reason": each.span.doubt, "item": each.item}
        standing = {"decided": decision is not None, "decision": decision.decision if decision else ""}
        rows.append({**at, "start": start, "end": end, **told, **standing})
    return rows


def item_rows(at: Row, kind: str, doubts: Iterable[Doubt]) -> list[Row]:
    """One row a place, with its words; ranks are given when all documents are read."""
    return [
        {
            "rank": 0, "item": each.item, "place": each.place, "label": each.span.label, "reason": each.span.doubt,
            "hint": each.hint, "who": "|".join(each.span.who),
            "earlier": " ".join("/".join(names) for names in each.earlier), "words": each.words, "before": each.before,
            "after": each.after, "kind": kind, **at, "start": each.start,
        }
        for each in doubts
    ]  # fmt: skip


def cases(rows: Iterable[Row]) -> set[str]:
    """The cases of some rows, under every version of the key."""
    return {name for row in rows for name in (row["item"], *(names.split("/")[0] for names in row["earlier"].split()))}


def in_order_of_doubt(rows: list[Row]) -> list[Row]:
    """The rows with their ranks."""
    counts = Counter(row["item"] for row in rows)
    first: dict[str, Row] = {}
    for row in sorted(rows, key=_reading_order):
        first.setdefault(row["item"], row)
    items = sorted(first.values(), key=lambda row: (_doubt(row), -counts[row["item"]], *_reading_order(row)))
    ranks = {row["item"]: rank for rank, row in enumerate(items, start=1)}
    return [{**row, "rank": ranks[row["item"]]} for row in rows]


def open_findings(queue: list[Row], documents: list[Row]) -> list[Finding]:
    """How much awaits a decision, by source."""
    key_of = {row["document"]: row["source"].split(":")[0] for row in documents}
    waiting = defaultdict(list)
    for row in queue:
        if not row["decided"]:
            waiting[key_of[row["document"]]].append(row["item"])
    return [
        finding(
            "note", source, "redaction_undecided",
            f"Cases in texts that await a decision: {len(set(items))}, at {len(items)} places; masked ones stay masked.",
            "Decide on them in: make review. Passages that hint at somebody stand until then, and are never quoted.",
        )
        for source, items in sorted(waiting.items())
    ]  # fmt: skip


def _doubt(row: Row) -> int:
    return HINT if row["hint"] else DOUBT.get(row["label"], LEAST_DOUBT)


def _reading_order(row: Row) -> tuple[str, int, int, str]:
    return row["document"], row["turn"], row["start"], row["item"]
