"""`make purge`: remove everything identified from a study, and prove that nothing identified is left in what remains.

- removed are the restricted folder, the logs, the engine's folder and copies of raw files among the results; the raw files
  themselves only with RAW=yes, and only after it was typed out,
- then every remaining file of the results is opened and looked through for everybody of the roster: ids, names, addresses.

Exit code 0 when nothing is left, 1 when something is, 2 when nothing was removed.
"""

from __future__ import annotations

import argparse
import fcntl
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from scripts.commands.messages import fail
from scripts.commands.opened import opened
from scripts.commands.people_sought import MAYBE, Sought, sought
from scripts.commands.purged import MARK, in_words
from scripts.commands.withdrawn import read_restricted, restricted
from scripts.ground.config import Config, load_config
from scripts.ground.faults import Fault, Faults, StudyFault
from scripts.ground.hashing import file_digest, pretty_json
from scripts.ground.leftovers import RUN_LOCK
from scripts.ground.models.disclosure import Disclosure
from scripts.ground.named import named_study
from scripts.ground.raw import MANIFEST, RAW

EXIT_LEFT = 1
ENGINE, LOGS, COPIES, RAW_FILES = ".snakemake", "results/pseudonymised/logs", "copies of raw files", RAW.as_posix()
ASK = "Remove them? Type yes: "
ASK_RAW = "The raw files cannot be made again. Type “delete data/raw”: "
PROVED = "  proof     no id, name or address of the roster is left in the results"
YES, YES_RAW = "yes", "delete data/raw"


def main() -> int:
    told = _parse()
    study = named_study(told.study)
    try:
        config = load_config(study)
        look_for = everybody(config)
        removed = purge(config, raw=told.raw, agreed=lambda doomed: _agreed(doomed, is_sure=told.yes))
    except (Fault, Faults) as fault:
        return fail(fault)
    left = still_there(config, look_for)
    print("\n".join(f"  removed   {count} files of {place}" for place, count in removed.items() if count))
    print("\n".join(f"  LEFT      {file}: {what}" for file, what in left) or PROVED)
    print("  yours     config/ may name people (speakers, links); it stays, as do backups and copies elsewhere")
    print(f"\n{in_words(removed)}")
    return EXIT_LEFT if left else 0


def everybody(config: Config) -> Sought:
    """Ids, names and addresses of the whole roster; raises MissingInput when the identified tables are gone already."""
    tables = read_restricted(config)
    rows = [*tables["people"], *({**row, "person": ""} for row in tables["names_only"])]
    return sought(rows, [], {}, (), [each.name for each in config.slice(Disclosure).allowed_names])


def purge(config: Config, *, raw: bool, agreed: Callable[[dict[str, list[Path]]], bool]) -> dict[str, int]:
    """Remove what is identified, if that is agreed to; returns counts by place.

    Raises StudyFault while a run is under way, and when nobody agreed.
    """
    _refuse_running(config.folder)
    doomed = _doomed(config, raw=raw)
    if not agreed(doomed):
        raise StudyFault("Nothing was removed.", where="the question asked", remedy="Answer as asked, or say YES=1.")
    for files in doomed.values():
        for path in files:
            path.unlink()
    for folder in (restricted(config), config.folder / LOGS, config.folder / ENGINE):
        shutil.rmtree(folder, ignore_errors=True)
    removed = {place: len(files) for place, files in doomed.items()}
    mark = config.folder / MARK
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_bytes(pretty_json(removed))
    mark.chmod(0o600)
    return removed


def still_there(config: Config, look_for: Sought) -> list[tuple[str, str]]:
    """Remaining files of the results in which somebody is, and what was found."""
    found = []
    for path in _files_below(config.folder / "results"):
        shown = path.relative_to(config.folder).as_posix()
        what = {each for said in opened(path, shown) for each in look_for.found_in(said.text)} - {MAYBE}
        if what:
            found.append((shown, ", ".join(sorted(what))))
    return found


def _doomed(config: Config, *, raw: bool) -> dict[str, list[Path]]:
    """What goes, by place."""
    folder = config.folder
    raw_files = [path for path in _files_below(folder / RAW) if path.name != MANIFEST]
    digests = {file_digest(path) for path in raw_files if path.stat().st_size}
    own = _files_below(restricted(config))
    logs = _files_below(folder / LOGS)
    elsewhere = set(_files_below(folder / "results")) - {*own, *logs}
    return {
        config.study.places.restricted: own,
        LOGS: logs,
        ENGINE: _files_below(folder / ENGINE),
        COPIES: sorted(path for path in elsewhere if file_digest(path) in digests),
        RAW_FILES: raw_files if raw else [],
    }


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())


def _agreed(doomed: dict[str, list[Path]], *, is_sure: bool) -> bool:
    """Whether a person agrees; to the raw files always by typing, for nothing brings them back."""
    print("\n".join(f"  {len(files):>5} files of {place}" for place, files in doomed.items() if files))
    if doomed[RAW_FILES]:
        return _typed(ASK_RAW) == YES_RAW
    return is_sure or _typed(ASK) == YES


def _typed(question: str) -> str:
    try:
        return input(question).strip().strip("“”\"'").casefold()
    except EOFError:
        return ""


def _refuse_running(study: Path) -> None:
    lock = study / RUN_LOCK
    if not lock.exists():
        return
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StudyFault(
                "A run of this study is under way.", where="this study folder", remedy="Wait until it has finished."
            ) from None


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make purge", description=__doc__)
    parser.add_argument("study", nargs="?", default=".")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--raw", action="store_true", help="the raw files too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
