"""Decisions of `links.csv` on the rows they are about.

- a decision holds for the row of that source and number, as long as the row's fingerprint is the one noted with it,
- the fingerprint is a keyed digest of what the row says of its person: the id typed, and where that does not tell it from
  the other rows of its source, the time recorded; it gives away neither,
- one noted under an earlier version of the key is as good as the present one.

A fault, told by line, is a row or a person that does not exist, or a fingerprint that no longer fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from scripts.anonymise.rows import USED, Place, Typed
from scripts.ground.faults import Fault
from scripts.ground.findings import Finding, finding
from scripts.ground.hashing import json_digest
from scripts.ground.key import Key, canonical
from scripts.ground.models.links import Decision, Links

Severity = Literal["error", "warning", "note"]
NOBODY = "nobody"
FINGERPRINT_DIGITS = 12


class Print(str):
    """The fingerprint of a row, and those it had under earlier versions of the key."""

    earlier: tuple[str, ...] = ()

    def fits(self, noted: str) -> bool:
        return noted.lower() in (self, *self.earlier)


def fingerprints(rows: Iterable[Typed], key: Key) -> dict[Place, Print]:
    """The fingerprint of every row."""
    rows = list(rows)
    same = Counter(_said(each) for each in rows)
    said = {each.place: (*_said(each), each.recorded if same[_said(each)] > 1 else "") for each in rows}
    return {place: _print(key.digests(json_digest(["link", *words]))) for place, words in said.items()}


def _print(digests: Iterable[str]) -> Print:
    present, *earlier = (digest[:FINGERPRINT_DIGITS] for digest in digests)
    made = Print(present)
    made.earlier = tuple(earlier)
    return made


def _said(each: Typed) -> tuple[str, str]:
    return each.source.split(":")[0], canonical(each.person or "")


def decisions_by_row(links: Links) -> dict[Place, Decision]:
    """Decisions by the row they are about."""
    return {(each.source, each.row): each for each in links.decisions}


def decision_faults(
    links: Links, rows: Iterable[Typed], prints: dict[Place, Print], is_known: Callable[[Typed, str], bool]
) -> list[Fault]:
    """Decisions that cannot be carried out; `is_known` says whether a row may belong to that id or code."""
    by_place = {each.place: each for each in rows}
    return [fault for each in links.decisions if (fault := _fault(each, by_place, prints, is_known))]


def _fault(
    decision: Decision, rows: dict[Place, Typed], prints: dict[Place, Print], is_known: Callable[[Typed, str], bool]
) -> Fault | None:
    place = (decision.source, decision.row)
    if place not in rows:
        files = sorted({source for source, _ in rows})
        if decision.source not in files:
            listed = f"Files with rows: {', '.join(files) or 'none'}. Correct `source`, or take line {decision.line} out."
            return _told(decision, "The raw file has no rows, or there is no such file.", listed)
        return _told(decision, "The file has no such row, or a row without a person.", _where_now(decision, prints))
    if decision.fingerprint and not prints[place].fits(decision.fingerprint):
        what = "The row is not the one decided on: its fingerprint is another."
        return _told(decision, what, _where_now(decision, prints))
    if not is_nobody(decision) and not is_known(rows[place], decision.person):
        what = "The person decided on is neither in the roster nor, in a survey linked by codes, the code of a response."
        return _told(decision, what, f"Correct the id, or write {NOBODY} to leave the row unlinked.")
    return None


def _where_now(decision: Decision, prints: dict[Place, Print]) -> str:
    """Where the row went, if the fingerprint tells; link_candidates.csv is not there after a stop."""
    found = [place for place, each in prints.items() if each.fits(decision.fingerprint)]
    if len(found) == 1:
        [(source, row)] = found
        if source == decision.source:
            return f"It stands in row {row} now: write {row} in line {decision.line}."
        return f"It stands in {source}, row {row} now: write {source} and {row} in line {decision.line}."
    return (
        f"Take line {decision.line} out and run: make report. If nothing links the row then, link_candidates.csv of the "
        "restricted zone lists it with its fingerprint; decide anew."
    )


def _told(decision: Decision, what: str, remedy: str) -> Fault:
    return Fault(what, where=f"config/links.csv, line {decision.line} ({decision.source}, row {decision.row})", remedy=remedy)


def is_nobody(decision: Decision) -> bool:
    """Whether the row stays unlinked on purpose."""
    return canonical(decision.person) == NOBODY


def decision_findings(decisions: dict[Place, Decision], rows: Iterable[Typed], is_own: Callable[[Typed], bool]) -> list[Finding]:
    """What a reader of the findings must know of the decisions; `is_own` says whether the id typed is somebody's."""
    by_place = {each.place: each for each in rows}
    return [told for place, each in decisions.items() for told in _tell(each, by_place[place], is_own(by_place[place]))]


def _tell(decision: Decision, row: Typed, is_own: bool) -> Iterator[Finding]:
    where = f"config/links.csv, line {decision.line}"

    def told(severity: Severity, rule: str, message: str, remedy: str = "Nothing, if that is right.") -> Finding:
        return finding(severity, row.source, rule, message, remedy, row=row.source_row, field="person")

    what = "left unlinked" if is_nobody(decision) else "linked"
    yield told("note", "linked_by_decision", f"The row is {what} by a person's decision ({where}).")
    if row.standing != USED:
        yield told("note", "decision_without_effect", f"The row is set aside already; the decision ({where}) changes nothing.")
    if not decision.fingerprint:
        message = f"The decision ({where}) has no fingerprint: a row that moves in a new export would go unnoticed."
        yield told("warning", "no_fingerprint", message, "Take the fingerprint from link_candidates.csv, if it lists the row.")
    if is_own and canonical(row.person) != canonical(decision.person):
        message = f"The id typed is somebody's, and the decision ({where}) says otherwise; the decision counts."
        yield told("warning", "decision_against_id", message)
