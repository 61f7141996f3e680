"""`make bench`: how long the whole takes and what the workflow costs beside the bare steps; written to docs/performance.md.

Seconds depend on the machine; the ratios, measured in one run, travel. Each figure is the median of a few runs in a fresh
copy of the embedded study.
"""

from __future__ import annotations

import csv
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.bench.page import write_page
from scripts.bench.tables import scaling
from scripts.ground.environment import REPOSITORY

RUNS = 3
SIZES = [10_000, 100_000]
NUMBERED_ROW = 10
OTHERS = ("make", "dvc")
FORMATS = ("html", "pdf", "docx")


def main() -> int:
    """Measure, print, and write the page."""
    rounds = [_round() for _ in range(RUNS)]
    seconds = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
    print(write_page(seconds, scaling(SIZES), REPOSITORY / "docs/performance.md"))
    return 0


def _round() -> dict[str, float]:
    """Each figure once; engine and bare steps in turn, so that a machine that slows down slows both."""
    with _fresh_study() as study:
        seconds = {"cold": _run(study, "report"), "no-op": _run(study, "report"), "one row": _one_row(study)}
        seconds |= {f"render {name}": _render(study, name) for name in FORMATS}
    with _fresh_study() as study:
        seconds["one process"] = float(_said([sys.executable, "-m", "scripts.bench.one_process", str(study)]))
    for engine in filter(shutil.which, OTHERS):
        with _fresh_study() as study:
            seconds[engine] = float(_said([sys.executable, "-m", "scripts.bench.other_engines", str(study), engine]))
    with _fresh_study() as study:
        seconds["check"] = _run(study, "check")
    return seconds


@contextmanager
def _fresh_study() -> Iterator[Path]:
    """A copy of the embedded study without results."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        study = Path(folder) / "study"
        shutil.copytree(REPOSITORY / "config", study / "config")
        shutil.copytree(REPOSITORY / "data", study / "data")
        yield study


def _one_row(study: Path) -> float:
    """One answer in the start survey changes; only what depends on that file runs again."""
    path = study / "data/raw/survey_start.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    row = rows[NUMBERED_ROW]
    place = next(place for place in range(len(row) - 1, 0, -1) if row[place] in "1234")
    row[place] = str(int(row[place]) + 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return _run(study, "report")


def _render(study: Path, name: str) -> float:
    """One format, without the start of Python."""
    return float(_said([sys.executable, "-m", "scripts.bench.one_process", str(study), f"report.render_{name}"]))


def _run(study: Path, target: str) -> float:
    return _timed([sys.executable, "-m", "scripts.commands.run", target, str(study)])


def _timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    return time.perf_counter() - started


def _said(command: list[str]) -> str:
    return subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout.split()[-1]


if __name__ == "__main__":
    sys.exit(main())
