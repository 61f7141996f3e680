"""What the chapter on checks says of cohorts: which number is which, and why some are not compared."""

from types import SimpleNamespace

import pytest

from scripts.ground.models.disclosure import Bands
from scripts.report import checks_chapter, sentences_missing
from scripts.report.told import Told

NAMES = {"B1": "own strengths", "B2": "values"}
FEW = "a comparison needs two groups with at least 10 people at both waves; there is none"


def level(behaviour: str, *, estimable: bool, level: str = "cohort") -> dict:
    return {"behaviour": behaviour, "level": level, "estimable": estimable, "reason": "" if estimable else FEW}


def material(*levels: dict, exhibits: tuple[str, ...] = (), bands: Bands | None = None) -> SimpleNamespace:
    return SimpleNamespace(levels=list(levels), names=NAMES, exhibits=dict.fromkeys(exhibits, ""), bands=bands or Bands())


def test_a_behaviour_on_which_cohorts_are_not_compared_is_named_with_the_reason():
    words = sentences_missing.refused([level("B1", estimable=True), level("B2", estimable=False)], NAMES)
    assert words == f"The cohorts are not compared on values: {FEW}."


def test_cohorts_that_are_compared_nowhere_are_told_once():
    words = sentences_missing.refused([level(each, estimable=False) for each in NAMES], NAMES)
    assert words == f"The cohorts are not compared on any behaviour: {FEW}."


def test_nothing_is_said_of_organisations_or_where_all_are_compared():
    rows = [level("B1", estimable=True), level("B2", estimable=False, level="organisation")]
    assert sentences_missing.refused(rows, NAMES) == sentences_missing.refused([], NAMES) == ""


def test_a_section_without_a_table_still_says_why(monkeypatch):
    monkeypatch.setattr(checks_chapter, "_groups", lambda of: ("Cohorts", ""))
    of = material(level("B1", estimable=False), level("B2", estimable=False))
    assert checks_chapter._groups_section(of) == f"## Cohorts\n\nThe cohorts are not compared on any behaviour: {FEW}.\n"
    assert checks_chapter._groups_section(material()) == ""


@pytest.mark.parametrize(
    ("mixed", "words"),
    [
        (30, "@tbl-levels counts also people who answered at one wave only, unless they are few, by the model; @tbl-cohorts"),
        (25, "Both tables count only people with both waves: @tbl-levels by the model, @tbl-cohorts as they stand."),
    ],
)
def test_people_of_one_wave_are_counted_only_where_the_model_has_any(mixed, words):
    counts = {"behaviour.B1.mixed.n": mixed, "behaviour.B1.n": 25, "behaviour.B1.cohort.f": 0.2, "behaviour.B1.cohort.p": 0.7}
    told = Told([{"id": id, "kind": "value", "value": value, "display": str(value)} for id, value in counts.items()])
    instrument = SimpleNamespace(behaviours=[SimpleNamespace(id="B1", name="own strengths")])
    of = SimpleNamespace(told=told, instrument=instrument, exhibits={"tbl-cohorts": "", "tbl-levels": ""})
    assert words in checks_chapter._groups(of)[1]


@pytest.mark.parametrize("there", [True, False])
def test_the_figure_of_the_answers_is_spoken_of_where_it_stands(there):
    of = SimpleNamespace(
        told=Told([]), instrument=SimpleNamespace(behaviours=[], items=[]), cohorts=None, simulation=[],
        exhibits={"tbl-reliability": ""} | ({"fig-likert": ""} if there else {}), include=lambda *names: " ".join(names),
    )  # fmt: skip
    assert ("stands in @fig-likert." in checks_chapter.measurement(of)) is there


@pytest.mark.parametrize(
    ("bands", "told"), [(Bands(), True), (Bands.model_validate({"cohort": {"Spring": "first", "Autumn": "second"}}), False)]
)
def test_numbered_cohorts_have_a_legend_and_named_ones_need_none(bands, told):
    of = material(level("B1", estimable=True), bands=bands)
    assert ("in the order of their names in the roster" in checks_chapter._legend(of)) is told


def test_no_legend_stands_where_no_cohort_is_shown():
    assert checks_chapter._legend(material(level("B1", estimable=False))) == ""
