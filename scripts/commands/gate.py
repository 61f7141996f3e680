"""The leak gate over any files: `python -m scripts.commands.gate STUDY [FILE or FOLDER ...] [--json]`.

- for somebody who is about to send something else than the release: slides, a table, an archive
- looks for what the study's roster, texts and key say; without files it looks into results/release
- prints file, place and class, never what was found

Exit codes: 0 nothing was found, 1 the gate closed, 2 the study has not been run or is at fault.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from scripts.commands.messages import fail
from scripts.ground.config import load_config
from scripts.ground.faults import Fault, Faults, MissingInput
from scripts.ground.key import load_key
from scripts.ground.models.disclosure import Disclosure
from scripts.ground.schema import Table
from scripts.ground.schemas.ingest import NamesOnly, Organisations, People, Turns
from scripts.ground.schemas.qualitative import Quotes
from scripts.ground.tables import read_rows
from scripts.provenance.gate import gate

INGEST, QUOTES = Path("results/restricted/ingest"), Path("results/pseudonymised/qualitative/quotes.csv")
TURNS = ("turns.csv", "survey_turns.csv", "log_turns.csv")
RELEASE = Path("results/release")
EXIT_CLOSED, EXIT_FAULT = 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Judge and tell."""
    parser = argparse.ArgumentParser(prog="gate", description="Look for people in files before they leave the team.")
    parser.add_argument("study", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    study = given.study.expanduser().resolve()
    try:
        judged = judge(study, given.files or [study / RELEASE])
    except (Fault, Faults) as fault:
        fail(fault)
        return EXIT_FAULT
    print(json.dumps(judged, indent=1) if given.json else "\n".join(told(judged)))
    return 0 if judged["passed"] else EXIT_CLOSED


def judge(study: Path, files: list[Path]) -> dict[str, Any]:
    """What the gate says of files, by the tables of the study's last run."""
    config = load_config(study)
    ingest = study / INGEST
    return gate(
        _rows(ingest / "people.csv", People),
        _rows(ingest / "names_only.csv", NamesOnly),
        _rows(ingest / "organisations.csv", Organisations),
        [row for name in TURNS for row in _rows(ingest / name, Turns)],
        _rows(study / QUOTES, Quotes),
        files,
        config.slice(Disclosure),
        load_key(config),
    )


def told(judged: dict[str, Any]) -> list[str]:
    """The judgement in lines."""
    lines = [f"  {each['file']}, {each['place']}: {each['class']}" for each in judged["found"]]
    count = len(judged["files"])
    return [*lines, f"The gate closes: {len(lines)} findings in {count} files." if lines else f"Nothing found in {count} files."]


def _rows(path: Path, table: type[Table]) -> list[dict[str, Any]]:
    if not path.exists():
        raise MissingInput("This study has not been run yet.", where=path.name, remedy="Run: make report")
    return read_rows(path, table)


if __name__ == "__main__":
    sys.exit(main())
