from scripts.ground.config import load_config
from scripts.ground.models.analysis_plan import AnalysisPlan
from scripts.ground.planned import default_values, planned_values, values_digest

from .tiny_study import tiny_study


def values(folder, *changes):
    config = load_config(tiny_study(folder, *changes))
    return planned_values(config.roots["analysis_plan"], config.roots["instrument"], config.study.cohorts)


def test_values_stand_under_the_key_that_a_person_would_write(tmp_path):
    found = values(tmp_path)
    assert found["analysis_plan.inference.smallest_meaningful_change"] == "0.5"
    assert found["instrument.items.B1a.belongs_to"] == "B1"
    assert (found["study.waves"], found["study.aims.behaviour.evidence"]) == ("T0, T1", "behaviours")


def test_layout_version_and_wording_make_no_difference(tmp_path):
    plan = ("analysis_plan", 'version: "1"\nestimand: mean change', 'version: "2"\n# why\nestimand: >-\n  mean\n  change')
    wording = ("instrument", "I know.", "I do know.")
    assert values_digest(values(tmp_path / "a")) == values_digest(values(tmp_path / "b", plan, wording))


def test_whole_and_broken_forms_of_a_number_are_one_value(tmp_path):
    assert values(tmp_path / "a") == values(tmp_path / "b", ("instrument", "minimum: 1,", "minimum: 1.0,"))


def test_keying_scale_and_thresholds_make_a_difference(tmp_path):
    changes = [
        ("instrument", "text: I know.,", "text: I know., keyed: negative,"),
        ("instrument", "maximum: 5", "maximum: 7"),
        ("analysis_plan", "minimum_pairs: 3", "minimum_pairs: 4"),
        ("study", "evidence: behaviours", "evidence: texts"),
    ]
    digests = {values_digest(values(tmp_path / str(place), change)) for place, change in enumerate(changes)}
    assert len(digests | {values_digest(values(tmp_path / "unchanged"))}) == len(changes) + 1


def test_the_defaults_are_what_a_silent_plan_holds(tmp_path):
    found = values(tmp_path)
    assert {key: found[key] for key in default_values()} == default_values()
    assert default_values().keys() | {"analysis_plan.estimand"} == {key for key in found if key.startswith("analysis_plan.")}


def test_deviations_are_no_value_of_the_plan():
    plan = AnalysisPlan(version="1", estimand="x", deviations=["A sentence.", {"key": "k", "reason": "r"}])
    assert [type(each).__name__ for each in plan.deviations] == ["str", "Deviation"]
    assert not [key for key in default_values() if "deviation" in key]
