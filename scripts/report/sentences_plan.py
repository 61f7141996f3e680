"""Sentences about plan, multiverse and simulation: words chosen by value, numbers printed by id."""

from __future__ import annotations

from typing import Any

from scripts.ground.display import join
from scripts.ground.models.analysis_plan import AnalysisPlan
from scripts.report.markdown import callout, escape
from scripts.report.told import Told

EXPLORATORY_TITLE = "Exploratory analysis"
LATE_TITLE = "The plan was locked late"


def standing_callout(told: Told) -> str:
    """For the summary: empty when the plan was locked, is intact, and no file that can show an outcome was there before it."""
    if told.value("plan.standing") == "confirmatory":
        return callout("warning", LATE_TITLE, _late(told)) if told.value("plan.locked.outcome_sources") else ""
    return callout(
        "warning", EXPLORATORY_TITLE, f"{_why(told)} Read every result as exploratory: it suggests, and does not confirm."
    )


def locked(told: Told) -> str:
    """When the plan was locked, and what was known at that moment."""
    if not told.has("plan.locked.date"):
        return "The analysis plan was not locked.\n"
    when, version = told.plain("plan.locked.date"), escape(told.plain("plan.locked.version"))
    text = f"Version {version} of the analysis plan was locked on {when} ({told.show('plan.locked.values')} values). "
    if told.value("plan.locked.outcome_sources"):
        text += (
            "At that moment files that can show an outcome were already in the folder (sources with such files: "
            f"{told.show('plan.locked.outcome_sources')})."
        )
    else:
        text += "At that moment no file that can show an outcome was in the folder."
    if told.value("plan.locked.results_existed") == "true":
        text += " An earlier run had already estimated an outcome."
    return text + "\n"


def deviations(told: Told, plan: AnalysisPlan, differences: list[dict[str, Any]]) -> str:
    """The chapter on deviations, before its table (tbl-deviations): counts, and what is told in words alone."""
    words = [f"- {escape(each)}" for each in plan.deviations if isinstance(each, str)]
    lead = _counted(told) if told.has("plan.differences") else f"{locked(told)}So no later change of a value can be shown.\n"
    if words:
        lead += "\nThe team reports besides:\n\n" if differences else "\nThe team reports:\n\n"
    return lead + "\n".join(words) + ("\n" if words else "")


def multiverse(told: Told, curves: list[dict[str, Any]], names: dict[str, str]) -> str:
    """What the choices of analysis make of the results."""
    known = [row for row in curves if row["estimable"]]
    if not known:
        return ""
    steady = [names[row["behaviour"]] for row in known if row["share_same_sign"] == 1]
    turning = [row for row in known if row["share_same_sign"] < 1]
    text = "Every combination of the choices that the plan lists was computed (@fig-multiverse). "
    if steady:
        text += f"The direction is the same under all of them for {escape(join(steady))}. "
    parts = [
        f"{escape(names[row['behaviour']])} (same direction in {told.show(_id(row, 'share_same_sign'))} of them)"
        for row in turning
    ]
    text += f"{'It' if steady else 'The direction'} depends on the choices for {join(parts)}." if parts else ""
    return text.rstrip() + "\n"


def simulation(told: Told, rows: list[dict[str, Any]]) -> str:
    """What the simulation supports, and where methods fall short, by name."""
    short = sorted(
        {
            f"{row['method']} ({row['measure']}, {row['estimand']}, {row['dropout']})"
            for row in rows
            if row["kept"] < row["designs"]
        }
    )
    text = (
        "The methods were tried on simulated cohorts whose truth is known (@tbl-simulation): how often an interval holds the "
        "truth (coverage), and how often a test sees a change where there is none (type I), for complete data and with "
        "dropout. "
    )
    if not short:
        return text + "All keep within the limits set for them in every design.\n"
    return (
        text
        + f"Outside the limits set for them in at least one design: {escape('; '.join(short))}. All others keep within them.\n"
    )


def _late(told: Told) -> str:
    return (
        f"The analysis plan was locked on {told.plain('plan.locked.date')}, after files that can show an outcome had arrived "
        f"(sources with such files: {told.show('plan.locked.outcome_sources')}). So nothing shows that it was made "
        "without knowledge of them: read the results with that caution."
    )


def _why(told: Told) -> str:
    if not told.has("plan.locked.date"):
        return "The analysis plan was not locked before the outcome could be seen."
    if told.value("plan.locked.intact") == "false":
        return "The locked plan was edited after the lock, so nothing shows what had been planned."
    return "The plan was locked after an earlier run had already estimated an outcome."


def _counted(told: Told) -> str:
    if not told.value("plan.differences"):
        return f"{locked(told)}The plan in force does not differ from it in any value.\n"
    text = f"{locked(told)}Values that differ from it now: {told.show('plan.differences')} (@tbl-deviations)."
    if told.value("plan.differences.unexplained"):
        text += f" Without a reason: {told.show('plan.differences.unexplained')}."
    return text + "\n"


def _id(row: dict[str, Any], name: str) -> str:
    return f"behaviour.{row['behaviour']}.multiverse.{name}"
