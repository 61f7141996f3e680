"""Whether anything at all changed since the last complete run, told without the engine, whose import alone takes a second.

After a run, one digest over everything that it read and made is kept: the pipeline's files, the study's configuration,
key and raw files, Python, packages and the renderer as they stood before the run, and all results. While it is the same there
is nothing to do.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from shutil import which

from scripts.ground.config import Config
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import StudyFault
from scripts.ground.hashing import file_digest, json_digest
from scripts.ground.key import load_key
from scripts.ground.raw import RAW
from scripts.ground.records import installed_digest

KEPT = Path(".snakemake/settled.json")
PIPELINE = ("Snakefile", "requirements.txt", "scripts", "workflow", "report")
# what people may work on while a run is under way
CHANGEABLE = (Path("config"), RAW)
RESULTS = Path("results")
# what the summary after a run writes
HISTORY = Path("results/pseudonymised/history")


class Settled:
    """What the coming run reads, as it stands before it; the current folder is the study."""

    def __init__(self, config: Config, target: str) -> None:
        self._target = target
        self._results = (RESULTS, Path(config.study.places.restricted))
        read = ("config", RAW, *(REPOSITORY / name for name in PIPELINE))
        machine = [sys.version, installed_digest(), which("quarto"), load_key(config).fingerprint]
        self._read = [_files(map(Path, read)), machine]

    def is_true(self) -> bool:
        """Whether the last run of this target read the same, and everything it made still stands as made."""
        return _kept().get(self._target) == self._state()

    def refuse_changed(self) -> None:
        """Raise StudyFault when what was read is not what the run began with: some steps may have read the old, some the new."""
        changed = [place for place in CHANGEABLE if _files([place]) != self._of(place)]
        if changed:
            raise StudyFault(
                "A file that the evaluation reads changed while it was running.",
                where=" and ".join(place.as_posix() for place in changed),
                remedy="Run it again; only what the change concerns is made anew.",
            )

    def _of(self, place: Path) -> dict[str, str]:
        return {name: digest for name, digest in self._read[0].items() if Path(name).is_relative_to(place)}

    def keep(self) -> None:
        """Remember what a complete run made of what was read."""
        temporary = KEPT.with_suffix(".new")
        temporary.write_text(json.dumps(_kept() | {self._target: self._state()}), encoding="utf-8")
        temporary.replace(KEPT)

    def _state(self) -> str:
        return json_digest([self._read, _files(self._results)])


def _kept() -> dict[str, str]:
    try:
        return json.loads(KEPT.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _files(places: Iterable[Path]) -> dict[str, str]:
    found = (path for place in places for path in (place.rglob("*") if place.is_dir() else [place]))
    return {str(path): file_digest(path) for path in found if path.is_file() and _counts(path)}


def _counts(path: Path) -> bool:
    """Compiled code and a packed release change nothing."""
    return not path.is_relative_to(HISTORY) and path.suffix != ".pyc" and (path.suffix, path.parent) != (".zip", RESULTS)
