import pytest
from small_cohort import COHORTS, INSTRUMENT, answer, cohorts

from scripts.ground.models.analysis_plan import Inference, MultiverseChoices
from scripts.ground.models.study import Fictional, Running
from scripts.ground.schemas.sensitivity import Multiverse, MultiverseCurve, MultiverseSizes
from scripts.ground.tables import table_bytes
from scripts.quantitative.fig_multiverse import fig_multiverse
from scripts.quantitative.multiverse import multiverse

START = (2, 3, 2, 4, 3, 3, 2, 4)
END = (5, 4, 3, 4, 3, 5, 4, 5)
MARK = Fictional(fictional=False)


def asked(items=("B2a",)):
    """Answers of people P1, P2, ... in rows 1, 2, ... of each survey."""
    return [
        answer(item, value, f"P{row}", row, wave=wave) | {"source": f"{wave}:1"}
        for row, both in enumerate(zip(START, END, strict=True), start=1)
        for wave, value in zip(("T0", "T1"), both, strict=True)
        for item in items
    ]


def quality(*rows, straight=0, signs=""):
    return [{"source": "T1:1", "source_row": row, "straight_blocks": straight, "signs": signs} for row in rows]


def made(answers, quality_rows=(), interim=False, waves=COHORTS, choices=None):
    return multiverse(
        answers, list(quality_rows), INSTRUMENT, Inference(), choices or MultiverseChoices(), waves, Running(interim=interim)
    )


def rows_of(result, **chosen):
    return [
        row for row in result.multiverse if row["behaviour"] == "B2" and all(row[name] == value for name, value in chosen.items())
    ]


@pytest.fixture(scope="module")
def whole():
    return made(asked())


def test_there_are_between_fifty_and_two_hundred_combinations(whole):
    assert 50 <= len(rows_of(whole)) <= 200
    assert len(rows_of(whole)) == 3 * 3 * (3 * 4 + 2 * 2)


def test_exactly_one_is_the_planned_analysis_and_it_is_the_paired_mean(whole):
    [planned] = rows_of(whole, planned=True)
    assert planned["estimate"] == pytest.approx(sum(END) / 8 - sum(START) / 8)


def test_an_excluded_response_leaves_its_person_out_of_the_pairs():
    result = made(asked(), quality(1, straight=1, signs="straight_line"))
    without = [end - start for start, end in zip(START, END, strict=True)][1:]
    [row] = rows_of(result, scoring="planned", exclusion="straight lines", missing="complete pairs", estimator="t")
    assert row["estimate"] == pytest.approx(sum(without) / 7)
    [kept] = rows_of(result, scoring="planned", exclusion="none", missing="complete pairs", estimator="t")
    assert kept["estimate"] == pytest.approx((sum(without) + 3) / 8)


def test_a_response_with_any_sign_stays_where_only_straight_lines_go():
    result = made(asked(), quality(1, signs="long_run"))
    chosen = {"scoring": "planned", "missing": "complete pairs", "estimator": "t"}
    shares = {each: rows_of(result, exclusion=each, **chosen)[0]["estimate"] for each in ("none", "straight lines", "any sign")}
    assert shares["none"] == shares["straight lines"] != shares["any sign"]


def test_scoring_that_asks_for_all_items_drops_who_left_one_out():
    items = ("B1a", "B1b", "B1c", "B1d")
    answers = asked(items=items)
    for each in answers:
        if each["pseudonym"] == "P1" and each["item"] == "B1a" and each["wave"] == "T1":
            each["value"] = None
    found = {
        row["scoring"]: row["estimate"]
        for row in made(answers).multiverse
        if row["behaviour"] == "B1"
        and (row["exclusion"], row["missing"], row["estimator"]) == ("none", "complete pairs", "normal")
    }
    assert found["planned"] == found["any answered"] != found["all answered"]


def test_the_curve_is_told_by_id_in_two_decimals(whole):
    ids = {each["id"]: each for each in whole.evidence}
    [row] = [row for row in whole.curves if row["behaviour"] == "B2"]
    assert ids["behaviour.B2.multiverse.share_same_sign"]["display"] == "100%"
    assert row["low"] == round(row["low"], 2) and row["size_high"] == round(row["size_high"], 2)
    wanted = {"n", "share_same_sign", "share_above_zero", "median", "low", "high"}
    assert {f"behaviour.B2.multiverse.{each}" for each in wanted} <= set(ids)


def test_a_behaviour_nobody_answered_is_refused_with_a_reason(whole):
    [row] = [row for row in whole.curves if row["behaviour"] == "B1"]
    assert (row["estimable"], row["n"], row["not_estimable"]) == (False, 144, 144)
    assert row["reason"] == "an estimate of change needs at least 3 people; there are 0"


@pytest.mark.parametrize("arguments", [{"interim": True}, {"waves": cohorts("T0")}], ids=["interim", "one wave"])
def test_without_an_end_wave_nothing_is_estimated(arguments):
    result = made(asked(), **arguments)
    assert not any(row["estimable"] for row in (*result.multiverse, *result.curves))
    assert all(row["g"] is None for row in result.sizes)


def test_the_order_of_rows_makes_no_difference(whole):
    again = made(asked()[::-1])
    for name, table in (("multiverse", Multiverse), ("curves", MultiverseCurve), ("sizes", MultiverseSizes)):
        assert table_bytes(getattr(again, name), table, name) == table_bytes(getattr(whole, name), table, name)


def test_the_figure_states_the_finding_and_is_the_same_bytes_in_any_order(whole):
    drawn = fig_multiverse(whole.multiverse, whole.curves, INSTRUMENT, MARK)
    again = fig_multiverse(whole.multiverse[::-1], whole.curves[::-1], INSTRUMENT, MARK)
    assert drawn.alt.startswith("1 of 2 behaviours keep the sign") and "own strengths not estimable" in drawn.alt
    assert (drawn.svg, drawn.png) == (again.svg, again.png)
    assert b"fig-multiverse" in drawn.svg
