import numpy as np
import pytest
from small_cohort import COHORTS, INSTRUMENT, cohorts, pairs_of, score

from scripts.ground.display import NOT_SHOWN
from scripts.ground.models.analysis_plan import Inference, MissingScores
from scripts.ground.models.disclosure import Classes
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.sensitivity import Attrition, Imputed, WorstCases
from scripts.ground.tables import table_bytes
from scripts.quantitative.inference.paired import mean_change
from scripts.quantitative.missing import missing

BEFORE = [2.0, 2.5, 3.0, 3.5, 2.0, 4.0, 3.25, 2.75]
AFTER = [3.0, 2.75, 4.5, 4.0, 2.5, 4.25, 4.0, 3.5]
LOST = [1.5, 2.25, 2.5, 3.0, 2.0]


def people_lost(starts=LOST):
    return [score(f"P{90 + place}", "T0", value, row=90 + place) for place, value in enumerate(starts)]


SCORES = [*pairs_of(BEFORE, AFTER), *people_lost()]


def made(scores=None, participants=(), study=COHORTS, plan=None, **inference):
    given = SCORES if scores is None else scores
    return missing(given, list(participants), INSTRUMENT, Inference(**inference), plan or MissingScores(), study, Classes())


def of(rows, behaviour="B1", **wanted):
    [row] = [row for row in rows if row["behaviour"] == behaviour and all(row[key] == value for key, value in wanted.items())]
    return row


def shown(result, id):
    [entry] = [each for each in result.evidence if each["id"] == id]
    return entry["display"]


def test_attrition_tells_who_was_lost_by_their_baseline():
    row = of(made().attrition)
    assert (row["n_stayed"], row["n_lost"], row["n_end_only"], row["estimable"]) == (8, 5, 0, True)
    assert (row["mean_stayed"], row["mean_lost"]) == pytest.approx((np.mean(BEFORE), np.mean(LOST)))
    assert row["share_lost"] == pytest.approx(5 / 13)
    assert row["g"] < 0
    assert row["low"] < row["g"] < row["high"]


def test_fewer_lost_than_may_be_shown_are_counted_and_not_described():
    result = made([*pairs_of(BEFORE, AFTER), *people_lost(LOST[:4])])
    row = of(result.attrition)
    assert (row["n_lost"], row["mean_lost"], row["sd_lost"], row["g"]) == (4, None, None, None)
    assert "needs at least 5 people; there are 4" in row["reason"]
    assert shown(result, "attrition.B1.lost.mean") == NOT_SHOWN
    assert shown(result, "attrition.B1.lost.n") == "4"


def test_the_worst_case_that_would_give_few_baselines_away_is_refused():
    result = made([*pairs_of(BEFORE, AFTER), *people_lost(LOST[:1])])
    row = of(result.worst_cases, case="minimum")
    assert "could be worked out" in row["reason"]
    assert row["mean"] is None
    assert of(result.worst_cases, case="no change")["estimable"]


def test_worst_cases_set_every_missing_end_by_their_rule_and_stay_on_the_scale():
    change = np.subtract(AFTER, BEFORE)
    lost = np.array([1.25, *LOST[1:]])
    result = made([*pairs_of(BEFORE, AFTER), *people_lost(lost)])
    for case, changes in {
        "no change": np.zeros(5),
        "declined": np.maximum(lost - 0.5, 1) - lost,
        "minimum": 1 - lost,
    }.items():
        row, found = of(result.worst_cases, case=case), mean_change(np.concatenate([change, changes]))
        assert (row["n"], row["lost"]) == (13, 5)
        assert (row["mean"], row["low"], row["high"], row["p"]) == pytest.approx((found.mean, found.low, found.high, found.p))


def test_imputed_change_covers_all_who_gave_a_baseline():
    scores = [*SCORES, score("P99", "T1", 4.0)]
    row = of(made(scores).imputed)
    assert (row["n"], row["end_missing"], row["start_missing"], row["imputations"], row["donors"]) == (13, 5, 0, 50, 3)
    assert row["low"] < row["mean"] < row["high"]
    assert 0 < row["fmi"] < 1
    wider = of(made(scores, plan=MissingScores(population="either")).imputed)
    assert (wider["n"], wider["start_missing"]) == (14, 1)


