"""The evidence file, twice: for the team with raw rows, for the public with counts and keyed digests.

- every id once; an evidence id that two steps claim is a fault
- team: which physical rows of which raw file each thing rests on
- public: how many rows of which source, what came in and what became of it, one keyed digest a source; no row, no file
  name, and no file number of a text, because one transcript is one person
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from scripts.ground.faults import EvidenceFault
from scripts.ground.hashing import json_digest
from scripts.ground.key import Key
from scripts.ground.models.study import Publication
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.validate import Flow

MARK = "FICTIONAL DEMONSTRATION"


class Made(NamedTuple):
    """What the step makes."""

    team: dict
    released: dict


def evidence(
    evidence: Rows[Evidence], basis: Rows[Basis], flow: Rows[Flow], ledger: dict, publication: Publication, key: Key
) -> Made:
    """Both evidence files."""
    _refuse_twice(evidence)
    rows = _rows_behind(basis)
    head = {
        "title": publication.title,
        "version": publication.version,
        "report_date": publication.report_date.isoformat(),
        "notice": MARK if publication.fictional else "",
        "ledger_root": ledger["root"],
    }
    team = [{**_entry(each), "rows": rows.get(each["basis"], [])} for each in _sorted(evidence)]
    released = [{**_entry(each), "sources": _counts(rows.get(each["basis"], []))} for each in _sorted(evidence)]
    return Made({**head, "evidence": team}, {**head, "sources": _sources(flow, ledger, key), "evidence": released})


def _refuse_twice(evidence: list[dict[str, Any]]) -> None:
    counts = Counter(each["id"] for each in evidence)
    twice = sorted(id for id, count in counts.items() if count > 1)
    if twice:
        raise EvidenceFault(
            f"These evidence ids are claimed twice: {', '.join(twice)}.",
            where="the evidence tables in results/pseudonymised/evidence",
            remedy="Ids of codes, behaviours, aims and sources must not make equal evidence ids; rename one in the config.",
        )


def _rows_behind(basis: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    behind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in sorted(basis, key=lambda row: (row["basis"], row["source"])):
        behind[each["basis"]].append({"source": each["source"], "rows": each["rows"], "used": each["used"]})
    return behind


def _sorted(evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(evidence, key=lambda each: each["id"])


def _entry(each: dict[str, Any]) -> dict[str, Any]:
    """An entry with a number where the value is one, and nothing where there is none."""
    value: Any = each["value"]
    if each["kind"] == "value" and value != "":
        value = float(value)
    return {**{name: each[name] for name in Evidence.columns if name != "basis"}, "value": value if value != "" else None}


def _counts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    used: Counter[str] = Counter()
    for each in rows:
        used[each["source"].split(":")[0]] += each["used"]
    return [{"source": source, "used": count} for source, count in sorted(used.items())]


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
            digests[file.split(":")[0]][file] = sha256
    return digests
