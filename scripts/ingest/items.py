"""Which columns are items: those `items` names, and those whose header, question text or ImportId is an item's id or wording.

- First an exact likeness counts; then one but for a number in front ("4.1. I can say ..."), the stem of a matrix question
  ("How far do you agree? - I can say ..."), brackets ("... [I can say ...]") and the last stop.
- A column that is declared or ignored, an item that fits several columns, and a wording that several items share are left alone.
- Items in no column: absent_items.py.

Fails when the source names items, or reversed items, that the instrument does not have as such.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable

from scripts.ground.faults import ConfigFault, raise_all
from scripts.ground.findings import Finding, finding
from scripts.ground.models.instrument import Instrument, Item
from scripts.ground.models.sources import SurveySource
from scripts.ground.raw import RawFile
from scripts.ingest.cells import likeness
from scripts.ingest.tabular import Table

# "4.", "Q4_1", "4.a.", "9.b.iii.": a number, its parts as numbers, letters or Roman numbers
NUMBERED = re.compile(r"q?\d+([._]\d+|[._]?[a-z]|[._][ivx]+)*[.):]?\s+(?=\D)")
BRACKETED = re.compile(r".*\[(.+)\]")
STOPS = " .:;?!"

Spelling = Callable[[str], set[str]]


def found_items(table: Table, instrument: Instrument, taken: set[int]) -> dict[str, int]:
    """Place of each item that is not named in `items` and yet stands in the table."""
    source: SurveySource = table.file.source
    ignored = {likeness(name) for name in source.ignore}
    free = {
        place: [likeness(name) for name in names]
        for place, names in enumerate(table.names)
        if place not in taken and not ignored & {likeness(name) for name in names}
    }
    open_items = [item for item in instrument.items if item.id not in source.items]
    found: dict[str, int] = {}
    for spelling in (_exact, loose):
        rest = {place: names for place, names in free.items() if place not in found.values()}
        found |= _matched([item for item in open_items if item.id not in found], instrument, rest, spelling, table)
    return found


def _matched(
    items: list[Item], instrument: Instrument, free: dict[int, list[str]], spelling: Spelling, table: Table
) -> dict[str, int]:
    places: dict[str, set[int]] = defaultdict(set)
    for place, names in free.items():
        for name in names:
            for form in spelling(name):
                places[form].add(place)
    shared = Counter(likeness(item.text).strip(STOPS) for item in instrument.items)
    found, claims = {}, Counter[int]()
    for item in items:
        fitting = set(places.get(likeness(item.id), ()))
        if shared[likeness(item.text).strip(STOPS)] == 1:
            fitting |= set().union(*(places.get(form, set()) for form in spelling(likeness(item.text))))
        if len(fitting) == 1:
            found[item.id] = fitting.pop()
            claims[found[item.id]] += 1
        elif fitting:
            table.findings.append(_several(table.file, item.id, len(fitting)))
    return {item: place for item, place in found.items() if claims[place] == 1}


def _exact(name: str) -> set[str]:
    return {name}


def loose(name: str) -> set[str]:
    """What may be the wording in a likeness: without number, stem, brackets and last stop."""
    bare = NUMBERED.sub("", name, count=1)
    tails = {name, bare, *(bare[match.end() :] for match in re.finditer(r" - ", bare))}
    tails |= {match[1] for tail in tails if (match := BRACKETED.fullmatch(tail))}
    return {NUMBERED.sub("", tail, count=1).strip(STOPS) for tail in tails} - {""}


def refuse_unknown_items(file: RawFile, instrument: Instrument) -> None:
    """A misspelt id would silently leave an answer as it is, or lose it."""
    source: SurveySource = file.source
    known = {item.id for item in instrument.items}
    reversed_items = {item.id for item in instrument.items if item.keyed == "negative"}
    faults = [
        _config_fault(file, key, item, "the instrument does not have", "Correct the id, as config/instrument.yaml writes it.")
        for key, named in (("items", source.items), ("item_labels", source.item_labels), ("already_keyed", source.already_keyed))
        for item in named
        if item not in known
    ]
    faults += [
        _config_fault(
            file, "already_keyed", item, "is not reverse-keyed", "Take it out, or key the item in config/instrument.yaml."
        )
        for item in source.already_keyed
        if item in known - reversed_items
    ]
    raise_all(faults)


def _config_fault(file: RawFile, key: str, item: str, what: str, remedy: str) -> ConfigFault:
    relation = f"which {what}" if what.startswith("is") else f"an item that {what}"
    return ConfigFault(f"`{key}` names {item}, {relation}.", where=f"config/sources.yaml, source {file.key}", remedy=remedy)


def _several(file: RawFile, item: str, times: int) -> Finding:
    message = f"The item {item} is not named in `items`, and its id or wording stands over {times} columns; none is taken."
    return finding("warning", file.id, "item over several columns", message, "Name its column under `items`.", field=item)
