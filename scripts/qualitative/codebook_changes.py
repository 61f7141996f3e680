"""What changed in the codebook from version to version, and how the coding project's codes stand to it.

- versions: the files of `config/codebook_versions`, by date and version, then the present codebook
- of each code: added, removed, retired, restored, renamed (name or id), moved (family or parent), redefined (definition and
  examples), revalued (aims, behaviours, valence, claim)
- an id that vanished beside a new one of the same name is a renamed code
- the project's codes: unknown ones are a finding when it is read; here follow those under an earlier name, those that were
  retired, and those of the codebook that the project does not have

Fails when a file of an earlier version is no codebook, or when two files are one version and say different things.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from scripts.ground.evidence import EvidenceBook
from scripts.ground.findings import Finding, finding
from scripts.ground.key import canonical
from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.schema import Folder, Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.ingest import Findings, ProjectCodes
from scripts.ground.schemas.qualitative import CodebookDiff
from scripts.qualitative.codebook_versions import earlier_versions
from scripts.qualitative.voices import current_codes

PARTS = {
    "renamed": ("name",),
    "moved": ("family", "parent"),
    "redefined": ("definition", "use_when", "do_not_use_when", "typical", "near_miss", "origin"),
    "revalued": ("aims", "behaviours", "valence", "claim"),
}
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    codebook_diff: Rows[CodebookDiff]
    findings: Rows[Findings]
    evidence: Rows[Evidence]


def codebook_changes(earlier: Folder, project_codes: Rows[ProjectCodes], codebook: Codebook) -> Made:
    """Changes between versions, findings on the project's codes, and how many there are of both."""
    versions = [*earlier_versions(earlier, codebook), codebook]
    rows = [row for before, after in pairwise(versions) for row in _changes(before, after)]
    book = EvidenceBook("qualitative.codebook_changes")
    for name, count in (("versions", len(versions)), ("changes", len(rows)), ("codes", len(current_codes(codebook)))):
        book.value(f"codebook.{name}.n", count, shown=str(count), n=count, unit=name)
    return Made(rows, _about_project(project_codes, versions), book.evidence)


def _changes(before: Codebook, after: Codebook) -> list[Row]:
    was, became = ({code.id: code for code in each.codes} for each in (before, after))
    called = {canonical(code.name): id for id, code in was.items() if id not in became}
    rows = []
    for id, code in became.items():
        old_id = id if id in was else called.pop(canonical(code.name), None)
        if old_id is None:
            rows.append((id, "added", "", "", code.name))
            continue
        if old_id != id:
            rows.append((id, "renamed", "id", old_id, id))
        rows += [(id, *change) for change in _changed(was[old_id], code)]
    rows += [(id, "removed", "", was[id].name, "") for id in sorted(called.values())]
    columns = ("code", "change", "parts", "was", "became")
    return [{"before": before.version, "after": after.version, **dict(zip(columns, row, strict=True))} for row in rows]


def _changed(was: Code, became: Code) -> list[tuple[str, str, str, str]]:
    """Kind of change, keys, what they were and what they are."""
    changes = []
    if was.retired_into != became.retired_into:
        kind = "retired" if became.retired_into else "restored"
        changes.append((kind, "retired_into", was.retired_into, became.retired_into))
    for kind, parts in PARTS.items():
        differ = [part for part in parts if getattr(was, part) != getattr(became, part)]
        if differ:
            both = ("; ".join(_text(getattr(code, part)) for part in differ) for code in (was, became))
            changes.append((kind, " ".join(differ), *both))
    return changes


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _about_project(project_codes: list[Row], versions: list[Codebook]) -> list[Finding]:
    """Codes are called by their ids in the codebook; the project's own wording stays in the restricted zone."""
    codebook = versions[-1]
    by_source: dict[str, set[str]] = {}
    for row in project_codes:
        if row["is_codable"]:
            by_source.setdefault(row["source"], set()).add(canonical(row["name"]))
    return [each for source, names in sorted(by_source.items()) for each in _of_source(source, names, codebook, versions[:-1])]


def _of_source(source: str, names: set[str], codebook: Codebook, earlier: list[Codebook]) -> list[Finding]:
    today = {canonical(word) for code in codebook.codes for word in (code.id, code.name)}
    accepted = {canonical(name): code.id for code in codebook.codes for name in code.earlier_names}
    once = {canonical(word): code.id for version in earlier for code in version.codes for word in (code.id, code.name)}
    renamed = sorted({accepted[name] for name in names - today if name in accepted})
    to_add = sorted({once[name] for name in names - today - accepted.keys() if name in once})
    retired = sorted(code.id for code in codebook.codes if code.retired_into and _is_in(code, names))
    absent = sorted(code.id for code in current_codes(codebook) if not _is_in(code, names))
    told = [
        ("note", "code renamed", renamed, "stand in the project under an earlier name; they are understood",
         "Rename them in the coding program, when convenient."),
        ("warning", "code under an earlier name", to_add,
         "stand in the project under the name of an earlier codebook, and are lost",
         "Add that name to `earlier_names` of the code in config/codebook.yaml, or rename the code in the project."),
        ("note", "code retired", retired, "were retired; what is coded to them counts for the codes that replaced them",
         "Recode the passages, if the new code does not fit them all."),
        ("note", "code not in project", absent, "of the codebook are not in the project", "Nothing, if nobody needed them."),
    ]  # fmt: skip
    return [
        finding(severity, source, rule, f"{len(codes)} code(s) {what}: {', '.join(codes)}.", remedy)
        for severity, rule, codes, what, remedy in told
        if codes
    ]


def _is_in(code: Code, names: set[str]) -> bool:
    return any(canonical(word) in names for word in (code.id, code.name, *code.earlier_names))
