"""`make preview`: the report's web page made anew at each save, while its words are being written.

- needs one finished run: the numbers, tables and figures stay those of that run
- chapters, style and script, the study's configuration and `config/prose/*.md` are read anew at each save
- assembled and rendered by the very steps of the workflow, errors told in their words, into
  `results/pseudonymised/preview/`; it is personal data like everything there, so it goes with Ctrl-C
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.commands.messages import fail
from scripts.ground.door import run_step
from scripts.ground.environment import REPOSITORY, settle
from scripts.ground.faults import Fault, Faults, MissingInput
from scripts.ground.hashing import file_digest
from scripts.ground.named import named_study
from scripts.ground.opening import open_study
from scripts.ground.records import RECORDS

PREVIEW = Path("results/pseudonymised/preview")
PAGE = PREVIEW / "report.html"
STEPS = ("report.project", "report.render_html")
TEMPLATES, PROSE, CONFIG = REPOSITORY / "report", Path("config/prose"), Path("config")
PAUSE = 0.3
Stamps = dict[Path, tuple[int, int]]


def main() -> int:
    """Exit code 0 after Ctrl-C, 2 when there is no finished run to preview."""
    study = named_study(_parse().study)
    try:
        config = open_study(study)
        settle(config.study.publication.report_date)
        os.chdir(study)
        with _one_preview():
            preview()
    except (Fault, Faults) as fault:
        return fail(fault)
    except KeyboardInterrupt:
        print("\n  preview   ended; its page is removed")
    return 0


def preview(*, rounds: int | None = None, pause: float = PAUSE, tell: Callable[[str], None] = print) -> None:
    """Render, then again after each change, until interrupted (or for so many looks)."""
    tell(f"  open      {PAGE.resolve()}\n  watching  report/ and config/; Ctrl-C ends")
    before, digests = _stamps(), {}
    while True:
        digests = _digests(before)
        tell(_render_once())
        while rounds is None or rounds > 0:
            time.sleep(pause)
            rounds = None if rounds is None else rounds - 1
            now = _stamps()
            if now != before:
                before = now
                # an editor may touch a file without changing it
                if _digests(now) != digests:
                    break
        else:
            return


def render_page(inputs: dict[str, list[Path]]) -> None:
    """Assemble and render through the door, each step with a record of its own beside the page."""
    project = PREVIEW / "project"
    run_step(_job("report.project", inputs, {"project": project}))
    rest = {"renderer": inputs["renderer"], "lua": sorted((TEMPLATES / "fallback").glob("*.lua"))}
    run_step(_job("report.render_html", {"project": [project]} | rest, {"html": PAGE}))


def inputs_of_last_run() -> dict[str, list[Path]]:
    """What the assembling read in the last run, with chapters and prose as they are now."""
    record = RECORDS / f"{STEPS[0]}.json"
    if not record.exists():
        raise MissingInput("There is no finished run to preview.", where="results of the study", remedy="Run: make report")
    recorded = json.loads(record.read_text(encoding="utf-8"))["inputs"]
    renewed = {"templates": _templates(), "prose": _prose()}
    kept = {name: [_found(file["path"]) for file in files] for name, files in recorded.items() if name not in renewed}
    lost = sorted(str(path) for paths in kept.values() for path in paths if not path.exists())
    if lost:
        raise MissingInput("Results of the last run are gone.", where=", ".join(lost), remedy="Run: make report")
    return kept | renewed


def _render_once() -> str:
    started = time.monotonic()
    try:
        render_page(inputs_of_last_run())
    except (Fault, Faults) as fault:
        return f"\n  The page stays as it was.\n\n{fault}\n"
    return f"  rendered  in {time.monotonic() - started:.1f} s"


def _job(step: str, inputs: dict[str, list[Path]], outputs: dict[str, Path]) -> argparse.Namespace:
    pairs = [f"{name}={path}" for name, paths in inputs.items() for path in paths]
    made = [f"{name}={path}" for name, path in outputs.items()]
    record = PREVIEW / f"{step}.json"
    return argparse.Namespace(step=step, inputs=pairs, outputs=made, raw=[], raw_digest="", record=str(record), log=None)


def _found(path: str) -> Path:
    """A recorded path: the study's own, else the repository's."""
    return Path(path) if Path(path).exists() else REPOSITORY / path


def _templates() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file() and path.parent.name != "fallback")


def _prose() -> list[Path]:
    return sorted(path for path in PROSE.glob("*.md") if path.name != "README.md")


def _watched() -> Iterator[Path]:
    yield from (path for path in TEMPLATES.rglob("*") if path.is_file())
    yield from (path for path in CONFIG.rglob("*") if path.is_file())
    yield RECORDS / f"{STEPS[0]}.json"


def _stamps() -> Stamps:
    stamps = {}
    for path in _watched():
        try:
            told = path.stat()
        except FileNotFoundError:
            # between an editor's removing and renaming
            continue
        stamps[path] = (told.st_mtime_ns, told.st_size)
    return stamps


def _digests(stamps: Stamps) -> dict[Path, str]:
    return {path: file_digest(path) for path in stamps if path.exists()}


@contextmanager
def _one_preview() -> Iterator[None]:
    """The preview's folder, taken away at the end; one left by a killed preview goes first."""
    shutil.rmtree(PREVIEW, ignore_errors=True)
    PREVIEW.mkdir(parents=True, mode=0o700)
    try:
        yield
    finally:
        shutil.rmtree(PREVIEW, ignore_errors=True)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make preview", description=__doc__)
    parser.add_argument("study", nargs="?", default=".")
    return parser.parse_args()


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
