import csv

import numpy as np
import pytest

from scripts.bench.simulated_data import Design, draw, truth
from scripts.bench.simulation import COLUMNS, DESIGNS, RESULTS, SEED, VERSION, Summed, rejected_by_holm, simulate
from scripts.ground.schemas.sensitivity import Simulated, SimulationSummary
from scripts.ground.tables import read_rows, table_bytes
from scripts.quantitative.inference.effect_size import effect_size
from scripts.quantitative.inference.multiplicity import holm
from scripts.quantitative.inference.paired import mean_change
from scripts.quantitative.simulation import simulation

DESIGN = Design(12, 0.3, "normal", "dropout")


@pytest.fixture(scope="module")
def cohorts():
    return draw(DESIGN, True, 40, np.random.default_rng(1))


@pytest.mark.parametrize("value", [0.0, 0.3, 0.7])
def test_all_cohorts_at_once_cover_as_the_pipeline_s_intervals_do(cohorts, value):
    summed = Summed(*cohorts)
    told = {name: [] for name in ("mean", "d", "g", "p")}
    for before, after in zip(*cohorts, strict=True):
        both = ~np.isnan(after)
        found, size = mean_change((after - before)[both]), effect_size(before[both], after[both])
        told["mean"].append(found.low <= value <= found.high)
        told["d"].append(size.d_low <= value <= size.d_high)
        told["g"].append(size.g_low <= value <= size.g_high)
        told["p"].append(found.p)
    assert summed.covers(value).tolist() == told["mean"]
    assert summed.covers_size(value, corrected=False).tolist() == told["d"]
    assert summed.covers_size(value, corrected=True).tolist() == told["g"]
    assert summed.p() == pytest.approx(told["p"])


def test_holm_at_once_rejects_what_holm_rejects():
    p = np.random.default_rng(2).random((50, 6)) * 0.06
    assert rejected_by_holm(p).tolist() == [(holm(row) <= 0.05).tolist() for row in p]


def test_about_thirty_per_cent_drop_out_and_low_scorers_more_often():
    before, after = draw(Design(50, 0.3, "normal", "dropout"), False, 400, np.random.default_rng(3))
    gone = np.isnan(after)
    assert gone.mean() == pytest.approx(0.30, abs=0.01)
    assert before[gone].mean() < before[~gone].mean() - 0.2


def test_a_ceiling_has_many_highest_scores_and_answers_of_whole_items():
    before, _ = draw(Design(50, 0.3, "ceiling", "complete"), False, 200, np.random.default_rng(4))
    assert 0.1 < (before == 5).mean() < 0.35
    assert ((before * 4) % 1 == 0).all()


def test_the_truth_of_a_design_that_does_not_move_is_nothing():
    found = truth(Design(10, 0.3, "normal", "complete"), False, np.random.default_rng(5))
    assert (found.everybody, found.pairs) == (0.0, 0.0)
    moved = truth(Design(10, 0.3, "normal", "complete"), True, np.random.default_rng(5))
    assert (moved.pairs, moved.d_av) == (pytest.approx(0.3, abs=0.003), pytest.approx(0.5, abs=0.005))


def test_every_design_has_its_figures_and_the_same_seed_gives_the_same():
    task = (0, DESIGNS[0], 200, 4)
    rows = simulate(task)
    assert rows == simulate(task)
    assert {row["method"] for row in rows} >= {"t interval", "paired t", "g_av, limits of d", "exact signed rank"}
    assert all(set(row) == set(COLUMNS) for row in rows)


def test_the_recorded_results_are_those_of_this_version_and_are_large_enough():
    rows = read_rows(RESULTS, Simulated)
    assert {(row["seed"], row["version"]) for row in rows} == {(SEED, VERSION)}
    assert {(row["n"], row["r"], row["shape"], row["dropout"]) for row in rows} == {
        (each.n, each.r, each.shape, each.dropout) for each in DESIGNS
    }
    models = {"mixed model", "imputation"}
    assert all(row["cohorts"] + row["refused"] >= (2_000 if row["method"] in models else 20_000) for row in rows)


def test_the_planned_interval_and_test_keep_their_limits_for_people_with_both_waves():
    planned = [
        row for row in read_rows(RESULTS, Simulated) if row["method"] in ("t interval", "paired t") and row["estimand"] == "pairs"
    ]
    assert planned and [row for row in planned if row["shape"] == "normal" and not row["kept"]] == []


def test_the_summary_gives_the_range_over_designs():
    with RESULTS.open(encoding="utf-8", newline="") as file:
        assert tuple(next(csv.reader(file))) == COLUMNS
    row = {
        "method": "paired t", "measure": "type I", "estimand": "pairs", "n": 10, "r": 0.3, "shape": "normal",
        "dropout": "complete", "value": 0.05, "mc_error": 0.0015, "cohorts": 20000, "refused": 0, "kept": True, "seed": 1,
        "version": "1",
    }  # fmt: skip
    made = simulation([row, row | {"n": 20, "value": 0.06, "mc_error": 0.0017, "kept": False, "refused": 3}])
    [found] = made.simulation
    assert (found["id"], found["lowest"], found["highest"]) == ("paired_t.type_i.pairs.normal.complete", 0.05, 0.06)
    assert (found["designs"], found["kept"], found["refused"], found["mc_error"]) == (2, 1, 3, 0.0017)
    shown = {each["id"]: each["display"] for each in made.evidence}
    assert shown["simulation.paired_t.type_i.pairs.normal.complete.highest"] == "0.060"
    assert table_bytes(made.simulation, SimulationSummary, "simulation")
