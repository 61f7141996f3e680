import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_cohort import COHORTS, INSTRUMENT, cohorts, pairs_of

from scripts.ground.models.analysis_plan import Inference
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.quantitative import Change
from scripts.ground.tables import table_bytes
from scripts.quantitative.change import change
from scripts.quantitative.inference.effect_size import effect_size
from scripts.quantitative.inference.paired import mean_change
from scripts.quantitative.inference.signed_rank import signed_rank

BEFORE = [2.0, 2.5, 3.0, 3.5, 2.0, 4.0]
AFTER = [3.0, 2.5, 4.5, 4.0, 2.5, 4.0]
DIFFERENCES = np.subtract(AFTER, BEFORE)


def made(scores, study=COHORTS, instrument=INSTRUMENT, **inference):
    return change(scores, instrument, Inference(**inference), study)


def of(result, behaviour="B1"):
    return next(row for row in result.change if row["behaviour"] == behaviour)


def test_a_change_is_what_the_inference_package_finds():
    row, found, narrow = of(made(pairs_of(BEFORE, AFTER))), mean_change(DIFFERENCES), mean_change(DIFFERENCES, 0.9)
    size = effect_size(BEFORE, AFTER, "mean_sd")
    assert (row["n"], row["estimable"], row["reason"]) == (6, True, "")
    assert [row[each] for each in ("mean", "sd", "low", "high", "t", "df", "p")] == [
        found.mean, found.sd, found.low, found.high, found.t, found.df, found.p,
    ]  # fmt: skip
    assert (row["low_equivalence"], row["high_equivalence"]) == (narrow.low, narrow.high)
    assert (row["g_av"], row["g_low"], row["g_high"]) == (size.g, size.d_low, size.d_high)
    assert row["p_signed_rank"] == signed_rank(DIFFERENCES).p
    assert (row["mean_start"], row["mean_end"]) == (pytest.approx(17 / 6), pytest.approx(20.5 / 6))
    evidence = {each["id"]: each["value"] for each in made(pairs_of(BEFORE, AFTER)).evidence}
    told = [float(evidence[f"behaviour.B1.change.{each}"]) for each in ("sd", "t", "df")]
    assert told == pytest.approx([found.sd, found.t, found.df])


def test_the_levels_of_the_plan_are_used():
    row = of(made(pairs_of(BEFORE, AFTER), confidence=0.8, equivalence_confidence=0.6))
    assert (row["low"], row["low_equivalence"]) == (mean_change(DIFFERENCES, 0.8).low, mean_change(DIFFERENCES, 0.6).low)


@pytest.mark.parametrize(
    ("scores", "study", "n", "reason"),
    [
        ([], COHORTS, 0, "needs at least 3 people; there are 0"),
        (pairs_of([2.0, 3.0], [3.0, 5.0]), COHORTS, 2, "needs at least 3 people; there are 2"),
        (pairs_of([2.0, 3.0, 4.0], [3.0, 4.0, 5.0]), COHORTS, 3, "the same for all 3 people"),
        (pairs_of(BEFORE, BEFORE), COHORTS, 6, "the same for all 6 people"),
        (pairs_of(BEFORE, AFTER), cohorts("T0"), 0, "needs at least 3 people; there are 0"),
        (pairs_of(BEFORE, AFTER)[::2], COHORTS, 0, "needs at least 3 people; there are 0"),
    ],
    ids=["nobody", "two people", "all changed alike", "nobody changed", "one wave planned", "the end is not in yet"],
)
def test_what_cannot_be_estimated_is_refused_with_its_reason(scores, study, n, reason):
    result = made(scores, study)
    row = of(result)
    assert (row["n"], row["estimable"]) == (n, False)
    assert reason in row["reason"]
    assert all(row[each] is None for each in Change.columns if each not in ("behaviour", "n", "estimable", "reason"))
    shown = {each["id"]: each["display"] for each in result.evidence}
    assert (shown["behaviour.B1.n"], shown["behaviour.B1.change.mean"]) == (str(n), "not estimable")


def test_the_plan_may_ask_for_more_pairs():
    assert of(made(pairs_of(BEFORE, AFTER), minimum_pairs=7))["reason"] == (
        "an estimate of change needs at least 7 people; there are 6"
    )


def test_scores_without_spread_at_the_start_leave_the_change_and_drop_only_what_needs_it():
    row = of(made(pairs_of([3.0, 3.0, 3.0], [3.0, 3.5, 4.0])))
    assert row["estimable"]
    assert row["mean"] == 0.5


