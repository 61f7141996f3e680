import pytest
from small_answers import INSTRUMENT, cohort
from small_cohort import COHORTS

from scripts.ground.models.study import Fictional, Running
from scripts.quantitative.answer_shares import answer_shares
from scripts.quantitative.fig_likert import fig_likert
from scripts.quantitative.responses import item_answers, levels


def drawn(answers, *, minimum=5, fictional=False):
    level = levels(INSTRUMENT)[0]
    shares = answer_shares(level, item_answers(answers, level.instrument, COHORTS, Running()), minimum)
    mark = Fictional(fictional=fictional)
    return fig_likert(shares, INSTRUMENT, COHORTS, mark)


@pytest.fixture(scope="module")
def figure():
    return drawn(cohort())


def test_the_words_beside_the_figure_state_the_share_above_the_middle_at_each_wave():
    made = drawn(cohort(), minimum=1)
    assert made.alt == (
        "From T0 to T1 the share of answers above the middle of the scale rose on 2 of the 2 behaviours that can be compared. "
        "Share of answers above the middle of the scale at T0 and T1: own strengths 33% to 57%; values 20% to 60%."
    )


def test_a_class_astride_the_middle_leaves_the_share_open(figure):
    assert figure.alt.endswith("own strengths not shown apart to 57%; values too few to show.")


def test_a_figure_of_too_few_people_is_drawn_and_says_so():
    made = drawn([])
    assert "own strengths too few to show;" in made.alt
    assert made.png.startswith(b"\x89PNG")


def test_both_forms_are_made_alike_from_rows_in_any_order(figure):
    again = drawn(cohort()[::-1])
    assert (again.svg, again.png) == (figure.svg, figure.png)
    assert b"fig-likert" in figure.svg
    assert [(each["id"], each["kind"]) for each in figure.evidence] == [("fig-likert", "figure")]


def test_a_fictional_study_is_marked_in_the_figure(figure):
    assert b"FICTIONAL" in drawn(cohort(), fictional=True).svg
    assert b"FICTIONAL" not in figure.svg
