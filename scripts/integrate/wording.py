"""The rules in words, as every verdict prints them; a threshold stands as the evidence id of its value: `{plan.people}`."""

from __future__ import annotations

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference, VerdictRules
from scripts.ground.models.study import Aim, Cohorts

INTERIM = "This is an interim report: results are held back until the final report."
CHANGE = (
    "at least {plan.people} people in at least {plan.source_types} source groups, and at most {plan.counter_share} of those "
    "speaking say otherwise"
)


def note_plan(book: EvidenceBook, rules: VerdictRules, inference: Inference, behaviours: int) -> None:
    """The thresholds of the plan as evidence, so that the rules in words can print them by id."""
    counts = {
        "behaviours": behaviours,
        "behaviours_up": rules.behaviours_up,
        "behaviours_flat_or_down": rules.behaviours_flat_or_down,
        "insufficient_aims": rules.insufficient_aims,
        "people": rules.qualitative.people,
        "source_types": rules.qualitative.source_types,
    }
    shares = {
        "counter_share": rules.qualitative.counter_share,
        "favourable_floor": rules.favourable.floor,
        "projects_floor": rules.projects.floor,
        "confidence": inference.confidence,
        "equivalence_confidence": inference.equivalence_confidence,
    }
    smallest = inference.smallest_meaningful_change
    for name, count in counts.items():
        book.value(f"plan.{name}", count, shown=str(count), unit="set in the plan")
    for name, share in shares.items():
        book.value(f"plan.{name}", share, shown=display.percent(share), unit="set in the plan")
    book.value("plan.smallest_meaningful_change", smallest, shown=f"{smallest:g}", unit="scale points, set in the plan")


def rule_in_words(aim: Aim, *, voices: bool = True) -> str:
    """How the verdict on an aim is reached; without voices nothing can contradict the scores."""
    if aim.evidence == "behaviours":
        fine = ", none is down and no dissonance on those that are up is unexplained; " if voices else " and none is down; "
        return (
            f"Supported when at least {{plan.behaviours_up}} of {{plan.behaviours}} behaviours are up{fine}"
            "not supported when at least {plan.behaviours_flat_or_down} are "
            "flat or down; insufficient evidence when too few are clear for either; else mixed."
        )
    if aim.evidence == "texts":
        return (
            f"Decided by the texts: supported when they amount to change ({CHANGE}); not supported when "
            "they amount to no change or worse; mixed when both sides are heard; insufficient evidence when they are silent."
        )
    what, floor = (
        ("projects that met their target", "{plan.projects_floor}")
        if aim.evidence == "projects"
        else ("favourable ratings", "{plan.favourable_floor}")
    )
    return (
        f"Supported when the interval of the share of {what} lies above {floor} and the texts amount to change "
        f"({CHANGE}); not supported when it lies below, or when it does not lie above and the texts amount to "
        "no change or worse; otherwise insufficient evidence when the share is missing or the texts are silent; else mixed."
    )


def overall_rule_in_words(rules: VerdictRules, cohorts: Cohorts) -> str:
    """How the overall verdict is reached."""
    names = {aim.id: aim.name for aim in cohorts.aims}
    decisive = names.get(rules.behaviour_aim, rules.behaviour_aim)
    return (
        "Cannot say when {plan.insufficient_aims} or more aims have insufficient evidence; broadly positive when "
        f"“{decisive}” is supported{_besides([names.get(aim, aim) for aim in rules.needs_one_of])} and none is not supported; "
        f"not positive when “{decisive}” or at least half of the aims are not supported; else mixed."
    )


def _besides(needed: list[str]) -> str:
    """What the decisive aim needs beside it: nothing, one aim, or one of several."""
    if not needed:
        return ""
    quoted = [f"“{name}”" for name in needed]
    return f", {quoted[0]} is supported" if len(quoted) == 1 else f", at least one of {display.join(quoted)} is supported"
