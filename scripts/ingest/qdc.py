"""REFI-QDA codebooks (`.qdc`): codes with their parents and descriptions, and sets of codes; no coding.

Fails when the file is empty, is no codebook, or declares entities.
"""

from __future__ import annotations

from collections import Counter

from scripts.ground.raw import RawFile
from scripts.ingest import qdpx_parts as parts
from scripts.ingest.files import CODEBOOK, require_kind
from scripts.ingest.project import Note, Project
from scripts.ingest.qdpx_names import Names
from scripts.ingest.qdpx_xml import every, name_of, parsed, words


def qdc(file: RawFile) -> Project:
    """Read a codebook."""
    require_kind(file, CODEBOOK)
    root = parsed(file.path.read_bytes(), file.id, "codebook")
    names = Names(root)
    left_out: Counter[str] = parts.not_kept(root)
    described = ((name_of(each), words(each, "Description")) for each in every(root, "Set"))
    return Project(
        sources=(),
        codes=parts.codes(root, names),
        ambiguous_codes=parts.ambiguous(root, names),
        memberships=tuple(parts.memberships(root, names, left_out)),
        notes=tuple(Note(parts.DESCRIPTION, name, "set", text) for name, text in described if text),
        left_out=+left_out,
    )
