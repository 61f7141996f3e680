"""The tables and sentences on the instrument: every id they print exists, and words follow the values."""

import re
from types import SimpleNamespace

import pytest

from scripts.ground.models.analysis_plan import Inference, Measurement
from scripts.ground.models.instrument import Instrument
from scripts.report import sentences_measurement as sentences
from scripts.report import tables_measurement as tables
from scripts.report.markdown import caption_of
from scripts.report.told import Told

INSTRUMENT = Instrument(
    scale={"minimum": 1, "maximum": 5, "low_label": "never", "high_label": "always"},
    behaviours=[{"id": "B1", "name": "own strengths", "meaning": "?"}, {"id": "B2", "name": "values", "meaning": "?"}],
    items=[{"id": each, "text": "?", "behaviour": each[:2]} for each in ("B1a", "B1b", "B2a")],
    other_scales=[{"id": "knowledge", "name": "knowledge", "kind": "knowledge"}],
)
COHORTS = SimpleNamespace(waves=[SimpleNamespace(id="T0", name="start"), SimpleNamespace(id="T1", name="end")])
NO = {"estimable": False, "reason": "too few"}


def told(**values):
    """Evidence by id, with double underscores for dots."""
    return Told([
        {"id": id.replace("__", "."), "value": value, "display": f"<{value}>", "kind": "value"} for id, value in values.items()
    ])  # fmt: skip


def text_of(shown):
    return re.sub(r"\{\{< var ([\w-]+) >\}\}", r"<\1>", shown)


def asked(**changed):
    """The instrument with some of its parts changed."""
    return Instrument.model_validate(INSTRUMENT.model_dump() | changed)


def test_every_question_stands_with_its_wording_what_it_measures_and_its_direction():
    items = [
        {"id": "B1a", "text": "I lead *well*.", "behaviour": "B1"},
        {"id": "B2a", "text": "I set values | rules\naside.", "behaviour": "B2", "keyed": "negative"},
        {"id": "K1", "text": "I know it.", "scale": "knowledge"},
    ]
    text = tables.question_table(asked(items=items))
    assert [line for line in text.splitlines() if line.startswith("|")][2:] == [
        r"| `B1a` | I lead \*well\*. | B1 own strengths | – |",
        r"| `B2a` | I set values \| rules aside. | B2 values | reversed |",
        "| `K1` | I know it. | knowledge | – |",
    ]


def test_the_caption_of_the_questions_says_the_scale_and_how_a_score_is_made():
    assert caption_of(tables.question_table(INSTRUMENT)) == (
        "The questions, answered from 1 (never) to 5 (always); the score of a behaviour or scale of knowledge is the mean of its "
        "answered items, reversed items turned, where at least 50% of them are answered"
    )


def test_without_other_scales_the_caption_speaks_of_behaviours_only_and_of_all_items_where_all_must_be_answered():
    scale = {"minimum": -1.5, "maximum": 1.5, "low_label": "not_at_all", "high_label": "fully"}
    caption = caption_of(tables.question_table(asked(other_scales=[], answered_share=1, scale=scale)))
    assert r"from −1.5 (not\_at\_all) to 1.5 (fully)" in caption
    assert "score of a behaviour is" in caption and "where all of them are answered" in caption


def test_reliability_prints_alpha_by_id_and_says_why_there_is_none():
    rows = [
        {"level": "behaviour", "name": "B1", "wave": "T0", "estimable": True, "omega": None},
        {"level": "behaviour", "name": "B2", "wave": "T0", "estimable": False, "reason": "measured by one item"},
    ]
    text = text_of(tables.reliability_table(rows, INSTRUMENT, COHORTS, Inference()))
    id = "behaviour-B1-reliability-T0"
    assert (
        f"| B1 own strengths | start | <{id}-items> | <{id}-n> | <{id}-alpha> | <{id}-alpha-low> to <{id}-alpha-high> | – |"
        in text
    )
    assert "| B2 values | start | <behaviour-B2-reliability-T0-items> |  | none: measured by one item |  |  |" in text


def test_waves_stand_in_the_order_of_the_study_not_of_the_alphabet():
    rows = [{"level": "behaviour", "name": "B1", "wave": wave, **NO} for wave in ("after", "before")]
    waves = SimpleNamespace(waves=[SimpleNamespace(id="before", name="first"), SimpleNamespace(id="after", name="last")])
    text = tables.reliability_table(rows, INSTRUMENT, waves, Inference())
    assert text.index("| first |") < text.index("| last |")


@pytest.mark.parametrize(
    "made",
    [
        tables.reliability_table([], INSTRUMENT, COHORTS, Inference()),
        tables.item_table([], INSTRUMENT, COHORTS),
        tables.spread_table([], INSTRUMENT, Inference()),
        tables.shift_table([], INSTRUMENT, Inference()),
        tables.ordinal_table([], INSTRUMENT, Inference()),
        tables.item_ordinal_table([], INSTRUMENT, Inference()),
        tables.reliable_change_table([], INSTRUMENT, Inference()),
        tables.power_table([], INSTRUMENT, Inference(), Measurement()),
        tables.scale_table([], INSTRUMENT, Inference()),
        tables.finding_table([]),
    ],
)
def test_without_data_there_is_no_table(made):
    assert made == ""


