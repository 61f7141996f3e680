"""Made-up cohorts for the simulation: scores at two waves, with a known correlation, shape and dropout.

- normal: two scores of a person, standard deviation .6
- ceiling: four items answered 1 to 5 and averaged; the start lies so high that every fifth person or so has the highest score
- dropout: the chance of no end score falls with the start score, 30 % on average (missing at random)
- moved: a rise by half a standard deviation on what is measured
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import scipy

Matrix = npt.NDArray[np.float64]

SD, MIDDLE, RISE = 0.6, 3.0, 0.3
# of the ceiling: where the latent score starts, its spread, the noise of one item, and the rise
HIGH, SPREAD, NOISE, ITEMS, LATENT_RISE = 4.4, 0.7, 0.5, 4, 0.3
DROPOUT, PULL = 0.30, 1.0
POPULATION = 1_000_000


@dataclass(frozen=True)
class Design:
    """One kind of cohort."""

    n: int
    r: float
    shape: Literal["normal", "ceiling"]
    dropout: Literal["complete", "dropout"]


@dataclass(frozen=True)
class Truth:
    """What a very large cohort shows: mean change of everybody and of those with both waves, and d_av of the latter."""

    everybody: float
    pairs: float
    d_av: float


def draw(design: Design, moved: bool, cohorts: int, generator: np.random.Generator) -> tuple[Matrix, Matrix]:
    """Scores before and after, shape (cohorts, n); NaN after where the person dropped out."""
    before, after = _scores(design, moved, (cohorts, design.n), generator)
    if design.dropout == "complete":
        return before, after
    gone = generator.random(before.shape) < chance_of_dropout(before, design)
    return before, np.where(gone, np.nan, after)


def truth(design: Design, moved: bool, generator: np.random.Generator) -> Truth:
    """The truth of a design, from a cohort of a million; exactly none where nothing moves and nobody drops out."""
    before, after = (each[:, 0] for each in draw(Design(1, design.r, design.shape, "complete"), moved, POPULATION, generator))
    stays = np.ones(POPULATION)
    if design.dropout == "dropout":
        stays = 1 - chance_of_dropout(before, design)
    still = not moved and design.dropout == "complete"
    change = after - before
    pairs = 0.0 if still else float(np.average(change, weights=stays))
    spread = (_weighted_sd(before, stays) + _weighted_sd(after, stays)) / 2
    everybody = 0.0 if not moved else float(change.mean())
    return Truth(everybody, pairs, pairs / spread)


def chance_of_dropout(before: Matrix, design: Design) -> Matrix:
    """Chance that a person with this start score gives no end score."""
    centre, unit = (MIDDLE, SD) if design.shape == "normal" else (4.3, 0.6)
    return scipy.special.expit(_level() - PULL * (before - centre) / unit)


def _level() -> float:
    """Logit at the mean start score that makes 30 % drop out on average over normal scores, by quadrature."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    low, high = -5.0, 5.0
    for _ in range(60):
        middle = (low + high) / 2
        share = float(weights @ scipy.special.expit(middle - PULL * nodes) / weights.sum())
        low, high = (middle, high) if share < DROPOUT else (low, middle)
    return (low + high) / 2


def _scores(design: Design, moved: bool, shape: tuple[int, int], generator: np.random.Generator) -> tuple[Matrix, Matrix]:
    first = generator.standard_normal(shape)
    second = design.r * first + np.sqrt(1 - design.r**2) * generator.standard_normal(shape)
    if design.shape == "normal":
        return MIDDLE + SD * first, MIDDLE + moved * RISE + SD * second
    return _answered(HIGH + SPREAD * first, generator), _answered(HIGH + moved * LATENT_RISE + SPREAD * second, generator)


def _answered(latent: Matrix, generator: np.random.Generator) -> Matrix:
    total = np.zeros_like(latent)
    for _ in range(ITEMS):
        total += np.clip(np.rint(latent + NOISE * generator.standard_normal(latent.shape)), 1, 5)
    return total / ITEMS


def _weighted_sd(values: Matrix, weights: Matrix) -> float:
    mean = np.average(values, weights=weights)
    return float(np.sqrt(np.average((values - mean) ** 2, weights=weights)))
