import csv
import math

import numpy as np
import pytest
from hypothesis import strategies as st

from scripts.quantitative.inference.one_factor import LEAST_RESIDUAL, one_factor
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput
from scripts.quantitative.inference.reliability import cronbach_alpha, feldt_interval, omega_total, reliability
from tests.quantitative.inference.reference import REFERENCE, near, value
from tests.quantitative.inference.samples import holds_for


def attitude() -> np.ndarray:
    with (REFERENCE / "attitude.csv").open(encoding="utf-8", newline="") as rows:
        return np.array([[float(cell) for cell in row.values()] for row in csv.DictReader(rows)])


def test_alpha_is_that_of_psych():
    found = reliability(attitude())
    got = {"raw": found.alpha, "std": found.alpha_standardised, "G6": found.lambda_6, "average_r": found.average_r}
    assert got == near("attitude_alpha", value("attitude_alpha"))


def test_the_interval_of_alpha_is_feldts_as_psych_gives_it():
    found = reliability(attitude())
    assert {"lo": found.alpha_low, "a": found.alpha, "hi": found.alpha_high} == near(
        "attitude_alpha_feldt", value("attitude_alpha_feldt")
    )


def test_omega_total_is_that_of_the_one_factor_model_on_raw_answers():
    assert omega_total(attitude()).total == near("attitude_omega_cfa", value("attitude_omega_cfa")["omega_total"])


def test_item_rest_correlations_are_those_psych_prints_for_attitude():
    found = reliability(attitude())
    assert [round(each, 2) for each in found.item_rest] == [0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46]
    assert [round(each, 2) for each in found.alpha_if_dropped] == [0.81, 0.80, 0.83, 0.80, 0.80, 0.86, 0.84]


def test_a_matrix_that_one_factor_made_gives_its_loadings_back():
    loadings = np.array([0.9, 0.7, 0.5, -0.3, 0.6])
    made = np.outer(loadings, loadings)
    np.fill_diagonal(made, 1)
    found = one_factor(made)
    assert found.loadings == pytest.approx(loadings, abs=1e-6)
    assert found.residuals == pytest.approx(1 - loadings**2, abs=1e-6)
    assert not found.improper


def test_three_items_have_the_loadings_that_their_correlations_dictate():
    made = np.array([[1, 0.42, 0.35], [0.42, 1, 0.30], [0.35, 0.30, 1]])
    found = one_factor(made)
    assert found.loadings[0] == pytest.approx(math.sqrt(0.42 * 0.35 / 0.30), abs=1e-6)
    assert found.discrepancy == pytest.approx(0, abs=1e-9)


def test_a_heywood_case_ends_at_the_bound_and_says_so():
    made = np.array([[1, 0.8, 0.8], [0.8, 1, 0.4], [0.8, 0.4, 1]])  # the first loading would be 1.26
    found = one_factor(made)
    assert found.improper
    assert found.residuals[0] == pytest.approx(LEAST_RESIDUAL)
    assert abs(found.loadings).max() <= 1


@pytest.mark.slow
def test_the_fit_is_the_minimum_that_a_general_optimiser_finds():
    from scipy.optimize import minimize

    rng = np.random.default_rng(5)
    for _ in range(60):
        items, people = rng.integers(3, 8), rng.integers(12, 60)
        answers = rng.normal(size=(people, 1)) * rng.uniform(-0.2, 1.2, items) + rng.normal(size=(people, items))
        r = np.corrcoef(answers, rowvar=False)

        def fit(residuals, r=r):
            scaled = r / np.sqrt(np.outer(residuals, residuals))
            rest = np.linalg.eigvalsh(scaled)[:-1]
            return float((rest - np.log(rest) - 1).sum())

        tries = [
            minimize(fit, np.full(items, start), method="L-BFGS-B", bounds=[(LEAST_RESIDUAL, 1)] * items)
            for start in (0.2, 0.5, 0.8)
        ]
        assert one_factor(r).discrepancy <= min(each.fun for each in tries) + 1e-6


likert = st.integers(1, 5)
tables = st.integers(3, 6).flatmap(
    lambda items: st.lists(st.lists(likert, min_size=items, max_size=items), min_size=items + 3, max_size=20)
).map(np.array)  # fmt: skip
varied = tables.filter(lambda table: (table.std(axis=0) > 0).all() and table.sum(axis=1).std() > 0)


