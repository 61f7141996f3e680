"""The ledger, twice: for the team with every record, for the public in release form; one root hash stands over both.

- release form of a record: code and environment as they are; files by the step that made them, with keyed digests, because a
  bare digest of a small table can be guessed; raw files by source, one keyed digest a file, sorted, so that none has a number;
  released files with their bare SHA-256, for everybody to check
- each released record bears a seal: the keyed digest of the team's record, so that the root binds that as well
- root: the hash over step and released record, step by step; anybody can compute it again from the released ledger
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from scripts.ground.hashing import json_digest
from scripts.ground.key import Key

# outputs that go to the release as they are
PUBLIC = {("provenance.entries", "released"), ("provenance.printed_tables", "tables"), ("provenance.study_files", "files")}
# files of the pipeline: their names and digests are no secret
PIPELINE = ("report/", "workflow/", "scripts/", "Snakefile")


class Made(NamedTuple):
    """What the step makes."""

    ledger: dict
    released: dict


def ledger(records: list[dict], key: Key) -> Made:
    """Records sorted by step, each with its own digest, and the root digest over all of them."""
    in_order = sorted(records, key=lambda each: each["step"])
    public = released_records(in_order, in_order, key)
    digests = [json_digest(each) for each in public]
    root = json_digest([[each["step"], digest] for each, digest in zip(public, digests, strict=True)])
    team = [
        {"step": each["step"], "digest": json_digest(each), "released": digest, "record": each}
        for each, digest in zip(in_order, digests, strict=True)
    ]
    shown = [{"step": each["step"], "digest": digest, "record": each} for each, digest in zip(public, digests, strict=True)]
    return Made({"root": root, "entries": team}, {"root": root, "entries": shown})


def released_records(records: list[dict], known: list[dict], key: Key) -> list[dict[str, Any]]:
    """Records in release form; `known` are all records whose outputs they may have read."""
    made_by = {
        file["path"]: f"{each['step']}:{name}" for each in known for name, file in each.get("outputs", {}).items()
    }  # fmt: skip
    return [_released(each, made_by, key) for each in records]


def source_of(file: str) -> str:
    """`interviews:3` → `interviews`."""
    return file.split(":")[0]


def _released(record: dict[str, Any], made_by: dict[str, str], key: Key) -> dict[str, Any]:
    raw: dict[str, list[str]] = defaultdict(list)
    for file, sha256 in record.get("raw", {}).items():
        raw[source_of(file)].append(key.digest(sha256))
    return {
        "step": record["step"],
        "inputs": {name: _inputs(files, made_by, key) for name, files in record.get("inputs", {}).items()},
        "outputs": {
            name: {"sha256": file["sha256"]} if (record["step"], name) in PUBLIC else {"keyed": key.digest(file["sha256"])}
            for name, file in record.get("outputs", {}).items()
        },
        "sources": {source: sorted(digests) for source, digests in sorted(raw.items())},
        "config": {name: key.digest(digest) for name, digest in record.get("config", {}).items()},
        "code": record.get("code", {}),
        "environment": record.get("environment", {}),
        "key_fingerprint": record.get("key_fingerprint", ""),
        "seal": key.digest(json_digest(record)),
    }


def _inputs(files: list[dict[str, str]], made_by: dict[str, str], key: Key) -> list[Any]:
    """What a step read: results by the step that made them, files of the pipeline by name, files of the study by digest."""
    return [
        made_by.get(file["path"])
        or ({"file": file["path"], "sha256": file["sha256"]} if file["path"].startswith(PIPELINE) else None)
        or {"keyed": key.digest(file["sha256"])}
        for file in files
    ]
