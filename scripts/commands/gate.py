"""The leak gate over any files: `python -m scripts.commands.gate STUDY [FILE or FOLDER ...] [--json]`.

- for somebody who is about to send something else than the release: slides, a table, an archive
- looks for what the study's roster, texts and key say; without files it looks into results/release
- prints file, place and class, never what was found; and how many pictures nobody has read

Exit codes: 0 nothing was found, 1 the gate closed, 2 the study has not been run or is at fault.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

from scripts.commands.messages import fail
from scripts.ground.config import load_config, refuse_no_study
from scripts.ground.faults import Fault, Faults, MissingInput
from scripts.ground.key import load_key
from scripts.ground.models.disclosure import Disclosure
from scripts.ground.named import named_study
from scripts.ground.schema import Table
from scripts.ground.schemas.ingest import NamesOnly, Organisations, People, Turns
from scripts.ground.schemas.qualitative import Quotes
from scripts.ground.tables import read_rows
from scripts.provenance.gate import gate, list_files
from scripts.provenance.visible import PICTURES, suffix_of

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
    study = named_study(given.study)
    try:
        refuse_no_study(study)
        files = _existing(study, given.files)
        judged = judge(study, files) | {"pictures_not_read": pictures(files)}
    except (Fault, Faults) as fault:
        fail(fault)
        return EXIT_FAULT
    print(json.dumps(judged, indent=1) if given.json else "\n".join([*_looked_at(given.files), *told(judged)]))
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


def pictures(files: list[Path]) -> int:
    """How many pictures lie among files and in their archives and office documents; what they show is read by nobody."""
    return sum(suffix_of(each) in PICTURES for _, path in list_files(files)[0] for each in (path.name, *_inside(path)))


def _inside(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile):
        # no archive; a damaged one is a finding of the gate
        return []


def told(judged: dict[str, Any]) -> list[str]:
    """The judgement in lines."""
    lines = [f"  {each['file']}, {each['place']}: {each['class']}" for each in judged["found"]]
    files, unread = _counted(len(judged["files"]), "file"), judged.get("pictures_not_read", 0)
    lines.append(f"The gate closes: {_counted(len(lines), 'finding')} in {files}." if lines else f"Nothing found in {files}.")
    if unread:
        were, them = ("was", "it") if unread == 1 else ("were", "them")
        lines.append(f"{_counted(unread, 'picture')} {were} not read: look at {them} yourself.")
    return lines


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _looked_at(named: list[Path]) -> list[str]:
    return [] if named else [f"No FILE was named: {RELEASE.as_posix()} is looked at."]


def _existing(study: Path, named: list[Path]) -> list[Path]:
    """The files to look into: those named, or the release; all must be there."""
    if not named and not (study / RELEASE).exists():
        remedy = "Run: make report. To look into something else: make gate FILE=path"
        raise MissingInput("There is no release to look into.", where=RELEASE.as_posix(), remedy=remedy)
    if lost := [each for each in named if not each.exists() and not each.is_symlink()]:
        raise MissingInput(f"There is no file {lost[0]}.", where="FILE=", remedy="Name a file or folder that is there.")
    return named or [study / RELEASE]


def _rows(path: Path, table: type[Table]) -> list[dict[str, Any]]:
    if not path.exists():
        raise MissingInput("This study has not been run yet.", where=path.name, remedy="Run: make report")
    return read_rows(path, table)


if __name__ == "__main__":
    sys.exit(main())
