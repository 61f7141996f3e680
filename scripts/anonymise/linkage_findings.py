"""What linkage has to tell about the data; never an id, only source, row and column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scripts.anonymise.register import loose
from scripts.anonymise.rows import Typed
from scripts.ground.findings import Finding, finding
from scripts.ground.key import canonical

Row = dict[str, Any]


def archive_only(row: Row) -> Finding:
    return finding(
        "note", row["source"], "archive_withdrawn", "Only the consent to archiving is withdrawn; analysis goes on.",
        "Keep this person's raw files out of the archive.", row=row["source_row"], field="what",
    )  # fmt: skip


def repeat(row: Row) -> Finding:
    return finding(
        "warning", row["source"], "repeated_response",
        "The same person answered this survey again later; the later response counts.",
        "Nothing, unless the earlier response is the right one: then delete the later one.", row=row["source_row"],
    )  # fmt: skip


def consent_findings(people: list[Row]) -> list[Finding]:
    return [
        finding(
            "warning", row["source"], "consent_unknown", "Consent to analysis is not stated; the person is left out.",
            "Enter yes or no in the roster.", row=row["source_row"], field="consent_analyse",
        )
        for row in people
        if row["consent_analyse"] is None
    ]  # fmt: skip


def twice_findings(people: list[Row]) -> list[Finding]:
    """An id given to two people would merge them silently."""
    first: dict[str, Row] = {}
    found = []
    for row in people:
        known = first.setdefault(loose(row["person"]), row)
        other_name = any(canonical(known[name] or "") != canonical(row[name] or "") for name in ("given_name", "family_name"))
        if known is not row and (other_name or known["part"] == row["part"]):
            found.append(
                finding(
                    "error", row["source"], "id_twice",
                    f"The id stands in row {known['source_row']} already, with another name or the same part.",
                    "Give every person one id of their own.", row=row["source_row"], field="person",
                )
            )  # fmt: skip
    return found


def unlinked_findings(unlinked: Iterable[Typed]) -> list[Finding]:
    found = []
    for each in unlinked:
        message = "The id is not in the roster; the row is set aside." if each.person else "There is no id; the row is set aside."
        remedy = "Correct the id in the raw file, add the person to the roster, or decide in config/links.csv."
        found.append(finding("error", each.source, "not_in_roster", message, remedy, row=each.source_row, field="person"))
    return found


def codes_not_searched(row: Row) -> Finding:
    return finding(
        "warning", row["source"], "codes_not_searched",
        "A person of the roster withdraws; which answers in surveys linked by self-generated codes are theirs, nobody can tell.",
        "Ask the person for the code, and add a withdrawal with it.", row=row["source_row"], field="person",
    )  # fmt: skip
