"""Who is who: roster ids to pseudonyms, and what becomes of every row that belongs to a person.

- give each roster id (canonical form) its pseudonym; a person of two parts (participant and sponsor) keeps one,
- read the withdrawals and the consent to analysis: a person is active, withdrawn or without consent,
- link each response, text, project and attendance row: by a person's decision (links.csv), else exactly, then without case,
  blanks and hyphens, never by likeness; surveys that are linked to each other by their codes alone (coded.py),
- say of each row whether it is used, quarantined ('not in the roster') or excluded ('withdrawn', 'no consent'); what
  ingestion set aside keeps its reason; of two responses of one person to one survey the later counts,
- list candidates for what stays unlinked, for a person to decide on (candidates.py).

Fails when a withdrawal matches nobody, a decision cannot be carried out, or ids of the roster collide in one pseudonym.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from scripts.anonymise.bands import band_of, with_cohorts
from scripts.anonymise.candidates import Taken, candidate_findings, candidate_rows, code_candidates, roster_candidates
from scripts.anonymise.coded import Coded
from scripts.anonymise.decisions import decision_faults, decision_findings, decisions_by_row, fingerprints, is_nobody
from scripts.anonymise.linkage_findings import (
    archive_only,
    codes_not_searched,
    consent_findings,
    repeat,
    twice_findings,
    unlinked_findings,
)
from scripts.anonymise.register import Register
from scripts.anonymise.rows import EACH_OTHER, MAY_BE_NAMELESS, ROSTER, USED, Place, Typed, typed_rows
from scripts.ground.faults import Fault, raise_all
from scripts.ground.findings import Finding
from scripts.ground.key import Key, canonical
from scripts.ground.models.disclosure import Bands
from scripts.ground.models.links import Decision, Links
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import Linkage, LinkCandidates, Participants, Standings
from scripts.ground.schemas.ingest import Attendance, Documents, Findings, People, Projects, Responses, Withdrawals

ACTIVE, WITHDRAWN, NO_CONSENT = "active", "withdrawn", "no consent"
QUARANTINED, EXCLUDED = "quarantined", "excluded"
# the part under which a person of several parts is counted
PARTS = ("participant", "sponsor", "facilitator")
NO_BANDS = Bands()

Row = dict[str, Any]


class Made(NamedTuple):
    linkage: Rows[Linkage]
    participants: Rows[Participants]
    standings: Rows[Standings]
    candidates: Rows[LinkCandidates]
    findings: Rows[Findings]


def linkage(
    people: Rows[People],
    withdrawals: Rows[Withdrawals],
    responses: Rows[Responses],
    documents: Rows[Documents],
    projects: Rows[Projects],
    attendance: Rows[Attendance],
    links: Links,
    key: Key,
    bands: Bands = NO_BANDS,
) -> Made:
    """Link every row to a person and give it its standing."""
    persons = _persons(people)
    typed = typed_rows(responses, documents, projects, attendance)
    coded, prints = Coded(typed, key), fingerprints(typed, key)
    withdrawn = _withdrawn(withdrawals, Register(rows[0] for rows in persons.values()), coded)
    linked = {id: _link(rows, _standing(id, rows, withdrawn.everything), key) for id, rows in persons.items()}
    register = Register(linked.values())
    raise_all([*withdrawn.faults, *decision_faults(links, typed, prints, lambda row, id: _is_known(row, id, register, coded))])
    decisions = decisions_by_row(links)
    coded.link(decisions)
    bands = with_cohorts(bands, [row["cohort"] for row in people])
    participants = [_participant(id, rows, linked[id], withdrawn.quotes, bands) for id, rows in persons.items()]
    participants += coded.participants()
    _refuse_collisions(linked, participants)
    owners = {each.place: _owner(each, register, coded, decisions) for each in typed}
    standings = [_roster_row(row, linked[canonical(row["person"])]) for row in people]
    standings += [_row_standing(each, owners[each.place], coded, decisions) for each in typed]
    repeated = _set_repeats_aside(standings, responses)
    unlinked = [each for each in typed if _is_unlinked(each, owners, decisions)]
    found = roster_candidates(unlinked, people, register, Taken(typed, owners)) | code_candidates(coded)
    findings = [*withdrawn.told, *consent_findings(people), *twice_findings(people), *unlinked_findings(unlinked), *repeated]
    findings += [*coded.findings(decisions), *candidate_findings(found)]
    findings += decision_findings(decisions, typed, lambda row: _is_known(row, row.person, register, coded))
    # who withdrew leaves the pseudonymised zone: no row of theirs, and no pseudonym beside the rows that are left out
    known = [row for row in participants if row["standing"] != WITHDRAWN]
    return Made(list(linked.values()), known, standings, candidate_rows(found, prints), findings)


def _persons(people: list[Row]) -> dict[str, list[Row]]:
    """Roster rows by canonical id, the counting part first."""
    persons = defaultdict(list)
    for row in people:
        persons[canonical(row["person"])].append(row)
    order = {part: place for place, part in enumerate(PARTS)}
    return {
        id: sorted(rows, key=lambda row: (order[row["part"]], row["source"], row["source_row"])) for id, rows in persons.items()
    }


class _Withdrawn(NamedTuple):
    """Canonical ids of those who withdrew, of those who withdrew quotation only, what to tell, and what matches nobody."""

    everything: set[str]
    quotes: set[str]
    told: list[Finding]
    faults: list[Fault]


def _withdrawn(withdrawals: list[Row], register: Register, coded: Coded) -> _Withdrawn:
    """Read the withdrawals; an id that is a person's and a code as well withdraws both."""
    found = _Withdrawn(set(), set(), [], [])
    for row in withdrawals:
        person, is_code = register.find(row["person"]), coded.knows(row["person"])
        what = canonical(row["what"] or "")
        if person is None and not is_code:
            found.faults.append(_nobody(row))
        elif "archiv" in what and not _also_more(what, "archiv"):
            found.told.append(archive_only(row))
        elif "quot" in what and not _also_more(what, "quot"):
            # nobody who is known by a code only is ever quoted
            found.quotes.update({canonical(person["person"])} if person else set())
        else:
            found.everything.update({canonical(person["person"])} if person else set())
            if is_code:
                coded.withdraw(row["person"])
            elif coded.rows:
                found.told.append(codes_not_searched(row))
    return found


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


