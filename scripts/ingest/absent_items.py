"""Items that no column has, and the columns that may be theirs: one whose wording was changed a little in the form.

- A column is near if its header, or what follows its number or the stem of its block, is nearly an item's wording.
- The most alike pair comes first, and no item or column is in two; columns that are equally near to an item are all kept for it.
- Nothing is taken on a likeness: both findings give the line for `items`, and a person decides.
- Items in no column are told: those of behaviours in a self-assessment, the rest of a scale of which some items are there, and
  every item that a column is near to.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from scripts.ground.findings import Finding, finding
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import TableSource
from scripts.ingest.cells import fold, likeness
from scripts.ingest.items import loose
from scripts.ingest.tabular import Table

# item → the places of the columns that are near to it
Near = Mapping[str, list[int]]
# per cent of likeness: above two different statements of one scale, below one that was worded anew
NEARLY = 75
RULE = "items in no column"


def near_items(table: Table, instrument: Instrument, placed: Iterable[str], places: Iterable[int]) -> dict[str, list[int]]:
    """Each item in no column to which one of these columns is near, in the order of the instrument, and those columns."""
    open_items = {item.id: likeness(item.text) for item in instrument.items if item.id not in set(placed)}
    pairs = sorted(
        (-score, at, place, item)
        for place in places
        for at, (item, wording) in enumerate(open_items.items())
        if (score := _alike(table.names[place], wording)) >= NEARLY
    )
    near: dict[str, list[int]] = {}
    best: dict[str, float] = {}
    for score, _, place, item in pairs:
        is_free = all(place not in others for others in near.values())
        if is_free and best.setdefault(item, score) == score:
            near.setdefault(item, []).append(place)
    return {item: near[item] for item in open_items if item in near}


def items_line(table: Table, near: Near) -> str:
    """What to write into the source for such columns, by a name that stands over no other column where there is one."""
    times = Counter(name for names in table.names for name in {likeness(each) for each in names})
    told = []
    for item, places in near.items():
        headers = [_own_name(table.names[place], times) for place in places]
        told.append(f"{item}: {' or '.join(json.dumps(each, ensure_ascii=False) for each in dict.fromkeys(headers))}")
    pairs, source = ", ".join(told), table.file.source
    return f"add {pairs} to `items`" if getattr(source, "items", {}) else f"write items: {{{pairs}}}"


def items_in_no_column(table: Table, instrument: Instrument, placed: set[str], near: Near) -> list[Finding]:
    """A note about items one would expect in the file; a warning where a column is near to one of them."""
    absent = [item for item in _expected(table.file.source, instrument, placed, near) if item not in placed]
    if not absent:
        return []
    message = f"{len(absent)} item(s) of the instrument are in no column of the file: {', '.join(absent)}."
    if near:
        remedy = (
            f"A column is near to {', '.join(near)}: if it asks that, {items_line(table, near)} in source {table.file.key}. "
            "Items that were not asked need nothing."
        )
        return [finding("warning", table.file.id, RULE, message, remedy)]
    remedy = "Nothing, if they were not asked; else name their columns under `items` of the source."
    return [finding("note", table.file.id, RULE, message, remedy)]


def _expected(source: TableSource, instrument: Instrument, placed: set[str], near: Near) -> list[str]:
    started = {item.scale for item in instrument.items if item.id in placed and item.scale}
    return [
        item.id
        for item in instrument.items
        if (item.behaviour and source.kind == "survey") or (item.scale and item.scale in started) or item.id in near
    ]


def _alike(names: tuple[str, ...], wording: str) -> float:
    """How alike a wording is to the likest of a column's names, in per cent; words in another order count as alike."""
    from rapidfuzz import fuzz

    spelt = {form for name in names for form in loose(likeness(name))}
    wanted = loose(wording)
    return max((max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) for one in spelt for other in wanted), default=0)


def _own_name(names: tuple[str, ...], times: Counter[str]) -> str:
    return fold(next((name for name in names if times[likeness(name)] == 1), names[0]))
