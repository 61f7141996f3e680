import pytest

from scripts.ground.models.analysis_plan import AnalysisPlan
from scripts.report import sentences_engagement, sentences_plan, tables_plan
from scripts.report.exhibits_engagement import cohort_table, dose_table, module_table, project_table
from scripts.report.told import Told

NAMES = {"B1": "own strengths", "B2": "values"}
CURVE = {"behaviour": "B1", "estimable": True, "reason": "", "share_same_sign": 1.0}
DIFFERENCE = {"key": "analysis_plan.x", "locked": "0.5", "present": "", "reason": "no reason given"}


def told(**values):
    """Evidence by id, dots written as __."""
    return Told(
        [{"id": id.replace("__", "."), "value": value, "display": str(value), "kind": "value"} for id, value in values.items()]
    )


LOCKED = {
    "plan__standing": "confirmatory", "plan__locked": "true", "plan__locked__date": "28 August 2023",
    "plan__locked__version": "1.0", "plan__locked__intact": "true", "plan__locked__results_existed": "false",
    "plan__locked__values": 9.0, "plan__locked__outcome_sources": 0.0, "plan__differences": 0.0,
    "plan__differences__unexplained": 0.0,
}  # fmt: skip
UNLOCKED = {"plan__standing": "exploratory", "plan__locked": "false"}


def test_a_locked_plan_needs_no_warning():
    assert sentences_plan.standing_callout(told(**LOCKED)) == ""


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (UNLOCKED, "was not locked"),
        (LOCKED | {"plan__standing": "exploratory", "plan__locked__intact": "false"}, "was edited"),
        (LOCKED | {"plan__standing": "exploratory", "plan__locked__results_existed": "true"}, "earlier run"),
    ],
)
def test_an_exploratory_report_says_why(evidence, words):
    block = sentences_plan.standing_callout(told(**evidence))
    assert block.startswith("::: {.callout-warning}") and words in block and "exploratory" in block


def test_a_plan_locked_after_outcome_files_had_arrived_says_so_in_a_box():
    block = sentences_plan.standing_callout(told(**LOCKED | {"plan__locked__outcome_sources": 1.0}))
    assert block.startswith("::: {.callout-warning}") and "The plan was locked late" in block
    assert "{{< var plan-locked-outcome_sources >}}" in block and "made without knowledge of them" in block
    assert "xploratory" not in block


def test_the_lock_says_what_was_known():
    assert "no file that can show an outcome" in sentences_plan.locked(told(**LOCKED))
    late = told(**LOCKED | {"plan__locked__outcome_sources": 2.0})
    assert "{{< var plan-locked-outcome_sources >}}" in sentences_plan.locked(late)


def test_deviations_are_counted_and_plain_sentences_are_kept():
    plan = AnalysisPlan(version="1", estimand="x", deviations=["The log was not kept.", {"key": "k", "reason": "r"}])
    kept = sentences_plan.deviations(told(**LOCKED), plan, [])
    assert "does not differ from it in any value" in kept and "- The log was not kept." in kept
    moved = told(**LOCKED | {"plan__differences": 1.0, "plan__differences__unexplained": 1.0})
    text = sentences_plan.deviations(moved, plan, [DIFFERENCE])
    assert "(@tbl-deviations). Without a reason: {{< var plan-differences-unexplained >}}." in text
    assert "was not locked" in sentences_plan.deviations(told(**UNLOCKED), plan, [])


def test_differences_stand_in_a_table_with_their_reasons():
    text = tables_plan.differences_table([DIFFERENCE])
    assert "| `analysis_plan.x` | 0.5 | empty | no reason given |" in text and "{#tbl-deviations}" in text
    assert tables_plan.differences_table([]) == ""


def test_the_multiverse_table_prints_by_id_and_says_what_is_not_estimable():
    text = tables_plan.multiverse_table([CURVE, {"behaviour": "B2", "estimable": False, "reason": "too few"}], NAMES)
    assert "{{< var behaviour-B1-multiverse-share_above_zero >}}" in text and "not estimable: too few" in text
    assert tables_plan.multiverse_table([{"behaviour": "B2", "estimable": False, "reason": "x"}], NAMES) == ""


