"""Files that a run left and that commands read again: refused in words when they are damaged, whatever the damage.

What a person, a full disk or an editor can do to JSON ends in one of two ways: it is no JSON any more, or it has not the shape
that the run wrote.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from scripts.ground.faults import UnreadableFile

Number = float | int | None


class OfSource(BaseModel):
    """How many rows of a source an entry rests on."""

    source: str
    used: int


class Entry(BaseModel):
    """One reported thing, as far as two runs are compared by it."""

    id: str
    value: Number | str
    low: Number
    high: Number
    n: Number
    display: str
    record: str = ""
    sources: list[OfSource] = []


class PublicEntry(Entry):
    """The same with all that the public may see of it."""

    kind: str
    unit: str
    table: str
    cell: str
    record: str
    sources: list[OfSource]


class RowsOf(OfSource):
    """The rows of a raw file that an entry rests on."""

    rows: str


class TeamEntry(Entry):
    """The same for the team, with the rows."""

    kind: str
    record: str
    rows: list[RowsOf]


class Counts(BaseModel):
    """What became of a source."""

    unit: str
    files: int
    read: int
    used: int
    quarantined: int
    excluded: int
    reasons: str
    keyed_digest: str


class Evidence(BaseModel):
    """What `changes` needs of the evidence."""

    evidence: list[Entry]


class PublicEvidence(BaseModel):
    """The released evidence."""

    sources: dict[str, Counts]
    evidence: list[PublicEntry]


class TeamEvidence(BaseModel):
    """The evidence of the team."""

    evidence: list[TeamEntry]


class File(BaseModel):
    """A file that a step read or made."""

    path: str
    sha256: str


class Code(BaseModel):
    """Digests of a file of code."""

    normal: str
    sha256: str


class Record(BaseModel):
    """What a step was made from."""

    step: str
    inputs: dict[str, list[File]]
    outputs: dict[str, File]
    raw: dict[str, str]
    config: dict[str, str]
    code: dict[str, Code]
    environment: dict[str, str]
    key_fingerprint: str


def read_kept(path: Path, shape: type[BaseModel], study: Path = Path()) -> dict[str, Any]:
    """The content of a file of the results as it stands; raises UnreadableFile when it is damaged."""
    try:
        content = json.loads((study / path).read_text(encoding="utf-8"))
        shape.model_validate(content, strict=True)
    except (OSError, ValueError) as error:
        raise damaged(path, _damage(error)) from None
    return content


def read_record_files(folder: Path, study: Path = Path()) -> list[dict[str, Any]]:
    """All records of a study, sorted by step; raises UnreadableFile for the first that is damaged."""
    return [read_kept(folder / path.name, Record, study) for path in sorted((study / folder).glob("*.json"))]


def damaged(path: Path, how: str) -> UnreadableFile:
    """The refusal of a damaged file."""
    return UnreadableFile(
        f"A file that a run left is damaged: {how}.",
        where=path.as_posix(),
        remedy="Run: make report. It makes the file anew, or drops it where it cannot be made again.",
    )


def _damage(error: OSError | ValueError) -> str:
    if isinstance(error, ValidationError):
        return "a part that the run wrote is missing or was edited"
    return "it cannot be read" if isinstance(error, OSError) else "it is not whole, or no JSON"
