import pytest
from small_cohort import COHORTS, INSTRUMENT, pairs_of

from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.study import Running
from scripts.ground.schemas.engagement import DoseRelation, GroupChange
from scripts.ground.tables import table_bytes
from scripts.quantitative.group_change import group_change

PEOPLE = [f"P{number:02}" for number in range(1, 25)]
BEFORE = [2.0 + number % 3 / 2 for number in range(24)]
# the first twelve came to one module and rose by about a half, the others to four and rose by about one
AFTER = [start + (0.5 if number < 12 else 1.0) + number % 2 / 4 for number, start in enumerate(BEFORE)]
MODULES = {person: 1 if number < 12 else 4 for number, person in enumerate(PEOPLE)}


def attendance(modules):
    return [
        {"pseudonym": person, "module": f"{module}", "attended": "late" if module == 1 else "yes" if module <= count else "no",
         "source": "attendance:1", "source_row": row}
        for row, (person, count) in enumerate(modules.items(), start=2)
        for module in range(1, 5)
    ]  # fmt: skip


def participants(cohorts):
    return [
        {"pseudonym": person, "cohort": cohort, "source": "roster:1", "source_row": row}
        for row, (person, cohort) in enumerate(zip(PEOPLE, cohorts, strict=True), start=2)
    ]


def made(modules=MODULES, cohorts=("1",) * 12 + ("2",) * 12, interim=False, scores=None):
    scores = pairs_of(BEFORE, AFTER) if scores is None else scores
    return group_change(
        scores, attendance(modules), participants(cohorts), INSTRUMENT, Inference(), COHORTS, Running(interim=interim), Classes()
    )


def groups(result, by, behaviour="B1"):
    return {
        row["name"]: (row["n"], row["mean"]) for row in result.group_change if (row["by"], row["behaviour"]) == (by, behaviour)
    }


def test_change_is_told_by_modules_attended_and_late_counts_as_attended():
    assert groups(made(), "dose") == {"1 module": (12, pytest.approx(0.625)), "4 modules": (12, pytest.approx(1.125))}


def test_neighbouring_numbers_of_modules_are_merged_until_ten_people_are_together():
    modules = {person: (1, 2, 3, 4)[place // 6] for place, person in enumerate(PEOPLE)}
    assert {name: n for name, (n, _) in groups(made(modules), "dose").items()} == {"1 to 2 modules": 12, "3 to 4 modules": 12}


def test_one_group_alone_is_not_repeated():
    assert groups(made(dict.fromkeys(PEOPLE, 4)), "dose") == {}


def test_few_people_without_a_record_could_be_worked_out_so_nothing_is_shown_by_attendance():
    assert groups(made({person: MODULES[person] for person in PEOPLE[:-2]}), "dose") == {}


def test_the_rank_correlation_has_no_test():
    result = made()
    relation = {row["behaviour"]: row for row in result.dose_relation}
    assert relation["B1"]["spearman"] > 0.8
    assert (relation["B2"]["estimable"], relation["B2"]["n"]) == (False, 0)
    assert not [each["id"] for each in result.evidence if each["id"].startswith("dose") and each["id"].endswith(".p")]


def test_fewer_than_ten_people_have_no_rank_correlation():
    result = made(scores=pairs_of(BEFORE[:9], AFTER[:9]))
    assert "at least 10 people" in result.dose_relation[0]["reason"]


def test_cohorts_are_told_when_two_are_large_enough():
    assert {name: n for name, (n, _) in groups(made(), "cohort").items()} == {"cohort 1": 12, "cohort 2": 12}
    assert groups(made(cohorts=("1",) * 15 + ("2",) * 9), "cohort") == {}


def test_a_small_cohort_is_merged_and_cannot_be_worked_out():
    found = groups(made(cohorts=("1",) * 10 + ("2",) * 10 + ("",) * 4), "cohort")
    assert sorted(n for n, _ in found.values()) == [10, 14]


def test_an_interim_study_shows_nothing():
    assert made(interim=True) == ([], [], [], [])


def test_results_lead_back_to_their_rows_and_fit_their_tables():
    result = made()
    basis = {each["basis"]: each["rows"] for each in result.basis if each["source"] == "survey_T0:1"}
    assert basis["cohort.1.behaviour.B1"] == "1-12" and basis["dose.modules_4.behaviour.B1"] == "13-24"
    for rows, table in ((result.group_change, GroupChange), (result.dose_relation, DoseRelation)):
        assert table_bytes(rows, table, "table")


def test_change_by_cohort_rests_on_the_roster_and_change_by_modules_on_attendance():
    sources = {}
    for each in made().basis:
        sources.setdefault(each["basis"].split(".")[0], set()).add(each["source"])
    assert {name: {"roster:1", "attendance:1"} & found for name, found in sources.items()} == {
        "cohort": {"roster:1"},
        "dose": {"attendance:1"},
    }