def test_the_multiverse_sentence_names_who_turns():
    turning = CURVE | {"behaviour": "B2", "share_same_sign": 0.8}
    text = sentences_plan.multiverse(told(behaviour__B2__multiverse__share_same_sign=0.8), [CURVE, turning], NAMES)
    assert "the same under all of them for own strengths" in text
    assert "depends on the choices for values (same direction in {{< var behaviour-B2-multiverse-share_same_sign >}}" in text
    alone = sentences_plan.multiverse(told(behaviour__B2__multiverse__share_same_sign=0.8), [turning], NAMES)
    assert "The direction depends on the choices for values" in alone
    assert sentences_plan.multiverse(told(), [], NAMES) == ""


def test_the_simulation_names_methods_outside_the_limits():
    row = {
        "id": "a", "method": "paired t", "measure": "type I", "estimand": "pairs", "shape": "normal", "dropout": "complete",
        "kept": 9, "designs": 9,
    }  # fmt: skip
    assert "All keep within the limits" in sentences_plan.simulation(told(), [row])
    short = sentences_plan.simulation(told(), [row, row | {"method": "t interval", "dropout": "dropout", "kept": 1}])
    assert "t interval (type I, pairs, dropout)" in short
    assert "{{< var simulation-a-kept >}} of {{< var simulation-a-designs >}}" in tables_plan.simulation_table([row])


def test_engagement_tables_print_by_id_and_vanish_without_rows():
    groups = [
        {"by": by, "group": group, "name": name, "behaviour": behaviour, "estimable": behaviour == "B1"}
        for by, group, name in (
            ("dose", "modules_1", "1 module"),
            ("dose", "modules_4", "4 modules"),
            ("cohort", "1", "cohort 1"),
        )
        for behaviour in NAMES
    ]
    related = [{"behaviour": "B1", "estimable": True}, {"behaviour": "B2", "estimable": False}]
    dose = dose_table(groups, related, NAMES)
    assert "{{< var dose-modules_4-behaviour-B1-mean >}}" in dose and "{{< var dose-behaviour-B1-spearman >}}" in dose
    assert "| not estimable | not estimable | not estimable |" in dose
    assert "{{< var cohort-1-behaviour-B1-low >}}" in cohort_table(groups, NAMES)
    assert "{{< var module-1-attended >}}" in module_table([{"module": "1", "id": "1"}])
    assert "{{< var projects-type-goals-way >}}" in project_table([{"type": "goals", "name": "goals"}])
    empty = [
        cohort_table([], NAMES),
        module_table([]),
        project_table([]),
    ]
    assert [*empty, dose_table([], [], NAMES), tables_plan.simulation_table([])] == [""] * 5


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ((0.3, 0.2), "changed more"),
        ((-0.3, -0.2), "changed less"),
        ((0.3, -0.2), "one direction"),
        ((0.05, 0.0), "one direction"),
    ],
)
def test_the_dose_sentence_follows_most_behaviours_and_warns(found, words):
    rows = [{"behaviour": f"B{place}", "estimable": True, "spearman": each} for place, each in enumerate(found)]
    text = sentences_engagement.dose(told(), rows)
    assert words in text and "description only" in text
    assert sentences_engagement.dose(told(), [{"estimable": False}]) == ""


def test_the_project_sentence_leaves_out_what_is_not_known():
    whole = {"projects__n": 9.0, "projects__improved": 5.0, "projects__way": 0.8}
    whole |= {"projects__reached": 90.0, "projects__reached__stated": 8.0}
    assert "taken together: {{< var projects-reached >}}" in sentences_engagement.projects(told(**whole))
    text = sentences_engagement.projects(told(**whole | {"projects__way": None, "projects__reached": None}))
    assert text == (
        "Projects whose measure moved the way they wanted: {{< var projects-improved >}} of {{< var projects-n >}}.\n"
    )
    assert sentences_engagement.projects(told()) == ""