def _refuse_collisions(linked: dict[str, Row], participants: list[Row]) -> None:
    persons = [row["pseudonym"] for row in participants]
    organisations = {canonical(row["organisation"]): row["organisation_code"] for row in linked.values() if row["organisation"]}
    codes = list(organisations.values())
    if len(set(persons)) < len(persons) or len(set(codes)) < len(codes):
        raise Fault(
            "Two people or two organisations would share one pseudonym.",
            where="the roster with the present key",
            remedy="Make a new key with: make key (all pseudonyms change), and run again.",
        )


def _participant(id: str, rows: list[Row], link: Row, quotes_withdrawn: set[str], bands: Bands) -> Row:
    first = rows[0]
    return {
        "pseudonym": link["pseudonym"],
        "known_by": ROSTER,
        "part": first["part"],
        "cohort": band_of(first["cohort"], bands.of("cohort")),
        "organisation_code": link["organisation_code"],
        "role": band_of(first["role"], bands.of("role")),
        "may_quote": link["standing"] == ACTIVE and id not in quotes_withdrawn and all(row["consent_quote"] for row in rows),
        "standing": link["standing"],
        "source": first["source"],
        "source_row": first["source_row"],
    }


def _is_known(row: Typed, id: str, register: Register, coded: Coded) -> bool:
    """Whether a row may belong to that id: of the roster, or of another coded response."""
    return coded.knows(id) if row.linked_to == EACH_OTHER else register.find(id) is not None


def _owner(each: Typed, register: Register, coded: Coded, decisions: dict[Place, Decision]) -> Row | None:
    """The person of a row, with pseudonym and standing."""
    if each.linked_to == EACH_OTHER:
        return coded.owner(each)
    decision = decisions.get(each.place)
    if decision is None:
        return register.find(each.person)
    return None if is_nobody(decision) else register.find(decision.person)


def _is_unlinked(each: Typed, owners: dict[Place, Row | None], decisions: dict[Place, Decision]) -> bool:
    """Whether a row that should be linked to the roster is not, and nobody has decided that it stays so."""
    wanted = each.standing == USED and each.linked_to == ROSTER and (each.person or each.kind not in MAY_BE_NAMELESS)
    return bool(wanted) and owners[each.place] is None and each.place not in decisions


def _row_standing(each: Typed, person: Row | None, coded: Coded, decisions: dict[Place, Decision]) -> Row:
    standing, reason = each.standing, each.reason
    nameless = not each.person and each.kind in MAY_BE_NAMELESS
    if standing != USED:
        pass
    elif each.linked_to == EACH_OTHER:
        # without a code, or with one that is nobody's, it is used without a name
        standing, reason = (EXCLUDED, WITHDRAWN) if coded.is_withdrawn(each) else (USED, "")
    elif person is None and each.place in decisions:
        standing, reason = EXCLUDED, "nobody's by decision"
    elif person is None and not nameless:
        standing, reason = QUARANTINED, "not in the roster" if each.person else "no id"
    elif person is not None and person["standing"] != ACTIVE:
        standing, reason = EXCLUDED, person["standing"]
    return _standing_row(each.source, each.source_row, each.kind, each.wave, person, standing, reason)


def _roster_row(row: Row, link: Row) -> Row:
    active = link["standing"] == ACTIVE
    return _standing_row(
        row["source"], row["source_row"], "roster", "", link, USED if active else EXCLUDED, "" if active else link["standing"]
    )


def _standing_row(source: str, row: int, kind: str, wave: str, person: Row | None, standing: str, reason: str) -> Row:
    pseudonym = person["pseudonym"] if person and person["standing"] != WITHDRAWN else ""
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
