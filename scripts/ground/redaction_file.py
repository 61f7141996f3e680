"""Reading and writing `config/redaction_decisions.csv`; reading fails as any written table does, and when two lines decide on
one case at the same place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from scripts.ground.faults import ConfigFault, raise_all
from scripts.ground.models.redaction_decisions import EVERYWHERE, RedactionDecision, RedactionDecisions
from scripts.ground.written_table import TableFile

FILE = TableFile(
    "config/redaction_decisions.csv",
    RedactionDecision,
    "Fill item (as the review calls it), decision (keep, mask, alias or generalise), decided_by and date.",
)


def read_redaction_decisions(path: Path) -> RedactionDecisions:
    """The decisions of the file; a file without lines holds none."""
    decisions, faults = FILE.read(path)
    raise_all([*faults, *_decided_twice(decisions)])
    return RedactionDecisions(decisions=tuple(decisions))


def redaction_decisions_text(decisions: Iterable[RedactionDecision]) -> str:
    """The file that holds these decisions, by case."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(FILE.columns)
    writer.writerows(
        [getattr(each, name) for name in FILE.columns] for each in sorted(decisions, key=lambda each: (each.item, each.scope))
    )
    return written.getvalue()


def _decided_twice(decisions: list[RedactionDecision]) -> list[ConfigFault]:
    first: dict[tuple[str, str], int] = {}
    found = []
    for each in decisions:
        lines = {first.setdefault((each.item, place), each.line) for place in each.places or (EVERYWHERE,)} - {each.line}
        if lines:
            what = f"Line {min(lines)} decides on the same case at the same place."
            found.append(FILE.fault(what, each.line, "Keep one decision a case and place."))
    return found
