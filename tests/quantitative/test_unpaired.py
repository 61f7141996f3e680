import pytest
from small_cohort import COHORTS, INSTRUMENT, answer, cohorts

from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.disclosure import Classes, DistributionRule
from scripts.ground.models.study import Running
from scripts.ground.schemas.quantitative import Unpaired
from scripts.ground.tables import table_bytes
from scripts.quantitative.inference.refusal import NotEstimable
from scripts.quantitative.inference.unpaired import mean_difference
from scripts.quantitative.unpaired import unpaired


def answers_of(wave, values, people=None):
    people = people or [f"{wave}{number}" for number in range(len(values))]
    rows = enumerate(zip(people, values, strict=True), start=2)
    return [answer("B2a", value, person, row, wave=wave) | {"source": f"survey_{wave}:1"} for row, (person, value) in rows]


def compared(*answers, running=None, waves=COHORTS, minimum=1):
    classes = Classes(distributions=DistributionRule(minimum=minimum, reason="a test"))
    made = unpaired([each for some in answers for each in some], INSTRUMENT, Inference(), waves, running or Running(), classes)
    [row] = [each for each in made.unpaired if each["behaviour"] == "B2"]
    return row, {each["id"]: each for each in made.evidence}, made


def test_the_interval_is_welchs():
    # Welch's t for two small samples, checked by hand: variances 2.5 and 1/3, n 5 and 4
    found = mean_difference([1, 2, 3, 4, 5], [4, 4, 5, 4])
    assert found.difference == pytest.approx(1.25)
    assert found.se == pytest.approx((2.5 / 5 + 0.25 / 4) ** 0.5)
    assert found.df == pytest.approx((0.5 + 0.0625) ** 2 / (0.5**2 / 4 + 0.0625**2 / 3))
    assert found.low < 0 < found.high
    assert found.high - found.difference == pytest.approx(found.difference - found.low)


@pytest.mark.parametrize(("before", "after"), [([1], [2, 3]), ([2, 2], [4, 4, 4])], ids=["one person", "no spread"])
def test_what_has_no_spread_is_refused(before, after):
    with pytest.raises(NotEstimable):
        mean_difference(before, after)


def test_everybody_counts_whether_linked_or_not_and_paired_people_are_told_apart():
    start = answers_of("T0", [2, 3, 4, 3], ["P1", "P2", "P3", ""])
    end = answers_of("T1", [4, 5, 4, 5, 4], ["P1", "P9", "", "", "P2"])
    row, evidence, made = compared(start, end)
    assert (row["n_start"], row["mean_start"], row["n_end"], row["mean_end"]) == (4, 3, 5, 4.4)
    assert (row["unpaired_start"], row["unpaired_end"]) == (2, 3)
    assert row["difference"] == pytest.approx(1.4)
    assert row["low"] < row["difference"] < row["high"]
    assert evidence["behaviour.B2.unpaired.difference"]["display"] == "+1.40"
    assert evidence["behaviour.B2.unpaired.start.mean"]["table"] == "tbl-unpaired"
    assert evidence["behaviour.B2.unpaired.end.without_partner"]["display"] == "3"
    rows = {each["source"]: each["rows"] for each in made.basis if each["basis"] == "behaviour.B2.unpaired"}
    assert rows == {"survey_T0:1": "2-5", "survey_T1:1": "2-6"}


def test_what_would_give_away_the_few_without_a_partner_is_not_told():
    people = [f"P{number}" for number in range(6)]
    start, end = answers_of("T0", [2, 3, 4, 3, 2, 4], people), answers_of("T1", [4, 5, 4, 5, 4, 5, 2], [*people, "P9"])
    row, evidence, _ = compared(start, end, minimum=5)
    told = {id.removeprefix("behaviour.B2.unpaired."): each["display"] for id, each in evidence.items() if ".B2." in id}
    assert (told["start.mean"], told["end.without_partner"]) == ("3.00", "1")
    # 7 × mean of all - 6 × mean of the paired would be the answer of the one
    assert {told[id] for id in ("end.mean", "end.sd", "difference", "low", "high")} == {"not shown"}
    assert all(
        evidence[f"behaviour.B2.unpaired.{id}"]["value"] == "" for id in ("end.mean", "end.sd", "difference", "low", "high")
    )
    assert evidence["behaviour.B2.unpaired.difference"]["low"] is None
    assert row["mean_end"] == pytest.approx(29 / 7)


def test_a_wave_without_answers_gives_the_reason_and_no_difference():
    row, evidence, made = compared(answers_of("T0", [2, 3, 4]))
    assert (row["estimable"], row["n_end"], row["mean_end"], row["sd_end"]) == (False, 0, None, None)
    assert "needs at least 3 people" in row["reason"]
    assert evidence["behaviour.B2.unpaired.difference"]["display"] == "not estimable"
    table_bytes(made.unpaired, Unpaired, "unpaired.csv")


def test_an_interim_study_shows_no_end():
    both = answers_of("T0", [2, 3, 4]), answers_of("T1", [5, 5, 4])
    assert compared(*both, running=Running(interim=True))[0]["n_end"] == 0


def test_a_study_with_one_wave_is_compared_with_nothing():
    row, _, _ = compared(answers_of("T0", [2, 3, 4]), waves=cohorts("T0"))
    assert (row["n_start"], row["n_end"], row["estimable"]) == (3, 0, False)
