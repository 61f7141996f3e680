"""Columns as the raw file calls them, so that a finding can be found in the file."""

from __future__ import annotations

from scripts.ground.models.sources import Sources


def header(sources: Sources, source: str, column: str) -> str:
    """The declared header of a column of ours, else our name for it."""
    declared = sources.sources.get(source.split(":")[0])
    return getattr(declared, "columns", {}).get(column, column)


def item_header(sources: Sources, source: str, item: str) -> str:
    """The declared header of an item, else its id."""
    declared = sources.sources.get(source.split(":")[0])
    return getattr(declared, "items", {}).get(item, item)
