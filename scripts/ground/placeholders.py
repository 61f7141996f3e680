"""Texts of the scaffold that nobody has replaced yet: they would be locked and published as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.ground.config import FILES, Config, file_of
from scripts.ground.faults import ConfigFault

MARK = "TO REPLACE"
REMEDY = f"Write your own words where the file says {MARK}."


def placeholders(config: Config) -> list[str]:
    """Where such texts stand: `study.yaml: publication.title`."""
    return [
        f"{file_of(file)}: {key}"
        for file in FILES
        for key, text in _texts(config.roots[file].model_dump(mode="json"))
        if text.lstrip().startswith(MARK)
    ]


def placeholder_faults(config: Config, what: str) -> list[ConfigFault]:
    """One fault that names them all, or none; `what` would be done with them."""
    found = placeholders(config)
    if not found:
        return []
    count = "A text" if len(found) == 1 else f"{len(found)} texts"
    return [ConfigFault(f"{count} of the scaffold would be {what} as it stands there.", where="; ".join(found), remedy=REMEDY)]


def _texts(value: Any, way: str = "") -> Iterator[tuple[str, str]]:
    """Every text in nested data, by its key."""
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value, start=1):
            yield from _texts(each, f"{way}.{key}" if way else str(key))
