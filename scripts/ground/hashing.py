"""Digests: of files, of folders of files, and of anything that has one canonical JSON form."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

CHUNK = 1 << 20
# the engine's own mark in folders that a rule makes
ENGINE_MARK = ".snakemake_timestamp"


def file_digest(path: Path) -> str:
    """SHA-256 of a file, as hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def folder_digest(folder: Path) -> str:
    """SHA-256 over the relative names and digests of all files below a folder."""
    return json_digest(file_digests(folder))


def file_digests(folder: Path) -> dict[str, str]:
    """The relative names of all files below a folder, and their SHA-256."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ENGINE_MARK)
    return {path.relative_to(folder).as_posix(): file_digest(path) for path in files}


def path_digest(path: Path) -> str:
    """Digest of a file or of a folder."""
    return folder_digest(path) if path.is_dir() else file_digest(path)


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no white space: one value, one text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def json_digest(value: Any) -> str:
    """SHA-256 of the canonical JSON form."""
    return hashlib.sha256(canonical_json(value).encode("utf-8")).hexdigest()


def pretty_json(value: Any) -> bytes:
    """JSON for files: sorted, indented, ending in a newline."""
    return (json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
