import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from small_answers import END, INSTRUMENT, START, answered, cohort
from small_cohort import COHORTS, cohorts

from scripts.ground.models.analysis_plan import Inference, Measurement
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.study import Running
from scripts.ground.schemas import measurement as tables
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.ingest import Findings
from scripts.ground.tables import table_bytes
from scripts.quantitative.inference.paired import mean_change
from scripts.quantitative.inference.regression_to_mean import spread_of_waves
from scripts.quantitative.inference.reliability import omega_total, reliability
from scripts.quantitative.measurement import measurement


def made(answers, study=COHORTS, instrument=INSTRUMENT, *, interim=False, classes=None, ceiling=0.15):
    plan = Measurement(ceiling_share=ceiling)
    return measurement(answers, instrument, Inference(), plan, study, classes or Classes(), Running(interim=interim))


def row_of(rows, **wanted):
    return next(row for row in rows if all(row[name] == value for name, value in wanted.items()))


def shown(result):
    return {each["id"]: each["display"] for each in result.evidence}


@pytest.fixture(scope="module")
def whole():
    return made(cohort())


def keyed(wave):
    return np.column_stack([wave["B1a"], [6 - value for value in wave["B1b"]], wave["B1c"]])


def test_reliability_is_that_of_the_answers_with_reversed_items_turned(whole):
    row, found = row_of(whole.reliability, name="B1", wave="T0"), reliability(keyed(START))
    assert (row["n"], row["items"], row["items_used"], row["estimable"]) == (10, 3, 3, True)
    assert (row["alpha"], row["low"], row["high"]) == (found.alpha, found.alpha_low, found.alpha_high)
    assert row["omega"] == omega_total(keyed(START)).total
    assert row["sd"] == pytest.approx(keyed(START).mean(axis=1).std(ddof=1))
    assert shown(whole)["behaviour.B1.reliability.T0.alpha"] == f"{found.alpha:.2f}"


def test_one_item_has_no_reliability_and_says_so(whole):
    row = row_of(whole.reliability, name="B2", wave="T1")
    assert not row["estimable"]
    assert row["reason"].startswith("measured by one item")
    assert row["alpha"] is row["omega"] is None
    assert shown(whole)["behaviour.B2.reliability.T1.alpha"] == "not estimable"
    assert shown(whole)["behaviour.B2.reliability.T1.items"] == "1"


def test_knowledge_goes_through_the_same_machinery(whole):
    row = row_of(whole.reliability, level="scale", name="knowledge", wave="T0")
    assert row["alpha"] == reliability(np.column_stack([START["K1"], START["K2"]])).alpha
    assert "needs three" in row["reason_omega"]


def nameless():
    """The same answers once more, of nobody known."""
    return [row | {"pseudonym": "", "source_row": 50 + row["source_row"]} for row in cohort()]


def test_nameless_responses_count_for_reliability_but_are_nobodys_pair():
    result = made(cohort() + nameless())
    assert row_of(result.reliability, name="B1", wave="T0")["n"] == 20
    assert row_of(result.wave_spread, name="B1")["n"] == 10


def test_an_item_reversed_already_is_a_finding_at_its_file_and_item():
    turned = START | {"B1b": [6 - value for value in START["B1b"]]}
    found = [each for each in made(cohort(turned)).findings if each["rule"] == "item against its scale"]
    assert {(each["source"], each["severity"]) for each in found} == {("survey_T0:1", "warning")}
    told = row_of(found, field="B1b")
    assert "reversed in the export already" in told["remedy"]
    assert "Chance does not explain it" in told["message"]


def test_a_well_keyed_instrument_has_no_such_finding(whole):
    assert [each["rule"] for each in whole.findings if each["rule"] == "item against its scale"] == []


def test_an_item_without_spread_is_told():
    result = made(cohort(START | {"B1c": [3] * 10}))
    assert [each["field"] for each in result.findings if each["rule"] == "item without spread"] == ["B1c"]
    assert row_of(result.reliability, name="B1", wave="T0")["items_used"] == 2


