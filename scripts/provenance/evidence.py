"""The evidence files of team and public: all entries under the ledger they belong to, and what became of each source.

- public: what came in from each source and what became of it, and one keyed digest a source
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from scripts.ground.display import FICTIONAL
from scripts.ground.hashing import json_digest
from scripts.ground.key import Key
from scripts.ground.models.study import Publication
from scripts.ground.schema import Rows
from scripts.ground.schemas.validate import Flow
from scripts.provenance.entries import one_a_line
from scripts.provenance.ledger import source_of


class Made(NamedTuple):
    """What the step makes."""

    team: str
    released: str


def evidence(
    team_entries: dict, released_entries: dict, flow: Rows[Flow], ledger: dict, publication: Publication, key: Key
) -> Made:
    """Both evidence files."""
    head = {
        "title": publication.title,
        "version": publication.version,
        "report_date": publication.report_date.isoformat(),
        "notice": FICTIONAL if publication.fictional else "",
        "ledger_root": ledger["root"],
    }
    released = {**head, "sources": _sources(flow, ledger, key), "evidence": released_entries["entries"]}
    return Made(one_a_line({**head, "evidence": team_entries["entries"]}), one_a_line(released))


def _sources(flow: list[dict[str, Any]], ledger: dict, key: Key) -> dict[str, dict[str, Any]]:
    digests = _raw_digests(ledger)
    return {
        row["source"]: {
            **{name: row[name] for name in ("unit", "files", "read", "used", "quarantined", "excluded", "reasons")},
            "keyed_digest": key.digest(json_digest(digests[row["source"]])) if digests[row["source"]] else "",
        }
        for row in flow
    }


def _raw_digests(ledger: dict) -> dict[str, dict[str, str]]:
    digests: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in ledger["entries"]:
        for file, sha256 in entry["record"]["raw"].items():
            digests[source_of(file)][file] = sha256
    return digests
