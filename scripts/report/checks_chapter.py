"""The chapter "How far the results hold" and the appendix of methods: sentences, and those exhibits that exist."""

from __future__ import annotations

from scripts.ground.models.study import Aim, Cohorts
from scripts.report import sentences_engagement, sentences_measurement, sentences_missing, sentences_plan
from scripts.report.material import Material

BESIDE = ("favourable", "texts", "projects")
QUESTIONS = "The questions stand in @tbl-questions, with what each is meant to measure."
ANSWERS = "How the answers to the items were spread, wave by wave, stands in @fig-likert."
ITEMS = "Each item by itself: how it moves with the others of its behaviour, and in which direction people moved on it."


def checks(of: Material) -> str:
    """Sections with at least one exhibit."""
    told, instrument = of.told, of.instrument
    lost = sentences_missing.lost(told, instrument)
    choices = sentences_plan.multiverse(told, of.curves, of.names)
    moved = sentences_measurement.individual(told, instrument)
    sections = [
        _section(of, "With everybody who answered", sentences_missing.all_data(told, instrument), "tbl-all-data"),
        _section(of, "People without an end score", lost, "tbl-attrition", "tbl-missing", "tbl-worst"),
        _section(of, "Other reasonable choices", choices, "fig-multiverse", "tbl-multiverse"),
        _section(of, "People by the direction they moved", moved, "tbl-ordinal", "tbl-rci"),
        _section(of, "Looking back", sentences_measurement.response_shift(told, instrument), "tbl-shift"),
        _section(of, "What the study could have found", sentences_measurement.detectable(told, instrument), "tbl-power"),
        _groups_section(of),
        *(beside(of, evidence) for evidence in BESIDE if home_of(of.cohorts, evidence) is None),
    ]
    return "\n".join(section for section in sections if section)


def _groups(of: Material) -> tuple[str, str]:
    """Heading and words on cohorts and organisations."""
    heading, words = sentences_missing.groups(of.told, of.instrument)
    if "tbl-cohorts" not in of.exhibits:
        return heading, words
    both = "@tbl-cohorts counts only people with both waves, as they stand."
    if words and sentences_missing.added(of.told, of.instrument):
        both = f"@tbl-levels counts also people who answered at one wave only, unless they are few, by the model; {both}"
    elif words:
        both = "Both tables count only people with both waves: @tbl-levels by the model, @tbl-cohorts as they stand."
    return heading, f"{words.rstrip()} {both}".lstrip()


def _groups_section(of: Material) -> str:
    """Cohorts and organisations; what could not be compared is said, with its reason, also where no table is left."""
    heading, words = _groups(of)
    refused = sentences_missing.refused(of.levels, of.names)
    section = _section(
        of, heading, " ".join(each.strip() for each in (words, _legend(of), refused) if each), "tbl-levels", "tbl-cohorts"
    )
    return section or (f"## Cohorts\n\n{refused}\n" if refused else "")


def _legend(of: Material) -> str:
    """Which cohort a number means; empty where the study gives the cohorts names of its own for publication."""
    shown = "tbl-cohorts" in of.exhibits or any(row["level"] == "cohort" and row["estimable"] for row in of.levels)
    if not shown or of.bands.of("cohort") is not None:
        return ""
    return (
        "Cohorts are numbered in the order of their names in the roster (by the alphabet, numbers by size); the names "
        "themselves are not published."
    )


def beside(of: Material, evidence: str) -> str:
    """What else bears on an aim that rests on this kind of evidence."""
    match evidence:
        case "favourable":
            words = sentences_engagement.dose(of.told, of.dose_relation) if "tbl-dose" in of.exhibits else ""
            return _section(of, "Taking part", words, "tbl-modules", "tbl-dose")
        case "texts":
            words = sentences_measurement.scales(of.told, of.instrument) if "tbl-scales" in of.exhibits else ""
            return f"{words}\n{of.include('tbl-scales')}" if words else of.include("tbl-scales")
        case "projects" if "tbl-projects" in of.exhibits:
            return f"{sentences_engagement.projects(of.told)}\n{of.include('tbl-projects')}"
    return ""


def home_of(cohorts: Cohorts, evidence: str) -> Aim | None:
    """The aim whose chapter shows it: the first that rests on this kind of evidence."""
    return next((aim for aim in cohorts.aims if aim.evidence == evidence), None)


def measurement(of: Material) -> str:
    """What was asked, and how well the questions measure, for the methods."""
    told, instrument = of.told, of.instrument
    quality = sentences_measurement.reliability(told, instrument, of.cohorts).rstrip()
    if "fig-likert" in of.exhibits:
        quality = f"{quality} {ANSWERS}".lstrip()
    sections = [
        _section(of, "What was asked", QUESTIONS, "tbl-questions"),
        _section(of, "How well the questions measure", quality, "tbl-reliability", "tbl-instrument", "tbl-spread", "fig-likert"),
        _section(of, "Item by item", ITEMS, "tbl-items", "tbl-ordinal-items"),
        _section(of, "How the methods did in simulation", sentences_plan.simulation(told, of.simulation), "tbl-simulation"),
    ]
    return "\n".join(section for section in sections if section)


def deviations(of: Material) -> str:
    """Where the locked plan was left."""
    words = sentences_plan.deviations(of.told, of.plan, of.differences)
    return f"{words}\n{of.include('tbl-deviations')}"


def _section(of: Material, title: str, words: str, *exhibits: str) -> str:
    """Empty when none of the exhibits exists; what the words refer to exists then."""
    present = [each for each in exhibits if each in of.exhibits]
    return f"## {title}\n\n{words.rstrip()}\n\n{of.include(*present)}" if present else ""
