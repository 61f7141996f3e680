"""The review as a spreadsheet: one row a case, with empty columns for the decision; filled in, it is read back.

The sheet holds original words, so it belongs into the restricted zone; the decisions read from it do not hold any.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from scripts.commands.review_store import Material, Store, Wish, write_whole
from scripts.ground.faults import ConfigFault, Fault, raise_all
from scripts.ground.models.base import Section, described
from scripts.ground.models.redaction_decisions import EVERYWHERE
from scripts.ground.spreadsheet import harmless
from scripts.ground.written_table import TableFile

WHERE = "the sheet"
# a spreadsheet takes a cell that begins so for a formula


class SheetRow(Section):
    """A case of the sheet and what somebody decided."""

    line: int = described("line of the sheet; not a column")
    item: str = described("the case")
    decision: str = described("keep, mask, alias or generalise; nothing: undecided", "")
    replacement: str = described("as in redaction_decisions.csv", "")
    scope: str = described("everywhere, or nothing: `keep` then holds where the words were seen", "")
    note: str = described("why, without names", "")
    label: str = described("kind suspected", "")
    reason: str = described("why it is in the queue", "")
    places: str = described("number of places", "")
    words: str = described("original words", "")
    context: str = described("the words in their first place", "")


FILE = TableFile(WHERE, SheetRow, "Leave the column item as it is.")


def write_sheet(path: Path, material: Material, standing: dict[str, list[dict[str, str]]]) -> int:
    """Write the undecided cases, most doubtful first; returns how many."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(FILE.columns)
    rows = [_row(item, rows) for item, rows in material.cases.items() if any(not each["decision"] for each in standing[item])]
    writer.writerows([row.get(name, "") for name in FILE.columns] for row in rows)
    path.touch(mode=0o600)
    write_whole(path, written.getvalue().encode("utf-8-sig"))
    return len(rows)


def read_sheet(path: Path, store: Store, by: str) -> int:
    """Record the decisions of a sheet; returns how many.

    Raises Faults, by line, for all that cannot be carried out; the others are recorded.
    """
    rows, faults = FILE.read(path)
    decided: list[SheetRow] = [row for row in rows if row.decision]
    told: list[Fault] = list(faults)
    for row in decided:
        try:
            store.decide(_wish(row, by))
        except Fault as fault:
            told.append(ConfigFault(fault.what, where=f"{WHERE}, line {row.line}", remedy=fault.remedy))
    raise_all(told)
    return len(decided)


def _wish(row: SheetRow, by: str) -> Wish:
    everywhere = row.scope.lower() == EVERYWHERE
    return Wish(
        item=row.item,
        decision=row.decision.lower(),
        replacement=row.replacement,
        everywhere=everywhere,
        decided_by=by,
        note=row.note,
    )


def _row(item: str, rows: list[dict[str, Any]]) -> dict[str, str]:
    first = rows[0]
    context = " ".join(f"{first['before']}»{first['words']}«{first['after']}".split())
    told = {"label": first["label"], "reason": first["reason"], "words": harmless(first["words"]), "context": harmless(context)}
    return {"item": item, "places": str(len(rows)), **told}
