"""`projects.xlsx`: the log of improvement projects, from `prose/projects.csv` and `project_measures.csv`.

Further people take up projects of the cast, as many in proportion, with follow-ups of their own.
"""

from __future__ import annotations

import random
from pathlib import Path

from openpyxl import Workbook

from scripts.demo.cast import Cast, programme_id, read_csv
from scripts.demo.packing import write_workbook
from scripts.demo.truth import Truth

HEADER = (
    "Programme ID", "Title", "Aim", "Measure", "Direction", "Baseline", "Target", "Follow-up", "Status", "People reached",
    "Outcome type",
)  # fmt: skip


def write_projects(out: Path, cast: Cast, truth: Truth) -> list[Path]:
    """Write the log; follow-ups the texts speak of are as they say, the others drawn to the true share that met the target."""
    draw = truth.draw("projects")
    measures = {row["person"]: row for row in read_csv("project_measures.csv")}
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Projects"
    sheet.append(HEADER)
    log = {row["person"]: row for row in read_csv("prose/projects.csv")}
    follow_ups = _follow_ups(measures, truth, draw)
    for person, like in [*zip(log, log, strict=True), *_taken_up(list(log), cast, truth)]:
        row, measure = log[like], measures[like]
        follow_up = (
            follow_ups[person] if person in follow_ups else _value(measure, met=draw.random() < truth.projects_met, draw=draw)
        )
        status = "completed" if follow_up is not None else draw.choice(("continuing", "stopped"))
        sheet.append(
            (
                programme_id(person), row["title"], row["aim"], row["measure"], measure["direction"],
                _number(measure["baseline"]), _number(measure["target"]), follow_up, status, draw.randint(5, 120),
                measure["outcome_type"],
            )
        )  # fmt: skip
    path = out / "projects.xlsx"
    write_workbook(path, workbook, author="Programme office")
    return [path]


def _taken_up(written: list[str], cast: Cast, truth: Truth) -> list[tuple[str, str]]:
    """Further people who have a project, each with somebody of the cast whose project it is like."""
    draw = truth.draw("further projects")
    share = len(written) / (len(cast.participants) - len(cast.further))
    return [(person.key, draw.choice(written)) for person in cast.further if draw.random() < share]


def _follow_ups(measures: dict[str, dict[str, str]], truth: Truth, draw: random.Random) -> dict[str, float | None]:
    told = {key: _number(row["follow_up"]) for key, row in measures.items() if row["follow_up"]}
    open_ones = [key for key in measures if key not in told]
    draw.shuffle(open_ones)
    missing = truth.projects_without_follow_up
    met_in_all = round(truth.projects_met * (len(measures) - missing))
    meeting = met_in_all - sum(_meets(measures[key], value) for key, value in told.items())
    drawn = {
        key: None if rank < missing else _value(measures[key], met=rank < missing + meeting, draw=draw)
        for rank, key in enumerate(open_ones)
    }
    return told | drawn


def _meets(measure: dict[str, str], value: float) -> bool:
    target = _number(measure["target"])
    return value >= target if measure["direction"] == "higher" else value <= target


def _value(measure: dict[str, str], *, met: bool, draw: random.Random) -> float:
    """A follow-up at or past the target, or on the way to it."""
    baseline, target = _number(measure["baseline"]), _number(measure["target"])
    way = draw.uniform(1.0, 1.3) if met else draw.uniform(-0.1, 0.8)
    value = max(baseline + way * (target - baseline), 0)
    return round(value) if isinstance(target, int) else round(value, 1)


def _number(written: str) -> float | int:
    return float(written) if "." in written else int(written)
