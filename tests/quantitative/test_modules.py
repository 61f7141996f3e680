import pytest
from small_cohort import INSTRUMENT, answer

from scripts.ground.models.disclosure import Classes
from scripts.ground.models.study import Running
from scripts.ground.schemas.engagement import ModuleEngagement
from scripts.ground.tables import table_bytes
from scripts.quantitative.modules import modules

# all 24 came late to the first module, half of them to the others as well
ATTENDANCE = [
    {"pseudonym": f"P{person:02}", "module": f"{module}", "attended": "late" if module == 1 else "yes" if person > 12 else "no",
     "source": "attendance:1", "source_row": person + 1}
    for person in range(1, 25)
    for module in range(1, 5)
]  # fmt: skip


def made(answers=(), interim=False):
    return modules(ATTENDANCE, list(answers), INSTRUMENT, Running(interim=interim), Classes())


def test_modules_are_told_by_attendance_and_feedback():
    answers = [
        answer(item, 5 if row < 14 else 2, "", row, kind="feedback", wave="") | {"module": "1"}
        for row in range(2, 22)
        for item in ("F1", "F2")
    ]
    rows = {row["module"]: row for row in made(answers).modules}
    assert (rows["1"]["recorded"], rows["1"]["attended_share"]) == (24, 1.0)
    assert rows["2"]["attended_share"] == 0.5
    assert (rows["1"]["responses"], rows["1"]["favourable_share"]) == (20, 0.6)
    assert rows["1"]["rating"] == pytest.approx((12 * 5 + 8 * 2) / 20)
    assert rows["2"]["responses"] == 0


def test_a_small_class_of_feedback_hides_the_share():
    answers = [answer("F1", 5 if row < 20 else 2, "", row, kind="feedback", wave="") | {"module": "1"} for row in range(2, 22)]
    result = made(answers)
    assert next(row for row in result.modules if row["module"] == "1")["favourable_share"] is None
    shown = {each["id"]: (each["value"], each["display"]) for each in result.evidence}
    assert shown["module.1.favourable"] == ("", "too few people to show")


def test_an_interim_study_shows_nothing():
    assert made(interim=True) == ([], [], [])


def test_results_fit_their_table_and_lead_back_to_their_rows():
    result = made()
    assert table_bytes(result.modules, ModuleEngagement, "table")
    assert {"basis": "module.1", "source": "attendance:1", "rows": "2-25", "used": 24} in result.basis
