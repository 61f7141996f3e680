"""Count tables as one system: every count once, and every sum that a reader can set up over the tables together.

- a table has variables with labels; a label may be the total of its variable, or a subtotal of its neighbours
- margins that no table prints are part of the system, since a reader can add up
- two tables are linked wherever they share labels and their counts agree; labels need not stand in the same order
- a total that is larger than what it should sum up leaves a rest: a count that nobody prints and anybody can work out

An equation too many only makes the imagined reader better informed, so in doubt it stands.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

TOTAL = "\u2211"
Key = tuple[str, ...]
TOTAL_WORDS = re.compile(
    r"(grand |sub|over|row |column )?(total|totals|all|sum|sums|margin|everyone|everybody|gesamt|insgesamt|summe|n|\u03a3|\u2211)"
    r"|(total|all|sum)\b.*",
    re.IGNORECASE,
)
# A sum over this many labels or slices is no accident; fewer need a word that says so.
NO_ACCIDENT = 3


@dataclass(frozen=True)
class Sum:
    """A count that is the sum of others."""

    whole: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class CountTable:
    """A table of counts: a key holds one label a variable, `TOTAL` where it sums over the variable.

    `sums` says which counts add up, for a table whose labels overlap; without it they are looked for.
    """

    name: str
    variables: tuple[str, ...]
    cells: dict[Key, int]
    sums: tuple[Sum, ...] = ()
    fixed: frozenset[Key] = frozenset()  # published anyway, and never hidden
    unprinted: frozenset[Key] = frozenset()  # printed nowhere, but part of a sum

    def labels(self, at: int) -> list[str]:
        """Labels of a variable in order, without the total."""
        return list(dict.fromkeys(key[at] for key in self.cells if key[at] != TOTAL))


@dataclass(frozen=True)
class Lattice:
    """A table with the margins and rests that it implies."""

    table: CountTable
    values: dict[Key, int]
    sums: list[Sum]
    rests: list[Key]


@dataclass(frozen=True)
class System:
    """All counts of tables that are published together."""

    values: np.ndarray  # the true count
    shown: np.ndarray  # how many cells print it; 0 for a margin that no table prints
    margin: np.ndarray  # whether it is the sum of others
    rest: np.ndarray  # whether it is a rest: printed nowhere, told by two counts that are
    fixed: np.ndarray  # whether it can never be hidden
    sums: np.ndarray  # one row an equation: +1 for the parts, -1 for the whole
    places: list[dict[Key, int]] = field(default_factory=list)  # per table: key → place in the arrays


def system_of(tables: list[CountTable]) -> System:
    """The counts and equations of all tables together; their totals are marked (`named_totals`)."""
    lattices = [_lattice(table) for table in tables]
    joined = _Joined()
    for at, lattice in enumerate(lattices):
        for key in lattice.values:
            joined.find((at, key))
    for (one, first), (other, second) in itertools.combinations(enumerate(lattices), 2):
        for key, like in _links(first, second):
            joined.join((one, key), (other, like))
    return _system(lattices, joined)


def named_totals(table: CountTable) -> CountTable:
    """The table with its totals marked: labels that say so or are the sum of all others, if the counts agree."""
    if table.sums:
        return table
    for at in range(len(table.variables)):
        labels = table.labels(at)
        if any(key[at] == TOTAL for key in table.cells):
            continue
        ends = [labels[-1], labels[0]] if len(labels) > NO_ACCIDENT else []
        said = [label for label in labels if TOTAL_WORDS.fullmatch(label.strip())]
        found = next((each for each in dict.fromkeys([*said[::-1], *ends]) if _sums_up(table, at, each)), None)
        if found is not None:
            cells = {_with(key, at, TOTAL) if key[at] == found else key: count for key, count in table.cells.items()}
            table = CountTable(table.name, table.variables, cells)
    return table


def _sums_up(table: CountTable, at: int, label: str) -> bool:
    """Whether a label is the total of the others, subtotals among them left out, everywhere."""
    others = [each for each in table.labels(at) if each != label]
    subtotals = _subtotals(table, at, others)
    top = [each for each in others if not any(each in parts for parts in subtotals.values())]
    slices = [cells for cells in _slices(table, at) if set(cells) != {label}]
    return bool(len(others) > 1 and slices) and any(
        all(cells.get(label, 0) == sum(cells.get(each, 0) for each in which) for cells in slices) for which in (others, top)
    )


def _slices(table: CountTable, at: int) -> list[dict[str, int]]:
    """Counts by label of one variable, for each combination of the other labels."""
    slices: dict[Key, dict[str, int]] = {}
    for key, count in table.cells.items():
        slices.setdefault((*key[:at], *key[at + 1 :]), {})[key[at]] = count
    return list(slices.values())


def _subtotals(table: CountTable, at: int, labels: list[str]) -> dict[str, tuple[str, ...]]:
    """Labels that are the sum of those right before or right after them, in every slice."""
    slices = [cells for cells in _slices(table, at) if any(cells.values())]
    counts = np.array([[cells.get(label, 0) for label in labels] for cells in slices]).reshape(len(slices), len(labels))
    found: dict[str, tuple[str, ...]] = {}
    for place, label in enumerate(labels):
        told = bool(TOTAL_WORDS.fullmatch(label.strip()))
        if not told and len(slices) < NO_ACCIDENT:
            continue
        for run in _runs(place, len(labels)):
            if counts[:, place].any() and (counts[:, run].sum(axis=1) == counts[:, place]).all():
                parts = tuple(labels[each] for each in run)
                if label not in {part for each in found.values() for part in each} and not set(parts) & set(found):
                    found[label] = parts
                break
    return found


def _runs(place: int, length: int) -> Iterator[list[int]]:
    for size in range(2, length):
        if place - size >= 0:
            yield list(range(place - size, place))
        if place + size < length:
            yield list(range(place + 1, place + size + 1))


def _lattice(table: CountTable) -> Lattice:
    """All margins of a table, with the equations between them."""
    if table.sums:
        return Lattice(table, dict(table.cells), list(table.sums), [])
    values, sums = dict(table.cells), []
    for at in range(len(table.variables)):
        labels = table.labels(at)
        subtotals = _subtotals(table, at, labels)
        inner = {part for parts in subtotals.values() for part in parts}
        top = [label for label in labels if label not in inner]
        others = dict.fromkeys(_with(key, at, TOTAL) for key in values)
        for key in others:
            parts = tuple(part for label in top if (part := _with(key, at, label)) in values)
            if not parts:
                continue
            whole = sum(values[part] for part in parts)
            if values.setdefault(key, whole) == whole:
                sums.append(Sum(key, parts))
            for label, beneath in subtotals.items():
                below = tuple(part for each in beneath if (part := _with(key, at, each)) in values)
                if below and (above := _with(key, at, label)) in values:
                    sums.append(Sum(above, below))
    rests = _rests(table)
    values |= {rest: table.cells[total] - table.cells[part] for rest, (total, part) in rests.items()}
    sums += [Sum(total, (part, rest)) for rest, (total, part) in rests.items()]
    return Lattice(table, values, sums, list(rests))


def _rests(table: CountTable) -> dict[Key, tuple[Key, Key]]:
    """What a column of totals that no columns add up to leaves beside each of them: `n` and `improved` tell who did not."""
    found = {}
    for at in range(len(table.variables)):
        for label in table.labels(at):
            if not TOTAL_WORDS.fullmatch(label.strip()) or label in _subtotals(table, at, table.labels(at)):
                continue
            pairs = [
                (_with(key, at, label), key)
                for key in table.cells
                if key[at] not in (label, TOTAL) and _with(key, at, label) in table.cells
            ]
            if all(table.cells[total] >= table.cells[part] for total, part in pairs):
                found |= {("rest", str(at), *part): (total, part) for total, part in pairs}
    return found


def _with(key: Key, at: int, label: str) -> Key:
    return (*key[:at], label, *key[at + 1 :])


def _links(first: Lattice, second: Lattice) -> Iterator[tuple[Key, Key]]:
    """Counts that two tables share: margins over variables with the same labels, where all counts agree."""
    one, other = first.table, second.table
    alike = [
        (here, there)
        for here in range(len(one.variables))
        for there in range(len(other.variables))
        if _alike(one, here, other, there)
    ]
    for size in range(len(alike) + 1):
        for pairs in itertools.combinations(alike, size):
            if len({here for here, _ in pairs}) == len({there for _, there in pairs}) == size:
                common = _common(first, second, pairs)
                if common and all(first.values[key] == second.values[like] for key, like in common):
                    yield from common


def _alike(one: CountTable, here: int, other: CountTable, there: int) -> bool:
    common = set(map(_plain, one.labels(here))) & set(map(_plain, other.labels(there)))
    same_name = _plain(one.variables[here]) == _plain(other.variables[there]) != ""
    return len(common) > 1 or (bool(common) and same_name)


def _common(first: Lattice, second: Lattice, pairs: tuple[tuple[int, int], ...]) -> list[tuple[Key, Key]]:
    def margins(lattice: Lattice, places: list[int]) -> dict[Key, Key]:
        width = len(lattice.table.variables)
        return {
            tuple(_plain(key[at]) for at in places): key
            for key in lattice.values
            if len(key) == width and all((key[at] == TOTAL) == (at not in places) for at in range(width))
        }

    mine, theirs = margins(first, [here for here, _ in pairs]), margins(second, [there for _, there in pairs])
    return [(mine[labels], theirs[labels]) for labels in mine if labels in theirs]


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


class _Joined:
    """Which counts of different tables are one and the same."""

    def __init__(self) -> None:
        self.above: dict[tuple[int, Key], tuple[int, Key]] = {}

    def find(self, count: tuple[int, Key]) -> tuple[int, Key]:
        self.above.setdefault(count, count)
        while self.above[count] != count:
            self.above[count] = self.above[self.above[count]]
            count = self.above[count]
        return count

    def join(self, one: tuple[int, Key], other: tuple[int, Key]) -> None:
        self.above[self.find(other)] = self.find(one)


def _system(lattices: list[Lattice], joined: _Joined) -> System:
    places: dict[tuple[int, Key], int] = {}
    for at, lattice in enumerate(lattices):
        for key in lattice.values:
            places.setdefault(joined.find((at, key)), len(places))
    size = len(places)
    values, shown = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    margin, rest, fixed = (np.zeros(size, dtype=bool) for _ in range(3))
    rows: dict[bytes, np.ndarray] = {}
    maps = [{key: places[joined.find((at, key))] for key in lattice.values} for at, lattice in enumerate(lattices)]
    for lattice, place in zip(lattices, maps, strict=True):
        for key, count in lattice.values.items():
            values[place[key]] = count
            shown[place[key]] += key in lattice.table.cells.keys() - lattice.table.unprinted
        rest[[place[key] for key in lattice.rests]] = True
        fixed[[place[key] for key in lattice.table.fixed]] = True
        for each in lattice.sums:
            row = np.zeros(size, dtype=np.int64)
            np.add.at(row, [place[part] for part in each.parts], 1)
            row[place[each.whole]] -= 1
            if row.any():
                margin[place[each.whole]] |= len(each.parts) > 1
                rows[row.tobytes()] = row
    sums = np.array(list(rows.values())) if rows else np.zeros((0, size), dtype=np.int64)
    if (sums @ values).any():
        raise ValueError("the equations of the tables do not hold for their own counts")
    return System(values, shown, margin, rest, fixed, sums, maps)
