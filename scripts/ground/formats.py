"""Formats of tables by their names: `<program>-<container>` (jisc-xlsx), or the container alone (xlsx)."""

from __future__ import annotations

from typing import get_args

from scripts.ground.models.sources import CODING_FORMATS, TABLE_FORMATS

CONTAINERS = ("csv", "xlsx", "sav")
TABLES: tuple[str, ...] = get_args(TABLE_FORMATS)


def container(format: str) -> str:
    """What a file of the format is opened as."""
    return format.rpartition("-")[2]


def program(format: str) -> str:
    """The program that writes the format; empty where any may."""
    return format.rpartition("-")[0]


def tables_in(kind: str) -> tuple[str, ...]:
    """The formats of tables in one container."""
    return tuple(each for each in TABLES if container(each) == kind)


def tables_of(name: str) -> tuple[str, ...]:
    """The formats of tables that one program writes."""
    return tuple(each for each in TABLES if program(each) == name)


# tables of coded segments, with their containers
SEGMENTS: dict[str, str] = {each: container(each) for each in get_args(CODING_FORMATS) if container(each) in CONTAINERS}
