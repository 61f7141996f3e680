"""The records compared with the ledger, and the ledger with what names it: the release and the report's own imprint."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.ground.hashing import json_digest

LEDGER = Path("results/pseudonymised/ledger.json")
RELEASED = Path("results/release/evidence.json")
REPORT = Path("results/release/report.html")
# digits of the ledger's root that stand in the report
IMPRINT = 16

Told = tuple[str, str, str, tuple[str, ...]]


def ledger_differences(study: Path, records: list[dict[str, Any]]) -> Iterator[Told]:
    """Kind, artefact, state and steps of everything that does not fit together."""
    ledger = _read(study / LEDGER)
    if ledger is None:
        yield "ledger", LEDGER.as_posix(), "is gone or cannot be read", ("provenance.ledger",)
        return
    yield from _entries(ledger, records)
    if json_digest([[each["step"], each.get("released", each["digest"])] for each in ledger["entries"]]) != ledger["root"]:
        yield "ledger", LEDGER.as_posix(), "changed: its root does not match its entries", ("provenance.ledger",)
    released = _read(study / RELEASED)
    if released is None:
        yield "release", RELEASED.as_posix(), "is gone or cannot be read", ("provenance.release",)
    elif released["ledger_root"] != ledger["root"]:
        yield "release", RELEASED.as_posix(), "was made from another ledger", ("provenance.ledger",)
    report = study / REPORT
    if report.exists() and ledger["root"][:IMPRINT] not in report.read_text(encoding="utf-8", errors="replace"):
        yield "release", REPORT.as_posix(), "names another ledger: the ledger was edited after the report", ("provenance.ledger",)


def _entries(ledger: dict[str, Any], records: list[dict[str, Any]]) -> Iterator[Told]:
    current = {each["step"]: json_digest(each) for each in records}
    for entry in ledger["entries"]:
        step, digest = entry["step"], entry["digest"]
        if step not in current:
            yield "record", step, "is gone", (step,)
        elif current[step] != digest or json_digest(entry["record"]) != digest:
            yield "record", step, "differs from the ledger", (step,)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
