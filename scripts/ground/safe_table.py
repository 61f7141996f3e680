"""The one door for a table of people that is published: merge first, then hide, then audit.

- merge: labels of a variable held by fewer than `minimum` people join the next smallest, or in an ordered variable their smaller
  neighbour; `practice or management`
- hide: small counts, and as many others as needed over all tables of the release together (scripts/ground/disclosed.py)
- the audit must find nothing, or the tables are refused

Totals stay true; one that had to go is marked as every hidden cell is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.ground.disclosed import hide
from scripts.ground.disclosed_cells import TOTAL, TOTAL_WORDS, CountTable, Key
from scripts.ground.faults import LeakFault

HIDDEN = "not shown"


@dataclass(frozen=True)
class SafeTable:
    """A table that may be published."""

    name: str
    variables: tuple[str, ...]
    cells: dict[Key, int | None]  # None where the count is hidden

    def shown(self, key: Key) -> str:
        """A cell as it is printed."""
        return HIDDEN if self.cells[key] is None else f"{self.cells[key]:,}"


def safe_tables(
    tables: list[CountTable], minimum: int, *, merge: Mapping[str, bool] | None = None, zeros: bool = False
) -> list[SafeTable]:
    """Tables of one release, protected together; `merge`: variables whose labels may be joined, and whether they are ordered.

    Raises a LeakFault when no way is found to protect them.
    """
    merged = _merged(tables, minimum, merge or {})
    hidden = hide(merged, minimum, zeros=zeros)
    if not hidden.safe:
        raise LeakFault(
            "Hidden counts of these tables can be worked out, whatever else is hidden.",
            where=", ".join(table.name for table in tables),
            remedy="Merge categories in config/disclosure.yaml, or publish fewer of these tables.",
        )
    return [
        SafeTable(
            table.name, table.variables, {key: None if key in hidden.all(at) else count for key, count in table.cells.items()}
        )
        for at, table in enumerate(merged)
    ]


def _merged(tables: list[CountTable], minimum: int, merge: Mapping[str, bool]) -> list[CountTable]:
    """Tables with the same labels joined in each: one that joined others would tell their difference."""
    for variable, ordered in merge.items():
        places = [table.variables.index(variable) if variable in table.variables else None for table in tables]
        sizes: dict[str, int] = {}
        for table, at in zip(tables, places, strict=True):
            if at is not None:
                for label, size in _sizes(table, at).items():
                    sizes[label] = min(size, sizes.get(label, size))
        groups = _groups(sizes, minimum, ordered=ordered)
        tables = [table if at is None else _joined(table, at, groups) for table, at in zip(tables, places, strict=True)]
    return tables


def _groups(sizes: dict[str, int], minimum: int, *, ordered: bool) -> list[list[str]]:
    """Labels to be joined until each group has enough people, in their order; a label of nobody stands."""
    groups = [[label] for label in sizes]

    def size(group: list[str]) -> int:
        return sum(sizes[label] for label in group)

    while len(groups) > 1 and any(0 < size(group) < minimum for group in groups):
        small = min((place for place, group in enumerate(groups) if size(group)), key=lambda place: size(groups[place]))
        others = [small - 1, small + 1] if ordered else range(len(groups))
        partners = [each for each in others if 0 <= each < len(groups) and each != small]
        partner = min(partners, key=lambda each: (size(groups[each]) == 0 and not ordered, size(groups[each])))
        first, second = sorted((small, partner))
        groups[first] += groups.pop(second)
    return groups


def _sizes(table: CountTable, at: int) -> dict[str, int]:
    """People behind each label of a variable."""
    found: dict[str, int] = {}
    for key, count in table.cells.items():
        if not any(map(_is_total, key)):
            found[key[at]] = found.get(key[at], 0) + count
    return found


def _is_total(label: str) -> bool:
    return label == TOTAL or bool(TOTAL_WORDS.fullmatch(label.strip()))


def _joined(table: CountTable, at: int, groups: list[list[str]]) -> CountTable:
    names = {label: " or ".join(group) for group in groups for label in group}
    cells: dict[Key, int] = {}
    for key, count in table.cells.items():
        joined = (*key[:at], names.get(key[at], key[at]), *key[at + 1 :])
        cells[joined] = cells.get(joined, 0) + count
    return CountTable(table.name, table.variables, cells)
