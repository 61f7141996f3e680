"""The tables a coding project makes besides codings and texts: codes, values of cases, members of cases and sets, notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scripts.ground.findings import Finding, finding
from scripts.ground.key import canonical
from scripts.ground.models.codebook import Codebook
from scripts.ground.raw import RawFile
from scripts.ground.schemas.ingest import CaseValues, CodingNotes, Memberships, ProjectCodes
from scripts.ingest.project import Project

Row = dict[str, Any]
MOST_NAMED = 20


def code_rows(file: RawFile, project: Project) -> list[Row]:
    found = ((each.name, each.parent, each.description, each.is_codable) for each in project.codes if each.name)
    return _rows(ProjectCodes, file, found)


def value_rows(file: RawFile, project: Project) -> list[Row]:
    found = ((each.case, each.variable, each.value) for each in project.attributes if each.case and each.variable)
    return _rows(CaseValues, file, found)


def member_rows(file: RawFile, project: Project) -> list[Row]:
    found = ((each.group, each.kind, each.member, each.member_kind) for each in project.memberships if each.group and each.member)
    return _rows(Memberships, file, found)


def note_rows(file: RawFile, project: Project) -> list[Row]:
    return _rows(CodingNotes, file, ((each.name, each.about, each.kind, each.text, each.author) for each in project.notes))


def strangers(file: RawFile, project: Project, codebook: Codebook) -> list[Finding]:
    """Codes that can be given and are not in the codebook; what is coded to them cannot be counted later."""
    known = {canonical(name) for code in codebook.codes for name in (code.id, code.name, *code.earlier_names)}
    names = sorted({each.name for each in project.codes if each.name and each.is_codable and canonical(each.name) not in known})
    if not names:
        return []
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    message = f"{len(names)} code(s) of the project are not in the codebook: {', '.join(names[:MOST_NAMED])}{more}."
    remedy = "Add them to config/codebook.yaml, or rename them in the coding program."
    return [finding("warning", file.id, "code not in codebook", message, remedy)]


def _rows(table: type, file: RawFile, values: Iterable[tuple[Any, ...]]) -> list[Row]:
    """Rows of a table whose first column is the raw file; equal ones stand once."""
    return [dict(zip(table.columns, (file.id, *each), strict=True)) for each in dict.fromkeys(values)]
