"""The exhibits of who took part how: modules attended, cohorts, modules, types of improvement project."""

from __future__ import annotations

from typing import Any

from scripts.ground.models.instrument import Instrument
from scripts.ground.schema import Rows
from scripts.ground.schemas.engagement import DoseRelation, GroupChange, ModuleEngagement, ProjectTypes
from scripts.report.exhibit_files import Exhibits, exhibit_files
from scripts.report.markdown import escape, labelled, table
from scripts.report.told import shortcode

Row = dict[str, Any]


def exhibits_engagement(
    group_change: Rows[GroupChange],
    dose_relation: Rows[DoseRelation],
    modules: Rows[ModuleEngagement],
    types: Rows[ProjectTypes],
    instrument: Instrument,
) -> Exhibits:
    """`tbl-dose`, `tbl-cohorts`, `tbl-modules`, `tbl-projects`."""
    names = {each.id: each.name for each in instrument.behaviours}
    return exhibit_files(
        "report.exhibits_engagement",
        [
            dose_table(group_change, dose_relation, names),
            cohort_table(group_change, names),
            module_table(modules),
            project_table(types),
        ],
    )


def dose_table(group_change: list[Row], dose_relation: list[Row], names: dict[str, str]) -> str:
    """`tbl-dose`: mean change by modules attended, and the rank correlation."""
    groups = _groups(group_change, "dose")
    related = {row["behaviour"] for row in dose_relation if row["estimable"]}
    if not groups and not related:
        return ""
    rows = [
        [
            escape(labelled(behaviour, names[behaviour])),
            *(_change(group_change, "dose", group, behaviour) for group in groups),
            shortcode(f"dose.behaviour.{behaviour}.spearman") if behaviour in related else "not estimable",
        ]
        for behaviour in names
        if behaviour in {row["behaviour"] for row in dose_relation}
    ]
    head = ["Behaviour", *(escape(name) for name in groups.values()), "Rank correlation"]
    return table("tbl-dose", "Mean change in scale points by modules attended; descriptive only", head, rows)


def cohort_table(group_change: list[Row], names: dict[str, str]) -> str:
    """`tbl-cohorts`: mean change of each cohort, where two or more are large enough."""
    groups = _groups(group_change, "cohort")
    behaviours = {row["behaviour"] for row in group_change if row["by"] == "cohort"}
    rows = [
        [escape(labelled(behaviour, names[behaviour])), *(_change(group_change, "cohort", group, behaviour) for group in groups)]
        for behaviour in names
        if behaviour in behaviours
    ]
    head = ["Behaviour", *(escape(name[:1].upper() + name[1:]) for name in groups.values())]
    caption = "Mean change in scale points by cohort, people with both waves; descriptive only"
    return table("tbl-cohorts", caption, head, rows) if rows else ""


def module_table(modules: list[Row]) -> str:
    """`tbl-modules`: attendance and feedback of each module."""
    shown = ("recorded", "attended", "responses", "rating", "favourable")
    rows = [
        [escape(row["module"]), *(shortcode(f"module.{row['id']}.{each}") for each in shown)]
        for row in sorted(modules, key=lambda row: row["module"])
    ]
    head = ["Module", "People recorded", "Came", "Feedback responses", "Mean rating", "Favourable"]
    return table("tbl-modules", "Attendance and feedback by module", head, rows) if rows else ""


def project_table(types: list[Row]) -> str:
    """`tbl-projects`: improvement projects by type of outcome, and all together in the last row."""
    if not types:
        return ""
    rows = [_project(f"projects.type.{row['type']}", escape(row["name"]), f"projects.type.{row['type']}.share") for row in types]
    rows.append(_project("projects", "**all projects**", "projects.met.share"))
    head = ["Type of outcome", "Projects", "Without follow-up", "Improved", "Met target", "Share met", "Way to target", "Reached"]
    return table("tbl-projects", "Improvement projects by type of outcome; small types are merged", head, rows)


def _project(id: str, name: str, share: str) -> list[str]:
    counts = [shortcode(f"{id}.{each}") for each in ("n", "missing_follow_up", "improved", "met")]
    return [name, *counts, shortcode(share), shortcode(f"{id}.way"), shortcode(f"{id}.reached")]


def _groups(group_change: list[Row], by: str) -> dict[str, str]:
    rows = [row for row in group_change if row["by"] == by]
    return dict(sorted({row["group"]: row["name"] for row in rows}.items()))


def _change(group_change: list[Row], by: str, group: str, behaviour: str) -> str:
    if not any(row["estimable"] for row in group_change if (row["by"], row["group"], row["behaviour"]) == (by, group, behaviour)):
        return "not estimable"
    id = f"{by}.{group}.behaviour.{behaviour}"
    ends = f"{shortcode(f'{id}.low')} to {shortcode(f'{id}.high')}"
    return f"{shortcode(f'{id}.mean')} ({ends}; n = {shortcode(f'{id}.n')})"
