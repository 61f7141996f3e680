"""The same steps, called one after the other in one Python process, without an engine: what the workflow is compared with.

python -m scripts.bench.one_process STUDY [STEP]     prints the seconds from the start of the process
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

from scripts.ground.environment import REPOSITORY

DOOR = re.compile(r"python -m scripts\.ground\.bell (.*)")


def main() -> int:
    study, only = Path(sys.argv[1]).resolve(), sys.argv[2] if len(sys.argv) > 2 else ""
    commands = engine_commands(study)
    started = time.perf_counter()
    os.chdir(study)
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    from scripts.ground.door import main as door

    if only:
        _call(door, next(each for each in commands if each[0] == only))
    waiting = [] if only else commands
    while waiting:
        ready = [each for each in waiting if all(Path(path).exists() for path in _inputs(each))]
        for each in ready:
            _call(door, each)
            waiting.remove(each)
    print(f"{time.perf_counter() - started:.3f}")
    return 0


def _call(door: object, words: list[str]) -> None:
    if door(words) != 0:
        raise SystemExit(f"{words[0]} failed")


def engine_commands(study: Path) -> list[list[str]]:
    """Arguments of the door for every job, as the engine would call it."""
    told = subprocess.run(
        [sys.executable, "-m", "snakemake", "--directory", str(study), "--snakefile", str(REPOSITORY / "Snakefile"),
         "--cores", "1", "--forceall", "--dry-run", "--printshellcmds"],
        cwd=REPOSITORY, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [shlex.split(found[1]) for found in DOOR.finditer(told.stdout + told.stderr)]


def _inputs(words: list[str]) -> list[str]:
    return [words[place + 1].split("=", 1)[1] for place, word in enumerate(words) if word == "--in"]


if __name__ == "__main__":
    sys.exit(main())
