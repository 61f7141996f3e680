"""Mean paired change of each behaviour among people with both waves: interval first, p second.

- pair the scores of the first and last wave
- mean change with t interval and p; the exact signed-rank p beside it as sensitivity (above 500 changes its normal form)
- g_av (mean of the two standard deviations, exact correction) with its interval
- Holm across all behaviours that could be estimated

Refuses an estimate, with the reason, for too few pairs or changes without any variance.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.quantitative import Change, Scores
from scripts.quantitative.inference.effect_size import EffectSize, effect_size
from scripts.quantitative.inference.multiplicity import holm
from scripts.quantitative.inference.paired import MeanChange, mean_change, paired_change
from scripts.quantitative.inference.refusal import NotEstimable, require_people
from scripts.quantitative.inference.signed_rank import signed_rank_p
from scripts.quantitative.pairing import Pairs, complete_pairs

UNIT = "scale points"
T = TypeVar("T")


class Made(NamedTuple):
    """What the step makes."""

    change: Rows[Change]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def change(scores: Rows[Scores], instrument: Instrument, inference: Inference, cohorts: Cohorts) -> Made:
    """Change of every behaviour of the instrument, estimable or not."""
    pairs = {each.id: complete_pairs(scores, each.id, cohorts) for each in instrument.behaviours}
    rows = [_estimate(behaviour, each, inference) for behaviour, each in pairs.items()]
    _adjust(rows, inference)
    book = EvidenceBook("quantitative.change")
    for row in rows:
        basis = book.basis(f"behaviour.{row['behaviour']}.change", pairs[row["behaviour"]].rows)
        _note(book, row, inference, basis)
    return Made(rows, book.evidence, book.bases)


def _estimate(behaviour: str, pairs: Pairs, inference: Inference) -> dict[str, Any]:
    row = dict.fromkeys(Change.columns) | {"behaviour": behaviour, "n": len(pairs.before), "estimable": False, "reason": ""}
    try:
        require_people(len(pairs.before), inference.minimum_pairs, "an estimate of change")
        differences = paired_change(pairs.before, pairs.after)
        found = mean_change(differences, inference.confidence)
        narrow = mean_change(differences, inference.equivalence_confidence)
    except NotEstimable as refusal:
        return row | {"reason": refusal.reason}
    size = _if_estimable(lambda: effect_size(pairs.before, pairs.after, "mean_sd", inference.confidence))
    p_ranks = _if_estimable(lambda: signed_rank_p(differences))
    return row | _numbers(pairs, found, narrow, size) | {"estimable": True, "p_signed_rank": p_ranks}


def _numbers(pairs: Pairs, found: MeanChange, narrow: MeanChange, size: EffectSize | None) -> dict[str, Any]:
    return {
        "mean_start": float(pairs.before.mean()),
        "mean_end": float(pairs.after.mean()),
        "mean": found.mean,
        "sd": found.sd,
        "low": found.low,
        "high": found.high,
        "low_equivalence": narrow.low,
        "high_equivalence": narrow.high,
        "t": found.t,
        "df": found.df,
        "p": found.p,
        "g_av": size.g if size else None,
        "g_low": size.d_low if size else None,
        "g_high": size.d_high if size else None,
    }


def _if_estimable(estimate: Callable[[], T]) -> T | None:
    try:
        return estimate()
    except NotEstimable:
        return None


def _adjust(rows: list[dict[str, Any]], inference: Inference) -> None:
    """Holm over the planned family: a behaviour that could not be estimated still counts as a planned test."""
    tested = [row for row in rows if row["p"] is not None]
    raw = [row["p"] for row in tested]
    adjusted = holm(raw, family=len(rows)) if inference.multiplicity == "holm" and raw else raw
    for row, p in zip(tested, adjusted, strict=True):
        row["p_holm"] = float(p)


def _note(book: EvidenceBook, row: dict[str, Any], inference: Inference, basis: str) -> None:
    name, behaviour = f"behaviour.{row['behaviour']}", row["behaviour"]

    def value(id: str, column: str, shown: str, low: str = "", high: str = "", unit: str = UNIT) -> None:
        book.value(
            f"{name}.{id}", row[column], shown=shown, low=row.get(low), high=row.get(high), n=row["n"], unit=unit,
            table="tbl-change", cell=f"{behaviour}.{column}", basis=basis,
        )  # fmt: skip

    value("n", "n", f"{row['n']}", unit="people with both waves")
    value("start.mean", "mean_start", display.number(row["mean_start"]))
    value("end.mean", "mean_end", display.number(row["mean_end"]))
    value("change.mean", "mean", display.signed(row["mean"]), "low", "high")
    value("change.low", "low", display.signed(row["low"]))
    value("change.high", "high", display.signed(row["high"]))
    value("change.sd", "sd", display.number(row["sd"]))
    value("change.t", "t", display.signed(row["t"]), unit="t statistic")
    value("change.df", "df", display.number(row["df"], 0), unit="degrees of freedom")
    value("change.p", "p", display.p_value(row["p"]), unit="probability")
    value("change.p_holm", "p_holm", display.p_value(row["p_holm"]), unit="probability")
    value("change.p_signed_rank", "p_signed_rank", display.p_value(row["p_signed_rank"]), unit="probability")
    value("change.g_av", "g_av", display.signed(row["g_av"]), "g_low", "g_high", unit="mean standard deviations")
