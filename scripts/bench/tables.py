"""How long surveys of growing size take to read, by format: the time should grow as the rows do.

    python -m scripts.bench.tables 10000 100000

Fails when a size is no whole number.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import SurveySource
from scripts.ground.raw import RawFile, RawFiles
from scripts.ingest.surveys import surveys

ITEMS = tuple(f"I{number}" for number in range(1, 25))
HEADER = ("response", "person", "recorded", "comment", *ITEMS)
SEED = 7
INSTRUMENT = Instrument.model_validate(
    {
        "scale": {"minimum": 1, "maximum": 5, "low_label": "disagree", "high_label": "agree"},
        "behaviours": [{"id": "B", "name": "behaviour", "meaning": "does it"}],
        "items": [{"id": item, "behaviour": "B", "text": f"Question {item}"} for item in ITEMS],
    }
)


def scaling(sizes: list[int]) -> list[tuple[str, int, float]]:
    """Format, rows and seconds of the step that reads surveys."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            (format, size, _seconds(write(Path(folder) / f"{size}.{format}", size), format))
            for format, write in WRITERS.items()
            for size in sizes
        ]


def _seconds(path: Path, format: str) -> float:
    names = {name: name for name in HEADER[:4] if name != "comment"} | {"open_answer": "comment"}
    source = SurveySource(kind="survey", format=format, files=(path.name,), wave="T0", columns=names)
    begins = time.perf_counter()
    made = surveys(RawFiles([RawFile("survey", 1, path, source)]), INSTRUMENT)
    seconds = time.perf_counter() - begins
    assert len(made.answers) == len(ITEMS) * len(made.responses)
    return seconds


def _rows(size: int) -> Iterator[list[str]]:
    dice = random.Random(SEED)
    for number in range(size):
        day = f"2025-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}"
        yield [f"R_{number:07}", f"L-{number}", day, f"What I wrote, {number}.", *(str(dice.randint(1, 5)) for _ in ITEMS)]


def _write_csv(path: Path, size: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([HEADER, *_rows(size)])
    return path


def _write_xlsx(path: Path, size: int) -> Path:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    sheet.append(HEADER)
    for row in _rows(size):
        sheet.append([*row[:4], *map(int, row[4:])])
    book.save(path)
    return path


def _write_sav(path: Path, size: int) -> Path:
    import pandas as pd
    import pyreadstat

    frame = pd.DataFrame(_rows(size), columns=list(HEADER))
    pyreadstat.write_sav(frame.astype(dict.fromkeys(ITEMS, float)), str(path))
    return path


WRITERS: dict[str, Callable[[Path, int], Path]] = {"csv": _write_csv, "xlsx": _write_xlsx, "sav": _write_sav}


if __name__ == "__main__":
    for format, size, seconds in scaling([int(size) for size in sys.argv[1:]]):
        print(f"{format:5} {size:>8} rows  {seconds:7.2f} s  {seconds / size * 1e6:6.0f} µs a row")
