"""Cohorts with a known change and known losses: bias and coverage, each within its Monte Carlo error."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from scripts.quantitative.inference.imputation import impute_change, pooled_change
from scripts.quantitative.inference.mixed import mixed_change

CHANGE, SPREAD = 0.5, 0.7
pytestmark = pytest.mark.slow

Cohort = tuple[np.ndarray, np.ndarray, np.ndarray]


def cohort(chance: np.random.Generator, people: int, r: float, by_baseline: float = 1.0) -> Cohort:
    """Scores in quarter points; three in ten are lost, the more easily the lower their baseline."""
    shared, own = chance.normal(size=people), chance.normal(size=people)
    start = math.sqrt(0.5) * (shared + own)
    others = math.sqrt(0.5) * (shared[:, None] + chance.normal(size=(people, 5)))
    end = r * start + math.sqrt(1 - r * r) * chance.normal(size=people)
    lost = chance.random(people) < 1 / (1 + np.exp(-(math.log(3 / 7) - by_baseline * start)))
    before, after, rest = (np.round(4 * (3 + SPREAD * each)) / 4 for each in (start, end + CHANGE / SPREAD, others))
    return before, np.where(lost, np.nan, after), rest


def modelled(before: np.ndarray, after: np.ndarray, _: np.ndarray, __: np.random.Generator) -> tuple[float, float, float]:
    known, people = ~np.isnan(after), np.arange(len(before))
    found = mixed_change(
        np.concatenate([before, after[known]]),
        np.concatenate([np.zeros(len(before)), np.ones(known.sum())]),
        np.concatenate([people, people[known]]),
    ).contrast
    return found.estimate, found.low, found.high


def imputed(before: np.ndarray, after: np.ndarray, others: np.ndarray, chance: np.random.Generator) -> tuple[float, float, float]:
    found = pooled_change(impute_change(before, after, others, chance))
    return found.estimate, found.low, found.high


def pairs(before: np.ndarray, after: np.ndarray, _: np.ndarray, __: np.random.Generator) -> tuple[float, float, float]:
    change = (after - before)[~np.isnan(after)]
    return float(change.mean()), 0.0, 0.0


def judged(method: Callable[..., tuple[float, float, float]], people: int, r: float, times: int) -> tuple[float, float]:
    """Bias and coverage."""
    chance = np.random.default_rng(20250101)
    found = []
    while len(found) < times:
        before, after, others = cohort(chance, people, r)
        if (~np.isnan(after)).sum() >= 5:
            found.append(method(before, after, others, chance))
    estimates, low, high = np.array(found).T
    return float(estimates.mean() - CHANGE), float(((low <= CHANGE) & (high >= CHANGE)).mean())


def error_of_coverage(times: int) -> float:
    return math.sqrt(0.95 * 0.05 / times)


@pytest.mark.parametrize("people", [20, 30])
@pytest.mark.parametrize("r", [-0.2, 0.3, 0.8])
def test_the_mixed_model_is_unbiased_and_keeps_its_level_when_loss_depends_on_the_baseline(people, r):
    bias, coverage = judged(modelled, people, r, 2000)
    assert abs(bias) < 0.02
    assert 0.94 - 2.6 * error_of_coverage(2000) < coverage < 0.965 + 2.6 * error_of_coverage(2000)


@pytest.mark.parametrize("people", [30, 100])
def test_imputation_nearly_keeps_its_level_and_takes_most_of_the_bias_of_complete_pairs_away(people):
    bias, coverage = judged(imputed, people, 0.5, 400)
    of_pairs, _ = judged(pairs, people, 0.5, 400)
    assert of_pairs < -0.07
    assert abs(bias) < 0.04
    assert coverage > 0.93 - 2.6 * error_of_coverage(400)
