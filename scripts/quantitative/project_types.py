"""Improvement projects by type of outcome: improved and met by the declared direction, the way to the target, status, reach.

- improved: the follow-up lies in the wanted direction from the baseline; units differ, so raw changes are never averaged
- way to the target: (follow-up - baseline) / (target - baseline), 1 is the target; the median, over projects whose target lies in
  the wanted direction
- a missing follow-up counts as not met; types with few projects are merged, one type alone is the whole and is not repeated
"""

from __future__ import annotations

import statistics
from collections import Counter
from typing import Any

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.disclosure import Classes
from scripts.ground.proportion import wilson
from scripts.quantitative.groups import merged_groups, slug

TABLE = "tbl-projects"
NOT_STATED = "not stated"
Row = dict[str, Any]


def project_types(projects: list[Row], inference: Inference, classes: Classes, book: EvidenceBook) -> list[Row]:
    """One row a type (or merged types), and the evidence of all projects together: improved, way, status, reach."""
    _note_all(projects, classes, book)
    kinds = sorted({_kind(project) for project in projects})
    sizes = [sum(_kind(project) == kind for project in projects) for kind in kinds]
    merged = merged_groups(sizes, classes.attributes.minimum, ordered=False)
    if len(merged) < 2:
        return []
    rows = []
    for places in merged:
        names = [kinds[place] for place in places]
        mine = [project for project in projects if _kind(project) in names]
        rows.append(_of_type(names, mine, inference))
        _note_type(book, rows[-1], book.basis(f"projects.type.{rows[-1]['type']}", _places(mine)))
    return rows


def met(project: Row) -> bool:
    """Whether the follow-up reached the target in the declared direction; without any of the three it did not."""
    follow_up, target = project["follow_up"], project["target"]
    if follow_up is None or target is None or not project["direction"]:
        return False
    return follow_up <= target if project["direction"] == "lower" else follow_up >= target


def improved(project: Row) -> bool:
    """Whether the follow-up lies in the wanted direction from the baseline, however far."""
    baseline, follow_up = project["baseline"], project["follow_up"]
    if baseline is None or follow_up is None or not project["direction"]:
        return False
    return follow_up < baseline if project["direction"] == "lower" else follow_up > baseline


def way(project: Row) -> float | None:
    """Share of the way from baseline to target; None where a value is missing or the target asks for nothing."""
    baseline, target, follow_up = project["baseline"], project["target"], project["follow_up"]
    if None in (baseline, target, follow_up) or not project["direction"]:
        return None
    asked = target - baseline
    wanted = asked < 0 if project["direction"] == "lower" else asked > 0
    return (follow_up - baseline) / asked if wanted else None


def _kind(project: Row) -> str:
    return " ".join((project["outcome_type"] or NOT_STATED).split())


def _places(projects: list[Row]) -> list[tuple[str, int]]:
    return [(project["source"], project["source_row"]) for project in projects]


def _counts(projects: list[Row]) -> Row:
    return {
        "n": len(projects),
        "followed_up": sum(None not in (each["baseline"], each["follow_up"]) for each in projects),
        "missing_follow_up": sum(each["follow_up"] is None for each in projects),
        "improved": sum(map(improved, projects)),
        "met": sum(map(met, projects)),
    }


def _of_type(names: list[str], projects: list[Row], inference: Inference) -> Row:
    share = wilson(sum(map(met, projects)), len(projects), inference.confidence)
    return {
        "type": slug(" and ".join(names)),
        "name": display.join(names),
        **_counts(projects),
        "share": share.share,
        "low": share.low,
        "high": share.high,
        "way": _median_way(projects),
        "reached": _reached(projects),
    }


def _median_way(projects: list[Row]) -> float | None:
    ways = [share for project in projects if (share := way(project)) is not None]
    return statistics.median(ways) if ways else None


def _reached(projects: list[Row]) -> float | None:
    known = [project["reached"] for project in projects if project["reached"] is not None]
    return sum(known) if known else None


def _note_type(book: EvidenceBook, row: Row, basis: str) -> None:
    name, where = f"projects.type.{row['type']}", {"n": row["n"], "table": TABLE, "basis": basis}
    for id in ("n", "followed_up", "missing_follow_up", "improved", "met"):
        book.value(f"{name}.{id}", row[id], shown=f"{row[id]}", unit="projects", cell=f"{row['type']}.{id}", **where)
    for id in ("share", "low", "high", "way"):
        shown = display.percent(row[id])
        book.value(f"{name}.{id}", row[id], shown=shown, unit="share of projects", cell=f"{row['type']}.{id}", **where)
    _note_reached(book, name, row["reached"], row["n"], basis)


def _note_reached(book: EvidenceBook, name: str, reached: float | None, n: int, basis: str) -> None:
    shown = display.NOT_ESTIMABLE if reached is None else f"{reached:,.0f}"
    book.value(f"{name}.reached", reached, shown=shown, n=n, unit="people reached", table=TABLE, basis=basis)


def _note_all(projects: list[Row], classes: Classes, book: EvidenceBook) -> None:
    if not projects:
        return
    basis, counts = "projects", _counts(projects)
    for id in ("followed_up", "improved"):
        book.value(
            f"projects.{id}", counts[id], shown=f"{counts[id]}", n=len(projects), unit="projects", table=TABLE, basis=basis
        )
    median = _median_way(projects)
    book.value(
        "projects.way", median, shown=display.percent(median), n=len(projects), unit="median share of the way to the target",
        table=TABLE, basis=basis,
    )  # fmt: skip
    _note_reached(book, "projects", _reached(projects), len(projects), basis)
    stated = sum(project["reached"] is not None for project in projects)
    book.value("projects.reached.stated", stated, shown=f"{stated}", n=len(projects), unit="projects that say so", basis=basis)
    _note_status(projects, classes, book)


def _note_status(projects: list[Row], classes: Classes, book: EvidenceBook) -> None:
    """Projects by status; statuses with few projects are merged, as types are."""
    counts = Counter(" ".join((project["status"] or NOT_STATED).split()) for project in projects)
    names = sorted(counts)
    merged = merged_groups([counts[name] for name in names], classes.distributions.minimum, ordered=False)
    for places in merged:
        group = [names[place] for place in places]
        count = sum(counts[name] for name in group)
        book.value(
            f"projects.status.{slug(' and '.join(group))}", count, shown=f"{count}", n=len(projects),
            unit=f"projects: {' or '.join(group)}", table=TABLE, cell=f"status.{slug(' and '.join(group))}", basis="projects",
        )  # fmt: skip
