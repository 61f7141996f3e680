"""The roster against itself, against the organisations and against the part that a source asks for."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from scripts.ground.findings import Finding, finding
from scripts.ground.headers import header
from scripts.ground.key import canonical
from scripts.ground.models.sources import Sources
from scripts.ground.models.study import Cohorts

PARTICIPANT = "participant"
# these ask people in a part of the roster
BY_GROUP = ("interviews", "reflections", "focus_group")

Row = dict[str, Any]


def twice(people: list[Row], sources: Sources) -> list[Finding]:
    """One name under two ids of one organisation; without an organisation a name alone says too little."""
    first: dict[tuple[str, ...], Row] = {}
    found = []
    for row in people:
        name = tuple(canonical(row[each] or "") for each in ("given_name", "family_name", "organisation"))
        if not all(name):
            continue
        known = first.setdefault(name, row)
        if canonical(known["person"]) != canonical(row["person"]):
            message = f"The same name in the same organisation has another id in row {known['source_row']}."
            remedy = "If it is one person, give one id; responses under two ids are never paired."
            place = {"row": row["source_row"], "field": header(sources, row["source"], "person")}
            found.append(finding("warning", row["source"], "one person, two ids", message, remedy, **place))
    return found


def foreign_addresses(people: list[Row], organisations: list[Row], sources: Sources) -> list[Finding]:
    """An address outside the domain of the organisation: a wrong organisation, or a private address."""
    domains: dict[str, set[str]] = defaultdict(set)
    for row in organisations:
        for name in (row["name"], row["abbreviation"]):
            if name and row["domain"]:
                domains[canonical(name)].add(canonical(row["domain"]).removeprefix("@"))
    message = "The e-mail address is not of the organisation's domain."
    remedy = "Look whether the organisation is right; a private address is fine."
    return [
        finding(
            "note", row["source"], "e-mail of another domain", message, remedy,
            row=row["source_row"], field=header(sources, row["source"], "email"),
        )
        for row in people
        if (allowed := domains.get(canonical(row["organisation"] or ""))) and _outside(row["email"] or "", allowed)
    ]  # fmt: skip


def quotation_unknown(people: list[Row], sources: Sources) -> list[Finding]:
    """Consent to analysis is linkage's concern; an unknown consent to quotation silences somebody who may speak."""
    asked = {row["source"] for row in people if row["consent_quote"] is not None}
    message = "Consent to quotation is not stated; the person is not quoted."
    return [
        finding(
            "note", row["source"], "quotation unknown", message, "Enter yes or no in the roster.",
            row=row["source_row"], field=header(sources, row["source"], "consent_quote"),
        )
        for row in people
        if row["source"] in asked and row["consent_quote"] is None and row["consent_analyse"]
    ]  # fmt: skip


def wrong_part(people: list[Row], standings: list[Row], documents: list[Row], cohorts: Cohorts) -> list[Finding]:
    """Texts and self-assessments of people who have another part in the roster."""
    parts = _parts(people, standings)
    needed = {group.id: group.kind for group in cohorts.source_groups}
    asked = [(row, row["pseudonym"], PARTICIPANT) for row in standings if row["kind"] == "survey" and row["standing"] == "used"]
    asked += [(row, row["pseudonym"], needed.get(row["group"], "")) for row in documents if row["kind"] in BY_GROUP]
    found = []
    for row, person, part in asked:
        if person in parts and part and part not in parts[person]:
            message = f"The person has another part in the roster than {part}."
            remedy = "Correct the part in the roster, the id, or the group of the source."
            found.append(finding("warning", row["source"], "another part", message, remedy, row=row["source_row"]))
    return found


def _outside(address: str, domains: set[str]) -> bool:
    host = canonical(address).rpartition("@")[2]
    return "@" in address and not any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _parts(people: list[Row], standings: list[Row]) -> dict[str, set[str]]:
    """Parts by pseudonym; the standings of the roster's rows say who is who."""
    by_place = {(row["source"], row["source_row"]): row["part"] for row in people}
    parts: dict[str, set[str]] = defaultdict(set)
    for row in standings:
        if row["kind"] == "roster" and row["pseudonym"] and (row["source"], row["source_row"]) in by_place:
            parts[row["pseudonym"]].add(by_place[row["source"], row["source_row"]])
    return parts
