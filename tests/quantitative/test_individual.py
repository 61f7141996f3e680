import numpy as np
import pytest
from small_answers import END, INSTRUMENT, START, answered, cohort
from small_cohort import COHORTS, cohorts

from scripts.ground.models.analysis_plan import Inference, Measurement
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.study import Running
from scripts.ground.proportion import wilson
from scripts.ground.schemas import measurement as tables
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.quantitative import ChangeBins
from scripts.ground.tables import table_bytes
from scripts.quantitative.individual import individual
from scripts.quantitative.inference.effect_size import correlation
from scripts.quantitative.inference.multiplicity import benjamini_hochberg
from scripts.quantitative.inference.paired import mean_change
from scripts.quantitative.inference.power import minimal_detectable_dz
from scripts.quantitative.inference.reliability import reliability
from scripts.quantitative.inference.sign_test import sign_test
from scripts.quantitative.measurement import measurement


def made(answers, study=COHORTS, instrument=INSTRUMENT, *, interim=False, minimum=5, **inference):
    classes = Classes(distributions={"minimum": minimum, "reason": "?"})
    rest = (Inference(**inference), Measurement(), study, classes, Running(interim=interim))
    return individual(answers, measurement(answers, instrument, *rest).reliability, instrument, *rest)


def row_of(rows, **wanted):
    return next(row for row in rows if all(row[name] == value for name, value in wanted.items()))


@pytest.fixture(scope="module")
def whole():
    return made(cohort())


def score(wave):
    return np.column_stack([wave["B1a"], [6 - value for value in wave["B1b"]], wave["B1c"]]).mean(axis=1)


def test_who_went_up_and_down_is_counted_on_behaviours_scales_and_items(whole):
    row, found = (
        row_of(whole.ordinal, level="behaviour", name="B2"),
        sign_test(np.subtract(END["B2a"], START["B2a"], dtype=float)),
    )
    assert [row[each] for each in ("n", "improved", "same", "worse", "difference", "low", "high", "p")] == [
        found.n, found.improved, found.same, found.worse, found.difference, found.low, found.high, found.p,
    ]  # fmt: skip
    assert (row["improved"], row["same"], row["worse"], row["superiority"]) == (5, 4, 1, 0.7)
    assert [row["name"] for row in whole.ordinal if row["level"] == "item"] == ["B1a", "B1b", "B1c", "B2a", "K1", "K2"]
    assert row_of(whole.ordinal, level="scale")["improved"] == 10


def test_less_agreement_with_a_reversed_item_is_an_improvement(whole):
    down = sum(after < before for before, after in zip(START["B1b"], END["B1b"], strict=True))
    assert row_of(whole.ordinal, level="item", name="B1b")["improved"] == down == 5


def test_items_are_adjusted_as_one_exploratory_family_and_behaviours_are_not(whole):
    items = [row for row in whole.ordinal if row["level"] == "item"]
    assert [row["p_bh"] for row in items] == pytest.approx(list(benjamini_hochberg([row["p"] for row in items])))
    assert row_of(whole.ordinal, level="behaviour", name="B1")["p_bh"] is None


def test_reliable_change_takes_alpha_and_spread_of_everybody_at_the_start(whole):
    row = row_of(whole.reliable_change, name="B1", error="alpha")
    alpha = reliability(np.column_stack([START["B1a"], [6 - value for value in START["B1b"]], START["B1c"]])).alpha
    sem = score(START).std(ddof=1) * np.sqrt(1 - alpha)
    change = score(END) - score(START)
    assert (row["sem"], row["mdc"]) == (pytest.approx(sem), pytest.approx(1.96 * np.sqrt(2) * sem))
    assert row["improved"] == (change > row["mdc"]).sum()
    share = wilson(row["improved"], 10)
    assert (row["improved_share"], row["improved_low"], row["improved_high"]) == (share.share, share.low, share.high)


