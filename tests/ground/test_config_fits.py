"""Values that only another file, or another entry of the same file, shows to be wrong."""

import pytest

from ground.tiny_study import tiny_study
from scripts.ground.config import load_config
from scripts.ground.faults import Faults

AIMS = "aims: [{id: behaviour, name: Behaviour, question: What changed?, evidence: behaviours}]"
NO_BEHAVIOURS = ("study", "evidence: behaviours", "evidence: favourable")


def faults_of(study):
    """Line and words of every fault, and its remedy."""
    with pytest.raises(Exception) as told:
        load_config(study)
    faults = told.value.faults if isinstance(told.value, Faults) else [told.value]
    return [(fault.where.removeprefix("config/"), fault.what, fault.remedy) for fault in faults]


def rules(written, *changes):
    before = "inference: {minimum_pairs: 3}\n"
    return ("analysis_plan", before, before + written), *changes


def test_rules_that_no_result_could_meet_are_told_at_once_with_line_and_remedy(tmp_path):
    written = (
        "verdicts:\n  behaviours_up: 2\n  behaviours_flat_or_down: 3\n  behaviour_aim: leading\n"
        "  needs_one_of: [impact, behaviour]\n  insufficient_aims: 2\n"
    )
    assert faults_of(tiny_study(tmp_path, *rules(written))) == [
        (
            "analysis_plan.yaml, line 7",
            "`verdicts.behaviour_aim` names no aim of the study: “leading”.",
            "Name an aim of config/study.yaml (behaviour); the behaviours decide behaviour.",
        ),
        (
            "analysis_plan.yaml, line 5",
            "`verdicts.behaviours_up` asks for 2 behaviours, and the study has 1: no result could meet it.",
            "Write a whole number up to 1.",
        ),
        (
            "analysis_plan.yaml, line 6",
            "`verdicts.behaviours_flat_or_down` asks for 3 behaviours, and the study has 1: no result could meet it.",
            "Write a whole number up to 1.",
        ),
        (
            "analysis_plan.yaml, line 9",
            "`verdicts.insufficient_aims` asks for 2 aims, and the study has 1: no result could meet it.",
            "Write a whole number up to 1.",
        ),
        (
            "analysis_plan.yaml, line 8",
            "`verdicts.needs_one_of` names no aim of the study: “impact”.",
            "Name aims of config/study.yaml (behaviour), or write `needs_one_of: []` if no further aim must be supported.",
        ),
    ]


def test_rules_that_are_not_written_are_no_fault(tmp_path):
    load_config(tiny_study(tmp_path, *rules("")))


@pytest.mark.parametrize(
    "written", ["", "verdicts: {behaviours_up: 4, behaviour_aim: leading, needs_one_of: [impact], insufficient_aims: 2}\n"]
)
def test_where_no_aim_rests_on_the_behaviours_their_rules_are_not_asked_for(tmp_path, written):
    other = (("study", AIMS, AIMS.replace("id: behaviour", "id: sessions")), NO_BEHAVIOURS)
    changes = (("codebook", "aims: [behaviour], ", ""), ("logic_model", ", aims: [behaviour]", ""))
    load_config(tiny_study(tmp_path, *rules(written, *other, *changes)))


def test_an_aim_that_decides_without_behaviours_still_wants_aims_that_exist(tmp_path):
    written = "verdicts: {needs_one_of: [impact], insufficient_aims: 2}\n"
    told = faults_of(tiny_study(tmp_path, *rules(written, NO_BEHAVIOURS)))
    assert [what.split("`")[1] for _, what, _ in told] == ["verdicts.insufficient_aims", "verdicts.needs_one_of"]


def labelled(text, format="csv"):
    return (
        "sources",
        "survey_start: {kind: survey, files: start.csv, format: csv, wave: T0, columns: {person: ID}, items: {B1a: Q1}}",
        f"survey_start:\n    kind: survey\n    files: start.csv\n    format: {format}\n    wave: T0\n"
        f"    columns: {{person: ID}}\n    items: {{B1a: Q1}}\n{text}",
    )


def test_a_label_that_scores_off_the_scale_is_told_with_its_line_source_and_scale(tmp_path):
    labels = "    labels:\n      Never: 1\n      Always: 6\n    item_labels:\n      B1a: {1: 0, Often: 4}"
    assert [each[:2] for each in faults_of(tiny_study(tmp_path, labelled(labels)))] == [
        ("sources.yaml, line 12", "`labels` of source survey_start scores “Always” as 6, outside the scale 1 to 5."),
        ("sources.yaml, line 14", "`item_labels.B1a` of source survey_start scores “1” as 0, outside the scale 1 to 5."),
    ]


def test_a_label_that_does_not_apply_or_was_left_out_in_qualtrics_may_lie_off_the_scale(tmp_path):
    labels = "    labels: {Never: 1, Always: 5, Does not apply: .nan, Not answered: -99}"
    load_config(tiny_study(tmp_path / "a", labelled(labels, "qualtrics-csv")))
    assert "“Not answered” as -99" in faults_of(tiny_study(tmp_path / "b", labelled(labels)))[0][1]


def test_ids_that_stand_twice_and_names_that_nothing_bears_are_told_with_their_lines(tmp_path):
    items = (
        "items:\n  - {id: SU3, text: one, behaviour: B1}\n  - {id: SU3, text: two, behaviour: B1}\n"
        "  - {id: SU4, text: three, behaviour: B9}\n  - {id: SU5, text: four, scale: extra}\n"
        "  - id: SU6\n    text: five\n    behaviour: B1\n    about: B8\n"
    )
    change = ("instrument", "items: [{id: B1a, text: I know., behaviour: B1}]\n", items)
    told = faults_of(tiny_study(tmp_path, change, ("sources", "B1a", "SU3")))
    assert [each[:2] for each in told] == [
        ("instrument.yaml, line 5", "items, entry 2, id: item id SU3 stands twice; give each its own."),
        ("instrument.yaml, line 6", "items, entry 3, behaviour: item SU4: there is no behaviour “B9”; there is: B1."),
        ("instrument.yaml, line 7", "items, entry 4, scale: item SU5: there is no scale “extra”; there is no scale at all."),
        ("instrument.yaml, line 11", "items, entry 5, about: item SU6: about must name a behaviour or an item of one."),
    ]


def test_a_behaviour_without_an_item_is_told_in_its_own_line(tmp_path):
    lone = "behaviours:\n  - {id: B1, name: a, meaning: b}\n  - {id: B2, name: c, meaning: d}"
    change = ("instrument", "behaviours: [{id: B1, name: own strengths, meaning: knows what they are good at}]", lone)
    [(where, what, _)] = faults_of(tiny_study(tmp_path, change))
    assert (where, what) == ("instrument.yaml, line 4", "behaviours, entry 2: no item for behaviour B2.")
