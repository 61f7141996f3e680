from typing import Any

from scripts.ground.models.instrument import Instrument
from scripts.report.sentences_measurement import individual
from scripts.report.sentences_missing import all_data, groups, lost
from scripts.report.tables_missing import all_data_table, attrition_table, levels_table, missing_table, worst_table
from scripts.report.told import Told

NAMES = {"B1": "own strengths", "B2": "values"}
INSTRUMENT = Instrument(
    scale={"minimum": 1, "maximum": 5, "low_label": "never", "high_label": "always"},
    behaviours=[{"id": "B1", "name": "own strengths", "meaning": "?"}, {"id": "B2", "name": "values", "meaning": "?"}],
    items=[{"id": "B1a", "text": "?", "behaviour": "B1"}, {"id": "B2a", "text": "?", "behaviour": "B2"}],
)


def told(**values: float | None) -> Told:
    return Told(
        [{"id": id.replace("_", "."), "kind": "value", "value": value, "display": str(value)} for id, value in values.items()]
    )


def intervals(of: str, what: str, low: float | None, high: float | None) -> dict[str, Any]:
    start = f"behaviour_{of}_{what}"
    return {f"{start}_mean": low, f"{start}_low": low, f"{start}_high": high}


def people(mixed: int, paired: int) -> dict[str, Any]:
    return {"behaviour_B1_mixed_n": mixed, "behaviour_B1_n": paired}


def test_a_refused_model_prints_its_reason_and_no_number():
    rows = [
        {"behaviour": "B2", "estimable": False, "reason": "too few | people"},
        {"behaviour": "B1", "estimable": True, "reason": ""},
    ]
    text = all_data_table(rows, NAMES, 0.95)
    assert "{{< var behaviour-B1-mixed-mean >}}" in text
    assert "behaviour-B2-mixed-mean" not in text
    assert "not estimable: too few \\| people" in text
    assert text.index("B1 own strengths") < text.index("B2 values")


def test_cohorts_stand_above_the_test_that_they_are_alike_and_a_refused_level_is_left_out():
    levels = [
        {"behaviour": "B1", "level": "cohort", "estimable": True},
        {"behaviour": "B1", "level": "organisation", "estimable": False},
    ]
    text = levels_table(levels, [{"behaviour": "B1", "cohort": 1, "name": "spring"}], NAMES, 0.95)
    assert text.index("cohort spring") < text.index("cohorts alike?")
    assert "organisation" not in text
    assert levels_table(levels[1:], [], NAMES, 0.95) == ""


def test_the_lost_are_shown_by_id_unless_they_are_few():
    row = {
        "behaviour": "B1", "n_stayed": 8, "mean_stayed": 3.0, "sd_stayed": 0.5, "n_lost": 6, "mean_lost": 2.5, "sd_lost": 0.4,
        "estimable": True, "reason": "",
    }  # fmt: skip
    assert "{{< var attrition-B1-lost-mean >}} ({{< var attrition-B1-lost-sd >}})" in attrition_table([row], NAMES, 0.95)
    few = row | {"n_lost": 2, "mean_lost": None, "sd_lost": None, "estimable": False, "reason": "few"}
    hidden = attrition_table([few], NAMES, 0.95)
    assert "too few to show" in hidden
    assert "lost-mean" not in hidden
    assert attrition_table([row | {"n_lost": 0}], NAMES, 0.95) == ""


def test_a_missing_tipping_point_says_why():
    row = {"behaviour": "B1", "estimable": True, "reason": "", "tipping_shift": None, "tipping_reason": "holds zero already"}
    assert "holds zero already" in missing_table([row], NAMES, 0.95)
    assert "behaviour-B1-tipping-shift" in missing_table([row | {"tipping_shift": -1.0}], NAMES, 0.95)


def test_worst_cases_stand_side_by_side():
    rows = [
        {"behaviour": "B1", "case": case, "lost": 2, "estimable": case != "minimum", "reason": "few"}
        for case in ("no change", "declined", "minimum")
    ]
    text = worst_table(rows, NAMES, 0.95)
    assert "behaviour-B1-worst-no_change-mean" in text
    assert "not estimable: few" in text
    assert worst_table([row | {"lost": 0} for row in rows], NAMES, 0.95) == ""