def test_two_other_errors_stand_beside_it_as_sensitivity(whole):
    retest, residual = (row_of(whole.reliable_change, name="B1", error=each) for each in ("retest", "residual"))
    r = correlation(score(START), score(END))
    assert retest["sem"] == pytest.approx(score(START).std(ddof=1) * np.sqrt(1 - r))
    assert residual["mdc"] == pytest.approx(1.96 * (score(END) - score(START)).std(ddof=1))


def test_one_item_has_no_error_by_alpha_but_keeps_the_others(whole):
    row = row_of(whole.reliable_change, name="B2", error="alpha")
    assert not row["estimable"]
    assert "measured by one item" in row["reason"]
    assert row_of(whole.reliable_change, name="B2", error="residual")["estimable"]


def test_waves_that_do_not_go_together_have_no_error_by_their_correlation():
    row = row_of(made(cohort(end=END | {"B2a": [3, 3, 4, 2, 3, 4, 3, 2, 3, 3]})).reliable_change, name="B2", error="retest")
    assert "between 0 and 1" in row["reason"]


def test_the_smallest_detectable_change_is_told_for_one_test_and_for_all(whole):
    row = row_of(whole.detectable, behaviour="B1")
    assert (row["n"], row["dz"], row["dz_bonferroni"]) == (
        10, pytest.approx(minimal_detectable_dz(10)), pytest.approx(minimal_detectable_dz(10, alpha=0.05 / 2)),
    )  # fmt: skip
    assert row["points"] == pytest.approx(row["dz"] * (score(END) - score(START)).std(ddof=1))


def test_knowledge_changes_as_behaviours_do_in_a_family_of_its_own(whole):
    row = row_of(whole.scale_change, scale="knowledge")
    differences = (np.add(END["K1"], END["K2"]) - np.add(START["K1"], START["K2"])) / 2
    found = mean_change(differences)
    assert [row[each] for each in ("mean", "low", "high", "p", "df")] == [found.mean, found.low, found.high, found.p, found.df]
    assert row["p_bh"] == row["p"]
    ids = {each["id"] for each in whole.evidence}
    assert {"scale.knowledge.change.mean", "scale.knowledge.change.low", "scale.knowledge.start.mean"} <= ids


def test_a_scale_asked_once_has_no_change_and_still_counts_as_planned():
    once = [row for row in cohort() if not (row["item"].startswith("K") and row["wave"] == "T0")]
    row = row_of(made(once).scale_change, scale="knowledge")
    assert (row["estimable"], row["n"], row["mean"]) == (False, 0, None)
    assert "there are 0" in row["reason"]


def test_counts_of_few_people_are_in_the_teams_table_but_not_in_the_evidence(whole):
    entries = {each["id"]: each for each in whole.evidence}
    assert row_of(whole.ordinal, level="behaviour", name="B2")["worse"] == 1
    hidden = [entries[f"behaviour.B2.ordinal.{each}"] for each in ("improved", "same", "worse")]
    assert {(each["value"], each["display"]) for each in hidden} == {("", "not shown")}
    assert entries["behaviour.B2.ordinal.difference"]["value"] == "0.4"
    open_ones = {each["id"]: each for each in made(cohort(), minimum=1).evidence}
    assert [open_ones[f"behaviour.B2.ordinal.{each}"]["display"] for each in ("improved", "same", "worse")] == ["5", "4", "1"]


def test_a_share_is_hidden_with_its_count():
    result = made(cohort())
    entries = {each["id"]: each for each in result.evidence}
    row = row_of(result.reliable_change, name="B1", error="alpha")
    assert 0 < row["improved"] < 5
    assert entries["behaviour.B1.rci.improved.share"]["display"] == "not shown"
    assert "behaviour.B1.rci.improved.low" not in entries


def bars(lower, same, higher, minimum=5):
    people = lower + same + higher
    ends = [2] * lower + [3] * same + [4] * higher
    result = made(answered("B2a", "T0", [3] * people) + answered("B2a", "T1", ends), minimum=minimum)
    return [each["people"] for each in result.bins if each["behaviour"] == "B2"]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((5, 6, 9), [5, 6, 9]),
        ((4, 6, 7), [None] * 3),
        ((0, 1, 20), [None] * 3),
        ((0, 0, 20), [0, 0, 20]),
        ((0, 0, 4), [None] * 3),
        ((0, 3, 0), [None] * 3),
        ((0, 0, 0), [None] * 3),
    ],
)
def test_bars_are_drawn_of_all_three_classes_or_of_none(counts, shown):
    assert bars(*counts) == shown


