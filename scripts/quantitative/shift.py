"""Then-ratings beside the start and the end: response shift, and the change as people see it from the end."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Running
from scripts.ground.schemas.measurement import ResponseShift
from scripts.quantitative.inference.paired import MeanChange
from scripts.quantitative.inference.refusal import NotEstimable, require_people
from scripts.quantitative.inference.response_shift import both_given, response_shift, retrospective_change
from scripts.quantitative.responses import Place, asks_every_item, score_people, then_ratings

Row = dict[str, Any]


def response_shifts(
    answers: list[Row], instrument: Instrument, inference: Inference, cohorts: Cohorts, running: Running, minimum: int
) -> list[tuple[Row, list[Place]]]:
    """One row a behaviour that has a then-rating, with the raw rows behind it; then-ratings stand in the last wave."""
    looking_back = then_ratings(instrument)
    asked = {item.behaviour for item in looking_back.items}
    first, last = cohorts.waves[0].id, cohorts.waves[-1].id
    scores = _by_person(score_people(answers, instrument, cohorts, running))
    then = _by_person(score_people(answers, looking_back, cohorts, running))
    made = []
    for behaviour in (each.id for each in instrument.behaviours if each.id in asked):
        start, looked, end = (
            scores.get((behaviour, first), {}),
            then.get((behaviour, last), {}),
            scores.get((behaviour, last), {}),
        )
        people = sorted(looked.keys() & (start.keys() | end.keys())) if first != last else []
        columns = [
            np.array([each[person]["score"] if person in each else math.nan for person in people])
            for each in (start, looked, end)
        ]
        planned = len(start.keys() & end.keys())
        row = _row(behaviour, *_without_few(columns, minimum), planned, minimum, inference) | {
            "same_questions": asks_every_item(instrument, behaviour)
        }
        used = [each[person] for person in people for each in (start, looked, end) if person in each]
        made.append((row, [(each["source"], each["source_row"]) for each in used]))
    return made


def _by_person(scores: list[Row]) -> dict[tuple[str, str], dict[str, Row]]:
    by_measure: dict[tuple[str, str], dict[str, Row]] = {}
    for row in scores:
        if row["score"] is not None:
            by_measure.setdefault((row["behaviour"], row["wave"]), {})[row["pseudonym"]] = row
    return by_measure


def _without_few(columns: list[np.ndarray], minimum: int) -> list[np.ndarray]:
    """Start, then and end without people who lack the start, or the end, where they are few: means over nested groups that differ
    by few people tell what these few answered."""
    start, _, end = columns
    for lacking in (np.isnan(start), np.isnan(end)):
        if 0 < lacking.sum() < minimum:
            columns = [np.where(lacking, math.nan, each) for each in columns]
    return columns


def _row(
    behaviour: str, start: np.ndarray, then: np.ndarray, end: np.ndarray, planned: int, minimum: int, inference: Inference
) -> Row:
    row = dict.fromkeys(ResponseShift.columns) | {"behaviour": behaviour, "reason": "", "reason_retrospective": ""}
    row |= {"n": both_given(start, then).size, "n_retrospective": both_given(then, end).size}
    both = ~(np.isnan(start) | np.isnan(then))
    if both.any():
        row |= {"start": float(start[both].mean()), "then": float(then[both].mean())}
    try:
        require_people(row["n"], inference.minimum_pairs, "a response shift")
        row |= _named(response_shift(start, then, inference.confidence), "shift", "")
    except NotEstimable as refusal:
        row["reason"] = refusal.reason
    try:
        require_people(row["n_retrospective"], inference.minimum_pairs, "a retrospective change")
        if 0 < planned - int((~np.isnan(start) & ~np.isnan(then) & ~np.isnan(end)).sum()) < minimum:
            # shift and retrospective change add up to the change of those who gave all three ratings
            raise NotEstimable("held back: beside the planned change it would tell how few people changed")
        row |= _named(retrospective_change(then, end, inference.confidence), "retrospective", "retrospective_")
    except NotEstimable as refusal:
        row["reason_retrospective"] = refusal.reason
    return row


def _named(found: MeanChange, mean: str, start: str) -> Row:
    return {mean: found.mean, f"{start}low": found.low, f"{start}high": found.high, f"{start}p": found.p}