def test_all_available_data_agree_or_the_behaviour_is_named():
    same = told(
        **intervals("B1", "mixed", 0.2, 0.5), **intervals("B1", "change", 0.1, 0.5),
        **intervals("B2", "mixed", -0.2, 0.5), **intervals("B2", "change", -0.1, 0.5), **people(30, 25),
    )  # fmt: skip
    assert "The result is the same" in all_data(same, INSTRUMENT)
    other = told(**intervals("B1", "mixed", -0.1, 0.5), **intervals("B1", "change", 0.1, 0.5), **people(30, 25))
    assert "own strengths ({{< var behaviour-B1-mixed-mean >}})" in all_data(other, INSTRUMENT)
    assert "No behaviour could be modelled" in all_data(told(**intervals("B1", "mixed", None, None)), INSTRUMENT)


def test_a_model_that_adds_nobody_is_no_further_check():
    values = intervals("B1", "mixed", 0.1, 0.5) | intervals("B1", "change", 0.1, 0.5)
    text = all_data(told(**values, **people(25, 25)), INSTRUMENT)
    assert "nobody was added" in text and "so that the result is the same is no further check (@tbl-all-data)" in text
    wider = values | intervals("B1", "mixed", -0.1, 0.5)
    text = all_data(told(**wider, **people(25, 25)), INSTRUMENT)
    assert "nobody was added" in text and "The result is another for own strengths" in text and "no further check" not in text


def test_in_an_interim_report_what_needs_the_end_is_held_back_and_not_missing():
    values = {"verdict.behaviour.B1.quantitative": "held back"}
    evidence = Told([{"id": id, "kind": "verdict", "value": "none", "display": shown} for id, shown in values.items()])
    for words in (all_data(evidence, INSTRUMENT), lost(evidence, INSTRUMENT), individual(evidence, INSTRUMENT)):
        assert words.startswith("Results are held back until the final report")


def attrition(low: float | None, high: float | None, shift: float | None, people: int = 6) -> dict[str, Any]:
    both = {}
    for of in ("B1", "B2"):
        both |= {
            f"attrition_{of}_lost_n": people, f"attrition_{of}_difference": low, f"attrition_{of}_low": low,
            f"attrition_{of}_high": high, f"behaviour_{of}_tipping_shift": shift,
        }  # fmt: skip
    return both


def test_the_lost_are_told_by_how_they_had_started_and_what_would_tip():
    assert "had started lower on own strengths" in lost(told(**attrition(-0.9, -0.1, -1.5)), INSTRUMENT)
    assert "not started clearly lower or higher" in lost(told(**attrition(-0.9, 0.1, None)), INSTRUMENT)
    assert "No shift of the scores filled in" in lost(told(**attrition(-0.9, 0.1, None)), INSTRUMENT)
    assert "cannot be said" in lost(told(**attrition(None, None, None)), INSTRUMENT)
    assert lost(told(**attrition(None, None, None, people=0)), INSTRUMENT).startswith("Nobody")


def test_the_smallest_shift_is_the_one_that_is_told():
    values = attrition(-0.9, -0.1, -1.5) | {"behaviour_B2_tipping_shift": -0.4}
    assert "that of values" in lost(told(**values), INSTRUMENT)


def test_groups_that_changed_unlike_each_other_are_named_and_only_levels_that_were_compared():
    one = {"behaviour_B1_organisation_f": 11.9, "behaviour_B1_organisation_p": 0.001}
    heading, words = groups(told(**one), INSTRUMENT)
    assert heading == "Organisations" and "cohort" not in words
    assert "unlike each other on own strengths (p {{< var behaviour-B1-organisation-p >}})" in words
    both = {"behaviour_B2_cohort_f": 0.2, "behaviour_B2_cohort_p": 0.7} | one
    heading, words = groups(told(**both), INSTRUMENT)
    assert heading == "Cohorts and organisations" and words.startswith("On no behaviour did the cohorts change clearly unlike")
    assert groups(told(), INSTRUMENT) == ("Cohorts", "")


def test_nobody_is_lost_while_nobody_has_ended():
    none = {f"attrition_{each}_{group}_n": 0 for each in NAMES for group in ("stayed", "lost")}
    assert lost(told(**none), INSTRUMENT).startswith("Nobody has both a start and an end score yet")
    assert lost(told(**none | {"attrition_B1_stayed_n": 5}), INSTRUMENT) == "Nobody with a start score is without an end score.\n"