def test_a_ceiling_at_the_start_is_told_and_a_small_count_stays_out_of_the_evidence():
    high = START | {"B2a": [5, 5, 2, 4, 3, 2, 3, 4, 3, 3]}
    result = made(cohort(high))
    assert row_of(result.wave_spread, name="B2")["ceiling"] == 0.2
    assert [each["field"] for each in result.findings if each["rule"] == "ceiling at the start"] == ["B2"]
    assert shown(result)["behaviour.B2.ceiling.share"] == "not shown"
    assert shown(result)["behaviour.B1.ceiling.share"] == "0%"
    assert not [each for each in made(cohort(high), ceiling=0.3).findings if each["rule"] == "ceiling at the start"]


def test_the_spread_of_the_waves_is_compared_over_the_pairs(whole):
    row, found = row_of(whole.wave_spread, name="B1"), spread_of_waves(keyed(START).mean(axis=1), keyed(END).mean(axis=1))
    assert [row[each] for each in ("n", "oldham", "p", "variance_ratio", "ratio_low", "ratio_high")] == [
        10, *map(pytest.approx, (found.oldham, found.p, found.variance_ratio, found.ratio_low, found.ratio_high)),
    ]  # fmt: skip


def test_no_table_and_no_evidence_correlates_change_with_the_start(whole):
    columns = [name for each in (tables.WaveSpread, tables.ResponseShift, tables.Reliability) for name in each.columns]
    ids = [each["id"] for each in whole.evidence]
    assert not [name for name in (*columns, *ids) if "baseline" in name or "change_start" in name]


def test_the_shift_is_the_then_rating_less_the_start_and_the_retrospective_change_the_rest(whole):
    row = row_of(whole.response_shift, behaviour="B2")
    shift = mean_change(np.subtract(END["look_back"], START["B2a"], dtype=float))
    back = mean_change(np.subtract(END["B2a"], END["look_back"], dtype=float))
    assert (row["shift"], row["low"], row["high"], row["p"], row["n"]) == (shift.mean, shift.low, shift.high, shift.p, 10)
    assert (row["retrospective"], row["retrospective_low"], row["n_retrospective"]) == (back.mean, back.low, 10)
    assert (row["same_questions"], row_of(whole.response_shift, behaviour="B1")["same_questions"]) == (True, False)
    assert shown(whole)["behaviour.B2.shift.mean"] == "−0.50"


def test_a_retrospective_change_is_held_back_where_beside_the_planned_one_it_tells_one_person():
    person = cohort()[0]["pseudonym"]
    result = made([row for row in cohort() if not (row["pseudonym"] == person and row["item"] == "look_back")])
    row = row_of(result.response_shift, behaviour="B2")
    assert (row["n"], row["retrospective"], row["reason_retrospective"][:9]) == (9, None, "held back")
    assert row_of(result.response_shift, behaviour="B1")["retrospective"] is not None


def test_who_has_no_start_takes_no_part_in_the_retrospective_change_unless_many_have_none():
    person = cohort()[0]["pseudonym"]
    answers = [row for row in cohort() if not (row["pseudonym"] == person and row["wave"] == "T0")]
    row = row_of(made(answers).response_shift, behaviour="B2")
    assert (row["n"], row["n_retrospective"], row["reason_retrospective"]) == (9, 9, "")


def test_without_then_ratings_there_is_no_row_of_shift():
    plain = INSTRUMENT.model_copy(update={"items": tuple(item for item in INSTRUMENT.items if item.scale != "then")})
    assert made(cohort(), instrument=plain).response_shift == []


def test_classes_of_answers_hold_enough_people_and_are_the_same_at_both_waves():
    shares = made(cohort() + nameless()).answer_shares
    mine = {wave: [row for row in shares if (row["name"], row["wave"]) == ("B1", wave)] for wave in ("T0", "T1")}
    assert [(row["lowest"], row["highest"]) for row in mine["T0"]] == [(row["lowest"], row["highest"]) for row in mine["T1"]]
    assert mine["T0"][0]["lowest"] == 1
    assert mine["T0"][-1]["highest"] == 5
    assert all(sum(row["share"] for row in rows) == pytest.approx(1) for rows in mine.values())
    assert min(row["people"] for row in shares) >= 5


def test_a_distribution_of_few_people_is_not_made():
    few = [row for row in cohort() if row["pseudonym"] <= "P04"]
    assert made(few).answer_shares == []


