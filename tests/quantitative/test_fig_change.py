import pytest
from small_cohort import COHORTS, INSTRUMENT, pairs_of

from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.study import Fictional
from scripts.quantitative.change import change
from scripts.quantitative.fig_change import fig_change

UP = ([2.0, 2.5, 3.0, 2.0], [3.0, 3.0, 4.5, 3.0])


def drawn(scores, bins=(), *, fictional=False):
    made = change(scores, INSTRUMENT, Inference(), COHORTS)
    mark = Fictional(fictional=fictional)
    return fig_change(made.change, list(bins), INSTRUMENT, Inference(), mark)


@pytest.fixture(scope="module")
def mixed():
    """B1 rose, B2 nobody answered."""
    return drawn(pairs_of(*UP))


def test_the_words_beside_the_figure_state_the_finding(mixed):
    assert mixed.alt == (
        "1 of 2 behaviours rose and 0 fell, judged by 95% intervals of the mean change in scale points: "
        "own strengths +1.00 (+0.35 to +1.65); values not estimable."
    )


def test_a_behaviour_that_fell_is_told_as_fallen():
    assert drawn(pairs_of(*UP[::-1], "B2")).alt.startswith("0 of 2 behaviours rose and 1 fell")


def test_a_figure_without_any_estimate_is_drawn():
    made = drawn([])
    assert made.alt.endswith("own strengths not estimable; values not estimable.")
    assert made.png.startswith(b"\x89PNG")


def test_both_forms_are_made_and_the_id_is_inside_and_in_the_evidence(mixed):
    assert mixed.png.startswith(b"\x89PNG")
    assert b"fig-change" in mixed.svg
    assert [(each["id"], each["kind"]) for each in mixed.evidence] == [("fig-change", "figure")]


def test_people_by_own_change_are_drawn_or_said_to_be_too_few():
    people = {"lower": 5, "about the same": 5, "higher": 10}
    bins = [{"behaviour": "B1", "bin": name, "people": count, "share": count / 20} for name, count in people.items()]
    shown, hidden = drawn(pairs_of(*UP), bins).svg, drawn(pairs_of(*UP)).svg
    assert b"50%" in shown and b"50%" not in hidden
    assert (shown.count(b"not shown: few people"), hidden.count(b"not shown: few people")) == (1, 2)


def test_the_same_data_make_the_same_bytes_in_any_order(mixed):
    again = drawn(pairs_of(*UP)[::-1])
    assert (again.svg, again.png) == (mixed.svg, mixed.png)


def test_a_fictional_study_is_marked_in_the_figure(mixed):
    assert b"FICTIONAL" in drawn(pairs_of(*UP), fictional=True).svg
    assert b"FICTIONAL" not in mixed.svg
