"""Completeness by wave: who was expected, who answered, and what nobody answered.

- expected are the active participants of the roster; in an anonymous survey a response counts as a person
- a behaviour is answered by who has enough of its items for a score (`instrument.answered_share`)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from scripts.ground.columnwise import cells
from scripts.ground.display import join, percent
from scripts.ground.evidence import EvidenceBook
from scripts.ground.findings import Finding, finding
from scripts.ground.headers import item_header
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import Sources
from scripts.ground.models.study import Cohorts

Row = dict[str, Any]
Place = tuple[str, int]
NONE = "none"


class Waves(NamedTuple):
    """Completeness, and the rows behind it."""

    rows: list[Row]
    patterns: list[Row]
    expected: int
    # wave → person → raw rows
    responded: dict[str, dict[str, set[Place]]]


def completeness(answers: list[Row], participants: list[Row], instrument: Instrument, cohorts: Cohorts) -> Waves:
    """Of each wave: people, behaviours and items expected, answered and missing."""
    expected = {row["pseudonym"] for row in participants if row["part"] == "participant" and row["standing"] == "active"}
    asked, given = defaultdict(set), defaultdict(set)
    responded: dict[str, dict[str, set[Place]]] = {wave.id: defaultdict(set) for wave in cohorts.waves}
    wanted = ("kind", "wave", "item", "value", "pseudonym", "source", "source_row")
    for kind, wave, item, value, pseudonym, source, source_row in cells(answers, *wanted):
        if kind != "survey" or wave not in responded:
            continue
        person = pseudonym or f"{source}#{source_row}"
        responded[wave][person].add((source, source_row))
        asked[wave].add(item)
        if value is not None:
            given[wave, item].add(person)
    rows = []
    for wave, people in responded.items():
        rows.append(_row(wave, "wave", wave, len(expected), len(people)))
        rows += _behaviours(wave, asked[wave], given, instrument, len(expected))
        items = [item.id for item in instrument.items if item.id in asked[wave]]
        rows += [_row(wave, "item", item, len(expected), len(given[wave, item])) for item in items]
    return Waves(rows, _patterns(responded, expected), len(expected), responded)


def gaps(waves: Waves, answers: list[Row], instrument: Instrument, cohorts: Cohorts, sources: Sources) -> list[Finding]:
    """Unpaired responses, items that nobody answered, items of one wave only, more answers than people."""
    names = [wave.id for wave in cohorts.waves]
    return [
        *_unpaired(waves, names[0], names[-1]),
        *_unanswered(answers, sources),
        *_one_wave_only(answers, instrument, names),
        *_too_many(waves),
    ]


def note(book: EvidenceBook, waves: Waves, cohorts: Cohorts) -> None:
    """Evidence of how many answered at each wave, and at all of them."""
    for wave, people in waves.responded.items():
        name = f"completeness.{wave}"
        rows = book.basis(name, [place for places in people.values() for place in places]) if people else ""
        share = len(people) / waves.expected if waves.expected else None
        book.value(f"{name}.expected", waves.expected, shown=f"{waves.expected:,}", n=waves.expected, unit="people")
        book.value(f"{name}.responded", len(people), shown=f"{len(people):,}", n=len(people), unit="people", basis=rows)
        book.value(f"{name}.share", share, shown=percent(share), n=waves.expected, unit="share", basis=rows)
    always = set.intersection(*(set(people) for people in waves.responded.values()))
    places = [place for people in waves.responded.values() for person in always for place in people[person]]
    rows = book.basis("completeness.every_wave", places) if places else ""
    book.value(
        "completeness.every_wave", len(always), shown=f"{len(always):,}", n=len(always), unit="people", basis=rows
    )  # fmt: skip


def _behaviours(wave: str, asked: set[str], given: dict, instrument: Instrument, expected: int) -> list[Row]:
    rows = []
    for behaviour in instrument.behaviours:
        items = [item.id for item in instrument.items if item.behaviour == behaviour.id]
        if asked.isdisjoint(items):
            continue
        counts = Counter(person for item in items for person in given[wave, item])
        scored = sum(count >= instrument.answered_share * len(items) for count in counts.values())
        rows.append(_row(wave, "behaviour", behaviour.id, expected, scored))
    return rows


def _row(wave: str, level: str, name: str, expected: int, answered: int) -> Row:
    return {
        "wave": wave, "level": level, "name": name, "expected": expected, "answered": answered,
        "missing": max(expected - answered, 0), "share": answered / expected if expected else None,
    }  # fmt: skip


def _patterns(responded: dict[str, dict[str, set[Place]]], expected: set[str]) -> list[Row]:
    everybody = expected.union(*responded.values())
    patterns = Counter(join([wave for wave, people in responded.items() if person in people]) or NONE for person in everybody)
    return [{"pattern": pattern, "people": count} for pattern, count in sorted(patterns.items())]


def _unpaired(waves: Waves, first: str, last: str) -> list[Finding]:
    """An end without a start is odd; a start without an end is how people leave."""
    if first == last or not waves.responded[first] or not waves.responded[last]:
        return []
    found = []
    for here, there, severity in ((last, first, "warning"), (first, last, "note")):
        rule, message = f"{here} without {there}", f"A response at {here}, but none of the same person at {there}."
        remedy = "Compare the ids of both waves; unpaired responses do not enter the change."
        alone = set(waves.responded[here]) - set(waves.responded[there])
        places = sorted(place for person in alone for place in waves.responded[here][person])
        found += [finding(severity, source, rule, message, remedy, row=row) for source, row in places]
    return found


def _unanswered(answers: list[Row], sources: Sources) -> list[Finding]:
    """A question that nobody answered is more often a column read wrongly than a question nobody liked."""
    answered, rows = defaultdict(int), defaultdict(int)
    for source, item, value in cells(answers, "source", "item", "value"):
        answered[source, item] += value is not None
        rows[source, item] += 1
    message, remedy = "Nobody answered this item.", "Look at the column in the raw file, and at `items` and `labels`."
    return [
        finding("warning", source, "item empty", message, remedy, field=item_header(sources, source, item))
        for (source, item), count in sorted(answered.items())
        if not count and rows[source, item] > 1
    ]


def _one_wave_only(answers: list[Row], instrument: Instrument, names: list[str]) -> list[Finding]:
    of_behaviours = {item.id for item in instrument.items if item.behaviour}
    asked: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, set[str]] = defaultdict(set)
    for kind, item, wave, source in cells(answers, "kind", "item", "wave", "source"):
        if kind == "survey" and item in of_behaviours:
            asked[wave].add(item)
            sources[wave].add(source)
    first, last = names[0], names[-1]
    if first == last or not asked[first] or not asked[last]:
        return []
    return [
        finding(
            "warning", source, "item of one wave", f"Items asked at {here} and not at {there}: {len(only)} ({join(only)}).",
            "Declare the items in both waves; a score from other items is not comparable.",
        )
        for here, there in ((first, last), (last, first))
        if (only := sorted(asked[here] - asked[there]))
        for source in sorted(sources[here])
    ]  # fmt: skip


def _too_many(waves: Waves) -> list[Finding]:
    return [
        finding(
            "warning", min(min(places) for places in people.values())[0], "more responses than people",
            f"{len(people)} people answered at {wave}, but the roster has {waves.expected} active participants.",
            "Look for duplicate responses, or for people who are missing in the roster.",
        )
        for wave, people in waves.responded.items()
        if len(people) > waves.expected
    ]  # fmt: skip
