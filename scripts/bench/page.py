"""The page that the benchmark writes."""

from __future__ import annotations

import math
import os
import platform
from pathlib import Path

from scripts.bench.growth import replaced, section_of

HEAD = """# Performance

Written by `make bench`. Seconds are of one machine ({machine}) and vary with its load; the ratios were measured in one run.
Medians of three runs, each in a fresh copy of the embedded study (48 participants, 61 texts).

| what | seconds | ratio | goal |
|---|--:|--:|---|
"""


READING_HEAD = """
## Surveys of any size

Reading a survey of 24 items with an open answer, the whole step. The exponent is of time over rows: 1 is proportional.

| format | rows | seconds | exponent |
|---|--:|--:|--:|
"""


def write_page(seconds: dict[str, float], reading: list[tuple[str, int, float]], path: Path) -> str:
    """Write the figures; `reading` holds format, rows and seconds, growing sizes of one format in turn. Returns the page."""
    bare = seconds["one process"]
    goals = {
        "cold": "30 s; at most 1.5 of the bare steps",
        "no-op": "1.5 s",
        "check": "10 s",
    }
    order = ("cold", "one process", "make", "dvc", "no-op", "one row", "check", "render html", "render pdf", "render docx")
    names = {
        "cold": "`make report`, cold, all three formats",
        "one process": "the same steps and renders in one Python process, no engine",
        "make": "the same under GNU Make, a process a step, two at a time",
        "dvc": "the same under DVC, a process a step",
        "no-op": "`make report` when nothing changed",
        "one row": "`make report` after one answer of the start survey changed",
        "check": "`make check`, cold",
    }
    rows = [
        f"| {names.get(name, name)} | {seconds[name]:.1f} | {seconds[name] / bare:.2f} | {goals.get(name, '')} |"
        for name in order
        if name in seconds
    ]
    machine = f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores"
    absent = "" if "dvc" in seconds else " DVC was not installed and is not measured."
    page = HEAD.format(machine=machine) + "\n".join(rows) + f"\n\nThe ratio is to the bare steps in one process.{absent}\n"
    page += READING_HEAD + "\n".join(_reading_rows(reading)) + "\n"
    kept = section_of(path.read_text(encoding="utf-8")) if path.exists() else ""
    path.write_text(replaced(page, kept) if kept else page, encoding="utf-8")
    return page


def _reading_rows(reading: list[tuple[str, int, float]]) -> list[str]:
    rows = []
    for place, (format, size, seconds) in enumerate(reading):
        smaller = [each for each in reading[:place] if each[0] == format]
        grown = f"{math.log(seconds / smaller[-1][2]) / math.log(size / smaller[-1][1]):.2f}" if smaller else ""
        rows.append(f"| {format} | {size:,} | {seconds:.1f} | {grown} |")
    return rows
