"""REFI-QDA projects (`.qdpx`), as every coding program writes them: texts, codings, codes, cases, variables, sets and notes.

- open the archive and its project file (qdpx_archive.py, qdpx_xml.py),
- find out what every GUID stands for (qdpx_names.py),
- read the codings with their texts, and count those that text cannot show (qdpx_codings.py, qdpx_text.py),
- read what else the project says (qdpx_parts.py).

Fails when the file is no project, is damaged, locked or tampered with, or would swell when opened.
"""

from __future__ import annotations

from scripts.ground.findings import Finding, finding
from scripts.ground.raw import RawFile
from scripts.ingest import qdpx_parts as parts
from scripts.ingest.project import Project
from scripts.ingest.qdpx_archive import opened
from scripts.ingest.qdpx_codings import Codings
from scripts.ingest.qdpx_names import Names


def qdpx(file: RawFile, texts: dict[str, str] | None = None) -> Project:
    """Read a project; `texts` (document → text) are used for documents whose text it does not hold."""
    with opened(file) as archive:
        root = archive.root()
        names = Names(root)
        codings = Codings(archive, root, names, texts or {})
        left_out = parts.not_kept(root)
        return Project(
            sources=codings.sources,
            other_selections=+codings.others,
            uncoded=parts.uncoded(root, names),
            unknown_codes=codings.unknown_codes,
            ambiguous_codes=parts.ambiguous(root, names),
            codes=parts.codes(root, names),
            attributes=tuple(parts.attributes(root, names)),
            memberships=(*parts.memberships(root, names, left_out), *codings.memberships),
            notes=tuple(parts.notes(root, names, archive, left_out)),
            left_out=+left_out,
            findings=tuple(_findings(file, codings)),
        )


def _findings(file: RawFile, codings: Codings) -> list[Finding]:
    found = []
    if codings.from_rich_text:
        message = f"{codings.from_rich_text} text(s) have no plain text in the project; their formatted file was read instead."
        remedy = "Look at a few coded passages: places may be off by some characters."
        found.append(finding("warning", file.id, "formatted text", message, remedy))
    if codings.of_one_name:
        message = f"{codings.of_one_name} text(s) have the name of another text of the project; they got a number after it."
        found.append(finding("warning", file.id, "document name twice", message, "Give each document its own name."))
    return found
