"""Who is who: roster ids to pseudonyms, and what becomes of every row that belongs to a person.

- give each roster id (canonical form) its pseudonym; a person of two parts (participant and sponsor) keeps one,
- read the withdrawals and the consent to analysis: a person is active, withdrawn or without consent,
- link each response, text, project and attendance row: exactly, then without case, blanks and hyphens, never by likeness,
- say of each row whether it is used, quarantined ('not in the roster') or excluded ('withdrawn', 'no consent'); what
  ingestion set aside keeps its reason; of two responses of one person to one survey the later counts.

Fails when a withdrawal matches nobody, when ids of the roster collide in one pseudonym.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from scripts.anonymise.linkage_findings import (
    MAY_BE_NAMELESS,
    USED,
    Typed,
    archive_only,
    consent_findings,
    repeat,
    twice_findings,
    unlinked_findings,
)
from scripts.anonymise.register import Register
from scripts.ground.faults import Fault, raise_all
from scripts.ground.findings import Finding
from scripts.ground.key import Key, canonical
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import Linkage, Participants, Standings
from scripts.ground.schemas.ingest import Attendance, Documents, Findings, People, Projects, Responses, Withdrawals

ACTIVE, WITHDRAWN, NO_CONSENT = "active", "withdrawn", "no consent"
QUARANTINED, EXCLUDED = "quarantined", "excluded"
# the part under which a person of several parts is counted
PARTS = ("participant", "sponsor", "facilitator")
# transcripts and reflections stand for themselves; other texts share the standing of the row they come from
OWN_STANDING = ("interviews", "reflections", "focus_group")

Row = dict[str, Any]


class Made(NamedTuple):
    linkage: Rows[Linkage]
    participants: Rows[Participants]
    standings: Rows[Standings]
    findings: Rows[Findings]


def linkage(
    people: Rows[People],
    withdrawals: Rows[Withdrawals],
    responses: Rows[Responses],
    documents: Rows[Documents],
    projects: Rows[Projects],
    attendance: Rows[Attendance],
    key: Key,
) -> Made:
    """Link every row to a person of the roster and give it its standing."""
    persons = _persons(people)
    withdrawn, quotes_withdrawn, told = _withdrawn(withdrawals, Register(rows[0] for rows in persons.values()))
    linked = {id: _link(rows, _standing(id, rows, withdrawn), key) for id, rows in persons.items()}
    _refuse_collisions(linked)
    register = Register(linked.values())
    roster = [_roster_row(row, linked[canonical(row["person"])]) for row in people]
    typed = _belonging(responses, documents, projects, attendance)
    standings = [*roster, *(_row_standing(each, register) for each in typed)]
    repeated = _set_repeats_aside(standings, responses)
    return Made(
        list(linked.values()),
        [_participant(id, rows, linked[id], quotes_withdrawn) for id, rows in persons.items()],
        standings,
        [*told, *consent_findings(people), *twice_findings(people), *unlinked_findings(typed, register), *repeated],
    )


def _persons(people: list[Row]) -> dict[str, list[Row]]:
    """Roster rows by canonical id, the counting part first."""
    persons = defaultdict(list)
    for row in people:
        persons[canonical(row["person"])].append(row)
    order = {part: place for place, part in enumerate(PARTS)}
    return {
        id: sorted(rows, key=lambda row: (order[row["part"]], row["source"], row["source_row"])) for id, rows in persons.items()
    }


def _withdrawn(withdrawals: list[Row], register: Register) -> tuple[set[str], set[str], list[Finding]]:
    """Canonical ids of those who withdrew, of those who withdrew quotation only, and what to tell.

    Raises a Fault for each withdrawal that matches nobody.
    """
    everything, quotes, told, faults = set(), set(), [], []
    for row in withdrawals:
        person = register.find(row["person"])
        what = canonical(row["what"] or "")
        if person is None:
            faults.append(_nobody(row))
        elif "archiv" in what and not _also_more(what, "archiv"):
            told.append(archive_only(row))
        elif "quot" in what and not _also_more(what, "quot"):
            quotes.add(canonical(person["person"]))
        else:
            everything.add(canonical(person["person"]))
    raise_all(faults)
    return everything, quotes, told


def _also_more(what: str, but: str) -> bool:
    """Whether a withdrawal names more than one use; in doubt everything is withdrawn."""
    uses = ("quot", "archiv", "analys", "all", "every", "data", "complete", "full")
    return any(use in what for use in uses if use != but)


def _standing(id: str, rows: list[Row], withdrawn: set[str]) -> str:
    if id in withdrawn:
        return WITHDRAWN
    # consent that was not given is no consent; a person of two parts must have given it for both
    return ACTIVE if all(row["consent_analyse"] for row in rows) else NO_CONSENT


def _link(rows: list[Row], standing: str, key: Key) -> Row:
    organisation = next((row["organisation"] for row in rows if row["organisation"]), "")
    return {
        "person": rows[0]["person"],
        "pseudonym": key.pseudonym("person", rows[0]["person"]),
        "organisation": organisation,
        "organisation_code": key.pseudonym("organisation", organisation) if organisation else "",
        "standing": standing,
    }


def _refuse_collisions(linked: dict[str, Row]) -> None:
    persons = [row["pseudonym"] for row in linked.values()]
    organisations = {canonical(row["organisation"]): row["organisation_code"] for row in linked.values() if row["organisation"]}
    codes = list(organisations.values())
    if len(set(persons)) < len(persons) or len(set(codes)) < len(codes):
        raise Fault(
            "Two people or two organisations would share one pseudonym.",
            where="the roster with the present key",
            remedy="Make a new key with: make key (all pseudonyms change), and run again.",
        )


def _participant(id: str, rows: list[Row], link: Row, quotes_withdrawn: set[str]) -> Row:
    first = rows[0]
    return {
        "pseudonym": link["pseudonym"],
        "part": first["part"],
        "cohort": first["cohort"],
        "organisation_code": link["organisation_code"],
        "role": first["role"],
        "may_quote": link["standing"] == ACTIVE and id not in quotes_withdrawn and all(row["consent_quote"] for row in rows),
        "standing": link["standing"],
    }


def _belonging(responses: list[Row], documents: list[Row], projects: list[Row], attendance: list[Row]) -> list[Typed]:
    """Everything that belongs to a person, each raw row once."""
    typed = [
        Typed(row["source"], row["source_row"], row["kind"], row["wave"], row["person"], row["standing"], row["reason"])
        for row in responses
    ]
    texts = [("", row) for row in documents if row["kind"] in OWN_STANDING]
    for kind, row in [*texts, *(("projects", row) for row in projects), *(("attendance", row) for row in attendance)]:
        typed.append(Typed(row["source"], row["source_row"], kind or row["kind"], "", row["person"], USED, ""))
    return list({(each.source, each.source_row): each for each in reversed(typed)}.values())[::-1]


def _row_standing(each: Typed, register: Register) -> Row:
    person = register.find(each.person)
    standing, reason = each.standing, each.reason
    if standing == USED and person is None and (each.person or each.kind not in MAY_BE_NAMELESS):
        standing, reason = QUARANTINED, "not in the roster" if each.person else "no id"
    elif standing == USED and person is not None and person["standing"] != ACTIVE:
        standing, reason = EXCLUDED, person["standing"]
    return _standing_row(each.source, each.source_row, each.kind, each.wave, person, standing, reason)


def _roster_row(row: Row, link: Row) -> Row:
    active = link["standing"] == ACTIVE
    return _standing_row(
        row["source"], row["source_row"], "roster", "", link, USED if active else EXCLUDED, "" if active else link["standing"]
    )


def _standing_row(source: str, row: int, kind: str, wave: str, person: Row | None, standing: str, reason: str) -> Row:
    pseudonym = person["pseudonym"] if person else ""
    return {
        "source": source, "source_row": row, "kind": kind, "wave": wave,
        "pseudonym": pseudonym, "standing": standing, "reason": reason,
    }  # fmt: skip


def _set_repeats_aside(standings: list[Row], responses: list[Row]) -> list[Finding]:
    """Exclude all but the latest response of a person to one survey: ids typed differently meet only here."""
    recorded = {(row["source"], row["source_row"]): (row["recorded"] or "", row["module"] or "") for row in responses}
    same = defaultdict(list)
    for row in standings:
        place = (row["source"], row["source_row"])
        if place in recorded and row["standing"] == USED and row["pseudonym"]:
            same[row["pseudonym"], row["kind"], row["wave"], recorded[place][1]].append(row)
    found = []
    for rows in same.values():
        *earlier, _ = sorted(
            rows, key=lambda row: (recorded[row["source"], row["source_row"]][0], row["source"], row["source_row"])
        )
        for row in earlier:
            row["standing"], row["reason"] = EXCLUDED, "duplicate"
            found.append(repeat(row))
    return found


def _nobody(row: Row) -> Fault:
    return Fault(
        "A withdrawal matches nobody in the roster.",
        where=f"{row['source']}, row {row['source_row']}",
        remedy="Correct the id, or add the person to the roster; nothing is analysed before every withdrawal is honoured.",
    )
