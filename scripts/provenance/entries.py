"""Every reported thing with what it rests on, twice: for the team with raw rows, for the public with counts by source.

- every id once; an evidence id that two steps claim is a fault
- team: which physical rows of which raw file each thing rests on, values with all their digits
- public: how many rows of which source, no row, no file name, and no file number of a text, because one transcript is one
  person; numbers with eight significant digits, so that anybody can hold them against a calculation of their own, counts whole

Rounding would hide nobody: of two means over 37 and 36 people even four digits tell the one score. So such pairs of means are
held back where they arise (quantitative.unpaired), and `make release` holds the counts against those published before.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any, NamedTuple

from scripts.ground.faults import EvidenceFault
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Basis, Evidence

RELEASED_DIGITS = 8


class Made(NamedTuple):
    """What the step makes: two files with one entry a line, sorted by id."""

    team: str
    released: str


def entries(evidence: Rows[Evidence], basis: Rows[Basis]) -> Made:
    """Both lists of entries."""
    _refuse_twice(evidence)
    rows = _rows_behind(basis)
    in_order = sorted(evidence, key=lambda each: each["id"])
    team = [{**_entry(each), "rows": rows.get(each["basis"], [])} for each in in_order]
    released = [{**brief(_entry(each)), "sources": _counts(rows.get(each["basis"], []))} for each in in_order]
    return Made(one_a_line({"entries": team}), one_a_line({"entries": released}))


def brief(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry with numbers of no more digits than the public needs."""
    return {**entry, **{name: _brief(entry[name]) for name in ("value", "low", "high")}}


def one_a_line(file: dict[str, Any]) -> str:
    """JSON in which each entry of a list, and each key, has a line of its own: half the size of an indented file."""
    parts = []
    for name, value in file.items():
        if isinstance(value, list):
            lines = ",\n  ".join(_compact(each) for each in value)
            parts.append(f" {json.dumps(name)}: [\n  {lines}\n ]" if value else f" {json.dumps(name)}: []")
        else:
            parts.append(f" {json.dumps(name)}: {_compact(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _brief(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    return int(value) if value.is_integer() else float(f"{value:.{RELEASED_DIGITS}g}")


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
