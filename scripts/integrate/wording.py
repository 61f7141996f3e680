"""The rules in words, with the thresholds of the plan, as every verdict prints them."""

from __future__ import annotations

from scripts.ground import display
from scripts.ground.models.plan import VerdictRules
from scripts.ground.models.study import Aim, Cohorts


def rule_in_words(aim: Aim, rules: VerdictRules, behaviours: int) -> str:
    """How the verdict on an aim is reached."""
    if aim.evidence == "behaviours":
        return (
            f"Supported when at least {rules.behaviours_up} of {behaviours} behaviours are up, none is down and no dissonance "
            f"on those that are up is unexplained; not supported when at least {rules.behaviours_flat_or_down} are flat or "
            "down; insufficient evidence when too few are clear for either; else mixed."
        )
    if aim.evidence == "texts":
        return (
            f"Decided by the texts: supported when they amount to change ({_change_in_words(rules)}); not supported when "
            "they amount to no change or worse; mixed when both sides are heard; insufficient evidence when they are silent."
        )
    what, floor = (
        ("projects that met their target", rules.projects.floor)
        if aim.evidence == "projects"
        else ("favourable ratings", rules.favourable.floor)
    )
    return (
        f"Supported when the interval of the share of {what} lies above {display.percent(floor)} and the texts amount to change "
        f"({_change_in_words(rules)}); not supported when it lies below, or when it does not lie above and the texts amount to "
        "no change or worse; otherwise insufficient evidence when the share is missing or the texts are silent; else mixed."
    )


def _change_in_words(rules: VerdictRules) -> str:
    rule = rules.qualitative
    return (
        f"at least {rule.people} people in at least {rule.source_types} source groups, and at most "
        f"{display.percent(rule.counter_share)} of those speaking say otherwise"
    )


def overall_rule_in_words(rules: VerdictRules, cohorts: Cohorts) -> str:
    """How the overall verdict is reached."""
    names = {aim.id: aim.name for aim in cohorts.aims}
    needed = [names.get(aim, aim) for aim in rules.needs_one_of]
    decisive = names.get(rules.behaviour_aim, rules.behaviour_aim)
    return (
        f"Cannot say when {rules.insufficient_aims} or more aims have insufficient evidence; broadly positive when “{decisive}” "
        f"is supported, at least one of {display.join([f'“{name}”' for name in needed])} is supported and none is not supported; "
        f"not positive when “{decisive}” or at least half of the aims are not supported; else mixed."
    )
