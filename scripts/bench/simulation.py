"""`make simulate`: do the intervals cover and the tests keep their level? Recorded in workflow/simulation/results.csv.

- n = 10, 20, 30; correlation of the waves -.2, .3, .8; normal scores and ceiling; complete and with 30 % dropout
  (simulated_data.py); the seed of each cell follows from its place, so the figures do not depend on the number of processes
- closed forms: 20,000 cohorts a cell, computed for all at once by the same formulas as inference/ (tests hold them against it)
- signed rank, mixed model and imputation: the functions of inference/ themselves; models on 2,000 cohorts of selected designs
- every figure with its Monte Carlo error; `kept` says whether it is within the limits, give or take two such errors
- estimand `pairs`: people with both waves; `everybody`: all who gave a start score. Under dropout they differ

    python -m scripts.bench.simulation [--cohorts 20000] [--model-cohorts 2000] [--out file]

Not run by `make report`; it takes minutes. A cohort that cannot be estimated is counted in `refused` and left out.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterator
from itertools import product
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
import scipy

from scripts.bench.simulated_data import Design, Matrix, Truth, draw, truth
from scripts.ground.environment import REPOSITORY
from scripts.quantitative.inference.effect_size import hedges_j
from scripts.quantitative.inference.imputation import impute_change, pooled_change
from scripts.quantitative.inference.mixed import mixed_change
from scripts.quantitative.inference.refusal import NotEstimable
from scripts.quantitative.inference.signed_rank import signed_rank

RESULTS = REPOSITORY / "workflow/simulation/results.csv"
VERSION, SEED = "1", 20250101
COHORTS, MODEL_COHORTS = 20_000, 2_000
FEWEST, CONFIDENCE, ALPHA, FAMILY, MOVED_OF_FAMILY = 3, 0.95, 0.05, 6, 3
LIMITS = {"coverage": (0.94, 0.965), "type I": (0.0, 0.055)}
PEOPLE, CORRELATIONS = (10, 20, 30), (-0.2, 0.3, 0.8)
DESIGNS = [Design(*each) for each in product(PEOPLE, CORRELATIONS, ("normal", "ceiling"), ("complete", "dropout"))]
# models take a hundredth of a second a cohort: every n, every correlation and the ceiling once
MODELLED = {(10, 0.3, "normal"), (20, 0.3, "normal"), (30, 0.3, "normal")}
MODELLED |= {(20, -0.2, "normal"), (20, 0.8, "normal"), (20, 0.3, "ceiling")}
COLUMNS = (
    "method", "measure", "estimand", "n", "r", "shape", "dropout", "value", "mc_error", "cohorts", "refused", "kept", "seed",
    "version",
)  # fmt: skip
Row = dict[str, Any]


def main() -> int:
    """Simulate every design, and write the results."""
    given = _parse()
    tasks = [(place, design, given.cohorts, given.model_cohorts) for place, design in enumerate(DESIGNS)]
    with Pool(given.processes) as pool:
        rows = [row for found in pool.imap(simulate, tasks, chunksize=1) for row in found]
    given.out.parent.mkdir(parents=True, exist_ok=True)
    with given.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    missed = [row for row in rows if row["kept"] == "false"]
    print(f"{len(rows)} figures written, {len(missed)} outside the limits.")
    for row in missed:
        print("  " + "  ".join(str(row[name]) for name in COLUMNS[:9]))
    return 0


def simulate(task: tuple[int, Design, int, int]) -> list[Row]:
    """Every figure of one design."""
    place, design, cohorts, model_cohorts = task
    generator = np.random.default_rng([SEED, place])
    rows = list(_closed_forms(design, cohorts, generator))
    rows += _ranks(design, cohorts, generator)
    if design.dropout == "complete":
        rows += _families(design, cohorts, generator)
    elif (design.n, design.r, design.shape) in MODELLED:
        rows += _models(design, model_cohorts, generator)
    return rows


def _closed_forms(design: Design, cohorts: int, generator: np.random.Generator) -> Iterator[Row]:
    moved, still = truth(design, True, generator), truth(design, False, generator)
    found = Summed(*draw(design, True, cohorts, generator))
    yield _row("t interval", "coverage", "pairs", design, found.covers(moved.pairs))
    yield _row("g_av, limits of d", "coverage", "pairs", design, found.covers_size(moved.d_av, corrected=False))
    yield _row("g_av, limits of d times J", "coverage", "pairs", design, found.covers_size(moved.d_av, corrected=True))
    if design.dropout == "dropout":
        yield _row("t interval", "coverage", "everybody", design, found.covers(moved.everybody))
    found = Summed(*draw(design, False, cohorts, generator))
    for estimand, value in _nulls(design, still):
        yield _row("paired t", "type I", estimand, design, ~found.covers(value), found.estimable)


def _nulls(design: Design, still: Truth) -> list[tuple[str, float]]:
    """Under dropout those who stay do change, back to the mean; what is tested for everybody is still no change."""
    return [("pairs", still.pairs), ("everybody", still.everybody)] if design.dropout == "dropout" else [("pairs", 0.0)]


class Summed:
    """Sums over the people of each cohort with both waves; all formulas for all cohorts at once."""

    def __init__(self, before: Matrix, after: Matrix) -> None:
        both = ~np.isnan(after)
        count = both.sum(axis=1)
        change = np.where(both, after - before, 0.0)
        self.df = np.maximum(count - 1, 1)
        self.mean = change.sum(axis=1) / np.maximum(count, 1)
        self.sd = np.sqrt((np.where(both, change - self.mean[:, None], 0.0) ** 2).sum(axis=1) / self.df)
        self.estimable = (count >= FEWEST) & (self.sd > 1e-9)
        self.root = np.sqrt(np.maximum(count, 1))
        self.se = np.where(self.estimable, self.sd, 1.0) / self.root
        self.spread = (_sd(before, both, self.df) + _sd(after, both, self.df)) / 2
        self.t = self.mean / self.se

    def covers(self, value: float) -> Any:
        """Whether the t interval of the mean change holds a value; masked where nothing can be estimated."""
        half = scipy.special.stdtrit(self.df, (1 + CONFIDENCE) / 2) * self.se
        return np.ma.array(abs(self.mean - value) <= half, mask=~self.estimable)

    def covers_size(self, value: float, *, corrected: bool) -> Any:
        """Whether the interval of d_av holds a value: the noncentrality it stands for is rejected by neither tail."""
        ratio = np.where(self.estimable & (self.spread > 0), self.spread, 1.0) / np.where(self.estimable, self.sd, 1.0)
        asked = value * ratio * self.root / (J[self.df] if corrected else 1.0)
        below = _noncentral_t_cdf(self.t, self.df, asked)
        tail = (1 - CONFIDENCE) / 2
        return np.ma.array((below >= tail) & (below <= 1 - tail), mask=~self.estimable)

    def p(self) -> Matrix:
        """Two-sided p of the paired t."""
        return 2 * scipy.special.stdtr(self.df, -abs(self.t))


J = np.array([1.0, 1.0, *(hedges_j(df) for df in range(2, max(PEOPLE) + 1))])


def _sd(values: Matrix, both: Any, df: Any) -> Matrix:
    kept = np.where(both, values, 0.0)
    mean = kept.sum(axis=1) / (df + 1)
    return np.sqrt((np.where(both, values - mean[:, None], 0.0) ** 2).sum(axis=1) / df)


def _noncentral_t_cdf(t: Matrix, df: Any, noncentrality: Matrix) -> Matrix:
    """P(T <= t); below zero by symmetry; NaN only far out, where nothing is left of the other tail."""
    side = np.where(t < 0, -1.0, 1.0)
    above = np.nan_to_num(scipy.special.nctdtr(df, side * noncentrality, abs(t)), nan=1.0)
    return np.where(side > 0, above, 1 - above)


def _ranks(design: Design, cohorts: int, generator: np.random.Generator) -> Iterator[Row]:
    before, after = draw(design, False, cohorts, generator)
    estimand = "everybody" if design.dropout == "dropout" else "pairs"
    yield _row("exact signed rank", "type I", estimand, design, _outcomes(before, after, _rejected_by_ranks))


def _rejected_by_ranks(before: Matrix, after: Matrix) -> bool:
    both = ~np.isnan(after)
    if both.sum() < FEWEST:
        raise NotEstimable("too few pairs")
    return signed_rank(after[both] - before[both]).p <= ALPHA


def _families(design: Design, cohorts: int, generator: np.random.Generator) -> Iterator[Row]:
    """Any false claim among six independent behaviours: none moved; three moved."""
    p = np.column_stack([Summed(*draw(design, False, cohorts, generator)).p() for _ in range(FAMILY)])
    yield _row("Holm, none of six moved", "type I", "pairs", design, np.ma.array(rejected_by_holm(p).any(axis=1)))
    for place in range(MOVED_OF_FAMILY):
        p[:, place] = Summed(*draw(design, True, cohorts, generator)).p()
    false = rejected_by_holm(p)[:, MOVED_OF_FAMILY:].any(axis=1)
    yield _row("Holm, three of six moved", "type I", "pairs", design, np.ma.array(false))


def rejected_by_holm(p: Matrix) -> Any:
    """Which tests of each row Holm's procedure rejects, all rows at once."""
    order = np.argsort(p, axis=1)
    steps = np.take_along_axis(p, order, axis=1) * (p.shape[1] - np.arange(p.shape[1]))
    adjusted = np.empty_like(p)
    np.put_along_axis(adjusted, order, np.maximum.accumulate(steps, axis=1), axis=1)
    return adjusted <= ALPHA


