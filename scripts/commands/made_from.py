"""What the evidence of a run was made from, kept beside it, so that `make changes` can name the cause of a change.

- of each step: digests of its code, configuration, raw files, inputs and outputs, and its environment, from the records
- counts of the sources, versions of the installed packages
- the configuration by key: numbers, dates, yes or no, and words that the pipeline itself defines stand as they are; of every
  other text only a keyed digest is kept, because it may name somebody; keys that people write themselves are not kept either,
  except those of sources and the ids of elements
"""

from __future__ import annotations

import datetime as dt
import re
import site
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_origin

from pydantic import BaseModel

from scripts.commands.kept_files import Counts, damaged, read_kept
from scripts.ground.config import FILES, TABLES, Config
from scripts.ground.faults import Fault, UnreadableFile
from scripts.ground.hashing import canonical_json, json_digest
from scripts.ground.key import Key, load_key
from scripts.ground.models.base import Section
from scripts.ground.records import RECORDS, read_records

# enough to tell two versions of a file of code apart
SHORT = 16
# stands before what is only a digest
HIDDEN = "~"
PLAIN_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")
PACKAGE_FOLDER = re.compile(r"(?P<name>.+?)-(?P<version>[^-]+)\.dist-info")


class MadeStep(BaseModel):
    """What a step was made from."""

    code: dict[str, str]
    config: dict[str, str]
    raw: dict[str, str]
    environment: dict[str, str]
    key: str
    inputs: dict[str, str]
    outputs: list[str]


class MadeFrom(BaseModel):
    """What a run was made from; `evidence` is the digest of what it gave, `key` the fingerprint that hidden values hang on."""

    evidence: str
    key: str
    sources: dict[str, Counts]
    packages: dict[str, str]
    config: dict[str, str]
    steps: dict[str, MadeStep]


class Sealed(BaseModel):
    """The same as a file, with its own digest."""

    sha256: str
    made_from: MadeFrom


def gather(evidence: dict[str, Any], config: Config | None) -> dict[str, Any]:
    """What the run that has just ended was made from; the current folder is the study."""
    key = _key(config)
    return {
        "evidence": json_digest(evidence["evidence"]),
        "key": key.fingerprint if key else "",
        "sources": evidence.get("sources", {}),
        "packages": installed_packages(),
        "config": dict(sorted(_settings(config, key))) if config and key else {},
        "steps": {each["step"]: _step(each) for each in read_records(RECORDS)},
    }


def write_made_from(path: Path, made: dict[str, Any]) -> None:
    """Write it whole or not at all, under its own digest."""
    temporary = path.with_suffix(".new")
    temporary.write_text(canonical_json({"sha256": json_digest(made), "made_from": made}) + "\n", encoding="utf-8")
    temporary.replace(path)


def read_made_from(path: Path, evidence: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What a run was made from; None where it was not kept. Raises UnreadableFile when it or the evidence was edited."""
    if not path.exists():
        return None
    sealed = read_kept(path, Sealed)
    made = sealed["made_from"]
    if json_digest(made) != sealed["sha256"]:
        raise damaged(path, "its content is not what its own digest says")
    if json_digest(evidence) != made["evidence"]:
        raise damaged(path, "it and the evidence kept beside it are not of the same run")
    return made


def kept_made_from(path: Path, evidence: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The same for a run that writes it anew: None where it is damaged."""
    try:
        return read_made_from(path, evidence)
    except UnreadableFile:
        return None


def installed_packages() -> dict[str, str]:
    """Versions of the installed packages, from the names of their metadata folders."""
    folders = (path.name for folder in site.getsitepackages() for path in Path(folder).glob("*.dist-info"))
    found = (PACKAGE_FOLDER.fullmatch(name) for name in sorted(folders))
    return {each["name"]: each["version"] for each in found if each}


def _key(config: Config | None) -> Key | None:
    try:
        return load_key(config) if config else None
    except Fault:
        return None


def _step(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": {path: f"{each['normal'][:SHORT]} {each['sha256'][:SHORT]}" for path, each in record["code"].items()},
        "config": record["config"],
        "raw": record["raw"],
        "environment": record["environment"],
        "key": record["key_fingerprint"],
        "inputs": {file["path"]: file["sha256"] for files in record["inputs"].values() for file in files},
        "outputs": sorted(file["path"] for file in record["outputs"].values()),
    }


def _settings(config: Config, key: Key) -> Iterator[tuple[str, str]]:
    # what people write as a table is about people
    for file in sorted({*FILES} - TABLES):
        yield from _of_section(config.roots[file], file, key)


def _of_section(section: Section, where: str, key: Key) -> Iterator[tuple[str, str]]:
    for name, field in type(section).model_fields.items():
        yield from _of_value(getattr(section, name), f"{where}.{name}", key, is_ours=get_origin(field.annotation) is Literal)
    if section.model_extra:
        yield f"{where} (further keys)", _hidden(section.model_dump(mode="json"), key)


def _of_value(value: Any, where: str, key: Key, *, is_ours: bool) -> Iterator[tuple[str, str]]:
    if isinstance(value, Section):
        yield from _of_section(value, where, key)
    elif value and isinstance(value, dict) and all(isinstance(each, Section) for each in value.values()):
        for name, each in value.items():
            yield from _of_section(each, f"{where}.{name}", key)
    elif value and isinstance(value, tuple | list) and all(isinstance(each, Section) for each in value):
        for name, each in zip(_names(value), value, strict=True):
            yield from _of_section(each, f"{where}.{name}", key)
    elif value is None or isinstance(value, bool | int | float | dt.date) or (is_ours and isinstance(value, str)):
        yield where, _plain(value)
    else:
        yield where, _hidden(value, key)


def _names(sections: tuple[Section, ...] | list[Section]) -> list[str]:
    """Elements of a list by their ids where all have plain and different ones, else by number."""
    ids = [str(getattr(each, "id", "")) for each in sections]
    are_names = len({*ids}) == len(ids) and all(PLAIN_ID.fullmatch(id) for id in ids)
    return ids if are_names else [str(number) for number in range(1, len(ids) + 1)]


def _plain(value: Any) -> str:
    return {None: "none", True: "yes", False: "no"}[value] if value is None or isinstance(value, bool) else str(value)


def _hidden(value: Any, key: Key) -> str:
    dumped = canonical_json(_dumped(value))
    return HIDDEN + key.digest(dumped)[:SHORT]


def _dumped(value: Any) -> Any:
    if isinstance(value, Section):
        return value.model_dump(mode="json")
    if isinstance(value, dict):
        return {str(name): _dumped(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_dumped(each) for each in value]
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)
