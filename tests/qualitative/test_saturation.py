import numpy as np
import pytest

from scripts.ground.models.analysis_plan import Inference, SaturationRules
from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.schemas.qualitative import Saturation, SaturationCurve
from scripts.ground.tables import table_bytes
from scripts.qualitative.fig_saturation import fig_saturation
from scripts.qualitative.saturation import Made, codes_so_far, new_information, reached_after, saturation
from tests.qualitative.small_study import CLASSES, COHORTS, people_with, together
from tests.qualitative.test_development import MARK

CODES = [f"c{number}" for number in range(40)]
CODEBOOK = Codebook(
    version="1", date="2025-01-20",
    codes=tuple(Code(id=id, name=id, family="f", definition="d", valence="neutral") for id in CODES),
)  # fmt: skip
RULES = SaturationRules(permutations=50)
# new codes of each text: 20 in the first four, then 2, 1, 0, 1, 0, 0, ...
NEW = (10, 5, 3, 2, 2, 1, 0, 1, 0, 0, 0, 0)


def says() -> dict[int, tuple[str, ...]]:
    """Every text repeats the first code and brings its new ones."""
    ends = np.cumsum(NEW)
    return {at: ("c0", *CODES[end - new : end]) for at, (end, new) in enumerate(zip(ends, NEW, strict=True))}


def make(documents, turns, codings, rules=RULES) -> Made:
    return saturation(codings, documents, turns, CODEBOOK, COHORTS, CLASSES, Inference(), rules)


def row(made: Made, series: str) -> dict:
    return next(each for each in made.saturation if each["series"] == series)


def in_order(study):
    for at, each in enumerate(study[0]):
        each |= {"source": f"{each['group']}:{at + 1}"}
    return study


STUDY = in_order(people_with("participants", 12, says()))


def so_far(*new: int) -> np.ndarray:
    return np.cumsum([new], axis=1)


@pytest.mark.parametrize(
    ("run", "threshold", "expected"),
    [(2, 0.05, 5), (3, 0.05, 6), (2, 0.0, 8), (2, 0.15, 4)],
)
def test_the_first_point_after_which_a_run_brings_little_is_found(run, threshold, expected):
    """Base 20; runs of two bring 3, 1, 1, 1, 0 after 4, 5, 6, 7, 8 texts; runs of three bring 3, 2, 1 after 4, 5, 6."""
    rules = SaturationRules(run=run, new_information=threshold)
    assert reached_after(so_far(*NEW), rules)[0] == expected


@pytest.mark.parametrize(("run", "expected"), [(2, 6), (3, 7)])
def test_the_worked_example_of_the_paper_is_reached_where_the_paper_says(run, expected):
    """Guest, Namey and Chen 2020: 37 themes in the first four interviews; 6+2 with runs of two, 7+3 with runs of three.

    The new themes by interview are set so that they give the paper's shares of two runs: .11 after five texts, 1 of 37 after six.
    """
    so_far_there = so_far(16, 9, 7, 5, 4, 3, 1, 0, 1, 0)
    rules = SaturationRules(run=run)
    assert so_far_there[0, 3] == 37
    assert reached_after(so_far_there, rules)[0] == expected
    if run == 2:
        assert new_information(so_far_there, rules)[0][1:3] == pytest.approx([4 / 37, 1 / 37])


def test_new_information_is_the_share_of_new_codes_of_the_base():
    assert list(new_information(so_far(*NEW), RULES)[0][:3]) == [0.15, 0.05, 0.05]


def test_texts_that_always_bring_more_never_reach_it():
    assert reached_after(so_far(*[3] * 10), RULES)[0] == 0


def test_codes_so_far_never_count_a_code_twice():
    assert codes_so_far(np.array([[[1, 0, 0], [1, 1, 0], [1, 1, 0]]], dtype=bool)).tolist() == [[1, 2, 2]]


def test_a_series_tells_texts_codes_base_and_point():
    made = make(*STUDY)
    found = row(made, "participants")
    assert (found["texts"], found["codes"], found["base_codes"], found["reached"]) == (12, 24, 20, 5)
    assert {each["id"]: each["display"] for each in made.evidence}["saturation.participants.reached"] == "5+2"


def test_the_order_is_that_of_the_files_and_ten_comes_after_two():
    assert [step["as_collected"] for step in make(*STUDY).curve if step["series"] == "all"] == list(np.cumsum(NEW))


def test_the_band_over_orders_starts_wide_and_ends_in_all_codes():
    steps = [step for step in make(*STUDY).curve if step["series"] == "participants"]
    assert steps[0]["low"] < steps[0]["mean"] < steps[0]["high"]
    assert steps[-1]["low"] == steps[-1]["mean"] == steps[-1]["high"] == 24


def test_the_same_seed_gives_the_same_orders():
    assert make(*STUDY) == make(*STUDY)


def test_small_groups_have_no_series_of_their_own():
    study = together(STUDY, people_with("sponsors", 6, {0: ("c0",)}))
    assert {each["series"] for each in make(*study).saturation} == {"participants", "all"}


def test_too_few_texts_say_so():
    made = make(*people_with("participants", 12, {0: ("c0",), 1: ("c1",)}))
    assert row(made, "all")["reason"] == "fewer texts than base and run (4 + 2)"
    assert fig_saturation(made.curve, made.saturation, RULES, MARK).alt == "Too few coded texts to look for saturation."


def test_without_coding_there_is_nothing():
    assert make(*STUDY[:2], []) == ([], [], [], [])


def test_the_figure_is_the_same_bytes_and_tells_the_point_in_words():
    made = make(*STUDY)
    one, other = (fig_saturation(made.curve, made.saturation, RULES, MARK) for _ in range(2))
    assert (one.svg, one.png) == (other.svg, other.png)
    assert "In participants, 12 texts hold 24 different codes" in one.alt


def test_the_tables_keep_their_declared_columns():
    made = make(*STUDY)
    table_bytes(made.curve, SaturationCurve, "c")
    table_bytes(made.saturation, Saturation, "s")
