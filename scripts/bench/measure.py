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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.bench.page import write_page
from scripts.ground.environment import REPOSITORY

RUNS = 3
NUMBERED_ROW = 10
RELEASE = Path("results/release")


def main() -> int:
    """Measure, print, and write the page."""
    seconds = {
        "cold": _median(_cold),
        "one process": _median(_one_process),
        "no-op": _median(_no_op, after_run=True),
        "one row": _median(_one_row, after_run=True),
        "check": _median(_check),
    }
    seconds |= {f"render {name}": _median(lambda study, name=name: _render(study, name), after_run=True) for name in _FORMATS}
    print(write_page(seconds, REPOSITORY / "docs/performance.md"))
    return 0


_FORMATS = ("html", "pdf", "docx")


def _median(measure: Callable[[Path], float], *, after_run: bool = False) -> float:
    found = []
    for _ in range(RUNS):
        with _fresh_study() as study:
            if after_run:
                _run(study, "report")
            found.append(measure(study))
    return statistics.median(found)


@contextmanager
def _fresh_study() -> Iterator[Path]:
    """A copy of the embedded study without results."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        study = Path(folder) / "study"
        shutil.copytree(REPOSITORY / "config", study / "config")
        shutil.copytree(REPOSITORY / "data", study / "data")
        yield study


def _cold(study: Path) -> float:
    return _run(study, "report")


def _check(study: Path) -> float:
    return _run(study, "check")


def _no_op(study: Path) -> float:
    return _run(study, "report")


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
    (study / RELEASE / f"report.{name}").unlink()
    (study / "results/pseudonymised/candidate" / f"report.{name}").unlink()
    return _door_seconds(study, f"report.render_{name}")


def _run(study: Path, target: str) -> float:
    return _timed([sys.executable, "-m", "scripts.commands.run", target, str(study)])


def _one_process(study: Path) -> float:
    return float(_said([sys.executable, "-m", "scripts.bench.one_process", str(study)]))


def _door_seconds(study: Path, step: str) -> float:
    return float(_said([sys.executable, "-m", "scripts.bench.one_process", str(study), step]))


def _timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    return time.perf_counter() - started


def _said(command: list[str]) -> str:
    return subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout.split()[-1]


if __name__ == "__main__":
    sys.exit(main())
