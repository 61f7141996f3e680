import pytest
from small_cohort import COHORTS, INSTRUMENT, answer

from scripts.ground.models.study import Running
from scripts.ground.schemas.quantitative import Scores
from scripts.ground.tables import table_bytes
from scripts.quantitative.scores import score_responses, scores


def scored(answers, behaviour="B1", **instrument):
    made = scores(answers, INSTRUMENT.model_copy(update=instrument), COHORTS, Running())
    [row] = [row for row in made if row["behaviour"] == behaviour]
    return row


def test_a_score_is_the_mean_of_the_items_with_reverse_keyed_ones_turned_round():
    row = scored([answer("B1a", 4), answer("B1b", 1), answer("B1c", 4), answer("B1d", 3)])
    assert row == {
        "pseudonym": "P1", "wave": "T0", "behaviour": "B1", "score": (4 + 5 + 4 + 3) / 4, "answered": 4, "items": 4,
        "source": "survey:1", "source_row": 4,
    }  # fmt: skip


def test_the_scale_of_the_study_decides_how_an_item_is_turned_round():
    seven = INSTRUMENT.scale.model_copy(update={"minimum": 0, "maximum": 6})
    assert scored([answer("B1b", 6)], scale=seven, answered_share=0.1)["score"] == 0


@pytest.mark.parametrize(
    ("answered", "share", "score"), [(2, 0.5, 3.0), (1, 0.5, None), (3, 1, None), (4, 1, 3.0), (1, 0.25, 3.0), (0, 0.25, None)]
)
def test_too_few_answers_leave_the_score_empty(answered, share, score):
    items = ["B1a", "B1b", "B1c", "B1d"]
    answers = [answer(item, 3 if place < answered else None) for place, item in enumerate(items)]
    row = scored(answers, answered_share=share)
    assert (row["score"], row["answered"], row["items"]) == (score, answered, 4)


def test_an_answer_of_zero_is_an_answer():
    zero = INSTRUMENT.scale.model_copy(update={"minimum": 0})
    assert scored([answer("B2a", 0)], "B2", scale=zero)["score"] == 0


def test_a_behaviour_with_one_item_has_that_item_as_its_score():
    assert scored([answer("B2a", 2)], "B2")["score"] == 2


def test_people_and_waves_are_scored_apart():
    answers = [answer("B2a", 2), answer("B2a", 5, wave="T1"), answer("B2a", 3, person="P2")]
    assert {(row["pseudonym"], row["wave"]): row["score"] for row in scores(answers, INSTRUMENT, COHORTS, Running())} == {
        ("P1", "T0"): 2, ("P1", "T1"): 5, ("P2", "T0"): 3,
    }  # fmt: skip


def test_answers_to_other_scales_and_feedback_make_no_score():
    assert scores([answer("K1", 4), answer("F1", 5), answer("B1a", 4, kind="feedback")], INSTRUMENT, COHORTS, Running()) == []


def test_without_answers_there_are_no_scores():
    assert scores([], INSTRUMENT, COHORTS, Running()) == []


def test_the_scores_fit_their_table():
    made = scores([answer("B1a", 4), answer("B1b", None), answer("B2a", None)], INSTRUMENT, COHORTS, Running())
    assert table_bytes(made, Scores, "scores.csv").decode().splitlines()[1:] == [
        "P1,T0,B1,,1,4,survey:1,4",
        "P1,T0,B2,,0,1,survey:1,4",
    ]


def test_an_interim_study_scores_the_first_wave_only():
    made = scores([answer("B2a", 4), answer("B2a", 5, wave="T1")], INSTRUMENT, COHORTS, Running(interim=True))
    assert [row["wave"] for row in made] == ["T0"]


def test_a_response_without_a_person_has_no_row_among_the_scores_of_people():
    answers = [answer("B2a", 4, person="", row=7), answer("B2a", 5)]
    assert [row["pseudonym"] for row in scores(answers, INSTRUMENT, COHORTS, Running())] == ["P1"]
    nameless = [row for row in score_responses(answers, INSTRUMENT, COHORTS, Running()) if not row["pseudonym"]]
    assert [(row["score"], row["source_row"]) for row in nameless] == [(4, 7)]
