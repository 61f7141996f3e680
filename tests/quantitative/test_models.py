import numpy as np
import pytest
from small_cohort import COHORTS, INSTRUMENT, cohorts, pairs_of, score

from scripts.ground.models.analysis_plan import Groups, Inference
from scripts.ground.models.disclosure import Classes
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.sensitivity import CohortChange, Levels, Mixed
from scripts.ground.tables import table_bytes
from scripts.quantitative.inference.mixed import mixed_change
from scripts.quantitative.inference.paired import mean_change
from scripts.quantitative.models import models

BEFORE = [2.0, 2.5, 3.0, 3.5, 2.0, 4.0]
AFTER = [3.0, 2.5, 4.5, 4.0, 2.5, 4.0]


def person(number, cohort="", organisation=""):
    return {
        "pseudonym": f"P{number:02}", "known_by": "roster", "part": "participant", "cohort": cohort,
        "organisation_code": organisation, "role": "", "may_quote": True, "standing": "active",
        "source": "roster:1", "source_row": number,
    }  # fmt: skip


def made(scores, participants=(), study=COHORTS, most=8, minimum=0, few=0, **inference):
    rules = {name: getattr(Classes(), name).model_copy(update={"minimum": given})
             for name, given in (("attributes", minimum), ("distributions", few))}  # fmt: skip
    classes = Classes(**rules)
    return models(scores, list(participants), INSTRUMENT, Inference(**inference), Groups(most=most), study, classes)


def of(rows, behaviour="B1", **wanted):
    [row] = [row for row in rows if row["behaviour"] == behaviour and all(row[key] == value for key, value in wanted.items())]
    return row


def shown(result, id):
    [entry] = [each for each in result.evidence if each["id"] == id]
    return entry


def test_complete_pairs_are_the_paired_t_and_everybody_counts():
    row, pair = of(made(pairs_of(BEFORE, AFTER)).mixed), mean_change(np.subtract(AFTER, BEFORE))
    assert (row["n"], row["both"], row["method"], row["estimable"], row["reason"]) == (6, 6, "random intercept", True, "")
    assert [row[each] for each in ("mean", "se", "df", "p")] == pytest.approx([pair.mean, pair.se, pair.df, pair.p])


def test_people_with_one_wave_take_part():
    scores = [*pairs_of(BEFORE, AFTER), score("P90", "T0", 1.5), score("P91", "T1", 5.0), score("P92", "T1", None)]
    row = of(made(scores).mixed)
    whole = mixed_change([*BEFORE, 1.5, *AFTER, 5.0], [0] * 7 + [1] * 7, [*range(6), 90, *range(6), 91])
    assert (row["n"], row["both"]) == (8, 6)
    assert (row["mean"], row["df"]) == pytest.approx((whole.contrast.estimate, whole.contrast.df))


def test_few_people_with_one_wave_do_not_take_part_because_the_estimate_would_tell_their_scores():
    scores = [*pairs_of(BEFORE, AFTER), score("P90", "T0", 1.5), score("P91", "T1", 5.0)]
    row, pair = of(made(scores, few=5).mixed), mean_change(np.subtract(AFTER, BEFORE))
    assert (row["n"], row["both"], row["mean"]) == (6, 6, pytest.approx(pair.mean))


def test_a_wave_in_between_takes_part_and_one_that_nobody_answered_does_not():
    three = cohorts("T0", "TM", "T1")
    scores = pairs_of(BEFORE, AFTER)
    assert of(made(scores, study=three).mixed)["mean"] == pytest.approx(of(made(scores).mixed)["mean"])
    more = [*scores, *(score(f"P{place:02}", "TM", value) for place, value in enumerate([2.5, 2.0, 4.0], start=1))]
    assert of(made(more, study=three).mixed)["df"] > of(made(scores).mixed)["df"]


def test_waves_that_do_not_resemble_each_other_are_told_with_the_method_used():
    row = of(made(pairs_of([2.0, 3.0, 4.0, 5.0], [4.5, 4.0, 3.5, 2.0])).mixed)
    assert (row["estimable"], row["method"]) == (True, "paired t")
    assert row["between"] < 0
    assert "do not resemble each other" in row["reason"]


