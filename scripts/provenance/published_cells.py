"""The ledger of published cells: what earlier releases told, so that the next one cannot be held against them.

- a cell: a count of people or respondents in the released evidence, by its id; with the number, or hidden
- `published/cells.csv` in the study folder, which no `make` removes: one row a cell and release, with the root of its ledger
- between two releases a fault is: a count hidden in one and told by the other although the numbers around it stayed the same; and
  a count of people of whom few came or went, since every mean beside it would then tell what these few answered
- by class (privacy): counts by role, place or time of taking part must not differ by few at all; those of a whole cohort and of
  themes may, as long as the people they are counted among are the same or many others

Counts of how data flowed, without attributes, are no cells: they are shown whatever they are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from scripts.ground.display import NOT_SHOWN
from scripts.ground.faults import ConfigFault, LeakFault
from scripts.ground.models.disclosure import Classes

PATH = "published/cells.csv"
COLUMNS = ("release", "table", "cell", "kind", "group", "count", "minimum")
# Whom a unit counts: `people with both waves`, `respondents, paired or not`; a share is no count.
PEOPLE = re.compile(r"(people|respondents)\b(?! reached)")
PROCESS = ("flow.", "voices.", "linkage.", "completeness.")
# Crossed with role, place or time of taking part.
ATTRIBUTE = re.compile(r"(^|\.)(cohort|dose|module|role|group|type)(\.|$)")
THEME = re.compile(r"(theme|family|balance|claim|cooccurrence|modules|negative)\.")
# What stands in the place of a hidden count, by the steps that hide them.
HIDING = frozenset({NOT_SHOWN, "some", "none", "too few people to show"})
WHOLE = re.compile(r"\d+(\.0+)?")


@dataclass(frozen=True)
class Cell:
    """A count as a release told it."""

    release: str
    table: str
    cell: str
    kind: str  # attributes, distributions or themes
    group: str  # how many people it was counted among: a sign that the data are the same
    count: int | None  # None where it was hidden
    minimum: int


def published_cells(entries: Iterable[dict[str, Any]], release: str, classes: Classes) -> list[Cell]:
    """The cells of a release, from the entries of its evidence.json."""
    told = {each["id"]: each for each in entries if each["kind"] == "value" and not each["id"].startswith(PROCESS)}
    counted = {id for id, each in told.items() if PEOPLE.match(each["unit"] or "") and _whole(each["value"])}
    hidden = {id for id, each in told.items() if each["value"] in (None, "") and each["display"] in HIDING}
    cells = []
    for id in sorted(counted | hidden):
        each, kind = told[id], _kind(id)
        count = int(float(each["value"])) if id in counted else None
        group = "" if each["n"] is None else f"{each['n']}"
        cells.append(Cell(release, each["table"], id, kind, group, count, getattr(classes, kind).minimum))
    return cells


def _kind(id: str) -> str:
    if THEME.match(id):
        return "themes"
    return "attributes" if ATTRIBUTE.search(id) else "distributions"


def compare(previous: list[Cell], now: list[Cell]) -> list[LeakFault]:
    """What the new release would give away to somebody who kept the earlier ones."""
    earlier: dict[str, list[Cell]] = {}
    for each in previous:
        earlier.setdefault(each.cell, []).append(each)
    told = [each for each in now if any(_one_tells_the_other(old, each) for old in earlier.get(each.cell, []))]
    few = [each for each in now if any(_few_differ(old, each) for old in earlier.get(each.cell, []))]
    faults = []
    if told:
        faults.append(
            LeakFault(
                f"An earlier release and this one differ in which counts they hide ({len(told)}), over the same people.",
                where=_some(told),
                remedy="Hide the same counts as before: keep the thresholds and groups of config/disclosure.yaml as they were.",
            )
        )
    if few:
        faults.append(
            LeakFault(
                f"Since an earlier release so few people came or went that their answers can be worked out ({len(few)} counts).",
                where=_some(few),
                remedy="Wait until more answers are in, or release the same people again; somebody who withdrew stays out "
                "(docs/keys-and-withdrawal.md, After a release was published). If nobody ever had the earlier release, take its "
                f"rows out of {PATH} and say so in the study's notes.",
            )
        )
    return faults


def record(previous: list[Cell], now: list[Cell]) -> str:
    """The ledger with this release; a release that stands in it already stays as it is."""
    known = {each.release for each in previous}
    rows = [*previous, *(each for each in now if each.release not in known)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        [each.release, each.table, each.cell, each.kind, each.group, "" if each.count is None else each.count, each.minimum]
        for each in rows
    )
    return text.getvalue()


def read_ledger(text: str) -> list[Cell]:
    """The cells of all earlier releases; an edited ledger that cannot be read is a fault."""
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise _damaged(1)
    cells = []
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(COLUMNS) or not row[6].isdigit() or not (row[5] == "" or row[5].isdigit()):
            raise _damaged(line)
        cells.append(Cell(*row[:5], int(row[5]) if row[5] else None, int(row[6])))
    return cells


def _one_tells_the_other(old: Cell, new: Cell) -> bool:
    return old.release != new.release and (old.count is None) != (new.count is None) and _same_people(old, new)


def _same_people(old: Cell, new: Cell) -> bool:
    """Whether both may count the same people; a hidden count need not say among how many."""
    return not old.group or not new.group or old.group == new.group


def _few_differ(old: Cell, new: Cell) -> bool:
    """Whether the people counted, or those counted among, changed by fewer than may be shown."""
    if old.release == new.release:
        return False
    minimum = max(old.minimum, new.minimum)
    among = abs(int(new.group) - int(old.group)) if old.group.isdigit() and new.group.isdigit() else 0
    counted = 0 if old.count is None or new.count is None else abs(new.count - old.count)
    return 0 < among < minimum or (new.kind == "attributes" and 0 < counted < minimum)


def _whole(value: Any) -> bool:
    return value not in (None, "") and bool(WHOLE.fullmatch(str(value)))


def _some(cells: list[Cell]) -> str:
    names = [each.cell for each in cells[:5]]
    return ", ".join(names) + (f" and {len(cells) - 5} more" if len(cells) > 5 else "")


def _damaged(line: int) -> ConfigFault:
    return ConfigFault(
        "The ledger of published cells cannot be read.",
        where=f"{PATH}, line {line}",
        remedy="Put the file back as the last release wrote it (from version control or a backup).",
    )
