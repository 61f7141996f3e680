"""`make trace ID=...`: the chain behind one reported thing, down to raw file and rows."""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path
from typing import Any

from scripts.commands.messages import end_with_the_reader, fail
from scripts.commands.purged import in_words, purged
from scripts.ground.config import Config, load_config
from scripts.ground.faults import EvidenceFault, Fault, Faults, MissingInput
from scripts.ground.opening import EVERY_KIND
from scripts.ground.raw import RAW, find_raw
from scripts.ground.records import RECORDS, read_records

TEAM = Path("results/pseudonymised/evidence.json")


def main() -> int:
    id, study = sys.argv[1], Path(sys.argv[2]).expanduser().resolve()
    try:
        print("\n".join(trace(id, study)))
    except (Fault, Faults) as fault:
        return fail(fault)
    return 0


def trace(id: str, study: Path) -> list[str]:
    """Lines that lead from the printed thing through every step to the raw rows.

    Raises MissingInput before the first run, EvidenceFault for an unknown id.
    """
    if not (study / TEAM).exists():
        raise MissingInput("This study has not been run yet.", where="results of the study", remedy="Run: make report")
    entries = {each["id"]: each for each in json.loads((study / TEAM).read_text(encoding="utf-8"))["evidence"]}
    if id not in entries:
        near = difflib.get_close_matches(id, entries, n=4) or sorted(entries)[:4]
        raise EvidenceFault(
            "There is no evidence of this id." if id else "No id was given.",
            where=id or "make trace ID=...",
            remedy=f"Did you mean: {', '.join(near)}? evidence.json lists all ids.",
        )
    records = {each["step"]: each for each in read_records(study / RECORDS)}
    return [*_head(entries[id]), "", *_steps(entries[id]["record"], records), "", *_raw(entries[id], records, study)]


def _head(entry: dict[str, Any]) -> list[str]:
    interval = f", interval {entry['low']:.4g} to {entry['high']:.4g}" if entry["low"] is not None else ""
    people = f", n = {entry['n']}" if entry["n"] is not None else ""
    unit = f" {entry['unit']}" if entry["unit"] else ""
    lines = [f"{entry['id']} ({entry['kind']}): {entry['display']}{unit}{interval}{people}"]
    if entry["value"] is not None and str(entry["value"]) != entry["display"]:
        lines.append(f"  exact value  {entry['value']}")
    if entry["table"]:
        lines.append(f"  stands in    {entry['table']}, cell {entry['cell']}")
    return lines


def _steps(step: str, records: dict[str, dict[str, Any]]) -> list[str]:
    """The steps upstream, nearest first, each once."""
    made_by = {file["path"]: name for name, each in records.items() for file in each["outputs"].values()}
    lines, waiting, seen = ["made by"], [(step, 0)], {step}
    while waiting:
        name, depth = waiting.pop(0)
        if name not in records:
            raise MissingInput(f"The record of {name} is gone.", where="results of the study", remedy="Run: make report")
        record = records[name]
        config = f"; config {', '.join(record['config'])}" if record["config"] else ""
        lines.append(f"  {'  ' * depth}{name}  scripts/{name.replace('.', '/')}.py{config}")
        for files in record["inputs"].values():
            for file in files:
                source = made_by.get(file["path"])
                if source and source not in seen:
                    seen.add(source)
                    waiting.append((source, depth + 1))
    return lines


def _raw(entry: dict[str, Any], records: dict[str, dict[str, Any]], study: Path) -> list[str]:
    if not entry["rows"]:
        return ["rests on no raw rows of its own; the steps above name the evidence it is made from"]
    config = load_config(study)
    removed = purged(config)
    # after a purge of the raw files only their numbers are left
    names = {} if removed and removed.get(RAW.as_posix()) else _file_names(config)
    digests = {file: sha256 for record in records.values() for file, sha256 in record["raw"].items()}
    lines = ["raw rows"]
    for each in entry["rows"]:
        lines.append(f"  {each['source']:<22}{names.get(each['source'], '(file purged)' if removed else '(file not here)')}")
        lines.append(f"  {'':<22}rows {each['rows']} ({each['used']} used), sha256 {digests.get(each['source'], 'unknown')[:16]}")
    return lines if removed is None else [*lines, "", in_words(removed)]


def _file_names(config: Config) -> dict[str, str]:
    return {file.id: file.path.relative_to(config.folder).as_posix() for file in find_raw(config, EVERY_KIND)}


if __name__ == "__main__":
    end_with_the_reader()
    sys.exit(main())
