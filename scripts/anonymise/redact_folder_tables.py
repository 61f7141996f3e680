"""The tables that the redaction of a folder needs: roster, organisations, aliases.

- columns in any order and any case; what is not told is empty,
- roster: `person_id`, and at least one of `given_name`, `family_name`, `known_as`; also `role`, `organisation`,
  `organisation_id`, `email`, `mobile`, `swe_registration`,
- organisations: `name`; also `org_id`, `abbreviation`, `domain`,
- aliases: `name` (a person's or organisation's id or full name) and `alias`.

Missing columns and aliases of nobody are told all at once.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, NamedTuple

from scripts.anonymise.linkage import PARTS
from scripts.ground.encodings import decode
from scripts.ground.faults import Fault, Faults, MissingColumn, MissingInput, UnreadableFile, raise_all
from scripts.ground.key import canonical

Row = dict[str, Any]

NAMES = ("given_name", "family_name", "known_as")
PERSON_COLUMNS = ("person_id", "role", *NAMES, "organisation_id", "organisation", "email", "mobile", "swe_registration")
BODY_COLUMNS = ("org_id", "name", "abbreviation", "domain")
SIGNS = ",;\t|"


class Tables(NamedTuple):
    """People and organisations; each row holds the `aliases` it also goes by."""

    people: list[Row]
    bodies: list[Row]


def read_tables(roster: Path, organisations: Path, aliases: Path | None) -> Tables:
    """All tables, or all their faults."""
    faults: list[Fault] = []
    people = _read(roster, "roster", ("person_id",), PERSON_COLUMNS, faults)
    bodies = _read(organisations, "organisations", ("name",), BODY_COLUMNS, faults)
    told = _read(aliases, "aliases", ("name", "alias"), ("name", "alias"), faults) if aliases else []
    if people is not None and not any(row[name] for row in people for name in NAMES):
        remedy = f"Add at least one of these columns: {', '.join(NAMES)}."
        faults.append(MissingColumn("The roster names nobody.", where="roster", remedy=remedy))
    raise_all(faults)
    people = [_person(row) for row in people or [] if any(row[name] for name in (*NAMES, "email"))]
    bodies = _bodies(bodies or [], people)
    _add_aliases(told or [], people, bodies)
    return Tables(people, bodies)


def _read(path: Path, where: str, needed: tuple[str, ...], columns: tuple[str, ...], faults: list[Fault]) -> list[Row] | None:
    try:
        text = (decode(path.read_bytes()) or ("", ""))[0]
    except OSError:
        faults.append(MissingInput(f"The table `{where}` cannot be read.", where=where, remedy="Name a CSV file that exists."))
        return None
    if not text.strip():
        faults.append(UnreadableFile(f"The table `{where}` is empty or no text.", where=where, remedy="Save it as CSV (UTF-8)."))
        return None
    first = text.lstrip().splitlines()[0]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(SIGNS, key=first.count)))
    except csv.Error:
        faults.append(UnreadableFile(f"The table `{where}` is no CSV.", where=where, remedy="Save it as CSV (UTF-8)."))
        return None
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    header = [canonical(cell).replace(" ", "_").replace("-", "_") for cell in rows[0]]
    missing = [column for column in needed if column not in header]
    if missing:
        remedy = f"Its header is the first row; it needs: {', '.join(needed)}."
        faults.append(MissingColumn(f"Columns are missing: {', '.join(missing)}.", where=where, remedy=remedy))
        return None
    at = {column: header.index(column) for column in columns if column in header}
    return [{column: _cell(row, at.get(column)) for column in columns} for row in rows[1:]]


def _cell(row: list[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _person(row: Row) -> Row:
    # a row without an id is still a person: called by the name, as nobody else is
    id = row["person_id"] or "name: " + " ".join(row[name] for name in NAMES)
    return {**row, "person": id, "part": row["role"].lower() if row["role"].lower() in PARTS else "person", "aliases": []}


def _bodies(bodies: list[Row], people: list[Row]) -> list[Row]:
    """Listed organisations, then those that only the roster names."""
    known = {canonical(row["name"]): {**row, "aliases": []} for row in bodies if row["name"]}
    for row in people:
        if row["organisation"]:
            unlisted = {
                "org_id": row["organisation_id"],
                "name": row["organisation"],
                "abbreviation": "",
                "domain": "",
                "aliases": [],
            }
            known.setdefault(canonical(row["organisation"]), unlisted)
    return list(known.values())


def _add_aliases(told: list[Row], people: list[Row], bodies: list[Row]) -> None:
    owners: dict[str, list[Row]] = {}
    for row in people:
        for name in {row["person"], f"{row['given_name']} {row['family_name']}", f"{row['known_as']} {row['family_name']}"}:
            owners.setdefault(canonical(name), []).append(row)
    for row in bodies:
        for name in {row["org_id"], row["name"]}:
            owners.setdefault(canonical(name), []).append(row)
    nobody = [number for number, row in enumerate(told, start=2) if not owners.get(canonical(row["name"]))]
    if nobody:
        remedy = "Give the id or the full name as the roster or the table of organisations has it."
        rows = ", ".join(map(str, nobody))
        raise Faults([MissingInput("Aliases of nobody known.", where=f"aliases, row {rows}, column name", remedy=remedy)])
    for row in told:
        for owner in owners[canonical(row["name"])]:
            owner["aliases"].append(row["alias"])
