import pytest
from small_cohort import COHORTS, cohorts, pairs_of, score

from scripts.quantitative.pairing import complete_pairs

PAIRED = pairs_of([1, 2], [3, 5])


def test_people_with_both_waves_are_paired_in_the_order_of_their_pseudonyms():
    pairs = complete_pairs(PAIRED[::-1], "B1", COHORTS)
    assert (pairs.before.tolist(), pairs.after.tolist(), pairs.change.tolist()) == ([1, 2], [3, 5], [2, 3])


def test_the_rows_behind_the_pairs_are_those_of_both_waves():
    assert complete_pairs(PAIRED, "B1", COHORTS).rows == (
        ("survey_T0:1", 1), ("survey_T1:1", 1), ("survey_T0:1", 2), ("survey_T1:1", 2),
    )  # fmt: skip


@pytest.mark.parametrize(
    "half",
    [score("P09", "T0", 4), score("P09", "T1", 4), score("P09", "T1", 4, "B2")],
    ids=["start only", "end only", "other behaviour"],
)
def test_whoever_lacks_a_wave_is_left_out_with_their_rows(half):
    pairs = complete_pairs([*PAIRED, half], "B1", COHORTS)
    assert len(pairs.before) == 2
    assert len(pairs.rows) == 4


def test_an_empty_score_is_no_score():
    assert complete_pairs([score("P1", "T0", 4), score("P1", "T1", None)], "B1", COHORTS).before.tolist() == []


def test_the_first_and_last_wave_count_and_those_between_do_not():
    scores = [score("P1", "T0", 1), score("P1", "T1", 2), score("P1", "T2", 5)]
    assert complete_pairs(scores, "B1", cohorts("T0", "T1", "T2")).change.tolist() == [4]


def test_a_study_with_one_wave_has_no_pairs():
    assert complete_pairs(PAIRED, "B1", cohorts("T0")).before.tolist() == []