def test_without_a_missing_end_the_imputed_change_is_that_of_the_pairs_and_nothing_can_tip():
    result, found = made(pairs_of(BEFORE, AFTER)), mean_change(np.subtract(AFTER, BEFORE))
    row = of(result.imputed)
    assert (row["mean"], row["low"], row["high"], row["df"], row["fmi"]) == pytest.approx(
        (found.mean, found.low, found.high, found.df, 0)
    )
    assert row["tipping_reason"] == row["tipping_difference_reason"] == "no end score is missing, so there is nothing to shift"
    assert shown(result, "behaviour.B1.tipping.shift") == "not estimable"
    assert of(result.worst_cases, case="minimum")["mean"] == pytest.approx(found.mean)


def test_the_tipping_shift_points_towards_no_change():
    row = of(made().imputed)
    assert row["low"] > 0
    assert row["tipping_shift"] < 0 or row["tipping_reason"]
    assert row["tipping_difference"] < 0 or row["tipping_difference_reason"]


def test_a_plan_may_ask_neither_for_few_imputations_nor_for_many_donors():
    with pytest.raises(ValueError, match="greater than or equal to 50"):
        MissingScores(imputations=20)
    with pytest.raises(ValueError, match="less than or equal to 5"):
        MissingScores(donors=20)


@pytest.mark.parametrize(
    ("scores", "study", "reason"),
    [
        ([], COHORTS, "no end score is in"),
        (SCORES, cohorts("T0"), "no end score is in"),
        (pairs_of(BEFORE, AFTER)[::2], COHORTS, "no end score is in"),
        ([*pairs_of([2.0, 3.0], [3.0, 5.0]), *people_lost()], COHORTS, "needs at least 3 people; there are 2"),
        ([*pairs_of(BEFORE[:4], AFTER[:4]), *people_lost()], COHORTS, "needs at least 5 people; there are 4"),
    ],
    ids=["nobody", "one wave planned", "the end is not in yet", "two pairs", "fewer pairs than imputation needs"],
)
def test_what_cannot_be_imputed_is_refused_with_its_reason(scores, study, reason):
    result = made(scores, study=study)
    row = of(result.imputed)
    assert not row["estimable"]
    assert reason in row["reason"]
    assert row["mean"] is None
    assert shown(result, "behaviour.B1.imputed.mean") == "not estimable"


def test_while_the_end_is_not_in_nobody_is_called_lost():
    row = of(made(pairs_of(BEFORE, AFTER)[::2]).attrition)
    assert row["n_lost"] == 0
    assert (row["share_lost"], row["mean_lost"], row["reason"]) == (
        None, None, "no end score is in, so nobody can be said to be missing",
    )  # fmt: skip


def test_other_behaviours_baselines_and_cohorts_help_to_predict():
    others = [score(row["pseudonym"], "T0", 6 - row["score"], "B2") for row in SCORES if row["wave"] == "T0"]
    everybody = sorted({row["pseudonym"] for row in SCORES})
    people = [
        {"pseudonym": name, "cohort": "ab"[place % 2], "source": "roster:1", "source_row": place + 2}
        for place, name in enumerate(everybody)
    ]
    plain, helped = of(made().imputed), of(made([*SCORES, *others], people).imputed)
    assert helped["mean"] != plain["mean"]
    assert helped["n"] == plain["n"]


def test_neither_the_order_of_rows_nor_pseudonyms_matter():
    here = made()
    renamed = [row | {"pseudonym": f"Q{100 - int(row['pseudonym'][1:]):03}"} for row in reversed(SCORES)]
    there = made(renamed)
    for table, one, other in zip((Attrition, Imputed, WorstCases), here, there, strict=False):
        assert table_bytes(other, table, "t") == table_bytes(one, table, "t")


def test_the_seed_of_the_plan_decides_the_random_numbers():
    first, again, other = (of(made(seed=seed).imputed) for seed in (1, 1, 2))
    assert first == again
    assert first["mean"] != other["mean"]
    assert abs(first["mean"] - other["mean"]) < 6 * first["monte_carlo_error"]


def test_every_number_leads_back_to_its_rows():
    result = made()
    assert {each["basis"] for each in result.evidence if ".B1." in each["id"]} == {"behaviour.B1.missing"}
    assert {each["source"]: each["rows"] for each in result.basis} == {"survey_T0:1": "1-8,90-94", "survey_T1:1": "1-8"}


def test_all_results_fit_their_tables():
    result = made()
    for rows, table in zip(result, (Attrition, Imputed, WorstCases, Evidence, Basis), strict=True):
        assert table_bytes(rows, table, table.__name__).count(b"\n") == len(rows) + 1
