"""How well the instrument measures: reliability, ceiling, distributions, response shift and regression to the mean.

- reliability of every behaviour and knowledge scale at each wave, over everybody who answered all its items, named or not
- each item against the rest; one that runs against them is a finding (an item already reversed?), as is a ceiling at the start
- answers by class of neighbouring categories, wide enough that no class is held by few people
- then-ratings held against the start, and the change as seen from the end
- variances of the two waves compared (Oldham, Pitman and Morgan); a correlation of change with the start is never made

What cannot be estimated stands with its reason. While the study is interim only the first wave is looked at.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from scripts.ground.evidence import EvidenceBook
from scripts.ground.findings import Finding
from scripts.ground.models.analysis_plan import Inference, Measurement
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import SafeAnswers
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.measurement import AnswerShares, ItemStatistics, Reliability, ResponseShift, WaveSpread
from scripts.quantitative import measurement_evidence as noted
from scripts.quantitative.answer_shares import answer_shares
from scripts.quantitative.inference.refusal import NotEstimable, require_people
from scripts.quantitative.inference.regression_to_mean import ceiling_share, spread_of_waves
from scripts.quantitative.inference.reliability import Reliability as Found
from scripts.quantitative.inference.reliability import omega_total, reliability
from scripts.quantitative.measurement_findings import instrument_findings
from scripts.quantitative.pairing import complete_pairs
from scripts.quantitative.responses import Level, Place, item_answers, levels
from scripts.quantitative.scores import score_responses
from scripts.quantitative.shift import response_shifts

Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    reliability: Rows[Reliability]
    item_statistics: Rows[ItemStatistics]
    answer_shares: Rows[AnswerShares]
    wave_spread: Rows[WaveSpread]
    response_shift: Rows[ResponseShift]
    findings: Rows[Findings]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def measurement(
    answers: Rows[SafeAnswers],
    instrument: Instrument,
    inference: Inference,
    plan: Measurement,
    cohorts: Cohorts,
    classes: Classes,
    running: Running,
) -> Made:
    """All of it, for the behaviours and for the knowledge scales."""
    book = EvidenceBook("quantitative.measurement")
    made = Made([], [], [], [], [], [], book.evidence, book.bases)
    for level in levels(instrument):
        given = item_answers(answers, level.instrument, cohorts, running)
        scores = [row for row in score_responses(answers, level.instrument, cohorts, running) if row["score"] is not None]
        for wave, responses in given.items():
            for measure in level.measures:
                row, items = _reliability(level, measure, wave, responses, scores, inference)
                made.reliability.append(row)
                made.item_statistics.extend(items)
                basis = book.basis(noted.basis_of(row), _places(responses, level.items(measure)))
                noted.reliability(book, row, basis)
                noted.items(book, items, basis)
        shares = answer_shares(level, given, classes.distributions.minimum)
        made.answer_shares.extend(shares)
        noted.answers(book, [row for row in shares if row["level"] != "item"])
        for measure in level.measures:
            row = _spread(level, measure, scores, inference, cohorts)
            made.wave_spread.append(row)
            noted.spread(book, row, _basis_of_scores(book, level, measure, scores), classes.distributions.minimum)
        made.findings.extend(_findings(made, level, given, plan))
    shifts = response_shifts(answers, instrument, inference, cohorts, running, classes.distributions.minimum)
    for shift, places in shifts:
        made.response_shift.append(shift)
        noted.shift(book, shift, book.basis(f"behaviour.{shift['behaviour']}.shift", places))
    return made


def _reliability(
    level: Level, measure: str, wave: str, responses: dict[Place, dict[str, float]], scores: list[Row], inference: Inference
) -> tuple[Row, list[Row]]:
    """The row of a measure at a wave, and those of its items."""
    items = level.items(measure)
    asked = [item for item in items if any(item in given for given in responses.values())]
    own = sorted(row["score"] for row in scores if (row["behaviour"], row["wave"]) == (measure, wave))
    row = dict.fromkeys(Reliability.columns) | {"level": level.name, "name": measure, "wave": wave, "items": len(items)}
    row |= {"sd": float(np.std(own, ddof=1)) if len(own) > 1 else None, "estimable": False, "reason": "", "reason_omega": ""}
    try:
        _require_items(len(items), len(asked))
        table = np.array([[given.get(item, math.nan) for item in asked] for given in responses.values()])
        found = reliability(table, inference.confidence)
    except NotEstimable as refusal:
        return row | {"reason": refusal.reason, "reason_omega": refusal.reason}, []
    row |= _numbers(found) | _omega(table)
    return row, [_item(level, measure, wave, asked[place], found, number) for number, place in enumerate(found.kept)]


def _require_items(items: int, asked: int) -> None:
    if items == 1:
        raise NotEstimable("measured by one item, so internal consistency does not exist")
    if asked < 2:
        raise NotEstimable(f"answers to {asked} of its {items} items came in at this wave; two are needed")


def _numbers(found: Found) -> Row:
    return {
        "items_used": len(found.kept), "n": found.n, "alpha": found.alpha, "low": found.alpha_low, "high": found.alpha_high,
        "alpha_standardised": found.alpha_standardised, "lambda_6": found.lambda_6, "average_r": found.average_r,
        "estimable": True,
    }  # fmt: skip


def _omega(table: np.ndarray) -> Row:
    try:
        omega = omega_total(table)
    except NotEstimable as refusal:
        return {"reason_omega": refusal.reason}
    return {"omega": omega.total, "improper": omega.improper}


def _item(level: Level, measure: str, wave: str, item: str, found: Found, number: int) -> Row:
    rest = found.item_rest[number]
    without = found.alpha_if_dropped[number] if found.alpha_if_dropped else math.nan
    return {
        "item": item, "wave": wave, "level": level.name, "name": measure, "n": found.n,
        "item_rest": None if math.isnan(rest) else rest, "alpha_if_dropped": None if math.isnan(without) else without,
    }  # fmt: skip


def _spread(level: Level, measure: str, scores: list[Row], inference: Inference, cohorts: Cohorts) -> Row:
    # responses without a person count at the start, but have no partner in the other wave
    pairs = complete_pairs([row for row in scores if row["pseudonym"]], measure, cohorts)
    start = [row["score"] for row in scores if (row["behaviour"], row["wave"]) == (measure, cohorts.waves[0].id)]
    row = dict.fromkeys(WaveSpread.columns) | {"level": level.name, "name": measure, "estimable": False, "reason": ""}
    row |= {"n_start": len(start), "at_ceiling": 0, "n": len(pairs.before)}
    if start:
        top = ceiling_share(start, level.instrument.scale.maximum, inference.confidence)
        row |= {"at_ceiling": top.count, "ceiling": top.share, "ceiling_low": top.low, "ceiling_high": top.high}
    try:
        require_people(len(pairs.before), inference.minimum_pairs, "a comparison of the variances")
        found = spread_of_waves(pairs.before, pairs.after, inference.confidence)
    except NotEstimable as refusal:
        return row | {"reason": refusal.reason}
    return row | {
        "r": found.r, "oldham": found.oldham, "p": found.p, "variance_ratio": found.variance_ratio,
        "ratio_low": found.ratio_low, "ratio_high": found.ratio_high, "estimable": True,
    }  # fmt: skip


def _findings(made: Made, level: Level, given: dict[str, dict[Place, dict[str, float]]], plan: Measurement) -> list[Finding]:
    sources = {wave: sorted({source for source, _ in responses}) for wave, responses in given.items()}
    mine = [
        [row for row in rows if row["level"] == level.name] for rows in (made.item_statistics, made.reliability, made.wave_spread)
    ]
    return instrument_findings(*mine, level, sources, plan)


def _places(responses: dict[Place, dict[str, float]], items: list[str]) -> list[Place]:
    return [place for place, given in responses.items() if any(item in given for item in items)]


def _basis_of_scores(book: EvidenceBook, level: Level, measure: str, scores: list[Row]) -> str:
    rows = [(row["source"], row["source_row"]) for row in scores if row["behaviour"] == measure]
    return book.basis(f"{level.name}.{measure}.spread", rows)