@pytest.mark.parametrize(
    ("scores", "study", "reason"),
    [
        ([], COHORTS, "needs at least 3 people; there are 0"),
        (pairs_of([2.0, 3.0], [3.0, 5.0]), COHORTS, "needs at least 3 people; there are 2"),
        (pairs_of([2.0, 3.0, 4.0], [3.0, 4.0, 5.0]), COHORTS, "changed alike"),
        (pairs_of([3.0] * 4, [3.0] * 4), COHORTS, "all 8 scores are the same"),
        (pairs_of(BEFORE, AFTER), cohorts("T0"), "there are 0"),
        (pairs_of(BEFORE, AFTER)[::2], COHORTS, "there are 0"),
    ],
    ids=["nobody", "two pairs", "all changed alike", "one answer", "one wave planned", "the end is not in yet"],
)
def test_what_cannot_be_modelled_is_refused_with_its_reason(scores, study, reason):
    result = made(scores, [person(1, "a"), person(2, "b")], study)
    row = of(result.mixed)
    assert not row["estimable"]
    assert reason in row["reason"]
    assert row["mean"] is None
    assert not [each for each in result.levels if each["estimable"]]
    assert shown(result, "behaviour.B1.mixed.mean")["display"] == "not estimable"
    assert shown(result, "behaviour.B1.mixed.method")["display"] == "not estimable"


def two_cohorts(size=4):
    return [person(number, "2023" if number <= size else "2024") for number in range(1, 2 * size + 1)]


EIGHT = pairs_of([*BEFORE, 3.0, 2.5], [*AFTER, 3.5, 2.0])


def test_several_cohorts_are_compared_and_one_is_not():
    result = made(EIGHT, two_cohorts())
    row = of(result.levels, level="cohort")
    assert (row["groups"], row["left_out"], row["n"], row["estimable"]) == (2, 0, 8, True)
    change = np.subtract(AFTER[:4], BEFORE[:4])
    first = of(result.cohort_change, cohort=1)
    assert (first["name"], first["n"], first["mean"]) == ("2023", 4, pytest.approx(change.mean()))
    assert shown(result, "behaviour.B1.cohort.1.mean")["display"] == "+0.75"
    assert shown(result, "behaviour.B1.cohort.p")["value"] != ""
    assert made(EIGHT, [person(number, "2023") for number in range(1, 9)]).levels == []


def test_organisations_are_tested_but_none_is_told_apart():
    people = [person(number, organisation="O1" if number <= 4 else "O2") for number in range(1, 9)]
    result = made(EIGHT, people)
    assert of(result.levels, level="organisation")["estimable"]
    assert result.cohort_change == []


def test_a_small_cohort_is_left_out_and_the_next_one_with_it():
    people = [*two_cohorts(), person(9, "tiny")]
    scores = [*EIGHT, score("P09", "T0", 2.0), score("P09", "T1", 5.0)]
    row = of(made(scores, people, minimum=3).levels)
    assert (row["groups"], row["left_out"], row["estimable"]) == (1, 2, False)
    assert "two groups with at least 3 people" in row["reason"]
    assert made(scores, people, minimum=3).cohort_change == []


def test_more_groups_than_the_plan_allows_are_refused():
    row = of(made(EIGHT + pairs_of(BEFORE, AFTER, "B2"), two_cohorts(), most=2).levels)
    assert row["estimable"]
    four = [person(number, "abc"[number % 3]) for number in range(1, 13)]
    scores = pairs_of([*BEFORE, *BEFORE], [*AFTER, *AFTER[::-1]])
    assert "limit is 2" in of(made(scores, four, most=2).levels)["reason"]


def test_every_number_leads_back_to_the_rows_of_both_surveys():
    result = made(EIGHT, two_cohorts())
    assert {each["basis"] for each in result.evidence if ".B1.mixed." in each["id"]} == {"behaviour.B1.mixed"}
    assert [each["used"] for each in result.basis if each["basis"] == "behaviour.B1.mixed"] == [8, 8]


def test_numbers_of_cohorts_lead_back_to_the_roster_too():
    result = made(EIGHT, two_cohorts())
    assert {each["basis"] for each in result.evidence if ".B1.cohort." in each["id"]} == {"behaviour.B1.cohort"}
    used = {each["source"]: each["used"] for each in result.basis if each["basis"] == "behaviour.B1.cohort"}
    assert used == {"roster:1": 8, "survey_T0:1": 8, "survey_T1:1": 8}


def test_neither_the_order_of_rows_nor_pseudonyms_matter():
    here = made(EIGHT, two_cohorts())
    names = {f"P{number:02}": f"Q{99 - number}" for number in range(1, 9)}
    renamed = [row | {"pseudonym": names[row["pseudonym"]]} for row in reversed(EIGHT)]
    people = [row | {"pseudonym": names[row["pseudonym"]]} for row in two_cohorts()]
    there = made(renamed, people)
    for table, one, other in zip((Mixed, Levels, CohortChange), here, there, strict=False):
        assert table_bytes(other, table, "t") == table_bytes(one, table, "t")


def test_all_results_fit_their_tables():
    result = made(EIGHT, two_cohorts())
    for rows, table in zip(result, (Mixed, Levels, CohortChange, Evidence, Basis), strict=True):
        assert table_bytes(rows, table, table.__name__).count(b"\n") == len(rows) + 1
    assert [row["behaviour"] for row in result.mixed] == ["B1", "B2"]