def test_a_behaviour_that_could_not_be_estimated_still_counts_as_a_planned_test():
    one = of(made(pairs_of(BEFORE, AFTER)))
    assert one["p_holm"] == pytest.approx(2 * one["p"])


def test_two_behaviours_are_adjusted_together():
    result = made(pairs_of(BEFORE, AFTER) + pairs_of([2.0, 3.0, 4.0, 2.0], [2.0, 3.5, 3.5, 2.5], "B2"))
    first, second = of(result), of(result, "B2")
    assert first["p"] < second["p"]
    assert first["p_holm"] == pytest.approx(2 * first["p"])
    assert second["p_holm"] == pytest.approx(max(second["p"], first["p_holm"]))


def test_without_multiplicity_the_adjusted_p_is_the_raw_one():
    row = of(made(pairs_of(BEFORE, AFTER), multiplicity="none"))
    assert row["p_holm"] == row["p"]


quarters = st.integers(4, 20).map(lambda points: points / 4)
waves = st.lists(st.tuples(quarters, quarters), min_size=3, max_size=9).filter(
    lambda pairs: len({after - before for before, after in pairs}) > 1
)
COUNTED = [name for name in Change.columns if name not in ("behaviour", "reason")]


@settings(deadline=None, max_examples=25)
@given(waves, st.randoms(use_true_random=False))
def test_neither_the_order_of_the_rows_nor_the_names_of_people_matter(pairs, chance):
    scores = pairs_of(*map(list, zip(*pairs, strict=True)))
    shuffled = scores.copy()
    chance.shuffle(shuffled)
    assert made(shuffled) == made(scores)
    names = [f"P{number:02}" for number in range(1, len(pairs) + 1)]
    others = dict(zip(names, chance.sample(names, len(names)), strict=True))
    renamed = [row | {"pseudonym": others[row["pseudonym"]]} for row in scores]
    assert table_bytes(made(renamed).change, Change, "c") == table_bytes(made(scores).change, Change, "c")
    assert made(renamed).basis == made(scores).basis


@settings(deadline=None, max_examples=25)
@given(waves, st.sampled_from([-0.25, 1, 100]))
def test_a_shift_of_the_scale_moves_the_means_and_nothing_else(pairs, shift):
    before, after = map(list, zip(*pairs, strict=True))
    here = of(made(pairs_of(before, after)))
    there = of(made(pairs_of([each + shift for each in before], [each + shift for each in after])))
    assert there["mean_start"] == pytest.approx(here["mean_start"] + shift)
    for name in ("mean", "sd", "low", "high", "t", "p", "p_signed_rank", "g_av", "g_low", "g_high"):
        assert there[name] == pytest.approx(here[name], rel=1e-9, abs=1e-12), name


@settings(deadline=None, max_examples=25)
@given(waves)
def test_exchanging_the_waves_turns_the_change_round(pairs):
    before, after = map(list, zip(*pairs, strict=True))
    there, back = of(made(pairs_of(before, after))), of(made(pairs_of(after, before)))
    assert (back["mean"], back["low"], back["high"]) == pytest.approx((-there["mean"], -there["high"], -there["low"]))
    assert back["p"] == pytest.approx(there["p"])


def test_every_number_leads_back_to_the_rows_of_both_surveys():
    result = made(pairs_of(BEFORE, AFTER))
    assert [each for each in result.basis if each["basis"] == "behaviour.B1.change"] == [
        {"basis": "behaviour.B1.change", "source": "survey_T0:1", "rows": "1-6", "used": 6},
        {"basis": "behaviour.B1.change", "source": "survey_T1:1", "rows": "1-6", "used": 6},
    ]
    assert {each["basis"] for each in result.evidence if ".B1." in each["id"]} == {"behaviour.B1.change"}


def test_the_mean_change_is_told_with_its_sign_its_interval_and_its_n():
    [mean] = [each for each in made(pairs_of(BEFORE, AFTER)).evidence if each["id"] == "behaviour.B1.change.mean"]
    assert (mean["display"], mean["n"], mean["unit"], mean["cell"]) == ("+0.58", 6, "scale points", "B1.mean")
    assert mean["low"] < 0.58 < mean["high"]


def test_all_results_fit_their_tables():
    result = made(pairs_of(BEFORE, AFTER))
    for rows, table in zip(result, (Change, Evidence, Basis), strict=True):
        assert table_bytes(rows, table, table.__name__).count(b"\n") == len(rows) + 1
    assert [row["behaviour"] for row in result.change] == ["B1", "B2"]
