"""`attendance.xlsx` (who came to which module) and `withdrawals.csv` (who took their data back)."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from openpyxl import Workbook

from scripts.demo.cast import LATE_JOINERS, Cast, programme_id
from scripts.demo.dates import WITHDRAWAL
from scripts.demo.packing import write_workbook
from scripts.demo.prose import read_prose
from scripts.demo.scores import TrueScores
from scripts.demo.truth import Truth

WITHDRAWN = "P40"
DROPPED_OUT = 0.45  # those who leave the programme come to so much less of its second half

Attendance = dict[str, list[str]]


def draw_attendance(cast: Cast, scores: dict[str, TrueScores], truth: Truth) -> Attendance:
    """yes, no or late for each module, by person; who wrote about a module was there, late joiners missed the first."""
    draw = truth.draw("attendance")
    wrote = {(document.people[0], int(document.module)) for document in read_prose("reflection")}
    return {
        person.key: [
            _came(chance * _staying(scores[person.key], module), (person.key, module) in wrote, truth, draw)
            if module > 1 or person.key not in LATE_JOINERS
            else "no"
            for module, chance in enumerate(truth.attendance, start=1)
        ]
        for person in cast.participants
    }


def write_attendance(out: Path, attendance: Attendance) -> list[Path]:
    """Write the register."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Attendance"
    modules = len(next(iter(attendance.values())))
    sheet.append(("Programme ID", *(f"Module {number}" for number in range(1, modules + 1))))
    for person, came in attendance.items():
        sheet.append((programme_id(person), *came))
    path = out / "attendance.xlsx"
    write_workbook(path, workbook, author="Programme office")
    return [path]


def write_withdrawals(out: Path) -> list[Path]:
    """Write the one withdrawal."""
    path = out / "withdrawals.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("Programme ID", "Date", "What"))
        writer.writerow((programme_id(WITHDRAWN), WITHDRAWAL.isoformat(), "everything"))
    return [path]


def _staying(scores: TrueScores, module: int) -> float:
    return 1 if scores.stays or module <= 2 else DROPPED_OUT


def _came(chance: float, surely: bool, truth: Truth, draw: random.Random) -> str:
    came, late = draw.random() < chance, draw.random() < truth.attendance_late
    return ("late" if late else "yes") if came or surely else "no"
