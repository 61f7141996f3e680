"""The records compared with the ledger, and the ledger with what names it: the release and the report's own imprint.

- each record against its entry, and against its sealed form in the released ledger, so that a step edited together with the
  team's ledger is named all the same
- the root against the entries, the released evidence and the page of the report
- each released file against what the leak gate saw
- the memory of releases by whether it can be read
"""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from scripts.ground.faults import Fault
from scripts.ground.hashing import file_digest, json_digest
from scripts.ground.key import Key
from scripts.provenance.ledger import released_records
from scripts.provenance.published_cells import PATH, read_ledger

LEDGER = Path("results/pseudonymised/ledger.json")
RELEASED = Path("results/release/evidence.json")
REPORT = Path("results/release/report.html")
SEALED = Path("results/release/ledger.json")
GATE = Path("results/release/gate.json")
MAKER = "provenance.ledger"
# digits of the ledger's root that stand in the report
IMPRINT = 16
PUBLISHED = "published"
UNREADABLE = "cannot be read"

Told = tuple[str, str, str, tuple[str, ...]]


def ledger_differences(study: Path, records: list[dict[str, Any]], key: Key | None, told: Collection[str] = ()) -> Iterator[Told]:
    """Kind, artefact, state and steps of everything that does not fit together; `told` are steps whose record is damaged."""
    ledger = _read(study / LEDGER, root=str, entries=list)
    if ledger is None:
        yield "ledger", LEDGER.as_posix(), "is gone or cannot be read", ("provenance.ledger",)
        return
    yield from (each for each in _entries(ledger, records) if each[1] not in told)
    if (
        json_digest([[each.get("step"), each.get("released", each.get("digest"))] for each in ledger["entries"]])
        != ledger["root"]
    ):
        yield "ledger", LEDGER.as_posix(), "changed: its root does not match its entries", ("provenance.ledger",)
    released = _read(study / RELEASED, ledger_root=str)
    if released is None:
        yield "release", RELEASED.as_posix(), "is gone or cannot be read", ("provenance.release",)
    elif released["ledger_root"] != ledger["root"]:
        yield "release", RELEASED.as_posix(), "was made from another ledger", ("provenance.ledger",)
    report = study / REPORT
    if report.exists() and ledger["root"][:IMPRINT] not in report.read_text(encoding="utf-8", errors="replace"):
        yield "release", REPORT.as_posix(), "names another ledger: the ledger was edited after the report", ("provenance.ledger",)

    if (study / SEALED).exists() and _read(study / SEALED, entries=list) is None:
        yield "release", SEALED.as_posix(), UNREADABLE, ("provenance.release",)
    # the released form of a record names the makers of what it read: with one lost, others cannot be compared either
    yield from () if told else _sealed(study, records, key)
    yield from _let_through(study)


def unreadable_memory(study: Path) -> Iterator[Told]:
    """What is remembered of earlier releases, where it cannot be read."""
    if (study / PATH).exists():
        try:
            read_ledger((study / PATH).read_text(encoding="utf-8"))
        except (OSError, ValueError, csv.Error, Fault):
            yield PUBLISHED, PATH, "cannot be read: put it back as the last release wrote it", ()


def _sealed(study: Path, records: list[dict[str, Any]], key: Key | None) -> Iterator[Told]:
    """Records that are not those which the released ledger bears the seals of; only the key can tell."""
    shown = _read(study / SEALED, entries=list)
    if shown is None or key is None or not shown.get("entries"):
        return
    made_with = {each["key_fingerprint"] for each in records if each["step"] == MAKER}
    then = next((each for each in key.versions if each.fingerprint in made_with), key)
    told = [*(entry.get("record", {}) for entry in shown["entries"]), *shown.get("later", ())]
    said = {each["step"]: each for each in told if "step" in each}
    for each in released_records(records, records, then):
        if each["step"] in said and said[each["step"]] != each:
            yield "record", each["step"], "differs from the released ledger", (each["step"],)


def _let_through(study: Path) -> Iterator[Told]:
    """Released files that the leak gate did not see as they are."""
    gate = _read(study / GATE, files=dict)
    if gate is None and (study / GATE).exists():
        yield "release", GATE.as_posix(), UNREADABLE, ("provenance.release",)
    for name, digest in _files_of(gate):
        path = GATE.parent / name
        if (study / path).is_file() and file_digest(study / path) != digest:
            yield "release", path.as_posix(), "is not what the leak gate let through", ("provenance.release",)


def _files_of(gate: dict[str, Any] | None) -> Iterable[tuple[str, str]]:
    return sorted((gate or {}).get("files", {}).items())


def _entries(ledger: dict[str, Any], records: list[dict[str, Any]]) -> Iterator[Told]:
    current = {each["step"]: json_digest(each) for each in records}
    for entry in ledger["entries"]:
        step, digest = str(entry.get("step")), entry.get("digest")
        if step not in current:
            yield "record", step, "is gone", (step,)
        elif current[step] != digest or json_digest(entry.get("record")) != digest:
            yield "record", step, "differs from the ledger", (step,)


def _read(path: Path, **parts: type) -> dict[str, Any] | None:
    """A file with the parts that are needed, lists being of dictionaries; None for any other."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    whole = isinstance(content, dict) and all(isinstance(content.get(name), kind) for name, kind in parts.items())
    listed = [each for name, kind in parts.items() if whole and kind is list for each in content[name]]
    return content if whole and all(isinstance(each, dict) for each in listed) else None
