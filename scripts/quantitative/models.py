"""Change of each behaviour over everybody with a score at any wave, and whether cohorts and organisations changed alike.

- random-intercept model by REML, Satterthwaite degrees of freedom; where its fit is singular (waves that do not resemble each
  other) the paired t or compound symmetry instead, and the row says so (inference/mixed.py)
- where there are several cohorts or organisations: change of each, and the test that all changed alike (inference/levels.py)
- a group below the threshold for attributes is left out, and one more if the small one could be worked out from the rest
- few people with one end only are left out: beside the change of the pairs the estimate would tell their scores

Refuses, with the reason, too few people with both waves, changes without spread, fewer than two groups, too many groups.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import numpy as np

from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Groups, Inference
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import Participants
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.quantitative import Scores
from scripts.ground.schemas.sensitivity import CohortChange, Levels, Mixed
from scripts.quantitative.groups import roster_rows
from scripts.quantitative.inference.levels import LevelChange, level_change
from scripts.quantitative.inference.mixed import MixedChange, mixed_change
from scripts.quantitative.inference.refusal import NotEstimable, require_people
from scripts.quantitative.models_evidence import note_cohort, note_level, note_mixed
from scripts.quantitative.scored import Scored, by_behaviour, scored, without_few

LEVELS = {"cohort": "cohort", "organisation": "organisation_code"}

Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    mixed: Rows[Mixed]
    levels: Rows[Levels]
    cohort_change: Rows[CohortChange]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def models(
    scores: Rows[Scores],
    participants: Rows[Participants],
    instrument: Instrument,
    inference: Inference,
    groups: Groups,
    cohorts: Cohorts,
    classes: Classes,
) -> Made:
    """One model a behaviour, and one more a level that has several groups."""
    book, found = EvidenceBook("quantitative.models"), by_behaviour(scores)
    mixed, levels, changes = [], [], []
    for behaviour in instrument.behaviours:
        everything = without_few(scored(found[behaviour.id], cohorts), classes.distributions.minimum)
        mixed.append(_mixed(behaviour.id, everything, inference))
        basis = book.basis(f"behaviour.{behaviour.id}.mixed", everything.rows)
        note_mixed(book, mixed[-1], basis)
        ends = scored(found[behaviour.id], cohorts, ends_only=True)
        for level, column in LEVELS.items():
            member = {row["pseudonym"]: row[column] for row in participants if row[column]}
            if not ends.last or len({member[person] for person in ends.people if person in member}) < 2:
                continue
            row, of_groups = _level(behaviour.id, level, ends, member, inference, groups, classes)
            levels.append(row)
            belonging = roster_rows(participants, set(everything.people))
            of_level = book.basis(f"behaviour.{behaviour.id}.{level}", [*everything.rows, *belonging])
            if row["estimable"]:
                note_level(book, row, of_level)
            if level == "cohort":
                changes += of_groups
                for each in of_groups:
                    note_cohort(book, each, of_level)
    return Made(mixed, levels, changes, book.evidence, book.bases)


def _mixed(behaviour: str, everything: Scored, inference: Inference) -> Row:
    people = len(np.unique(everything.people))
    row = dict.fromkeys(Mixed.columns) | {"behaviour": behaviour, "n": people, "both": everything.both, "estimable": False}
    try:
        require_people(everything.both, inference.minimum_pairs, "a model of the change, for scores at both waves,")
        found = mixed_change(everything.scores, everything.waves, everything.people, inference.confidence)
    except NotEstimable as refusal:
        return row | {"reason": refusal.reason}
    return row | _numbers(found) | {"estimable": True, "reason": found.reason}


def _numbers(found: MixedChange) -> Row:
    change = found.contrast
    return {
        "mean": change.estimate,
        "se": change.se,
        "low": change.low,
        "high": change.high,
        "t": change.t,
        "df": change.df,
        "p": change.p,
        "between": found.between,
        "residual": found.residual,
        "icc": found.icc,
        "method": found.method,
    }


def _level(
    behaviour: str, level: str, ends: Scored, member: dict[str, str], inference: Inference, groups: Groups, classes: Classes
) -> tuple[Row, list[Row]]:
    there = np.array([person in member for person in ends.people], dtype=bool)
    group = np.array([member.get(person, "") for person in ends.people], dtype=str)
    compared = _large_enough(ends, group, there, max(inference.minimum_pairs, classes.attributes.minimum))
    keep = there & np.isin(group, compared)
    for name in compared:
        kept = without_few(ends.only(group == name), classes.distributions.minimum).people
        keep &= (group != name) | np.isin(ends.people, kept)
    row = dict.fromkeys(Levels.columns) | {
        "behaviour": behaviour,
        "level": level,
        "groups": len(compared),
        "left_out": len(np.unique(group[there])) - len(compared),
        "n": len(np.unique(ends.people[keep])),
        "estimable": False,
        "reason": "",
    }
    try:
        _require_groups(len(compared), groups.most, classes.attributes.minimum)
        found = level_change(ends.scores[keep], ends.waves[keep], ends.people[keep], group[keep], inference.confidence)
    except NotEstimable as refusal:
        return row | {"reason": refusal.reason}, []
    return row | _level_numbers(found) | {"estimable": True}, _of_groups(behaviour, found)


def _large_enough(ends: Scored, group: np.ndarray, there: np.ndarray, minimum: int) -> list[str]:
    """Groups with enough people at both waves, without the smallest of them when those left out are too few to hide."""
    first, last = (set(ends.people[there & (ends.waves == wave)]) for wave in (0, ends.last))
    of = dict(zip(ends.people[there], group[there], strict=True))
    both = Counter(of[person] for person in first & last)
    ascending = sorted((name for name in both if both[name] >= minimum), key=lambda name: (both[name], name))
    left_out = len(first & last) - sum(both[name] for name in ascending)
    return sorted(ascending[1:] if 0 < left_out < minimum else ascending)


def _require_groups(count: int, most: int, minimum: int) -> None:
    if count < 2:
        raise NotEstimable(
            f"a comparison needs two groups with at least {minimum} people at both waves; there is {count or 'none'}"
        )
    if count > most:
        raise NotEstimable(f"{count} groups are too many to compare one by one; the plan's limit is {most}")


def _level_numbers(found: LevelChange) -> Row:
    return {
        "mean": found.overall.estimate,
        "low": found.overall.low,
        "high": found.overall.high,
        "f": found.alike.f,
        "df": found.alike.df,
        "df_denominator": found.alike.df_denominator,
        "p": found.alike.p,
        "method": found.method,
    }


def _of_groups(behaviour: str, found: LevelChange) -> list[Row]:
    return [
        {
            "behaviour": behaviour,
            "cohort": number,
            "name": each.group,
            "n": each.people,
            "both": each.both,
            "mean": each.change.estimate,
            "low": each.change.low,
            "high": each.change.high,
            "p": each.change.p,
        }
        for number, each in enumerate(found.groups, start=1)
    ]