def _models(design: Design, cohorts: int, generator: np.random.Generator) -> Iterator[Row]:
    """Where nothing moved: the share of intervals without zero is the type I error, the rest is coverage."""
    before, after = draw(design, False, cohorts, generator)

    def imputed(first: Matrix, last: Matrix) -> bool:
        return pooled_change(impute_change(first, last, np.empty((first.size, 0)), generator)).p <= ALPHA

    for name, rejects in (("mixed model", _rejected_by_model), ("imputation", imputed)):
        rejected = _outcomes(before, after, rejects)
        yield _row(name, "type I", "everybody", design, rejected)
        yield _row(name, "coverage", "everybody", design, ~rejected)


def _rejected_by_model(before: Matrix, after: Matrix) -> bool:
    scores = np.concatenate([before, after])
    known = ~np.isnan(scores)
    people, waves = np.tile(np.arange(before.size), 2), np.repeat([0, 1], before.size)
    return mixed_change(scores[known], waves[known], people[known], CONFIDENCE).contrast.p <= ALPHA


def _outcomes(before: Matrix, after: Matrix, rejects: Any) -> Any:
    """One cohort after the other; masked where the method refuses."""
    found = np.ma.masked_all(len(before), dtype=bool)
    for place, (first, last) in enumerate(zip(before, after, strict=True)):
        try:
            found[place] = rejects(first, last)
        except NotEstimable:
            continue
    return found


def _row(method: str, measure: str, estimand: str, design: Design, hits: Any, estimable: Any = None) -> Row:
    hits = hits if estimable is None else np.ma.array(np.ma.getdata(hits), mask=~estimable)
    used, value = int(hits.count()), float(hits.mean())
    error = float(np.sqrt(max(value * (1 - value), 0.25 / used) / used))
    low, high = LIMITS[measure]
    kept = low - 2 * error <= value <= high + 2 * error
    return {
        "method": method, "measure": measure, "estimand": estimand, "n": design.n, "r": design.r, "shape": design.shape,
        "dropout": design.dropout, "value": round(value, 5), "mc_error": round(error, 5), "cohorts": used,
        "refused": int(hits.size - used), "kept": str(kept).lower(), "seed": SEED, "version": VERSION,
    }  # fmt: skip


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make simulate", description="Check intervals and tests by simulation.")
    parser.add_argument("--cohorts", type=int, default=COHORTS)
    parser.add_argument("--model-cohorts", type=int, default=MODEL_COHORTS)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--out", type=Path, default=RESULTS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
