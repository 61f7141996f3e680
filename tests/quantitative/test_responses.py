import pytest
from pydantic import ValidationError
from small_answers import INSTRUMENT, START, answered, cohort
from small_cohort import COHORTS

from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Running
from scripts.quantitative.responses import asks_every_item, item_answers, item_scores, levels, looks_back_on, then_ratings

NOW = Running()


def with_items(*items: dict) -> Instrument:
    return Instrument.model_validate({**INSTRUMENT.model_dump(), "items": [*INSTRUMENT.model_dump()["items"], *items]})


def test_behaviours_and_knowledge_scales_are_measured_feedback_and_then_ratings_are_not():
    assert [(level.name, level.measures) for level in levels(INSTRUMENT)] == [
        ("behaviour", ["B1", "B2"]),
        ("scale", ["knowledge"]),
    ]
    assert levels(INSTRUMENT)[1].items("knowledge") == ["K1", "K2"]


def test_a_then_rating_looks_back_on_what_it_declares_or_its_id_ends_in():
    assert looks_back_on(INSTRUMENT) == {"then_B1": "B1", "look_back": "B2"}
    assert [item.behaviour for item in then_ratings(INSTRUMENT).items] == ["B1", "B2"]


def test_the_longest_fitting_id_decides_and_a_part_of_a_word_does_not_fit():
    more = with_items({"id": "then.B1a", "text": "?", "scale": "then"}, {"id": "xB1", "text": "?", "scale": "then"})
    assert looks_back_on(more) == {"then_B1": "B1", "look_back": "B2", "then.B1a": "B1"}


def test_a_then_rating_about_nothing_known_is_refused():
    with pytest.raises(ValidationError, match="about must name"):
        with_items({"id": "then_X", "text": "?", "scale": "then", "about": "B9"})


def test_one_question_that_looks_back_on_several_items_is_not_the_same_question():
    assert not asks_every_item(INSTRUMENT, "B1")
    assert asks_every_item(INSTRUMENT, "B2")
    each = with_items(*({"id": f"then_{item}", "text": "?", "scale": "then"} for item in ("B1a", "B1b", "B1c")))
    assert asks_every_item(each, "B1")


def test_reversed_items_are_turned_and_missing_answers_left_out():
    given = item_answers([*answered("B1b", "T0", [5, None]), *answered("B1a", "T0", [2, 4])], INSTRUMENT, COHORTS, NOW)
    assert given["T0"] == {("survey_T0:1", 1): {"B1b": 1, "B1a": 2}, ("survey_T0:1", 2): {"B1a": 4}}
    assert given["T1"] == {}


def test_every_item_can_be_a_measure_of_its_own():
    scores = item_scores(cohort(), INSTRUMENT, COHORTS, NOW)
    mine = [row["score"] for row in scores if (row["behaviour"], row["wave"]) == ("B1b", "T0")]
    assert mine == [6 - value for value in START["B1b"]]


def test_an_interim_study_has_no_end():
    given = item_answers(cohort(), INSTRUMENT, COHORTS, Running(interim=True))
    assert list(given) == ["T0"]
    assert {row["wave"] for row in item_scores(cohort(), INSTRUMENT, COHORTS, Running(interim=True))} == {"T0"}
