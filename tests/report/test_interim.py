"""What an interim report says: results are held back by choice, whatever is in the data."""

from types import SimpleNamespace

import pytest

from scripts.ground.models.study import Cohorts, Running
from scripts.report.exhibit_files import as_reported
from scripts.report.exhibits_verdicts import exhibits_verdicts
from tests.report.situations import SITUATIONS, paragraphs

ROWS = [
    {"behaviour": "B1", "estimable": False, "reason": "an estimate of change needs at least 3 people; there are 0"},
    {"behaviour": "B2", "estimable": True, "reason": ""},
]


@pytest.mark.parametrize("name", ["the study is interim", "by questionnaire only, interim"])
def test_an_interim_report_speaks_of_no_lack_of_data(name):
    text = paragraphs(SITUATIONS[name])
    assert "results are held back until the final report" in text
    for word in (
        "not in yet",
        "too little evidence",
        "no evidence",
        "Nobody has",
        "hardly anything",
        "do not know enough",
        "compared",
    ):
        assert word not in text


def test_a_study_without_end_answers_that_is_not_interim_still_says_what_it_lacks():
    text = paragraphs(SITUATIONS["no answers at the end"])
    assert "no answers at start and end can be compared yet" in text and "held back until" not in text


def test_a_table_of_an_interim_report_says_held_back_and_not_how_few_there_are():
    assert [row["reason"] for row in as_reported(ROWS, Running(interim=True))] == [
        "results are held back until the final report",
        "",
    ]
    assert as_reported(ROWS, Running(interim=False)) == ROWS


def test_the_tables_of_verdicts_of_an_interim_report_say_held_back_and_not_that_nothing_is_there():
    joint = {
        "behaviour": "B1", "quantitative": "none", "qualitative": "silent", "joint": "silence", "strongest_against": "",
        "outside_change": "none", "outside_counter": "none",
    }  # fmt: skip
    projects = {"aim": "impact", "verdict": "insufficient evidence", "quantitative": "none", "qualitative": "held back"}
    instrument = SimpleNamespace(behaviours=[SimpleNamespace(id="B1", name="own strengths")])
    aims = [{"id": "impact", "name": "Impact", "question": "?", "evidence": "projects"}]
    cohorts = Cohorts(waves=[{"id": "T0", "name": "start"}], aims=aims, source_groups=[])
    made = exhibits_verdicts([joint], [projects], [], [], [], [], "", instrument, cohorts, Running(interim=True)).exhibits
    assert "| held back | held back |" in made["tbl-joint.md"] and "none found" not in made["tbl-joint.md"]
    assert "| held back | held back |" in made["tbl-verdicts.md"] and "not in the data" not in made["tbl-verdicts.md"]
