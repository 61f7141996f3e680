import datetime as dt

import pytest

from scripts.ground.models.analysis_plan import AnalysisPlan
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.plan_lock import KnownSource, PlanLock
from scripts.ground.models.study import Cohorts
from scripts.ground.planned import planned_values, values_digest
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.validate import PlanDifferences
from scripts.ground.tables import table_bytes
from scripts.validate.plan import plan

INSTRUMENT = Instrument(
    scale={"minimum": 1, "maximum": 5, "low_label": "never", "high_label": "always"},
    behaviours=[{"id": "B1", "name": "own strengths", "meaning": "knows"}],
    items=[{"id": "B1a", "text": "?", "behaviour": "B1"}],
)
AIM = {"id": "a", "name": "A", "question": "?", "evidence": "texts"}
COHORTS = Cohorts(waves=[{"id": "T0", "name": "start"}], aims=[AIM], source_groups=[])
SMC = "analysis_plan.inference.smallest_meaningful_change"


def analysis(smallest=0.5, *deviations):
    return AnalysisPlan(
        version="1", estimand="x", inference={"smallest_meaningful_change": smallest}, deviations=list(deviations)
    )


def lock(values=None, **rest):
    values = planned_values(analysis(), INSTRUMENT, COHORTS) if values is None else values
    return PlanLock(**{"date": dt.date(2025, 9, 1), "version": "1", "digest": values_digest(values), "values": values} | rest)


def shown(made):
    return {each["id"]: each["value"] or each["display"] for each in made.evidence}


def test_a_plan_that_was_kept_has_no_difference_and_is_confirmatory():
    made = plan(analysis(), INSTRUMENT, COHORTS, lock())
    assert (made.plan_differences, made.findings) == ([], [])
    assert (shown(made)["plan.locked"], shown(made)["plan.standing"]) == ("true", "confirmatory")


def test_a_plan_never_locked_is_exploratory_and_lists_nothing():
    made = plan(analysis(), INSTRUMENT, COHORTS, PlanLock())
    assert (made.plan_differences, made.findings) == ([], [])
    assert (shown(made)["plan.locked"], shown(made)["plan.standing"]) == ("false", "exploratory")


def test_a_difference_stands_with_both_values_and_its_reason():
    made = plan(analysis(0.4, {"key": SMC, "reason": "2026-01-02: misprint"}), INSTRUMENT, COHORTS, lock())
    [row] = made.plan_differences
    assert (row["key"], row["locked"], row["present"], row["reason"]) == (SMC, "0.5", "0.4", "2026-01-02: misprint")
    assert made.findings == []


def test_a_difference_without_reason_says_so_and_is_a_finding():
    made = plan(analysis(0.4, "A sentence about something."), INSTRUMENT, COHORTS, lock())
    assert made.plan_differences[0]["reason"] == "no reason given"
    assert [(each["severity"], each["rule"], each["field"]) for each in made.findings] == [
        ("warning", "unexplained_deviation", SMC)
    ]
    assert (shown(made)["plan.differences"], shown(made)["plan.differences.unexplained"]) == ("1", "1")


def test_a_reason_for_what_does_not_differ_is_noted():
    made = plan(analysis(0.5, {"key": "analysis_plan.inferense", "reason": "x"}), INSTRUMENT, COHORTS, lock())
    assert [each["rule"] for each in made.findings] == ["deviation_without_difference"]


def test_a_choice_the_software_learned_later_is_no_difference_at_its_default():
    older = {key: value for key, value in lock().values.items() if not key.startswith("analysis_plan.multiverse")}
    assert plan(analysis(), INSTRUMENT, COHORTS, lock(older)).plan_differences == []


def test_an_item_added_after_the_lock_is_a_difference():
    more = INSTRUMENT.model_copy(update={"items": (*INSTRUMENT.items, INSTRUMENT.items[0].model_copy(update={"id": "B1b"}))})
    found = {row["key"]: row["locked"] for row in plan(analysis(), more, COHORTS, lock()).plan_differences}
    assert found == {"instrument.items.B1b.belongs_to": "not in the plan", "instrument.items.B1b.keyed": "not in the plan"}


@pytest.mark.parametrize(
    ("changes", "rules"), [({"digest": "0" * 64}, ["lock_edited"]), ({"results_existed": True}, [])], ids=["edited", "too late"]
)
def test_a_lock_that_proves_nothing_leaves_the_analysis_exploratory(changes, rules):
    made = plan(analysis(), INSTRUMENT, COHORTS, lock(**changes))
    assert shown(made)["plan.standing"] == "exploratory"
    assert [each["rule"] for each in made.findings] == rules


def test_sources_that_could_show_an_outcome_at_the_lock_are_counted():
    files = [("a", 1, False), ("b", 0, True), ("c", 2, True)]
    known = [KnownSource(source=key, kind="survey", files=number, outcome=outcome) for key, number, outcome in files]
    assert shown(plan(analysis(), INSTRUMENT, COHORTS, lock(known=known)))["plan.locked.outcome_sources"] == "1"


def test_tables_fit_their_declarations():
    made = plan(analysis(0.4), INSTRUMENT, COHORTS, lock())
    assert table_bytes(made.plan_differences, PlanDifferences, "differences").startswith(b"key,")
    assert table_bytes(made.findings, Findings, "findings").startswith(b"severity,")
