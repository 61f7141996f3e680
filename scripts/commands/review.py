"""`make review`: decide on doubtful redactions, in a page of this machine or in a spreadsheet.

- first the texts are redacted anew, if anything changed, so that the page shows what there is,
- the page is served to one browser until it is finished there or with Ctrl-C; each decision is saved at once,
- with `SHEET=path` the undecided cases are written to that file, or, if it exists, its decisions are read.
"""

from __future__ import annotations

import argparse
import datetime as dt
import fcntl
import os
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.commands.engine import run_workflow
from scripts.commands.messages import fail
from scripts.commands.review_server import ReviewServer
from scripts.commands.review_sheet import read_sheet, write_sheet
from scripts.commands.review_store import FILE, Store, material_of
from scripts.ground.config import Config
from scripts.ground.faults import Fault, Faults, StudyFault
from scripts.ground.named import named_study
from scripts.ground.opening import open_study

LOCK = Path(".snakemake/review.lock")
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def main() -> int:
    """Exit code 0 when the review ended as wished, 2 for anything a person can put right."""
    told = _parse()
    study = named_study(told.study)
    sheet = Path(told.sheet).expanduser().resolve() if told.sheet else None
    try:
        config = open_study(study)
        _refuse_open_sheet(config, sheet)
        run_workflow(config, "redact", cores=told.cores)
        with _only_review(study):
            store = Store(study / FILE, material_of(config), dt.date.today().isoformat())
            if sheet:
                print(_sheet(sheet, store, told.by))
            else:
                _serve(ReviewServer(store, config.study.publication.title, told.by))
            print(_told(store))
    except (Fault, Faults) as fault:
        return fail(fault)
    return 0


def _serve(server: ReviewServer) -> None:
    print(f"\n  The review is open at {server.address}\n  The address works once, on this machine. Finish there, or with Ctrl-C.")
    sys.stdout.flush()
    if sys.platform == "darwin" or any(os.environ.get(name) for name in DISPLAYS):
        webbrowser.open(server.address)
    with server, suppress(KeyboardInterrupt):
        server.serve_forever(poll_interval=0.2)


def _sheet(path: Path, store: Store, by: str) -> str:
    if path.exists():
        if not by.strip():
            raise StudyFault("Nobody is named who decided.", where="make review", remedy="Add BY=initials.")
        return f"  read      {read_sheet(path, store, by)} decisions"
    return f"  sheet     {write_sheet(path, store.material, store.standing())} cases; it holds original words: {path.name}"


def _told(store: Store) -> str:
    standing = store.standing().values()
    open_cases = sum(any(not place["decision"] for place in places) for places in standing)
    cases = len(store.material.cases)
    told = f"\n  decided   {cases - open_cases} of {cases} cases: {FILE}"
    return f"{told}\n  next      make report: the texts follow the decisions"


def _refuse_open_sheet(config: Config, sheet: Path | None) -> None:
    """Original words must not lie where pseudonymised or published files are."""
    restricted = (config.folder / config.study.places.restricted).resolve()
    if sheet and sheet.is_relative_to(config.folder.resolve()) and not sheet.is_relative_to(restricted):
        remedy = "Name a file in the restricted folder or outside the study."
        raise StudyFault("The sheet holds original words and may not lie here.", where="SHEET", remedy=remedy)


@contextmanager
def _only_review(study: Path) -> Iterator[None]:
    """One review of a study at a time; the operating system frees the lock of one that was killed."""
    with (study / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StudyFault(
                "The review of this study is open already.", where="this study folder", remedy="Finish it."
            ) from None
        yield


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make review", description=__doc__)
    parser.add_argument("study", nargs="?", default=".")
    parser.add_argument("--by", default="", help="initials of the person who decides")
    parser.add_argument("--sheet", default="", help="spreadsheet to write, or to read if it exists")
    parser.add_argument("--cores", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