def test_every_row_has_as_many_cells_as_the_head_also_when_nothing_could_be_estimated():
    measure = {"level": "behaviour", "name": "B1", "wave": "T0", "error": "alpha", "behaviour": "B1", "scale": "knowledge"}
    for known in (
        {"estimable": True, "may_be_shown": True, "omega": 0.8, "reason": "", "reason_retrospective": ""},
        NO | {"reason_retrospective": "few"},
    ):
        rows = [measure | known]
        made = [
            tables.reliability_table(rows, INSTRUMENT, COHORTS, Inference()),
            tables.item_table([{"item": "B1a", "wave": "T1"}], INSTRUMENT, COHORTS),
            tables.spread_table(rows, INSTRUMENT, Inference()),
            tables.shift_table(rows, INSTRUMENT, Inference()),
            tables.ordinal_table(rows, INSTRUMENT, Inference()),
            tables.item_ordinal_table([{"level": "item", "name": "B1a"} | known], INSTRUMENT, Inference()),
            tables.reliable_change_table(rows, INSTRUMENT, Inference()),
            tables.power_table(rows, INSTRUMENT, Inference(), Measurement()),
            tables.scale_table(rows, INSTRUMENT, Inference()),
        ]
        for text in made:
            lines = [line.count("|") for line in text.splitlines() if line.startswith("|")]
            assert len(set(lines)) == 1 and len(lines) == 3, text


def test_alpha_is_told_as_a_range_and_weak_or_single_items_are_named():
    known = told(behaviour__B1__reliability__T0__alpha=0.8, behaviour__B1__reliability__T1__alpha=0.6)
    text = text_of(sentences.reliability(known, INSTRUMENT, COHORTS))
    assert text == (
        "Values is measured by one item, so there is no internal consistency to report. "
        "Cronbach's alpha says how far the items of a behaviour pull together; it lay between "
        "<behaviour-B1-reliability-T1-alpha> and <behaviour-B1-reliability-T0-alpha> (@tbl-reliability). "
        "It is low for own strengths: read single people's scores there with care.\n"
    )


def test_the_direction_of_a_shift_says_which_way_the_planned_change_may_err():
    lower = told(behaviour__B1__shift__mean=-0.4, behaviour__B1__shift__low=-0.6, behaviour__B1__shift__high=-0.2)
    higher = told(behaviour__B1__shift__mean=0.4, behaviour__B1__shift__low=0.2, behaviour__B1__shift__high=0.6)
    neither = told(behaviour__B1__shift__mean=0.1, behaviour__B1__shift__low=-0.2, behaviour__B1__shift__high=0.4)
    assert "too small" in sentences.response_shift(lower, INSTRUMENT)
    assert "too large" in sentences.response_shift(higher, INSTRUMENT)
    assert sentences.response_shift(neither, INSTRUMENT).startswith("On own strengths, no shift can be told apart from none.")
    assert sentences.response_shift(told(), INSTRUMENT) == ""
    assert "too few" in sentences.response_shift(told(behaviour__B1__shift__mean=None), INSTRUMENT)


def test_who_went_up_is_told_only_where_the_interval_leaves_zero():
    up = {"behaviour__B1__ordinal__difference": 0.5, "behaviour__B1__ordinal__low": 0.2, "behaviour__B1__ordinal__high": 0.7}
    flat = {"behaviour__B1__ordinal__difference": 0.1, "behaviour__B1__ordinal__low": -0.2, "behaviour__B1__ordinal__high": 0.4}
    assert "More people went up than down on own strengths" in sentences.individual(told(**up), INSTRUMENT)
    assert sentences.individual(told(**flat), INSTRUMENT).startswith("On no behaviour")
    assert sentences.individual(told(), INSTRUMENT).startswith("Too few people")


def test_a_difference_that_is_held_back_is_not_called_too_few_answers():
    held_back = told()
    held_back.entries["behaviour.B1.ordinal.difference"] = {"value": None, "display": "not shown", "kind": "value"}
    assert sentences.individual(held_back, INSTRUMENT).startswith("On own strengths the counts are held back")


def test_the_weakest_behaviour_decides_what_could_be_detected():
    known = told(
        power__B1__dz=0.4,
        power__B2__dz=0.6,
        power__B2__n=20,
        power__B2__dz_bonferroni=0.8,
        power__B1__n=40,
        power__B1__dz_bonferroni=0.5,
    )
    text = text_of(sentences.detectable(known, INSTRUMENT))
    assert "<power-B2-dz>" in text
    assert "power-B1" not in text
    assert sentences.detectable(told(), INSTRUMENT) == ""
