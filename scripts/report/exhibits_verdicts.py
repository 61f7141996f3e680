"""The exhibits of what the evidence says together: scores beside voices, the verdict on each aim, the logic model."""

from __future__ import annotations

from typing import Any

from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.integrate import AimVerdicts, JointDisplay, LogicElements, LogicEvidence, OutcomeTypes
from scripts.ground.schemas.qualitative import ThemePeople
from scripts.report.evidence_words import in_words
from scripts.report.exhibit_files import Exhibits, exhibit_files
from scripts.report.markdown import escape, figure, labelled, table
from scripts.report.tables_logic import logic_table, outcome_type_table
from scripts.report.told import filled, shortcode
from scripts.report.verdict_words import AIM_CLASSES, JOINT_CLASSES

# a share against its floor, in the table of verdicts
NUMBERS = {
    "texts only": "none planned",
    "none": "not in the data",
    "above": "above the floor",
    "below": "below the floor",
    "inconclusive": "unclear",
}
# what the verdicts call the voices of a study that asked by questionnaire only: it has no joint display
NOT_ASKED = "not asked"
# what stands in place of a result in an interim report
HELD_BACK = "held back"
LOGIC_CAPTION = (
    "The logic model with what the evidence says on each element: pieces of evidence that speak for it (✓), against it (✗) and "
    "on both sides (±); a dashed box is a gap"
)
Row = dict[str, Any]


def exhibits_verdicts(
    joint_display: Rows[JointDisplay],
    aim_verdicts: Rows[AimVerdicts],
    theme_people: Rows[ThemePeople],
    logic_elements: Rows[LogicElements],
    logic_evidence: Rows[LogicEvidence],
    outcome_types: Rows[OutcomeTypes],
    alt_logic: str,
    instrument: Instrument,
    cohorts: Cohorts,
    running: Running,
) -> Exhibits:
    """`tbl-joint`, `tbl-verdicts`, `tbl-logic`, `fig-logic`, `tbl-outcome-types`."""
    names = {each.id: each.name for each in (*instrument.behaviours, *cohorts.aims)}
    asked = not any(row["qualitative"] == NOT_ASKED for row in aim_verdicts)
    heard = {row["group"] for row in theme_people}
    if running.interim:
        aim_verdicts = [row | {"quantitative": row["quantitative"] and HELD_BACK} for row in aim_verdicts]
    return exhibit_files(
        "report.exhibits_verdicts",
        [
            joint_table(joint_display, names, cohorts, heard, held_back=running.interim) if asked else "",
            verdict_table(aim_verdicts, names, voices=asked),
            logic_table(logic_elements, logic_evidence),
            figure("fig-logic", "logic", LOGIC_CAPTION, alt_logic) if logic_elements else "",
            outcome_type_table(outcome_types, logic_elements),
        ],
    )


def joint_table(joint: list[Row], names: dict[str, str], cohorts: Cohorts, heard: set[str], *, held_back: bool) -> str:
    """Sponsors have a column only where they were heard and their words are coded."""
    asked = any(group.kind == "sponsor" and group.id in heard for group in cohorts.source_groups)
    rows = []
    for row in sorted(joint, key=lambda row: list(names).index(row["behaviour"])):
        id = f"verdict.behaviour.{row['behaviour']}"
        word = f"[{shortcode(f'{id}.joint')}]{{.joint .{JOINT_CLASSES[row['joint']]}}}"
        against = in_words(shortcode, row["strongest_against"], names) if row["strongest_against"] else "none found"
        scores_and_voices = [shortcode(f"{id}.quantitative"), shortcode(f"{id}.qualitative")]
        outside = [_outside(row)] if asked else []
        if held_back:
            outside, word, against = [HELD_BACK] * len(outside), HELD_BACK, HELD_BACK
        rows.append([escape(labelled(row["behaviour"], names[row["behaviour"]])), *scores_and_voices, *outside, word, against])
    sponsors = ["Sponsors' outside view"] if asked else []
    head = ["Behaviour", "Scores", "Voices", *sponsors, "Together", "Strongest evidence against"]
    return table("tbl-joint", "Scores and voices side by side", head, rows, numbers_from=9) if rows else ""


def _outside(row: Row) -> str:
    change, counter = row["outside_change"] == "some", row["outside_counter"] == "some"
    if change and counter:
        return "divided"
    return "see change" if change else "see none" if counter else "silent"


def verdict_table(verdicts: list[Row], names: dict[str, str], *, voices: bool) -> str:
    order = [*names, "overall"]
    rows = [
        [
            "**Overall**" if row["aim"] == "overall" else escape(names[row["aim"]]),
            f"[{row['verdict']}]{{.verdict .{AIM_CLASSES.get(row['verdict'], 'insufficient')}}}",
            filled(NUMBERS.get(row["quantitative"], row["quantitative"]) or "–"),
            *([escape(row["qualitative"] or "–")] if voices else []),
        ]
        for row in sorted(verdicts, key=lambda row: order.index(row["aim"]))
    ]
    head = ["Aim", "Verdict", "Numbers", *(["Voices"] if voices else [])]
    return table("tbl-verdicts", "Verdict on each aim, and overall", head, rows, numbers_from=9)
