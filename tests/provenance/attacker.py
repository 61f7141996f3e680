"""An attacker of protected tables who shares no code with the protection: reads the CSV files and solves for what is missing.

Tables are random cross-tables of one to three variables with totals, alone or linked by common variables.
"""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

Names = tuple[str, ...]


def cross_table(counts: np.ndarray, names: Names, *, totals: bool = True) -> list[list[str]]:
    """A wide table for two variables, else a long one; labels are the variable's name and a number."""
    axes = [[f"{name}{at}" for at in range(size)] + ["Total"] * totals for name, size in zip(names, counts.shape, strict=True)]
    full = _with_totals(counts) if totals else counts
    if counts.ndim == 2:
        return [[names[0], *axes[1]], *([label, *map(str, row)] for label, row in zip(axes[0], full.tolist(), strict=True))]
    keys = itertools.product(*(range(len(axis)) for axis in axes))
    return [[*names, "count"], *([*(axes[at][each] for at, each in enumerate(key)), str(full[key])] for key in keys)]


def _with_totals(counts: np.ndarray) -> np.ndarray:
    for axis in range(counts.ndim):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    return counts


def read_back(path: Path, names: Names) -> dict[frozenset[str], int | None]:
    """Labels without totals → count, None where hidden."""
    rows = list(csv.reader(path.open(encoding="utf-8")))
    found: dict[frozenset[str], int | None] = {}
    for row in rows[1:]:
        width = len(names) - (len(names) == 2)
        for at in range(width, len(row)):
            labels = [*row[:width], *([rows[0][at]] if len(names) == 2 else [])]
            key = frozenset(label for label in labels if label != "Total")
            found[key] = int(row[at]) if row[at].isdigit() else None
    return found


def ranges(tables: list[tuple[dict[frozenset[str], int | None], np.ndarray, Names]]) -> dict[frozenset[str], float]:
    """How wide the range of each hidden cell is, to somebody who holds every table and can add up."""
    cells: dict[frozenset[str], int] = {}
    equations, known, hidden = [], {}, set()
    for found, counts, names in tables:
        axes = [[f"{name}{at}" for at in range(size)] for name, size in zip(names, counts.shape, strict=True)]
        for key in itertools.product(*([*axis, ""] for axis in axes)):
            here = frozenset(filter(None, key))
            cells.setdefault(here, len(cells))
            if here in found:
                known |= {here: found[here]} if found[here] is not None else {}
                hidden |= {here} if found[here] is None else set()
        for key in itertools.product(*([*axis, ""] for axis in axes)):
            for at in range(len(axes)):
                if not key[at]:
                    parts = [frozenset(filter(None, (*key[:at], label, *key[at + 1 :]))) for label in axes[at]]
                    equations.append((frozenset(filter(None, key)), parts))
    matrix = np.zeros((len(equations), len(cells)))
    for row, (whole, parts) in enumerate(equations):
        matrix[row, [cells[part] for part in parts]] = 1
        matrix[row, cells[whole]] = -1
    bounds = [(known[cell], known[cell]) if cell in known else (0, None) for cell in cells]
    assert not hidden & set(known), "a count is hidden in one table and shown in another"
    return {cell: _width(matrix, bounds, cells[cell]) for cell in hidden}


def _width(matrix: np.ndarray, bounds: list, at: int) -> float:
    aim = np.zeros(len(bounds))
    aim[at] = 1
    ends = [linprog(sign * aim, A_eq=matrix, b_eq=np.zeros(len(matrix)), bounds=bounds, method="highs") for sign in (1, -1)]
    low, high = (end.x[at] if end.status == 0 else float("inf") for end in ends)
    return high - low


def random_tables(seed: int) -> list[tuple[np.ndarray, Names]]:
    """One to three variables alone, or two or three tables that share variables; dense and sparse, even and skewed counts."""
    draw = np.random.default_rng(seed)
    kind = draw.choice(["one", "two", "three", "pair", "ring"], p=[0.1, 0.4, 0.15, 0.2, 0.15])
    if kind == "one":
        return [(_counts(draw, (int(draw.integers(3, 13)),)), ("A",))]
    if kind == "two":
        return [(_counts(draw, tuple(draw.integers(2, 11, 2))), ("A", "B"))]
    if kind == "three":
        return [(_counts(draw, tuple(draw.integers(2, 5, 3))), ("A", "B", "C"))]
    people = _counts(draw, tuple(draw.integers(2, 6, 3))) // 2
    tables = [(people.sum(axis=2), ("A", "B")), (people.sum(axis=1), ("A", "C")), (people.sum(axis=0), ("B", "C"))]
    return tables[:2] if kind == "pair" else tables


def _counts(draw: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    mean = draw.choice([12, 18, 30])
    return [
        lambda: draw.poisson(mean, shape),
        lambda: np.floor(draw.lognormal(np.log(mean), 0.8, shape)).astype(int),
        lambda: draw.negative_binomial(2, 2 / (2 + mean), shape),
        lambda: draw.integers(0, 3 * mean, shape),
    ][int(draw.integers(4))]()
