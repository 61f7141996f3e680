"""How change goes with taking part: mean change by modules attended and by cohort. Descriptive throughout.

- modules attended: people in groups of neighbouring numbers, merged until each holds enough people; mean change of each group
- Spearman's rank correlation of modules attended and change, without a test: who attends more differs in other ways too
- cohorts: mean change of each, small cohorts merged; shown only when two groups or more remain

Disclosure: groups follow `classes.attributes`. People without a record of attendance would follow from the total, so while they
are few nothing is shown by attendance. While the study is interim nothing is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import Participants, SafeAttendance
from scripts.ground.schemas.engagement import DoseRelation, GroupChange
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.quantitative import Scores
from scripts.quantitative.groups import merged_groups, slug
from scripts.quantitative.inference.paired import mean_change, paired_change
from scripts.quantitative.inference.rank_correlation import spearman
from scripts.quantitative.inference.refusal import NotEstimable, require_people
from scripts.quantitative.modules import CAME

UNIT = "scale points"
TABLES = {"dose": "tbl-dose", "cohort": "tbl-cohorts"}
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    group_change: Rows[GroupChange]
    dose_relation: Rows[DoseRelation]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


class Changed(NamedTuple):
    """The change of one person on one behaviour, and the raw rows behind it."""

    change: float
    rows: tuple[tuple[str, int], ...]


Changes = dict[str, dict[str, Changed]]


def group_change(
    scores: Rows[Scores],
    attendance: Rows[SafeAttendance],
    participants: Rows[Participants],
    instrument: Instrument,
    inference: Inference,
    cohorts: Cohorts,
    running: Running,
    classes: Classes,
) -> Made:
    """Change by modules attended and by cohort."""
    book = EvidenceBook("quantitative.group_change")
    if running.interim:
        return Made([], [], book.evidence, book.bases)
    changes = {each.id: _changes(scores, each.id, cohorts) for each in instrument.behaviours}
    dose = _modules_attended(attendance)
    came = {behaviour: _with_rows(people, attendance) for behaviour, people in changes.items()}
    by_dose = _by_dose(came, dose, inference, classes, book) if _may_show(changes, dose, classes) else []
    belong = {behaviour: _with_rows(people, participants) for behaviour, people in changes.items()}
    by_cohort = _by_cohort(belong, participants, inference, classes, book)
    relations = [_relation(behaviour, people, dose, classes, book) for behaviour, people in came.items()] if dose else []
    return Made([*by_dose, *by_cohort], relations, book.evidence, book.bases)


def _changes(scores: list[Row], behaviour: str, cohorts: Cohorts) -> dict[str, Changed]:
    first, last = cohorts.waves[0].id, cohorts.waves[-1].id
    people: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in scores:
        if row["behaviour"] == behaviour and row["score"] is not None and row["pseudonym"]:
            people[row["pseudonym"]][row["wave"]] = row
    both = {person: waves for person, waves in sorted(people.items()) if first in waves and last in waves and first != last}
    before, after = ([waves[wave]["score"] for waves in both.values()] for wave in (first, last))
    return {
        person: Changed(change, tuple((waves[wave]["source"], waves[wave]["source_row"]) for wave in (first, last)))
        for (person, waves), change in zip(both.items(), paired_change(before, after).tolist(), strict=True)
    }


def _with_rows(people: dict[str, Changed], told: list[Row]) -> dict[str, Changed]:
    """The changes with the raw rows that say to which group each person belongs."""
    rows = defaultdict(list)
    for row in told:
        if row["source"]:
            rows[row["pseudonym"]].append((row["source"], row["source_row"]))
    return {person: changed._replace(rows=(*changed.rows, *rows[person])) for person, changed in people.items()}


def _modules_attended(attendance: list[Row]) -> dict[str, int]:
    """Modules each person came to; somebody without any record is not in it."""
    recorded = {row["pseudonym"]: 0 for row in attendance if row["attended"]}
    for row in attendance:
        recorded[row["pseudonym"]] = recorded.get(row["pseudonym"], 0) + (row["attended"] in CAME)
    return {person: count for person, count in recorded.items() if person}


def _may_show(changes: Changes, dose: dict[str, int], classes: Classes) -> bool:
    """Whether those without a record are none, or enough not to be worked out from the total."""
    unrecorded = [len(set(people) - set(dose)) for people in changes.values()]
    return bool(dose) and all(not count or count >= classes.attributes.minimum for count in unrecorded)


def _by_dose(changes: Changes, dose: dict[str, int], inference: Inference, classes: Classes, book: EvidenceBook) -> list[Row]:
    levels = sorted(set(dose.values()))
    sizes = [_smallest(changes, lambda person, level=level: dose.get(person) == level) for level in levels]
    rows = []
    merged = [[levels[place] for place in places] for places in merged_groups(sizes, classes.attributes.minimum, ordered=True)]
    if len(merged) < 2:
        return []
    for group in merged:
        low, high = group[0], group[-1]
        name = f"{low} module{'s' * (low != 1)}" if low == high else f"{low} to {high} modules"
        id = f"modules_{low}" if low == high else f"modules_{low}_{high}"
        rows += _of_group("dose", id, name, changes, lambda person, group=group: dose.get(person) in group, inference, book)
    return rows


def _by_cohort(
    changes: Changes, participants: list[Row], inference: Inference, classes: Classes, book: EvidenceBook
) -> list[Row]:
    cohort_of = {row["pseudonym"]: row["cohort"] or "" for row in participants}
    everybody = {person for people in changes.values() for person in people}
    names = sorted({cohort_of.get(person, "") for person in everybody})
    sizes = [_smallest(changes, lambda person, name=name: cohort_of.get(person, "") == name) for name in names]
    merged = [[names[place] for place in places] for places in merged_groups(sizes, classes.attributes.minimum, ordered=False)]
    if len(merged) < 2:
        return []
    rows = []
    for group in merged:
        name = display.join([display.cohort_name(each) if each else "no cohort stated" for each in group])
        id = slug(" and ".join(each or "not stated" for each in group))
        rows += _of_group(
            "cohort", id, name, changes, lambda person, group=group: cohort_of.get(person, "") in group, inference, book
        )
    return rows


def _smallest(changes: Changes, belongs: Callable[[str], bool]) -> int:
    """People of a group on the behaviour where they are fewest; behaviours that nobody answered twice do not count."""
    return min((sum(map(belongs, people)) for people in changes.values() if people), default=0)


def _of_group(
    by: str, id: str, name: str, changes: Changes, belongs: Callable[[str], bool], inference: Inference, book: EvidenceBook
) -> Iterator[Row]:
    for behaviour, people in changes.items():
        mine = [changed for person, changed in people.items() if belongs(person)]
        row = {"by": by, "group": id, "name": name, "behaviour": behaviour, "n": len(mine)}
        row |= _estimated([each.change for each in mine], inference)
        basis = book.basis(f"{by}.{id}.behaviour.{behaviour}", [place for each in mine for place in each.rows]) if mine else ""
        _note_change(book, row, basis)
        yield row


def _estimated(changes: list[float], inference: Inference) -> Row:
    try:
        require_people(len(changes), inference.minimum_pairs, "an estimate of change")
        found = mean_change(changes, inference.confidence)
    except NotEstimable as refusal:
        return {"mean": None, "low": None, "high": None, "estimable": False, "reason": refusal.reason}
    return {"mean": found.mean, "low": found.low, "high": found.high, "estimable": True, "reason": ""}


def _note_change(book: EvidenceBook, row: Row, basis: str) -> None:
    name, place = f"{row['by']}.{row['group']}.behaviour.{row['behaviour']}", f"{row['group']}.{row['behaviour']}"
    where = {"n": row["n"], "table": TABLES[row["by"]], "basis": basis}
    book.value(f"{name}.n", row["n"], shown=f"{row['n']}", unit="people with both waves", cell=f"{place}.n", **where)
    for id in ("mean", "low", "high"):
        book.value(f"{name}.{id}", row[id], shown=display.signed(row[id]), unit=UNIT, cell=f"{place}.{id}", **where)


def _relation(behaviour: str, people: dict[str, Changed], dose: dict[str, int], classes: Classes, book: EvidenceBook) -> Row:
    known = [person for person in people if person in dose]
    row: Row = {"behaviour": behaviour, "n": len(known), "spearman": None, "estimable": False, "reason": ""}
    try:
        require_people(len(known), classes.attributes.minimum, "a rank correlation that may be shown")
        row |= {"spearman": spearman([dose[each] for each in known], [people[each].change for each in known]), "estimable": True}
    except NotEstimable as refusal:
        row["reason"] = refusal.reason
    basis = book.basis(f"dose.behaviour.{behaviour}", [place for each in known for place in people[each].rows]) if known else ""
    book.value(
        f"dose.behaviour.{behaviour}.spearman", row["spearman"], shown=display.signed(row["spearman"]), n=row["n"],
        unit="rank correlation", table="tbl-dose", cell=f"{behaviour}.spearman", basis=basis,
    )  # fmt: skip
    return row
