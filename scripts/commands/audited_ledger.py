"""The records compared with the ledger, and the ledger with what names it: the release and the report's own imprint.

- each record against its entry, and against its sealed form in the released ledger, so that a step edited together with the
  team's ledger is named all the same
- the root against the entries, the released evidence and the page of the report
- each released file against what the leak gate saw
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from scripts.ground.hashing import file_digest, json_digest
from scripts.ground.key import Key
from scripts.provenance.ledger import released_records

LEDGER = Path("results/pseudonymised/ledger.json")
RELEASED = Path("results/release/evidence.json")
REPORT = Path("results/release/report.html")
SEALED = Path("results/release/ledger.json")
GATE = Path("results/release/gate.json")
MAKER = "provenance.ledger"
# digits of the ledger's root that stand in the report
IMPRINT = 16

Told = tuple[str, str, str, tuple[str, ...]]


def ledger_differences(study: Path, records: list[dict[str, Any]], key: Key | None) -> Iterator[Told]:
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

    yield from _sealed(study, records, key)
    yield from _let_through(study)


def _sealed(study: Path, records: list[dict[str, Any]], key: Key | None) -> Iterator[Told]:
    """Records that are not those which the released ledger bears the seals of; only the key can tell."""
    shown = _read(study / SEALED)
    if shown is None or key is None or not shown.get("entries"):
        return
    made_with = {each["key_fingerprint"] for each in records if each["step"] == MAKER}
    then = next((each for each in key.versions if each.fingerprint in made_with), key)
    said = {each["step"]: each for each in (*(entry["record"] for entry in shown["entries"]), *shown.get("later", ()))}
    for each in released_records(records, records, then):
        if each["step"] in said and said[each["step"]] != each:
            yield "record", each["step"], "differs from the released ledger", (each["step"],)


def _let_through(study: Path) -> Iterator[Told]:
    """Released files that the leak gate did not see as they are."""
    for name, digest in _files_of(_read(study / GATE)):
        path = GATE.parent / name
        if (study / path).is_file() and file_digest(study / path) != digest:
            yield "release", path.as_posix(), "is not what the leak gate let through", ("provenance.release",)


def _files_of(gate: dict[str, Any] | None) -> Iterable[tuple[str, str]]:
    return sorted((gate or {}).get("files", {}).items())


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
