"""The ledger: all records in one order, and one hash over them that stands in the report's footer."""

from __future__ import annotations

from scripts.ground.hashing import json_digest


def ledger(records: list[dict]) -> dict:
    """Records sorted by step, each with its own digest, and the root digest over all of them."""
    entries = [{"step": each["step"], "digest": json_digest(each), "record": each} for each in sorted(records, key=_step)]
    return {"root": json_digest([[entry["step"], entry["digest"]] for entry in entries]), "entries": entries}


def _step(record: dict) -> str:
    return record["step"]
