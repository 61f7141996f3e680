import pytest

from scripts.ground.faults import Faults, TooManyErrors
from scripts.ground.findings import finding
from scripts.ground.models.study import Running
from scripts.validate.check_inputs import SHOWN, check_inputs

ERROR = finding("error", "survey:1", "out of range", "The answer is off the scale.", "Correct it.", row=7, field="Q3")
NOTE = finding("note", "survey:1", "blank", "Blank.", "Nothing.")
LOST = finding("error", "survey", "balance", "3 responses read, but 2 used.", "Report it.")


def flow(quarantined, unit="responses"):
    return {
        "source": "survey", "unit": unit, "files": 1, "read": 50, "used": 50 - quarantined, "quarantined": quarantined,
        "excluded": 0, "unreadable": 0, "reasons": "",
    }  # fmt: skip


def queued(item, decided):
    return {"document": "D", "turn": 1, "start": 0, "end": 3, "label": "name?", "item": item, "decided": decided}


def refusal(findings, flows, queue=(), **running):
    with pytest.raises(TooManyErrors) as told:
        check_inputs(findings, flows, list(queue), Running(**running))
    return str(told.value)


def test_what_goes_on_is_counted():
    passed = check_inputs(
        [ERROR, NOTE], [flow(2), flow(1)], [queued("r1", True), queued("r2", False)], Running(quarantine_limit=3)
    )
    assert passed == {"errors": 1, "quarantined": 3, "undecided_redactions": 1}


def test_nothing_at_all_goes_on():
    assert check_inputs([], [], [], Running(quarantine_limit=0)) == {"errors": 0, "quarantined": 0, "undecided_redactions": 0}


def test_one_row_above_the_limit_stops_the_run_and_every_error_is_told_with_its_place():
    told = refusal([ERROR, NOTE], [flow(2), flow(2)], quarantine_limit=3)
    assert "4 rows had to be set aside; the study allows 3" in told
    assert "survey:1, row 7, Q3: The answer is off the scale. → Correct it." in told
    assert "Blank" not in told


def test_the_refusal_names_the_page_that_shows_everything():
    assert "results/pseudonymised/validation/report.html" in refusal([ERROR], [flow(4)], quarantine_limit=3)


def test_all_reasons_to_stop_are_told_at_once():
    with pytest.raises(Faults) as told:
        check_inputs([ERROR, LOST], [flow(4)], [queued("r1", False)], Running(quarantine_limit=3, strict=True))
    assert len(told.value.faults) == 3


def test_codings_set_aside_do_not_count_against_the_limit():
    assert check_inputs([], [flow(9, "codings")], [], Running(quarantine_limit=0))["quarantined"] == 0


def test_a_coding_of_which_nothing_could_be_placed_stops_the_run_with_its_reasons():
    lost = flow(50, "codings") | {"source": "coding", "reasons": "text not found 50"}
    assert "coding: text not found 50" in refusal([], [lost], quarantine_limit=1000)


def test_a_long_list_of_errors_is_cut_and_says_so():
    told = refusal([ERROR | {"field": f"Q{number}"} for number in range(SHOWN + 5)], [flow(9)], quarantine_limit=0)
    assert told.count("off the scale") == SHOWN
    assert "... and 5 more" in told


def test_a_lost_row_stops_the_run_whatever_the_limit():
    assert "Rows were lost on the way" in refusal([LOST], [flow(0)], quarantine_limit=1000)


def test_undecided_redactions_stop_a_strict_study_only():
    queue = [queued("r1", False), queued("r1", False), queued("r2", False), queued("r3", True)]
    assert "wait for a person's decision: 2;" in refusal([], [], queue, strict=True)
    assert check_inputs([], [], queue, Running())["undecided_redactions"] == 2
    assert check_inputs([], [], [queued("r1", True)], Running(strict=True))["undecided_redactions"] == 0


def test_columns_that_nothing_declares_stop_the_run_unless_the_study_lets_them_pass():
    columns = finding("note", "roster:1", "unused columns", "2 column(s).", 'write ignore: ["Notes"]')
    told = refusal([columns], [flow(0)])
    assert "roster:1" in told and 'ignore: ["Notes"]' in told
    assert check_inputs([columns], [flow(0)], [], Running(undeclared_columns="note"))["errors"] == 0


def test_errors_that_differ_in_their_row_only_are_one_line_with_ranges():
    told = refusal([ERROR | {"source_row": row} for row in (*range(2, 42), 50)], [flow(41)])
    assert told.count("off the scale") == 1
    assert "survey:1, rows 2-41, 50, Q3: The answer" in told


def test_a_fault_of_the_roster_comes_first_and_what_follows_from_it_last():
    followed = finding("error", "survey:1", "not_in_roster", "The id is not in the roster.", "Correct it.", row=3, field="person")
    twice = finding("error", "roster:1", "duplicate id", "The id stood in row 2 before.", "Give each one id.", row=4)
    told = refusal([followed, ERROR, twice], [flow(30), flow(1, "people") | {"source": "roster"}])
    assert told.index("stood in row 2") < told.index("off the scale") < told.index("not in the roster")
