"""`make inspect FILE=...`: look into one file before anything is declared: what it is, what it holds, how to declare it.

- Nothing that somebody wrote is printed: cells are masked, speakers shortened; `SHOW=names` prints the labels of speakers.
- The last part is a block for `config/sources.yaml`; with `STUDY=...` its items are those of the study's instrument.

Exit code 2 for a file that is not there or that nothing can read.
"""

from __future__ import annotations

import argparse
import glob
import sys
import textwrap
from pathlib import Path

from scripts.commands.inspect_coding import FORMATS as CODING
from scripts.commands.inspect_coding import coding_lines
from scripts.commands.inspect_draft import WIDTH
from scripts.commands.inspect_tables import table_lines
from scripts.commands.inspect_texts import FORMATS as TEXTS
from scripts.commands.inspect_texts import text_lines
from scripts.commands.messages import EXIT_FAULT, end_with_the_reader
from scripts.ground.config import read_config
from scripts.ground.faults import ConfigFault, Fault, Faults, MissingInput, UnreadableFile
from scripts.ground.formats import SEGMENTS, TABLES
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Wave
from scripts.ground.named import named_study
from scripts.ground.raw import RAW
from scripts.ingest.detect import EMPTY, Detected, detect

HOW = "make inspect FILE=path"


def main() -> int:
    """Exit code 0 when the file was read, 2 when it cannot be."""
    told = _parse()
    study = named_study(told.study)
    try:
        path = find_file(told.file, study)
        found = _detected(path)
        print("\n".join(_what(path, found)))
        if not found.format:
            return EXIT_FAULT
        print("\n".join(look_into(path, found, study, show_names=told.show_names)))
    except (Fault, Faults) as fault:
        sys.stdout.flush()
        sys.stderr.write(f"\n{fault}\n")
        return EXIT_FAULT
    return 0


def find_file(named: str, study: Path) -> Path:
    """The file meant: relative to the current folder, or else to the study or its raw files.

    Raises MissingInput when no such file exists.
    """
    if not named.strip():
        raise MissingInput("No file was named.", where=HOW, remedy='Name one; a path with blanks in quotes: FILE="my file.csv".')
    given = Path(named).expanduser()
    tried = [given, *([] if given.is_absolute() else [study / given, study / RAW / given])]
    found = next((path for path in tried if path.exists()), None)
    if found is None:
        remedy = "Check the spelling; a path is read from the current folder, then from the study and its data/raw."
        raise MissingInput("There is no such file.", where=named, remedy=remedy)
    return found


def look_into(path: Path, found: Detected, study: Path, *, show_names: bool = False) -> list[str]:
    """What the file holds, and the block to declare it with.

    Raises UnreadableFile when it is damaged.
    """
    file = _as_declared(path, study)
    data = path / "data.qda" if path.is_dir() else path
    if found.format in (*TABLES, *SEGMENTS):
        return table_lines(data, found.format, file, _instrument(study), _waves(study))
    if found.format in TEXTS:
        return text_lines(data, found.format, file, show_names=show_names)
    if found.format in CODING:
        return coding_lines(data, found.format, file)
    raise UnreadableFile(f"Nothing reads the format {found.format} yet.", where=path.name, remedy="Export it in another format.")


def _detected(path: Path) -> Detected:
    try:
        return detect(path)
    except OSError as error:
        raise UnreadableFile(
            "The file cannot be opened.", where=path.name, remedy=f"Check who may read it ({error.strerror})."
        ) from None


def _what(path: Path, found: Detected) -> list[str]:
    kind = "an empty file" if found.kind == EMPTY else found.kind
    sure = "" if found.is_sure else " (as far as one can tell)"
    lines = ["", path.name, *_wrapped("is", f"{kind}{sure}")]
    if found.format:
        lines.append(f"  format    {found.format}")
    if found.why:
        lines += _wrapped("known by", found.why)
    if not found.format:
        lines += _wrapped("to do", found.remedy)
    return lines


def _wrapped(what: str, text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=f"  {what:<10}", subsequent_indent=" " * 12)


def _as_declared(path: Path, study: Path) -> str:
    """The file as `files` would name it: below data/raw if it lies there, with signs of patterns taken literally."""
    raw = (study / RAW).resolve()
    whole = path.resolve()
    named = whole.relative_to(raw).as_posix() if whole.is_relative_to(raw) else path.name
    return glob.escape(named)


def _instrument(study: Path) -> Instrument | None:
    """The study's instrument, if the folder has one; a faulty one is told by the other commands."""
    if not (study / "config/instrument.yaml").is_file():
        return None
    try:
        return read_config(study).roots["instrument"]
    except (ConfigFault, Faults):
        return None


def _waves(study: Path) -> tuple[Wave, ...]:
    """The study's waves, if the folder has some; a faulty file is told by the other commands."""
    if not (study / "config/study.yaml").is_file():
        return ()
    try:
        return read_config(study).study.cohorts.waves
    except (ConfigFault, Faults):
        return ()


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make inspect", description=__doc__)
    parser.add_argument("file", nargs="?", default="")
    parser.add_argument("--study", default=".")
    parser.add_argument("--show-names", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    end_with_the_reader()
    sys.exit(main())
