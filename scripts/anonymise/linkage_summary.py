"""What linking made of each survey, and how far each two waves of the self-assessment are linked.

- each survey: responses = linked + unlinked + duplicate + set aside; of the linked, how many by a person's decision,
- each two waves: people with a used response at both, as share of the smaller wave's used responses (nameless ones too),
- poor: the share lies below `linking.minimum_paired_share` of the plan; the report then shows the unpaired summary as well.

Linked are also responses of people who withdrew or did not consent: whose they are is known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import Any, NamedTuple

from scripts.anonymise.decisions import decisions_by_row, is_nobody
from scripts.anonymise.linkage import WITHDRAWN
from scripts.anonymise.rows import DUPLICATE, USED
from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.findings import Finding, finding
from scripts.ground.models.analysis_plan import Linking
from scripts.ground.models.links import Links
from scripts.ground.models.study import Cohorts
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import LinkageSummary, LinkCandidates, Standings, WavePairs
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.ingest import Findings, Responses

COUNTS = ("responses", "linked", "by_decision", "unlinked", "duplicate", "set_aside", "candidates")

Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    summary: Rows[LinkageSummary]
    pairs: Rows[WavePairs]
    findings: Rows[Findings]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def linkage_summary(
    responses: Rows[Responses],
    standings: Rows[Standings],
    candidates: Rows[LinkCandidates],
    links: Links,
    cohorts: Cohorts,
    linking: Linking,
) -> Made:
    """Counts by survey, and pairs by two waves."""
    standing_of = {_place(row): row for row in standings}
    by_key = defaultdict(list)
    for row in responses:
        by_key[row["source"].split(":")[0]].append((row, standing_of[_place(row)]))
    decided = {place for place, each in decisions_by_row(links).items() if not is_nobody(each)}
    near = {_place(row) for row in candidates if row["rank"]}
    summary = [_count(key, rows, decided, near) for key, rows in sorted(by_key.items())]
    pairs = _pairs(standings, cohorts, linking)
    book = EvidenceBook("anonymise.linkage_summary")
    for row in summary:
        _note(book, row, by_key[row["source"]])
    _note_pairs(book, pairs, standings, cohorts, linking)
    return Made(summary, pairs, _findings(summary, pairs), book.evidence, book.bases)


def _count(key: str, rows: list[tuple[Row, Row]], decided: set[tuple[str, int]], near: set[tuple[str, int]]) -> Row:
    sorts = Counter(_sort(response, standing) for response, standing in rows)
    first = rows[0][0]
    return {
        "source": key,
        "kind": first["kind"],
        "wave": first["wave"],
        "linked_to": first["linked_to"],
        "responses": len(rows),
        **{sort: sorts[sort] for sort in ("linked", "unlinked", "duplicate", "set_aside")},
        "by_decision": sum(_place(row) in decided and _sort(row, standing) == "linked" for row, standing in rows),
        "candidates": sum(_place(row) in near for row, _ in rows),
    }


def _sort(response: Row, standing: Row) -> str:
    if DUPLICATE in (response["reason"], standing["reason"]):
        return "duplicate"
    if response["standing"] != USED:
        return "set_aside"
    # of somebody who withdrew nothing but that is told
    return "linked" if standing["pseudonym"] or standing["reason"] == WITHDRAWN else "unlinked"


def _pairs(standings: list[Row], cohorts: Cohorts, linking: Linking) -> list[Row]:
    used = {wave.id: _used(standings, wave.id) for wave in cohorts.waves}
    people = {wave: {row["pseudonym"] for row in rows if row["pseudonym"]} for wave, rows in used.items()}
    return [
        _pair(first, second, len(used[first]), len(used[second]), len(people[first] & people[second]), linking)
        for first, second in combinations([wave.id for wave in cohorts.waves], 2)
    ]


def _used(standings: list[Row], wave: str) -> list[Row]:
    return [row for row in standings if row["kind"] == "survey" and row["wave"] == wave and row["standing"] == USED]


def _pair(first: str, second: str, before: int, after: int, pairs: int, linking: Linking) -> Row:
    smaller = min(before, after)
    share = pairs / smaller if smaller else None
    return {
        "first": first,
        "second": second,
        "responses_first": before,
        "responses_second": after,
        "pairs": pairs,
        "share": share,
        "poor": share is not None and share < linking.minimum_paired_share,
    }


def _findings(summary: list[Row], pairs: list[Row]) -> list[Finding]:
    """A line for each survey that is not linked whole, and for two waves that are linked poorly."""
    told = [
        finding(
            "note", row["source"], "linkage",
            f"Of {row['responses']} responses {row['linked']} are linked ({row['by_decision']} by a person's decision), "
            f"{row['unlinked']} are not, {row['duplicate']} are duplicates, {row['set_aside']} were set aside before.",
            "Nothing, if that is right; docs/bring-your-data.md says how to decide on candidates.",
        )
        for row in summary
        if row["unlinked"] or row["duplicate"] or row["by_decision"] or row["candidates"]
    ]  # fmt: skip
    return told + [
        finding(
            "warning", "linkage", "few_pairs",
            f"Only {row['pairs']} people are linked from {row['first']} ({row['responses_first']} responses) to {row['second']} "
            f"({row['responses_second']}); the change of these people may not be that of all.",
            "Decide on the candidates in config/links.csv; the report shows the unpaired summary as well.",
        )
        for row in pairs
        if row["poor"]
    ]  # fmt: skip


def _note(book: EvidenceBook, row: Row, rows: list[tuple[Row, Row]]) -> None:
    name = f"linkage.{row['source']}"
    linked = [_place(response) for response, standing in rows if _sort(response, standing) == "linked"]
    basis = book.basis(name, linked) if linked else ""
    for count in COUNTS:
        book.value(
            f"{name}.{count}", row[count], shown=f"{row[count]:,}", n=row["responses"], unit="responses",
            basis=basis if count == "linked" else "",
        )  # fmt: skip


def _note_pairs(book: EvidenceBook, pairs: list[Row], standings: list[Row], cohorts: Cohorts, linking: Linking) -> None:
    first, last = cohorts.waves[0].id, cohorts.waves[-1].id
    for row in pairs:
        name = f"{row['first']}.{row['second']}"
        book.value(
            f"linkage.pairs.{name}", row["pairs"], shown=f"{row['pairs']:,}", n=row["pairs"],
            unit="people linked across two waves"
        )  # fmt: skip
        if (row["first"], row["second"]) == (first, last):
            rows = [_place(each) for wave in (first, last) for each in _used(standings, wave)]
            basis = book.basis("linkage.paired_share", rows) if rows else ""
            book.value(
                "linkage.paired_share", row["share"], shown=display.percent(row["share"]), n=row["pairs"],
                unit="share of the smaller wave's responses", basis=basis,
            )  # fmt: skip
    least = linking.minimum_paired_share
    book.value("plan.minimum_paired_share", least, shown=display.percent(least), unit="set in the plan")


def _place(row: Row) -> tuple[str, int]:
    return row["source"], row["source_row"]