@holds_for(varied)
def test_reversing_every_item_or_a_change_of_unit_moves_nothing(answers):
    found = reliability(answers)
    assert found.alpha <= 1 + 1e-12
    assert found.alpha_low <= found.alpha <= found.alpha_high
    for other in (6 - answers, 100 * answers - 7, answers[::-1]):
        again = reliability(other)
        assert again.alpha == pytest.approx(found.alpha, abs=1e-9)
        assert again.item_rest == pytest.approx(found.item_rest, abs=1e-9, nan_ok=True)


@holds_for(varied.filter(lambda table: np.linalg.eigvalsh(np.corrcoef(table, rowvar=False))[0] > 1e-3))
def test_omega_does_not_mind_the_order_of_the_items_nor_the_unit(answers):
    found = omega_total(answers)
    assert 0 <= found.total <= 1
    if not found.improper:
        assert omega_total(2.0 * answers[:, ::-1]).total == pytest.approx(found.total, abs=1e-5)


def test_people_who_left_an_item_out_are_left_out():
    answers = np.array([[1, 2, 1], [2, 2, 3], [4, 3, 4], [5, 4, 5], [3, np.nan, 1]])
    found = reliability(answers)
    assert found.n == 4
    assert found.alpha == reliability(answers[:4]).alpha


def test_an_item_everyone_answered_alike_is_left_out_and_named():
    answers = attitude()
    constant = np.insert(answers, 2, 50.0, axis=1)
    found = reliability(constant)
    assert (found.constant, found.kept) == ((2,), (0, 1, 3, 4, 5, 6, 7))
    assert found.alpha == pytest.approx(reliability(answers).alpha)
    assert omega_total(constant).total == pytest.approx(omega_total(answers).total)


def test_an_item_already_reversed_runs_against_the_rest():
    answers = attitude()
    answers[:, 4] = -answers[:, 4]
    found = reliability(answers)
    assert found.item_rest[4] < 0
    assert found.alpha_if_dropped[4] > found.alpha


def test_items_that_run_against_each_other_have_an_alpha_below_zero():
    assert reliability(np.array([[1, 5], [2, 3], [4, 3], [5, 2]])).alpha < 0


def test_two_items_have_alpha_but_no_omega_and_nothing_if_dropped():
    answers = attitude()[:, :2]
    found = reliability(answers)
    assert found.alpha_if_dropped == ()
    assert found.alpha_standardised == pytest.approx(2 * found.average_r / (1 + found.average_r))
    with pytest.raises(NotEstimable, match="needs three"):
        omega_total(answers)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (np.ones((9, 1)), "there is one item"),
        (np.full((9, 3), np.nan), "there are 0"),
        (np.array([[1, 2], [2, 3]]), "there are 2"),
        (np.tile([1.0, 2.0, 3.0], (9, 1)), "answered alike"),
        (np.array([[1, 5], [2, 4], [4, 2], [5, 1]]), "cancel each other out"),
    ],
    ids=["one item", "nobody", "two people", "no spread", "opposites"],
)
def test_what_has_no_alpha_is_refused_with_its_reason(answers, reason):
    with pytest.raises(NotEstimable, match=reason):
        reliability(answers)


def test_omega_is_refused_with_as_many_items_as_people_and_where_items_depend_exactly():
    with pytest.raises(NotEstimable, match="more people than items"):
        omega_total(attitude()[:7])
    with pytest.raises(NotEstimable, match="follow exactly"):
        omega_total(np.column_stack([attitude()[:, :3], attitude()[:, 0]]))
    assert math.isfinite(reliability(attitude()[:7]).alpha)


def test_what_is_no_table_of_answers_is_a_mistake():
    for wrong in ([1.0, 2.0], [[1.0, math.inf], [1.0, 2.0], [2.0, 2.0]]):
        with pytest.raises(UnusableInput):
            reliability(wrong)
    with pytest.raises(UnusableInput):
        feldt_interval(0.8, 30, 7, 1.5)
    with pytest.raises(NotEstimable):
        feldt_interval(0.8, 30, 1)


def test_parallel_items_reach_what_spearman_and_brown_foretell():
    assert cronbach_alpha(np.full((4, 4), 0.5) + 0.5 * np.eye(4)) == pytest.approx(4 * 0.5 / 2.5)
