import pytest
from small_cohort import INSTRUMENT, answer

from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.study import Running
from scripts.ground.proportion import wilson
from scripts.ground.schemas.quantitative import ProjectResults, Ratings
from scripts.ground.tables import table_bytes
from scripts.quantitative.outcomes import outcomes


def made(answers=(), projects=(), interim=False):
    return outcomes(list(answers), list(projects), INSTRUMENT, Inference(), Running(interim=interim), Classes())


def project(follow_up, target=10.0, direction="higher", row=2):
    return {
        "pseudonym": "P1", "direction": direction, "baseline": 5.0, "target": target, "follow_up": follow_up, "status": "",
        "reached": None, "outcome_type": "", "source": "projects:1", "source_row": row,
    }  # fmt: skip


def feedback(item, value, person, row):
    return answer(item, value, person, row, kind="feedback", wave="")


def test_without_feedback_and_projects_there_are_no_rows_and_no_evidence():
    assert made() == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("direction", "follow_up", "met"),
    [("higher", 10, 1), ("higher", 11, 1), ("higher", 9.9, 0), ("lower", 10, 1), ("lower", 9, 1), ("lower", 10.1, 0)],
)
def test_a_project_is_met_when_it_reaches_its_target_in_the_declared_direction(direction, follow_up, met):
    [result] = made(projects=[project(follow_up, direction=direction)]).project_results
    assert (result["n"], result["met"]) == (1, met)


@pytest.mark.parametrize("direction", ["", None])
def test_a_project_that_does_not_say_which_way_is_better_cannot_be_met(direction):
    assert made(projects=[project(12, direction=direction)]).project_results[0]["met"] == 0


def test_a_missing_follow_up_counts_as_not_met_and_is_told():
    result = made(projects=[project(None), project(12, row=3)])
    assert [(row["n"], row["met"], row["missing_follow_up"]) for row in result.project_results] == [(2, 1, 1)]
    shown = {each["id"]: each["display"] for each in result.evidence}
    assert (shown["projects.met.share"], shown["projects.missing_follow_up"]) == ("50%", "1")


def test_a_project_without_target_is_not_met():
    assert made(projects=[project(12, target=None)]).project_results[0]["met"] == 0


def test_a_follow_up_of_zero_is_a_follow_up():
    [result] = made(projects=[project(0.0, target=0.0, direction="lower")]).project_results
    assert (result["met"], result["missing_follow_up"]) == (1, 0)


def test_shares_have_the_interval_of_the_inference_package():
    [result] = made(projects=[project(12, row=row) for row in (2, 3, 4)] + [project(1, row=5)]).project_results
    expected = wilson(3, 4)
    assert (result["share"], result["low"], result["high"]) == pytest.approx((expected.share, expected.low, expected.high))


def test_a_person_s_mean_answer_decides_over_all_items_and_modules():
    answers = [
        feedback("F1", 5, "P1", 2), feedback("F2", 3, "P1", 2), feedback("F1", 3, "P2", 3), feedback("F2", 4, "P2", 3),
        feedback("F1", 5, "P2", 9),
    ]  # fmt: skip
    [row] = made(answers).ratings
    assert (row["scale"], row["n"], row["favourable"]) == ("sessions", 2, 2)


def test_just_below_the_floor_of_the_scale_is_not_favourable():
    [row] = made([feedback("F1", 4, "P1", 2), feedback("F2", 3, "P1", 2), feedback("F1", 4, "P2", 3)]).ratings
    assert (row["n"], row["favourable"], row["share"]) == (2, 1, 0.5)


@pytest.mark.parametrize("nameless", ["", None])
def test_each_response_without_a_name_counts_by_itself_and_as_nobody(nameless):
    answers = [feedback("F1", 5, nameless, 2), feedback("F2", 5, nameless, 2), feedback("F1", 1, nameless, 3)]
    [row] = made(answers).ratings
    assert (row["n"], row["people"], row["nameless"], row["favourable"]) == (2, 0, 2, 1)


@pytest.mark.parametrize(
    ("answers", "counts", "unit"),
    [
        ([feedback("F1", 5, "P1", 2), feedback("F1", 4, "P1", 3)], ("1", "1", "0"), "people"),
        ([feedback("F1", 5, "", 2)], ("1", "0", "1"), "nameless responses"),
        (
            [feedback("F1", 5, "P1", 2), feedback("F1", 5, "", 3), feedback("F1", 1, "", 4)],
            ("3", "1", "2"),
            "people and nameless responses",
        ),
    ],
)
def test_people_are_counted_by_id_and_nameless_responses_apart(answers, counts, unit):
    found = {each["id"].removeprefix("rating.sessions."): each for each in made(answers).evidence}
    assert tuple(found[each]["display"] for each in ("n", "people", "nameless")) == counts
    assert (found["n"]["unit"], found["share"]["unit"]) == (unit, f"share of {unit}")
    assert (found["people"]["unit"], found["nameless"]["unit"]) == ("people", "nameless responses")
    assert {found[each]["table"] for each in ("n", "people", "nameless", "favourable")} == {"tbl-outcomes"}


def test_unanswered_questions_and_other_scales_do_not_count():
    answers = [feedback("F1", None, "P1", 2), answer("K1", 5), answer("B1a", 5)]
    assert made(answers).ratings == []


def test_results_lead_back_to_their_rows():
    result = made([feedback("F1", 5, "P1", 2), feedback("F2", 5, "P1", 3)], [project(12), project(None, row=7)])
    assert {each["basis"]: each["rows"] for each in result.basis} == {"rating.sessions": "2-3", "projects": "2,7"}


def test_results_fit_their_tables():
    result = made([feedback("F1", 5, "P1", 2)], [project(12)])
    assert table_bytes(result.ratings, Ratings, "ratings").startswith(b"scale,")
    assert table_bytes(result.project_results, ProjectResults, "projects").startswith(b"n,")


def test_an_interim_study_shows_no_outcome():
    assert made([feedback("F1", 5, "P1", 2)], [project(11)], interim=True) == ([], [], [], [], [])