def test_the_threshold_of_the_bars_is_the_study_s():
    assert bars(3, 3, 3, minimum=3) == [3, 3, 3]


def test_bars_are_left_out_where_they_would_narrow_a_count_that_the_table_hides():
    """28 rose, 4 stayed, 4 fell. The bars alone (27, 9 and 0) hold no small class."""
    start = [3.0] * 36
    end = [4.0] * 27 + [3.2] + [3.0] * 4 + [2.8] * 4
    result = made(answered("B2a", "T0", start) + answered("B2a", "T1", end), smallest_meaningful_change=1)
    assert [each["people"] for each in result.bins if each["behaviour"] == "B2"] == [None] * 3
    entries = {each["id"]: each["display"] for each in result.evidence}
    assert {entries[f"behaviour.B2.ordinal.{each}"] for each in ("improved", "same", "worse")} == {"not shown"}


@pytest.mark.parametrize(
    "answers",
    [
        [],
        answered("B1a", "T0", [3]) + answered("B1a", "T1", [4]),
        [row | {"value": None} for row in cohort()],
        [row for row in cohort() if row["wave"] == "T0"],
        [row | {"pseudonym": ""} for row in cohort()],
    ],
    ids=["nobody", "one person", "all missing", "the end is not in yet", "anonymous"],
)
def test_what_cannot_be_estimated_stands_with_its_reason_and_nothing_crashes(answers):
    result = made(answers)
    for rows in (result.ordinal, result.reliable_change, result.scale_change, result.detectable):
        assert rows
        assert all(row["reason"] and not row["estimable"] for row in rows)
    write_all(result)


@pytest.mark.parametrize("study", [cohorts("T0"), cohorts("T0", "T1", "T2")], ids=["one wave", "a third that is not in yet"])
def test_without_a_last_wave_there_is_no_outcome(study):
    assert not any(row["estimable"] for row in made(cohort(), study).ordinal)


def test_answers_without_any_change_or_spread_do_no_harm():
    result = made([row | {"value": 3} for row in cohort()])
    row = row_of(result.ordinal, level="behaviour", name="B1")
    assert (row["improved"], row["same"], row["worse"], row["p"]) == (0, 10, 0, 1)
    assert row_of(result.detectable, behaviour="B1")["points"] is None
    assert not any(each["estimable"] for each in result.reliable_change + result.scale_change)
    write_all(result)


def test_an_interim_study_shows_no_outcome():
    result = made(cohort(), interim=True)
    assert not any(
        row["estimable"] for row in (*result.ordinal, *result.reliable_change, *result.scale_change, *result.detectable)
    )
    assert {each["value"] for each in result.evidence} <= {"", "0"}


def write_all(result):
    kinds = {
        "ordinal": tables.Ordinal, "reliable_change": tables.ReliableChanges, "scale_change": tables.ScaleChange,
        "detectable": tables.Detectable, "bins": ChangeBins, "evidence": Evidence, "basis": Basis,
    }  # fmt: skip
    for name, kind in kinds.items():
        assert table_bytes(getattr(result, name), kind, name)
    assert len({each["id"] for each in result.evidence}) == len(result.evidence)


def test_neither_names_nor_the_order_of_rows_matter(whole):
    renamed = [row | {"pseudonym": f"X{99 - int(row['pseudonym'][1:])}"} for row in reversed(cohort())]
    again = made(renamed)
    assert table_bytes(again.ordinal, tables.Ordinal, "o") == table_bytes(whole.ordinal, tables.Ordinal, "o")
    for mine, theirs in zip(whole.detectable, again.detectable, strict=True):
        assert mine == theirs | {name: pytest.approx(theirs[name]) for name in ("points", "points_bonferroni")}
