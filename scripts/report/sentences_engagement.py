"""Sentences about attendance, cohorts and projects: words chosen by value, numbers printed by id."""

from __future__ import annotations

from typing import Any

from scripts.report.told import Told

# a rank correlation nearer to zero than this is called no clear relation; Cohen's (1988) convention for a small one
SMALL = 0.1


def attended(told: Told) -> bool:
    """Whether the report tells of anybody's attendance."""
    return any(told.value(id) for id in told.ids("module.") if id.endswith(".recorded"))


def dose(told: Told, dose_relation: list[dict[str, Any]]) -> str:
    """How change goes with modules attended, and why that is no effect; empty without attendance."""
    known = [row for row in dose_relation if row["estimable"]]
    if not known:
        return ""
    more = sum(row["spearman"] >= SMALL for row in known)
    less = sum(row["spearman"] <= -SMALL for row in known)
    if more > len(known) / 2:
        words = "On most behaviours, people who came to more modules changed more"
    elif less > len(known) / 2:
        words = "On most behaviours, people who came to more modules changed less"
    else:
        words = "People who came to more modules did not, over the behaviours, change more or less in any one direction"
    return f"{words} (@tbl-dose). This is description only: people who come more often may differ in other ways too.\n"


def projects(told: Told) -> str:
    """What the projects moved, besides the share that met the target; empty without projects."""
    if not told.has("projects.improved"):
        return ""
    text = f"Projects whose measure moved the way they wanted: {told.show('projects.improved')} of {told.show('projects.n')}"
    if told.value("projects.way") is not None:
        text += f"; the project in the middle went {told.show('projects.way')} of the way to its target"
    if told.value("projects.reached") is not None:
        text += (
            f". Projects that say how many people they reached: {told.show('projects.reached.stated')}; people reached, taken "
        )
        text += f"together: {told.show('projects.reached')}"
    return text + ".\n"
