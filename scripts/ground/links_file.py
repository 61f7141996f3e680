"""Reading `config/links.csv`; fails as any written table does, and when two lines decide on one row."""

from __future__ import annotations

from pathlib import Path

from scripts.ground.faults import ConfigFault, raise_all
from scripts.ground.models.links import Decision, Links
from scripts.ground.written_table import TableFile

FILE = TableFile("config/links.csv", Decision, "Fill source, row (a whole number), person, decided_by and date.")


def read_links(path: Path) -> Links:
    """The decisions of the file; a file without lines holds none."""
    decisions, faults = FILE.read(path)
    raise_all([*faults, *_decided_twice(decisions)])
    return Links(decisions=tuple(decisions))


def _decided_twice(decisions: list[Decision]) -> list[ConfigFault]:
    first: dict[tuple[str, int], int] = {}
    found = []
    for each in decisions:
        line = first.setdefault((each.source, each.row), each.line)
        if line != each.line:
            found.append(FILE.fault(f"Line {line} decides on the same row.", each.line, "Keep one decision a row."))
    return found