@pytest.mark.parametrize(
    "answers",
    [
        [],
        answered("B1a", "T0", [3]),
        answered("B1a", "T0", [3, 4, 5]) + answered("B1a", "T1", [3, 4, 5]),
        [row | {"value": None} for row in cohort()],
        [row | {"value": 3} for row in cohort()],
        [row | {"value": 5} for row in cohort()],
    ],
    ids=["nobody", "one person", "one item of three", "all missing", "no variance", "all at the top"],
)
@pytest.mark.parametrize("study", [COHORTS, cohorts("T0"), cohorts("T0", "T1", "T2")], ids=["two waves", "one", "three"])
def test_what_cannot_be_estimated_stands_with_its_reason_and_nothing_crashes(answers, study):
    result = made(answers, study)
    for rows in (result.reliability, result.wave_spread):
        assert rows
        assert all(row["reason"] for row in rows if not row["estimable"])
    assert not any(row["estimable"] for row in result.reliability + result.wave_spread)
    assert len({each["id"] for each in result.evidence}) == len(result.evidence)
    write_all(result)


def test_a_study_with_an_end_alone_has_reliability_there_and_nothing_to_compare():
    result = made([row for row in cohort() if row["wave"] == "T1"])
    assert [row["wave"] for row in result.reliability if row["estimable"]] == ["T1", "T1"]
    assert not any(row["estimable"] for row in result.wave_spread)
    assert all(row["shift"] is None and row["retrospective"] is not None for row in result.response_shift)


def test_an_interim_study_shows_the_start_and_no_outcome():
    result = made(cohort(), interim=True)
    assert {row["wave"] for row in (*result.reliability, *result.answer_shares)} == {"T0"}
    assert row_of(result.reliability, name="B1", wave="T0")["estimable"]
    assert not any(row["estimable"] for row in result.wave_spread)
    assert all(row["shift"] is row["retrospective"] is None for row in result.response_shift)
    assert ".T1." not in " ".join(each["id"] for each in result.evidence)


def write_all(result):
    kinds = {
        "reliability": tables.Reliability, "item_statistics": tables.ItemStatistics, "answer_shares": tables.AnswerShares,
        "wave_spread": tables.WaveSpread, "response_shift": tables.ResponseShift, "findings": Findings, "evidence": Evidence,
        "basis": Basis,
    }  # fmt: skip
    return {name: table_bytes(getattr(result, name), kind, name) for name, kind in kinds.items()}


def test_every_number_leads_to_rows_of_both_surveys(whole):
    bases = {(each["basis"], each["source"]): each["rows"] for each in whole.basis}
    assert bases["behaviour.B1.reliability.T0", "survey_T0:1"] == "1-10"
    assert bases["behaviour.B1.shift", "survey_T1:1"] == "1-10"
    assert {each["basis"] for each in whole.evidence} <= {each["basis"] for each in whole.basis}


@settings(deadline=None, max_examples=5, phases=[Phase.generate])
@given(st.permutations(range(len(cohort()))))
def test_the_order_of_the_rows_does_not_matter(order):
    again, before = made([cohort()[place] for place in order]), made(cohort())
    for name in ("reliability", "wave_spread", "response_shift", "answer_shares"):
        assert table_bytes(getattr(again, name), type_of(name), "t") == table_bytes(getattr(before, name), type_of(name), "t")


def type_of(name):
    return {
        "reliability": tables.Reliability, "wave_spread": tables.WaveSpread, "response_shift": tables.ResponseShift,
        "answer_shares": tables.AnswerShares,
    }[name]  # fmt: skip


def test_waves_that_share_no_classes_have_their_own_and_one_class_is_no_distribution():
    low = answered("B2a", "T0", [1] * 5 + [2] * 5) + answered("B2a", "T1", [4] * 5 + [5] * 5)
    classes = [(row["wave"], row["lowest"], row["highest"]) for row in made(low).answer_shares if row["level"] == "item"]
    assert classes == [("T0", 1, 1), ("T0", 2, 5), ("T1", 1, 4), ("T1", 5, 5)]
    assert made(answered("B2a", "T0", [3] * 10)).answer_shares == []
