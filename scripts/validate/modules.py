"""Modules that feedback and reflections speak of, against the attendance list.

The instrument knows no modules; where there is no attendance list, nothing is compared.
"""

from __future__ import annotations

from typing import Any

from scripts.ground.findings import Finding, finding
from scripts.ground.headers import header
from scripts.ground.key import canonical
from scripts.ground.models.sources import Sources

SPEAKS_OF_MODULE = ("reflections",)

Row = dict[str, Any]
Place = tuple[str, int]


def module_findings(
    responses: list[Row], documents: list[Row], attendance: list[Row], used: dict[Place, str], sources: Sources
) -> list[Finding]:
    """Feedback and reflections on modules that nobody knows, or that the person is said to have missed."""
    known = {canonical(row["module"]) for row in attendance}
    missed = _missed(attendance, used)
    spoken = [(row, used[_place(row)]) for row in responses if row["module"]]
    spoken += [(row, row["pseudonym"]) for row in documents if row["module"] and row["kind"] in SPEAKS_OF_MODULE]
    found = []
    for row, person in spoken if known else ():
        module, field = canonical(row["module"]), header(sources, row["source"], "module")
        if module not in known:
            message, remedy = "The attendance list does not know this module.", "Correct the module here or in the list."
            found.append(finding("warning", row["source"], "unknown module", message, remedy, row=row["source_row"], field=field))
        elif (person, module) in missed:
            message = f"The attendance list says that the person missed this module ({missed[person, module]})."
            remedy = "Compare both; each is used as it is."
            found.append(finding("note", row["source"], "missed module", message, remedy, row=row["source_row"], field=field))
    return found


def _missed(attendance: list[Row], used: dict[Place, str]) -> dict[tuple[str, str], str]:
    """Person and module → where the list says no; a later row of the list corrects an earlier one."""
    last = {
        (used[_place(row)], canonical(row["module"])): row
        for row in sorted(attendance, key=_place)
        if used.get(_place(row)) and row["attended"]
    }
    return {key: f"{row['source']}, row {row['source_row']}" for key, row in last.items() if row["attended"] == "no"}


def _place(row: Row) -> Place:
    return row["source"], row["source_row"]
