"""Ratings without a before and after, and improvement projects, against the floors of the plan.

- feedback: a person's (or nameless response's) mean answer at or above `favourable_from` counts as favourable; people and
  nameless responses are told apart, because one person may have given several of these
- projects: met when the follow-up reaches the target in the declared direction; without follow-up, target or direction it
  counts as not met; by type of outcome with direction, way to the target, status and reach (project_types.py)
- both as shares with Wilson's interval; while the study is interim neither is shown
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from scripts.ground import display
from scripts.ground.columnwise import parted
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.instrument import Instrument, OtherScale
from scripts.ground.models.study import Running
from scripts.ground.proportion import wilson
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import SafeAnswers, SafeProjects
from scripts.ground.schemas.engagement import ProjectTypes
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.quantitative import ProjectResults, Ratings
from scripts.quantitative.project_types import met, project_types


class Made(NamedTuple):
    """What the step makes."""

    ratings: Rows[Ratings]
    project_results: Rows[ProjectResults]
    types: Rows[ProjectTypes]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def outcomes(
    answers: Rows[SafeAnswers],
    projects: Rows[SafeProjects],
    instrument: Instrument,
    inference: Inference,
    running: Running,
    classes: Classes,
) -> Made:
    """Shares with intervals; a scale nobody answered and an empty project log give no row."""
    book = EvidenceBook("quantitative.outcomes")
    if running.interim:
        return Made([], [], [], book.evidence, book.bases)
    by_item = parted(answers, "item")
    ratings = [
        row
        for scale in instrument.other_scales
        if scale.kind == "feedback" and (row := _rate(scale, by_item, instrument, inference, book))
    ]
    results = [_judge(projects, inference, book)] if projects else []
    types = project_types(projects, inference, classes, book)
    return Made(ratings, results, types, book.evidence, book.bases)


def _rate(
    scale: OtherScale,
    answers: dict[str, Sequence[dict[str, Any]]],
    instrument: Instrument,
    inference: Inference,
    book: EvidenceBook,
) -> dict[str, Any] | None:
    by_person: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in instrument.items:
        for answer in answers.get(item.id, []) if item.scale == scale.id else []:
            if answer["value"] is not None:
                # a response without a name cannot be joined to another: it counts by itself
                by_person[answer["pseudonym"] or f"{answer['source']}:{answer['source_row']}"].append(answer)
    if not by_person:
        return None
    people = len({answer["pseudonym"] for given in by_person.values() for answer in given if answer["pseudonym"]})
    means = [sum(each["value"] for each in given) / len(given) for given in by_person.values()]
    share = wilson(sum(mean >= scale.favourable_from for mean in means), len(means), inference.confidence)
    basis = book.basis(
        f"rating.{scale.id}", [(each["source"], each["source_row"]) for given in by_person.values() for each in given]
    )
    book.value(
        f"rating.{scale.id}.share", share.share, shown=display.percent(share.share), low=share.low, high=share.high,
        n=share.n, unit=f"share of {_units(people, share.n)}", table="tbl-outcomes", cell=f"{scale.id}.share", basis=basis,
    )  # fmt: skip
    counts = {"n": share.n, "favourable": share.count}
    _note_counts(book, f"rating.{scale.id}", "tbl-outcomes", counts, basis, unit=_units(people, share.n))
    _note_counts(book, f"rating.{scale.id}", "tbl-outcomes", {"people": people}, basis, unit="people")
    nameless = {"nameless": share.n - people}
    _note_counts(book, f"rating.{scale.id}", "tbl-outcomes", nameless, basis, unit="nameless responses")
    _note_interval(book, f"rating.{scale.id}", share.low, share.high, share.n, basis)
    return {
        "scale": scale.id,
        "n": share.n,
        "people": people,
        "nameless": share.n - people,
        "favourable": share.count,
        "share": share.share,
        "low": share.low,
        "high": share.high,
    }


def _units(people: int, all: int) -> str:
    """What is counted."""
    return "people" if people == all else "people and nameless responses" if people else "nameless responses"


def _judge(projects: list[dict[str, Any]], inference: Inference, book: EvidenceBook) -> dict[str, Any]:
    reached = sum(met(project) for project in projects)
    missing = sum(project["follow_up"] is None for project in projects)
    share = wilson(reached, len(projects), inference.confidence)
    basis = book.basis("projects", [(project["source"], project["source_row"]) for project in projects])
    book.value(
        "projects.met.share", share.share, shown=display.percent(share.share), low=share.low, high=share.high,
        n=share.n, unit="share of projects", table="tbl-outcomes", cell="projects.share", basis=basis,
    )  # fmt: skip
    _note_counts(book, "projects", "tbl-outcomes", {"n": len(projects), "met": reached, "missing_follow_up": missing}, basis)
    _note_interval(book, "projects.met", share.low, share.high, share.n, basis)
    return {
        "n": len(projects),
        "met": reached,
        "missing_follow_up": missing,
        "share": share.share,
        "low": share.low,
        "high": share.high,
    }


def _note_counts(book: EvidenceBook, name: str, table: str, counts: dict[str, int], basis: str, *, unit: str = "count") -> None:
    for what, count in counts.items():
        book.value(f"{name}.{what}", count, shown=str(count), n=count, unit=unit, table=table, cell=f"{name}.{what}", basis=basis)


def _note_interval(book: EvidenceBook, name: str, low: float, high: float, n: int, basis: str) -> None:
    book.value(f"{name}.low", low, shown=display.percent(low), n=n, unit="share", basis=basis)
    book.value(f"{name}.high", high, shown=display.percent(high), n=n, unit="share", basis=basis)
