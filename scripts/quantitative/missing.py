"""People without an end score: who they were, and what their absence could do to the change of each behaviour.

- attrition: baseline of the lost against the stayed, standardised; fewer lost than may be shown are not described
- multiple imputation by predictive mean matching from the other wave, the baselines of the other behaviours and the cohort
  (inference/imputation.py); pooled by Rubin, degrees of freedom by Barnard and Rubin
- tipping point: the shift of the imputed ends at which the interval touches zero, and the same without imputation
- worst cases: every missing end set to no change, to a decline by the smallest meaningful change, to the scale's minimum

Random numbers depend on the plan's seed, the step and the behaviour, and on nothing else: people are taken in the order of their
scores, so that neither pseudonyms nor the order of rows matter. While no end score is in, everything is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference, MissingScores
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import Participants
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.quantitative import Scores
from scripts.ground.schemas.sensitivity import Attrition, Imputed, WorstCases
from scripts.quantitative.inference.imputation import Completed, impute_change, pooled_change
from scripts.quantitative.inference.paired import mean_change, paired_change
from scripts.quantitative.inference.refusal import NotEstimable, require_people
from scripts.quantitative.inference.tipping import attrition, described, tipping_difference, tipping_shift
from scripts.quantitative.missing_evidence import note_attrition, note_imputed, note_worst
from scripts.quantitative.wide import Wide, wide_scores

STEP = "quantitative.missing"
CASES = ("no change", "declined", "minimum")
NO_END = "no end score is in, so nobody can be said to be missing"

Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    attrition: Rows[Attrition]
    imputed: Rows[Imputed]
    worst_cases: Rows[WorstCases]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def missing(
    scores: Rows[Scores],
    participants: Rows[Participants],
    instrument: Instrument,
    inference: Inference,
    missing_scores: MissingScores,
    cohorts: Cohorts,
    classes: Classes,
) -> Made:
    """Attrition, imputed change and worst cases of every behaviour, estimable or not."""
    book, range_of_scale = EvidenceBook(STEP), instrument.scale.maximum - instrument.scale.minimum
    minimum = classes.distributions.minimum
    lost, imputed, worst = [], [], []
    for wide in wide_scores(scores, participants, instrument, cohorts):
        basis = book.basis(f"behaviour.{wide.behaviour}.missing", wide.rows)
        lost.append(_attrition(wide, inference, minimum))
        note_attrition(book, lost[-1], basis, minimum)
        imputed.append(_imputed(wide, inference, missing_scores, range_of_scale))
        with_roster = (*wide.rows, *wide.belonging)
        note_imputed(
            book, imputed[-1], book.basis(f"behaviour.{wide.behaviour}.imputed", with_roster) if wide.belonging else basis
        )
        for case in CASES:
            worst.append(_worst(wide, case, inference, instrument.scale.minimum, minimum))
            note_worst(book, worst[-1], basis)
    return Made(lost, imputed, worst, book.evidence, book.bases)


def _attrition(wide: Wide, inference: Inference, minimum: int) -> Row:
    stayed, lost = wide.before[wide.both], wide.before[wide.lost]
    started = stayed.size + lost.size
    row = dict.fromkeys(Attrition.columns) | {
        "behaviour": wide.behaviour,
        "n_stayed": stayed.size,
        "n_lost": lost.size,
        "n_end_only": int(wide.end_only.sum()),
        "estimable": False,
        "reason": "",
    }
    if not wide.has_end:
        return row | {"n_lost": 0, "reason": NO_END}
    row |= {"share_lost": lost.size / started if started else None} | _description("stayed", stayed, minimum)
    row |= _description("lost", lost, minimum)
    try:
        require_people(lost.size, 1, "a comparison with the lost")
        for group, name in ((stayed, "stayed"), (lost, "were lost")):
            require_people(group.size, max(2, minimum), f"a comparison with those who {name}")
        found = attrition(stayed, lost, inference.confidence)
    except NotEstimable as refusal:
        return row | {"reason": refusal.reason}
    return row | {"g": found.g, "low": found.low, "high": found.high, "estimable": True}


def _description(name: str, values: np.ndarray, minimum: int) -> Row:
    """Mean and spread; of fewer people than may be shown, none."""
    if values.size < max(1, minimum):
        return {}
    group = described(values)
    return {f"mean_{name}": group.mean, f"sd_{name}": group.sd}


def _imputed(wide: Wide, inference: Inference, plan: MissingScores, range_of_scale: float) -> Row:
    there = ~np.isnan(wide.before) if plan.population == "baseline" else np.ones(wide.before.size, dtype=bool)
    before, after = wide.before[there], wide.after[there]
    row = dict.fromkeys(Imputed.columns) | {
        "behaviour": wide.behaviour,
        "n": before.size,
        "end_missing": int(np.isnan(after).sum()),
        "start_missing": int(np.isnan(before).sum()),
        "imputations": plan.imputations,
        "estimable": False,
        "reason": "",
    }
    if not wide.has_end:
        return row | {"reason": NO_END}
    try:
        require_people(int(wide.both.sum()), inference.minimum_pairs, "imputation, for scores at both waves,")
        completed = _complete(before, after, wide.others[there], wide.behaviour, inference.seed, plan)
        found = pooled_change(completed, inference.confidence)
    except NotEstimable as refusal:
        return row | {"reason": refusal.reason}
    return (
        row
        | _tipping(wide, completed, inference, range_of_scale)
        | {
            "donors": completed.donors if row["end_missing"] + row["start_missing"] else None,
            "mean": found.estimate,
            "se": found.se,
            "low": found.low,
            "high": found.high,
            "df": found.df,
            "p": found.p,
            "fmi": found.fmi,
            "monte_carlo_error": found.monte_carlo_error,
            "estimable": True,
        }
    )


def _complete(
    before: np.ndarray, after: np.ndarray, others: np.ndarray, behaviour: str, seed: int, plan: MissingScores
) -> Completed:
    if not np.isnan(before).any() and not np.isnan(after).any():
        change = paired_change(before, after)
        return Completed(np.tile(change, (plan.imputations, 1)), np.zeros(change.size, dtype=bool), plan.donors)
    chance = generator(seed, behaviour)
    return impute_change(before, after, others, chance, imputations=plan.imputations, donors=plan.donors)


def generator(seed: int, behaviour: str) -> np.random.Generator:
    """Random numbers of one behaviour in this step."""
    digest = hashlib.sha256(f"{seed} {STEP} {behaviour}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def _tipping(wide: Wide, completed: Completed, inference: Inference, range_of_scale: float) -> Row:
    def simple() -> float:
        stayed = mean_change(paired_change(wide.before[wide.both], wide.after[wide.both]), inference.confidence)
        return tipping_difference(stayed, int(wide.lost.sum()), range_of_scale)

    shift = _or_reason(lambda: tipping_shift(completed, range_of_scale, inference.confidence))
    difference = _or_reason(simple)
    return {
        "tipping_shift": shift[0],
        "tipping_reason": shift[1],
        "tipping_difference": difference[0],
        "tipping_difference_reason": difference[1],
    }


def _or_reason(estimate: Callable[[], float]) -> tuple[float | None, str]:
    try:
        return estimate(), ""
    except NotEstimable as refusal:
        return None, refusal.reason


def _worst(wide: Wide, case: str, inference: Inference, scale_minimum: float, fewest: int) -> Row:
    row = dict.fromkeys(WorstCases.columns) | {
        "behaviour": wide.behaviour,
        "case": case,
        "n": int((wide.both | wide.lost).sum()),
        "lost": int(wide.lost.sum()),
        "estimable": False,
        "reason": "",
    }
    try:
        if not wide.has_end:
            raise NotEstimable(NO_END)
        require_people(int(wide.both.sum()), inference.minimum_pairs, "a worst case, for scores at both waves,")
        if case == "minimum" and 0 < row["lost"] < fewest:
            raise NotEstimable(f"fewer than {fewest} people are lost, and their baselines could be worked out from it")
        change = _with_losses(wide, case, inference.smallest_meaningful_change, scale_minimum)
        found = mean_change(change, inference.confidence)
    except NotEstimable as refusal:
        return row | {"reason": refusal.reason}
    return row | {"mean": found.mean, "low": found.low, "high": found.high, "p": found.p, "estimable": True}


def _with_losses(wide: Wide, case: str, decline: float, scale_minimum: float) -> np.ndarray:
    """Changes of all with a baseline, the lost by the rule; nobody falls below the scale's minimum."""
    start = wide.before[wide.lost]
    ends = {
        "no change": start,
        "declined": np.maximum(start - decline, scale_minimum),
        "minimum": np.full(start.size, float(scale_minimum)),
    }
    stayed = paired_change(wide.before[wide.both], wide.after[wide.both])
    return np.concatenate([stayed, paired_change(start, ends[case])])
