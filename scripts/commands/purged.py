"""Whether a study was purged, and what is no longer possible since: for commands that miss what is gone."""

from __future__ import annotations

import json
from pathlib import Path

from scripts.ground.config import Config

MARK = Path("results/pseudonymised/purged.json")
NO_LONGER = """This study was purged ({told}). What that means:
  still possible     reading the report, tracing a number to the numbers of its raw rows, checking code and release
  no longer          comparing identified tables with their records, proving a withdrawal, reviewing redactions
  to have it again   {again}"""
FROM_RAW = "make report makes everything anew from data/raw"
FROM_BACKUP = "put the raw files back from your backup, then make report"


def purged(config: Config) -> dict | None:
    """What a purge removed, while it has not been made anew."""
    mark, identified = config.folder / MARK, config.folder / config.study.places.restricted / "ingest/people.csv"
    return json.loads(mark.read_text(encoding="utf-8")) if mark.exists() and not identified.exists() else None


def in_words(removed: dict) -> str:
    """What is no longer possible."""
    told = ", ".join(f"{count} files of {place}" for place, count in sorted(removed.items()) if count)
    return NO_LONGER.format(told=told, again=FROM_BACKUP if removed.get("data/raw") else FROM_RAW)
