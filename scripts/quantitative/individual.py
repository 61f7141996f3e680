"""Change person by person: who went up and down, whose change exceeds measurement error, and what could have been detected.

- who rose or fell by at least half the smallest meaningful change, for the figure of change
- P(improve) less P(worsen) with Tango's interval and the exact sign test, for behaviours, scales and every single item
- reliable change by three standard errors: alpha at the start (planned), correlation of the waves, spread of the changes
- the knowledge scales: mean paired change as for the behaviours, adjusted as an exploratory family (Benjamini and Hochberg)
- the smallest change detectable with the people who have both waves, for one test and for all behaviours together

What cannot be estimated stands with its reason. Counts of few people stay in the team's tables; evidence leaves them out.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from scripts.ground.columnwise import parted
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference, Measurement
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Running
from scripts.ground.proportion import wilson
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import SafeAnswers
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.measurement import Detectable, Ordinal, Reliability, ReliableChanges, ScaleChange
from scripts.ground.schemas.quantitative import ChangeBins
from scripts.quantitative import individual_evidence as noted
from scripts.quantitative.change_counts import Counts, Shown, shown_changes
from scripts.quantitative.inference.effect_size import correlation, effect_size
from scripts.quantitative.inference.individual_change import error_of_change, error_of_reliability, reliable_change
from scripts.quantitative.inference.multiplicity import benjamini_hochberg
from scripts.quantitative.inference.ordinal import paired_superiority
from scripts.quantitative.inference.paired import mean_change, paired_change, spread
from scripts.quantitative.inference.power import minimal_detectable_dz
from scripts.quantitative.inference.refusal import NotEstimable, require_people
from scripts.quantitative.inference.sign_test import sign_test
from scripts.quantitative.inference.signed_rank import signed_rank_p
from scripts.quantitative.pairing import Pairs, complete_pairs
from scripts.quantitative.responses import Level, item_scores, levels, score_people

Row = dict[str, Any]
ERRORS = ("alpha", "retest", "residual")
DRAWN = "half the smallest meaningful change"
BINS = ("lower", "about the same", "higher")


class Made(NamedTuple):
    """What the step makes."""

    ordinal: Rows[Ordinal]
    reliable_change: Rows[ReliableChanges]
    scale_change: Rows[ScaleChange]
    detectable: Rows[Detectable]
    bins: Rows[ChangeBins]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def individual(
    answers: Rows[SafeAnswers],
    reliability: Rows[Reliability],
    instrument: Instrument,
    inference: Inference,
    plan: Measurement,
    cohorts: Cohorts,
    classes: Classes,
    running: Running,
) -> Made:
    """All of it, for the behaviours and for the knowledge scales."""
    book = EvidenceBook("quantitative.individual")
    made = Made([], [], [], [], [], book.evidence, book.bases)
    by_item = parted(answers, "item")
    for level in levels(instrument):
        scores = score_people(answers, level.instrument, cohorts, running)
        for measure in level.measures:
            pairs = complete_pairs(scores, measure, cohorts)
            basis = book.basis(f"{level.name}.{measure}.individual", pairs.rows)
            made.ordinal.append(_ordinal(level.name, measure, pairs, inference))
            rows = _reliable(level, measure, pairs, _at_start(reliability, level, measure, cohorts), inference)
            made.reliable_change.extend(rows)
            drawn = _drawn(pairs, inference) if level.name == "behaviour" else None
            may_be_shown = _may_be_shown(made.ordinal[-1], rows, classes, drawn)
            noted.ordinal(book, made.ordinal[-1], basis, may_be_shown)
            noted.reliable(book, rows, basis, may_be_shown)
            if level.name == "behaviour":
                made.detectable.append(_detectable(measure, pairs, len(level.measures), inference, plan))
                noted.detectable(book, made.detectable[-1], basis)
                made.bins.extend(_bins(measure, may_be_shown))
            else:
                made.scale_change.append(_scale_change(measure, pairs, inference))
            for item in level.items(measure):
                alone = item_scores(by_item.get(item, []), level.instrument, cohorts, running)
                made.ordinal.append(_ordinal("item", item, complete_pairs(alone, item, cohorts), inference))
    _adjust([row for row in made.ordinal if row["level"] == "item"])
    _adjust(made.scale_change)
    for row in made.ordinal:
        if row["level"] == "item":
            noted.ordinal(book, row, "", _may_be_shown(row, [], classes))
    for row in made.scale_change:
        noted.scale_change(book, row, f"scale.{row['scale']}.individual" if row["n"] else "")
    return made


def _may_be_shown(ordinal: Row, reliable: list[Row], classes: Classes, drawn: Counts | None = None) -> Shown:
    """All counts of one measure, protected together; the row of the ordinal table says whether its difference may be shown.

    Bars are drawn of all three classes or of none: where one must be hidden, the figure has none of them.
    """
    found = {row["error"]: (row["improved"], row["same"], row["worse"]) for row in reliable if row["estimable"]}
    any_change = (ordinal["improved"], ordinal["same"], ordinal["worse"]) if ordinal["estimable"] else None
    rule = classes.distributions

    def together(counts: dict[str, Counts]) -> Shown:
        return shown_changes(any_change, counts, rule.minimum, tests_shown=rule.test_results == "shown")

    shown = together(found | {DRAWN: drawn}) if drawn and any_change else together(found)
    if None in shown.counts.get(DRAWN, {}).values():
        shown = together(found)
    ordinal["may_be_shown"] = shown.difference
    return shown


def _drawn(pairs: Pairs, inference: Inference) -> Counts | None:
    """People whose score rose, stayed or fell by at least half the smallest meaningful change."""
    if not len(pairs.before):
        return None
    edge, change = inference.smallest_meaningful_change / 2, paired_change(pairs.before, pairs.after)
    return int((change >= edge).sum()), int((np.abs(change) < edge).sum()), int((change <= -edge).sum())


def _bins(behaviour: str, shown: Shown) -> list[Row]:
    counts = shown.counts.get(DRAWN, {})
    people = [counts.get(each) for each in ("worse", "same", "improved")]
    total = sum(each or 0 for each in people)
    return [
        {"behaviour": behaviour, "bin": name, "people": count, "share": None if count is None else count / total}
        for name, count in zip(BINS, people, strict=True)
    ]


def _ordinal(level: str, name: str, pairs: Pairs, inference: Inference) -> Row:
    row = dict.fromkeys(Ordinal.columns) | {
        "level": level,
        "name": name,
        "n": len(pairs.before),
        "may_be_shown": True,
        "estimable": False,
        "reason": "",
    }
    try:
        require_people(row["n"], inference.minimum_pairs, "a count of who went up and down")
        found = sign_test(paired_change(pairs.before, pairs.after), inference.confidence)
    except NotEstimable as refusal:
        return row | {"reason": refusal.reason}
    return row | {
        "improved": found.improved, "same": found.same, "worse": found.worse, "difference": found.difference, "low": found.low,
        "high": found.high, "p": found.p, "superiority": paired_superiority(found)[0], "estimable": True,
    }  # fmt: skip


def _at_start(reliability: list[Row], level: Level, measure: str, cohorts: Cohorts) -> Row:
    """The reliability at the first wave."""
    wanted = (level.name, measure, cohorts.waves[0].id)
    return next(row for row in reliability if (row["level"], row["name"], row["wave"]) == wanted)


def _reliable(level: Level, measure: str, pairs: Pairs, start: Row, inference: Inference) -> list[Row]:
    rows = []
    for error in ERRORS:
        row = dict.fromkeys(ReliableChanges.columns) | {"level": level.name, "name": measure, "error": error}
        row |= {"n": len(pairs.before), "estimable": False, "reason": ""}
        try:
            require_people(row["n"], inference.minimum_pairs, "reliable change")
            rows.append(row | _classified(pairs, _error(error, pairs, start), inference))
        except NotEstimable as refusal:
            rows.append(row | {"reason": refusal.reason})
    return rows


def _error(error: str, pairs: Pairs, start: Row) -> float:
    """Standard error of measurement. Alpha and the spread it goes with are of everybody at the start, the others of the pairs."""
    if error == "residual":
        return error_of_change(pairs.before, pairs.after)
    if error == "retest":
        return error_of_reliability(spread(pairs.before, "the score before"), correlation(pairs.before, pairs.after))
    if not start["estimable"]:
        raise NotEstimable(f"no alpha at the start: {start['reason']}")
    return error_of_reliability(start["sd"], start["alpha"])


def _classified(pairs: Pairs, sem: float, inference: Inference) -> Row:
    found = reliable_change(pairs.before, pairs.after, sem, inference.confidence)
    up, down = (wilson(count, found.n, inference.confidence) for count in (found.improved, found.worse))
    return {
        "sem": found.sem, "mdc": found.mdc, "improved": found.improved, "same": found.same, "worse": found.worse,
        "improved_share": up.share, "improved_low": up.low, "improved_high": up.high,
        "worse_share": down.share, "worse_low": down.low, "worse_high": down.high, "estimable": True,
    }  # fmt: skip


def _detectable(behaviour: str, pairs: Pairs, family: int, inference: Inference, plan: Measurement) -> Row:
    """Prospective in kind: it takes n and, for scale points, the spread seen, but never the change seen."""
    n, alpha = len(pairs.before), 1 - inference.confidence
    row = dict.fromkeys(Detectable.columns) | {
        "behaviour": behaviour,
        "n": n,
        "power": plan.power,
        "estimable": False,
        "reason": "",
    }
    try:
        require_people(n, inference.minimum_pairs, "a smallest detectable change")
        one, all_together = (minimal_detectable_dz(n, level, plan.power) for level in (alpha, alpha / family))
    except NotEstimable as refusal:
        return row | {"reason": refusal.reason}
    row |= {"dz": one, "dz_bonferroni": all_together, "estimable": True}
    try:
        sd = spread(paired_change(pairs.before, pairs.after), "the change")
    except NotEstimable as refusal:
        return row | {"reason": f"in scale points: {refusal.reason}"}
    return row | {"points": one * sd, "points_bonferroni": all_together * sd}


def _scale_change(scale: str, pairs: Pairs, inference: Inference) -> Row:
    row = dict.fromkeys(ScaleChange.columns) | {"scale": scale, "n": len(pairs.before), "estimable": False, "reason": ""}
    try:
        require_people(row["n"], inference.minimum_pairs, "an estimate of change")
        differences = paired_change(pairs.before, pairs.after)
        found = mean_change(differences, inference.confidence)
    except NotEstimable as refusal:
        return row | {"reason": refusal.reason}
    row |= {"mean_start": float(pairs.before.mean()), "mean_end": float(pairs.after.mean()), "estimable": True}
    row |= {each: getattr(found, each) for each in ("mean", "sd", "low", "high", "t", "df", "p")}
    return row | {"p_signed_rank": signed_rank_p(differences)} | _size(pairs, inference)


def _size(pairs: Pairs, inference: Inference) -> Row:
    try:
        size = effect_size(pairs.before, pairs.after, "mean_sd", inference.confidence)
    except NotEstimable:
        return {}
    return {"g_av": size.g, "g_low": size.d_low, "g_high": size.d_high}


def _adjust(rows: list[Row]) -> None:
    """Benjamini and Hochberg over the family; a planned test that could not be computed still counts."""
    tested = [row for row in rows if row["p"] is not None]
    if tested:
        for row, p in zip(tested, benjamini_hochberg([row["p"] for row in tested], family=len(rows)), strict=True):
            row["p_bh"] = float(p)
