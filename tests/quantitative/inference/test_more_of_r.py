"""Results of R 4.2 on varied made-up data (tests/reference/more_of_r.json): ties, zeros, ceiling, losses, r below zero."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from scripts.quantitative.inference.effect_size import effect_size
from scripts.quantitative.inference.levels import level_change
from scripts.quantitative.inference.mixed import codes, contrast, fit_random_intercept, mixed_change, wave_design
from scripts.quantitative.inference.multiplicity import benjamini_hochberg, holm
from scripts.quantitative.inference.paired import mean_change, paired_change
from scripts.quantitative.inference.pooling import pool
from scripts.quantitative.inference.power import minimal_detectable_dz, people_needed, power
from scripts.quantitative.inference.regression_to_mean import spread_of_waves
from scripts.quantitative.inference.reliability import omega_total, reliability
from scripts.quantitative.inference.sign_test import sign_test, tango_interval
from scripts.quantitative.inference.signed_rank import signed_rank
from scripts.quantitative.inference.tipping import attrition
from scripts.quantitative.inference.unpaired import mean_difference
from tests.quantitative.inference.reference import REFERENCE

MORE = json.loads((REFERENCE / "more_of_r.json").read_text(encoding="utf-8"))
Data = dict[str, Any]
Found = dict[str, float]


def fields(found: object) -> Found:
    return vars(found)


def changes(data: Data) -> np.ndarray:
    return paired_change(data["before"], data["after"])


def long(waves: list[list[float | None]]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Scores, waves and people in one column each, and which of all places are known."""
    scores = np.array([np.nan if each is None else each for wave in waves for each in wave], dtype=float)
    known = ~np.isnan(scores)
    wave = np.repeat(np.arange(len(waves)), len(waves[0]))
    return scores[known], wave[known], np.tile(np.arange(len(waves[0])), len(waves))[known], known


def mixed(data: Data) -> Found:
    scores, wave, person, _ = long([data["pre"], data["post"]])
    return fields(mixed_change(scores, wave, person).contrast)


def three_waves(data: Data) -> Found:
    scores, wave, person, _ = long([list(each) for each in zip(*data["scores"], strict=True)])
    return fields(mixed_change(scores, wave, person).contrast)


def covariate(data: Data) -> Found:
    scores, wave, person, known = long([data["pre"], data["post"]])
    design = np.column_stack([wave_design(wave, 1), np.tile(data["x"], 2)[known]])
    return fields(contrast(fit_random_intercept(scores, design, codes(person)), [0, 1, 0]))


def groups(data: Data) -> Found:
    scores, wave, person, known = long([data["pre"], data["post"]])
    found = level_change(scores, wave, person, np.tile(data["group"], 2)[known])
    each = {f"{name}{at}": getattr(of.change, name) for at, of in enumerate(found.groups) for name in ("estimate", "se")}
    return each | fields(found.alike)


def alpha(data: Data) -> Found:
    found = reliability(np.array(data["answers"]))
    return fields(found) | {f"item_rest{at}": each for at, each in enumerate(found.item_rest)}


def pooled(data: Data) -> Found:
    found = pool(data["q"], data["u"], data["n"] - 1)
    return fields(found) | {"variance": found.se**2}


def detectable(data: Data) -> Found:
    n = len(data["before"])
    return {"one": minimal_detectable_dz(n), "six": minimal_detectable_dz(n, 0.05 / 6)}


def numbered(p: np.ndarray) -> Found:
    return {f"p{at}": each for at, each in enumerate(p)}


def ends(low_high: tuple[float, float]) -> Found:
    return dict(zip(("low", "high"), low_high, strict=True))


METHODS: dict[str, Callable[[Data], Found]] = {
    "paired_t": lambda data: fields(mean_change(changes(data))),
    "signed_rank": lambda data: fields(signed_rank(changes(data))),
    "pratt": lambda data: fields(signed_rank(changes(data), "pratt")),
    "sign": lambda data: fields(sign_test(changes(data))),
    "g_av": lambda data: fields(effect_size(data["before"], data["after"], "mean_sd")),
    "g_z": lambda data: fields(effect_size(data["before"], data["after"], "change_sd")),
    "oldham": lambda data: fields(spread_of_waves(data["before"], data["after"])),
    "ratio": lambda data: fields(spread_of_waves(data["before"], data["after"])),
    "mixed": mixed,
    "covariate": covariate,
    "groups": groups,
    "three_waves": three_waves,
    "alpha": alpha,
    "omega": lambda data: fields(omega_total(np.array(data["answers"]))),
    "holm": lambda data: numbered(holm(data["p"])),
    "bh": lambda data: numbered(benjamini_hochberg(data["p"])),
    "pool": pooled,
    "attrition": lambda data: fields(attrition(data["stayed"], data["lost"])),
    "welch": lambda data: fields(mean_difference(data["stayed"], data["lost"])),
    "tango": lambda data: ends(tango_interval(data["improved"], data["worse"], data["n"])),
    "power": lambda data: {
        "power": power(data["d_z"], data["n"]),
        "people": people_needed(data["d_z_for_n"], target=data["target"]),
    },
    "detectable": detectable,
}


@pytest.mark.parametrize("name", MORE["results"])
def test_a_result_of_r_is_met_within_its_tolerance(name):
    result = MORE["results"][name]
    found = METHODS[result["method"]](MORE["data"][result["data"]])
    assert {each: found[each] for each in result["value"]} == pytest.approx(result["value"], rel=result["rel_tol"], abs=1e-9)
