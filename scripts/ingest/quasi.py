"""Quasi-identifiers of the roster: the columns we know, less those whose `roles` say otherwise, and the extra ones they name."""

from __future__ import annotations

from typing import Any

from scripts.ground.faults import MissingColumn, raise_all
from scripts.ingest.cells import fold, likeness
from scripts.ingest.columns import Columns

QUASI = "quasi"
USUAL = ("role", "cohort", "gender", "age_band", "ethnicity", "years")


def quasi_rows(table: Columns, people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a person and column, of the people that the roster file gave.

    Raises MissingColumn for a column called quasi that the file does not have.
    """
    places = _places(table)
    file = table.table.file
    persons = {row["source_row"]: row["person"] for row in people if row["source"] == file.id}
    return [
        {
            "person": persons[row.number],
            "variable": name,
            "value": table.text(row, name) if table.has(name) else fold(row.cells[place]),
            "source": file.id,
            "source_row": row.number,
        }
        for row in table.table.rows
        if row.number in persons
        for name, place in places.items()
    ]


def _places(table: Columns) -> dict[str, int]:
    roles = {likeness(header): role for header, role in table.table.file.source.roles.items()}
    places: dict[str, int] = {}
    named: set[str] = set()
    ours = {place: name for name, place in table.places.items()}
    for place, names in enumerate(table.table.names):
        written = [role for name in names if (role := roles.get(likeness(name)))]
        named |= {likeness(name) for name in names}
        name = ours.get(place, fold(names[0]))
        usual = QUASI if name in USUAL and place in ours else ""
        if (written or [usual])[0] == QUASI:
            places[name] = place
    raise_all([_absent(table, header) for header, role in roles.items() if role == QUASI and header not in named])
    return places


def _absent(table: Columns, header: str) -> MissingColumn:
    return MissingColumn(
        f"The file has no column “{header}”, which `roles` calls quasi.",
        where=f"{table.table.file.id}, source {table.table.file.key} in config/sources.yaml",
        remedy="Correct the header, or take the line out.",
    )
