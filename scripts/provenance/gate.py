"""The leak gate between report and release: it alone reads the roster again, late, and looks for it in every file.

- open each file of the release and take all text it carries
- look for people (also those of roster rows that were set aside), organisations, roster ids and canaries
- fail for a kind of file it does not know, a file it cannot open or without any text, a roster without people

The result names file, place and class, never what was found.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scripts.ground.hashing import file_digest
from scripts.ground.models.disclosure import Disclosure
from scripts.ground.schema import Rows
from scripts.ground.schemas.ingest import NamesOnly, Organisations, People
from scripts.provenance.names import Forbidden, forbidden
from scripts.provenance.visible import pieces

LEAST_TEXT = 20


def gate(
    people: Rows[People],
    names_only: Rows[NamesOnly],
    organisations: Rows[Organisations],
    html: Path,
    pdf: Path,
    docx: Path,
    evidence: Path,
    disclosure: Disclosure,
) -> dict:
    """Pass or fail, the places with their classes, and the SHA-256 of every file that may be released."""
    files = [html, pdf, docx, evidence]
    look_for = forbidden([*people, *({**row, "person": ""} for row in names_only)], organisations, disclosure)
    found = [place for file in files for place in _search(file, look_for)]
    if not people:
        found.append({"file": "", "place": "the gate itself", "class": "no roster to look for"})
    return {
        "passed": not found,
        "files": {file.name: file_digest(file) for file in files},
        "found": found,
        "looked_for": sorted(look_for.patterns),
    }


def _search(file: Path, look_for: Forbidden) -> list[dict[str, Any]]:
    try:
        opened = pieces(file.suffix, file.read_bytes())
        content = None if opened is None else list(opened)
    except Exception:
        # whatever a reader stumbles over, nobody has looked into this file
        return [{"file": file.name, "place": "the file", "class": "cannot be opened"}]
    if content is None:
        return [{"file": file.name, "place": "the file", "class": "unknown kind of file"}]
    found, scanned = [], 0
    for piece in content:
        scanned += len(piece.text.strip()) if piece.shown else 0
        found += [{"file": file.name, "place": piece.place, "class": each} for each in look_for.classes_in(piece.text)]
    if scanned < LEAST_TEXT:
        found.append({"file": file.name, "place": "the file", "class": "nothing could be scanned"})
    return found
