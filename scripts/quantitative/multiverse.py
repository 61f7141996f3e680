"""Multiverse: each behaviour's change under every combination of the choices that the plan lists. Descriptive.

- scoring: items needed for a score; exclusion: responses with signs of careless answering (validate.quality), both waves
- missing end scores and estimator: inference/multiverse.py; combinations that do not fit together are not made
- as standardised size: complete pairs by every denominator; a denominator moves neither sign nor zero, so it is told apart
- the curve: share with the planned sign, share of intervals above zero, median and range

While the study is interim only the first wave is scored, and there is nothing to estimate. What is published are shares and two
decimals: the difference between two combinations must not give away the one person by whom they differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference, MultiverseChoices
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import SafeAnswers
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.sensitivity import Multiverse, MultiverseCurve, MultiverseSizes
from scripts.ground.schemas.validate import ResponseQuality
from scripts.quantitative.inference.effect_size import effect_size
from scripts.quantitative.inference.multiverse import Located, combinations, curve
from scripts.quantitative.inference.refusal import NotEstimable, require_people
from scripts.quantitative.scores import score_responses

# the smallest share that still asks for one item
ONE_ITEM = 1e-9
PLANNED = {"scoring": "planned", "exclusion": "none", "missing": "complete pairs", "estimator": "t"}
DECIMALS = 2
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    multiverse: Rows[Multiverse]
    sizes: Rows[MultiverseSizes]
    curves: Rows[MultiverseCurve]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


@dataclass(frozen=True)
class _Data:
    """Scores of one behaviour under one scoring and exclusion, NaN where missing, and the raw rows behind them."""

    before: np.ndarray
    after: np.ndarray
    rows: tuple[tuple[str, int], ...]

    @property
    def pairs(self) -> tuple[np.ndarray, np.ndarray]:
        both = ~np.isnan(self.before) & ~np.isnan(self.after)
        return self.before[both], self.after[both]


def multiverse(
    answers: Rows[SafeAnswers],
    response_quality: Rows[ResponseQuality],
    instrument: Instrument,
    inference: Inference,
    choices: MultiverseChoices,
    cohorts: Cohorts,
    running: Running,
) -> Made:
    """Every combination for every behaviour, the curves, and their evidence."""
    scored = _scored(answers, instrument, cohorts, running, choices)
    excluded = {name: _excluded(response_quality, name) for name in choices.exclusion}
    book = EvidenceBook("quantitative.multiverse")
    combined, sizes, curves = [], [], []
    for behaviour in (each.id for each in instrument.behaviours):
        data = {
            (scoring, exclusion): _data(scored[scoring].get(behaviour, []), excluded[exclusion], cohorts)
            for scoring, exclusion in product(choices.scoring, choices.exclusion)
        }
        of_behaviour = list(_combined(behaviour, data, choices, inference, instrument))
        of_sizes = list(_sizes(behaviour, data, choices, inference))
        curves.append(_curve(behaviour, of_behaviour, of_sizes))
        rows = {row for each in data.values() for row in each.rows}
        basis = book.basis(f"behaviour.{behaviour}.multiverse", sorted(rows)) if rows else ""
        _note(book, curves[-1], basis)
        combined += of_behaviour
        sizes += of_sizes
    return Made(combined, sizes, curves, book.evidence, book.bases)


def _scored(
    answers: list[Row], instrument: Instrument, cohorts: Cohorts, running: Running, choices: MultiverseChoices
) -> dict[str, dict[str, list[Row]]]:
    """Scores of people by scoring and behaviour."""
    shares = {"planned": instrument.answered_share, "any answered": ONE_ITEM, "all answered": 1.0}
    scored: dict[str, dict[str, list[Row]]] = {name: defaultdict(list) for name in choices.scoring}
    for name, by_behaviour in scored.items():
        for row in score_responses(answers, instrument.model_copy(update={"answered_share": shares[name]}), cohorts, running):
            if row["pseudonym"] and row["score"] is not None:
                by_behaviour[row["behaviour"]].append(row)
    return scored


def _excluded(response_quality: list[Row], exclusion: str) -> set[tuple[str, int]]:
    """Raw rows of the responses that are left out."""
    marked = {
        "none": lambda row: False,
        "straight lines": lambda row: row["straight_blocks"] > 0,
        "any sign": lambda row: bool(row["signs"]),
    }[exclusion]
    return {(row["source"], row["source_row"]) for row in response_quality if marked(row)}


def _data(scored: list[Row], excluded: set[tuple[str, int]], cohorts: Cohorts) -> _Data:
    first, last = cohorts.waves[0].id, cohorts.waves[-1].id
    people: dict[str, dict[str, Row]] = {}
    for row in scored:
        if row["wave"] in (first, last) and (row["source"], row["source_row"]) not in excluded:
            people.setdefault(row["pseudonym"], {})[row["wave"]] = row
    ordered = [waves for _, waves in sorted(people.items())]
    before, after = (np.array([waves[wave]["score"] if wave in waves else np.nan for waves in ordered]) for wave in (first, last))
    if first == last:
        after = np.full_like(before, np.nan)
    rows = tuple((row["source"], row["source_row"]) for waves in ordered for row in waves.values())
    return _Data(before.astype(float), after.astype(float), rows)


def _combined(
    behaviour: str, data: dict[tuple[str, str], _Data], choices: MultiverseChoices, inference: Inference, instrument: Instrument
) -> Iterator[Row]:
    done: dict[bytes, dict[tuple[str, str], Located | str]] = {}
    for (scoring, exclusion), each in data.items():
        same = each.before.tobytes() + b"|" + each.after.tobytes()
        if same not in done:
            done[same] = combinations(
                each.before, each.after, choices.missing, choices.estimator,
                loss=inference.smallest_meaningful_change, floor=instrument.scale.minimum, seed=inference.seed,
                least=inference.minimum_pairs, confidence=inference.confidence,
            )  # fmt: skip
        for (missing, estimator), found in done[same].items():
            chosen = {"scoring": scoring, "exclusion": exclusion, "missing": missing, "estimator": estimator}
            yield {"behaviour": behaviour, **chosen, "planned": chosen == PLANNED, **_located(found)}


def _located(found: Located | str) -> Row:
    if isinstance(found, str):
        return {"estimate": None, "low": None, "high": None, "estimable": False, "reason": found}
    return {"estimate": found.estimate, "low": found.low, "high": found.high, "estimable": True, "reason": ""}


def _sizes(behaviour: str, data: dict[tuple[str, str], _Data], choices: MultiverseChoices, inference: Inference) -> Iterator[Row]:
    for ((scoring, exclusion), each), denominator in product(data.items(), choices.denominator):
        try:
            require_people(each.pairs[0].size, inference.minimum_pairs, "an estimate of change")
            g = effect_size(*each.pairs, denominator, inference.confidence).g
        except NotEstimable:
            g = None
        yield {"behaviour": behaviour, "scoring": scoring, "exclusion": exclusion, "denominator": denominator, "g": g}


def _curve(behaviour: str, rows: list[Row], sizes: list[Row]) -> Row:
    planned = next((row["estimate"] for row in rows if row["planned"] and row["estimable"]), None)
    known = [row["g"] for row in sizes if row["g"] is not None]
    made = dict.fromkeys(MultiverseCurve.columns) | {"behaviour": behaviour, "n": len(rows), "sizes": len(sizes)}
    made |= {"not_estimable": sum(not row["estimable"] for row in rows), "estimable": False, "reason": ""}
    located = [Located(0, row["estimate"], row["low"], row["high"]) if row["estimable"] else None for row in rows]
    try:
        found = curve(located, _first(planned, located))
    except NotEstimable as refusal:
        reasons = sorted({row["reason"] for row in rows if row["reason"]})
        return made | {"reason": reasons[0] if reasons else refusal.reason}
    made |= {"size_low": _rounded(min(known)), "size_high": _rounded(max(known))} if known else {}
    return made | {
        "distinct": found.distinct,
        "share_same_sign": found.same_sign,
        "share_above_zero": found.above_zero,
        "share_below_zero": found.below_zero,
        "median": _rounded(found.median),
        "low": _rounded(found.low),
        "high": _rounded(found.high),
        "estimable": True,
    }


def _first(planned: float | None, located: list[Located | None]) -> float:
    """The planned estimate; where the plan does not list its own choices, the median stands for it."""
    known = [each.estimate for each in located if each is not None]
    return planned if planned is not None else float(np.median(known)) if known else 0.0


def _rounded(value: float) -> float:
    return round(value, DECIMALS)


def _note(book: EvidenceBook, row: Row, basis: str) -> None:
    name = f"behaviour.{row['behaviour']}.multiverse"

    def value(id: str, shown: str, unit: str) -> None:
        book.value(
            f"{name}.{id}", row[id], shown=shown, n=row["n"], unit=unit,
            table="tbl-multiverse", cell=f"{row['behaviour']}.{id}", basis=basis,
        )  # fmt: skip

    for id, unit in (("n", "combinations of choices"), ("distinct", "different results"), ("sizes", "standardised sizes")):
        value(id, f"{row[id]}", unit)
    value("not_estimable", f"{row['not_estimable']}", "combinations without an estimate")
    for id in ("share_same_sign", "share_above_zero", "share_below_zero"):
        value(id, display.percent(row[id]), "share of the combinations that could be estimated")
    for id in ("median", "low", "high"):
        value(id, display.signed(row[id]), "scale points")
    for id in ("size_low", "size_high"):
        value(id, display.signed(row[id]), "standard deviations, by several denominators")
