"""Every table and figure block of the report, as Markdown that prints its numbers by evidence id.

- tables: change, joint display, verdicts, ratings and projects, themes by source, agreement, flow of the data
- figures: change, themes, modules, saturation, logic model, flow of the data
- quotes of each aim and behaviour

An exhibit whose data are missing is left out here; the chapter then says what is missing.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scripts.ground.display import join
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import WavePairs
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.integrate import AimVerdicts, JointDisplay, LogicElements, LogicEvidence, OutcomeTypes
from scripts.ground.schemas.qualitative import (
    Agreement,
    Balance,
    CodebookDiff,
    NegativeCases,
    PublishedCooccurrence,
    PublishedModules,
    PublishedThemes,
    Quotes,
    Saturation,
    ThemePeople,
)
from scripts.ground.schemas.quantitative import Change, ProjectResults, Ratings, Unpaired
from scripts.ground.schemas.validate import Flow
from scripts.report import tables_logic
from scripts.report import tables_voices as voices
from scripts.report.evidence_words import in_words
from scripts.report.markdown import caption_of, escape, figure, labelled, table
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
LOGIC_CAPTION = (
    "The logic model with what the evidence says on each element: pieces of evidence that speak for it (✓), against it (✗) and "
    "on both sides (±); a dashed box is a gap"
)


class Made(NamedTuple):
    """What the step makes."""

    exhibits: dict[str, str]
    evidence: Rows[Evidence]


def exhibits(
    change: Rows[Change],
    unpaired: Rows[Unpaired],
    pairs: Rows[WavePairs],
    ratings: Rows[Ratings],
    project_results: Rows[ProjectResults],
    theme_people: Rows[ThemePeople],
    published_themes: Rows[PublishedThemes],
    agreement: Rows[Agreement],
    quotes: Rows[Quotes],
    balance: Rows[Balance],
    negative_cases: Rows[NegativeCases],
    published_cooccurrence: Rows[PublishedCooccurrence],
    published_modules: Rows[PublishedModules],
    saturation: Rows[Saturation],
    codebook_diff: Rows[CodebookDiff],
    joint_display: Rows[JointDisplay],
    aim_verdicts: Rows[AimVerdicts],
    logic_elements: Rows[LogicElements],
    logic_evidence: Rows[LogicEvidence],
    outcome_types: Rows[OutcomeTypes],
    flow: Rows[Flow],
    alt_flow: str,
    alt_change: str,
    alt_themes: str,
    alt_modules: str,
    alt_saturation: str,
    alt_logic: str,
    instrument: Instrument,
    inference: Inference,
    codebook: Codebook,
    cohorts: Cohorts,
) -> Made:
    """Markdown files by name (`tbl-change.md`, `quotes-behaviour.md`, ...) and the evidence of the tables."""
    names = {each.id: each.name for each in (*instrument.behaviours, *cohorts.aims)}
    asked = not any(row["qualitative"] == NOT_ASKED for row in aim_verdicts)
    made = {
        "tbl-change": _change_table(change, names, inference),
        "tbl-unpaired": _unpaired_table(unpaired, names, inference) if _poorly_paired(pairs, cohorts) else "",
        "tbl-joint": _joint_table(joint_display, names, cohorts, {row["group"] for row in theme_people}) if asked else "",
        "tbl-verdicts": _verdict_table(aim_verdicts, names, voices=asked),
        "tbl-logic": tables_logic.logic_table(logic_elements, logic_evidence),
        "tbl-outcome-types": tables_logic.outcome_type_table(outcome_types, logic_elements),
        "tbl-outcomes": _outcome_table(ratings, project_results, instrument),
        "tbl-themes": voices.theme_table(published_themes, cohorts),
        "tbl-agreement": voices.agreement_table(agreement, codebook),
        "tbl-agreement-codes": voices.agreement_codes_table(agreement, codebook),
        "tbl-balance": voices.balance_table(balance, names),
        "tbl-negative": voices.negative_table(negative_cases, balance, quotes, codebook, names),
        "tbl-together": voices.cooccurrence_table(published_cooccurrence),
        "tbl-saturation": voices.saturation_table(saturation),
        "tbl-codebook": voices.codebook_table(codebook_diff),
        "tbl-flow": _flow_table(flow),
        "fig-flow": figure("fig-flow", "flow", "What came in, what was used, and what was left out and why", alt_flow),
        "fig-change": figure("fig-change", "change", _change_caption(inference), alt_change),
        "fig-themes": figure("fig-themes", "themes", "Themes by source group: people who voiced them", alt_themes)
        if published_themes
        else "",
        "fig-modules": figure("fig-modules", "modules", "Themes by module: people who wrote of them", alt_modules)
        if published_modules
        else "",
        "fig-saturation": figure(
            "fig-saturation", "saturation", "Different codes found after so many texts, over random orders", alt_saturation
        )
        if any(not row["reason"] for row in saturation)
        else "",
        "fig-logic": figure("fig-logic", "logic", LOGIC_CAPTION, alt_logic) if logic_elements else "",
        **voices.quote_blocks(quotes),
    }
    book = EvidenceBook("report.exhibits")
    for name, text in made.items():
        if text and name.startswith("tbl-"):
            book.thing(name, "table", shown=caption_of(text))
    return Made({f"{name}.md": text for name, text in made.items() if text}, book.evidence)


def _change_table(change: list[dict[str, Any]], names: dict[str, str], inference: Inference) -> str:
    head = [
        "Behaviour",
        "People",
        "Start",
        "End",
        "Change",
        "Interval",
        "p (adjusted)" if inference.multiplicity == "holm" else "p",
        "g~av~",
    ]
    rows = []
    for row in sorted(change, key=lambda row: list(names).index(row["behaviour"])):
        id = f"behaviour.{row['behaviour']}"
        name = escape(labelled(row["behaviour"], names[row["behaviour"]]))
        if not row["estimable"]:
            rows.append([name, _var(f"{id}.n"), "", "", f"not estimable: {escape(row['reason'])}", "", "", ""])
            continue
        interval = f"{_var(f'{id}.change.low')} to {_var(f'{id}.change.high')}"
        shown = ("n", "start.mean", "end.mean", "change.mean")
        rest = ("change.p_holm", "change.g_av")
        rows.append([name, *(_var(f"{id}.{each}") for each in shown), interval, *(_var(f"{id}.{each}") for each in rest)])
    caption = f"Mean change of each behaviour in scale points, people with both waves; {inference.confidence:.0%} intervals"
    return table("tbl-change", caption, head, rows)


def _poorly_paired(pairs: list[dict[str, Any]], cohorts: Cohorts) -> bool:
    ends = (cohorts.waves[0].id, cohorts.waves[-1].id)
    return any(row["poor"] for row in pairs if (row["first"], row["second"]) == ends)


def _unpaired_table(unpaired: list[dict[str, Any]], names: dict[str, str], inference: Inference) -> str:
    head = ["Behaviour", "Answers at start", "Mean", "Answers at end", "Mean", "Difference", "Interval"]
    shown = ("start.n", "start.mean", "end.n", "end.mean")
    rows = []
    for row in sorted(unpaired, key=lambda row: list(names).index(row["behaviour"])):
        id = f"behaviour.{row['behaviour']}.unpaired"
        name = escape(labelled(row["behaviour"], names[row["behaviour"]]))
        if row["estimable"]:
            interval = f"{_var(f'{id}.low')} to {_var(f'{id}.high')}"
            rows.append([name, *(_var(f"{id}.{each}") for each in shown), _var(f"{id}.difference"), interval])
        else:
            rows.append([name, *[""] * 4, f"not estimable: {escape(row['reason'])}", ""])
    caption = f"All answers of both waves, paired or not, in scale points; {inference.confidence:.0%} intervals (Welch)"
    return table("tbl-unpaired", caption, head, rows)


def _change_caption(inference: Inference) -> str:
    return (
        f"Mean change of each behaviour with its {inference.confidence:.0%} interval (left; the band marks changes smaller "
        f"than {inference.smallest_meaningful_change:g} points), and people by their own change (right)"
    )


def _joint_table(joint: list[dict[str, Any]], names: dict[str, str], cohorts: Cohorts, heard: set[str]) -> str:
    """Sponsors have a column only where they were heard and their words are coded."""
    asked = any(group.kind == "sponsor" and group.id in heard for group in cohorts.source_groups)
    rows = []
    for row in sorted(joint, key=lambda row: list(names).index(row["behaviour"])):
        id = f"verdict.behaviour.{row['behaviour']}"
        word = f"[{_var(f'{id}.joint')}]{{.joint .{JOINT_CLASSES[row['joint']]}}}"
        against = in_words(_var, row["strongest_against"], names) if row["strongest_against"] else "none found"
        scores_and_voices = [_var(f"{id}.quantitative"), _var(f"{id}.qualitative")]
        outside = [_outside(row)] if asked else []
        rows.append([escape(labelled(row["behaviour"], names[row["behaviour"]])), *scores_and_voices, *outside, word, against])
    sponsors = ["Sponsors' outside view"] if asked else []
    head = ["Behaviour", "Scores", "Voices", *sponsors, "Together", "Strongest evidence against"]
    return table("tbl-joint", "Scores and voices side by side", head, rows, numbers_from=9) if rows else ""


def _outside(row: dict[str, Any]) -> str:
    change, counter = row["outside_change"] == "some", row["outside_counter"] == "some"
    if change and counter:
        return "divided"
    return "see change" if change else "see none" if counter else "silent"


def _verdict_table(verdicts: list[dict[str, Any]], names: dict[str, str], *, voices: bool) -> str:
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


def _outcome_table(ratings: list[dict[str, Any]], projects: list[dict[str, Any]], instrument: Instrument) -> str:
    names = {scale.id: scale.name for scale in instrument.other_scales}
    rows = [
        [
            f"favourable: {escape(names[row['scale']])}",
            _raters(row),
            _var(f"rating.{row['scale']}.favourable"),
            *_share(f"rating.{row['scale']}", f"rating.{row['scale']}"),
        ]
        for row in ratings
    ]
    rows += [
        [
            "improvement projects that met their target",
            _var("projects.n"),
            _var("projects.met"),
            *_share("projects.met", "projects.met"),
        ]
        for _ in projects
    ]
    caption = join([what for what, there in (("ratings", ratings), ("improvement projects", projects)) if there]).capitalize()
    return table("tbl-outcomes", caption, ["What", "Of", "Count", "Share", "Interval"], rows) if rows else ""


def _raters(row: dict[str, Any]) -> str:
    """What a share of ratings is of: people, and responses behind which nobody knows how many people stand."""
    id = f"rating.{row['scale']}"
    if not row["nameless"]:
        return _var(f"{id}.n")
    people = f"{_var(f'{id}.people')} people and " if row["people"] else ""
    return f"{_var(f'{id}.n')}: {people}{_var(f'{id}.nameless')} nameless responses"


def _share(share: str, ends: str) -> list[str]:
    return [_var(f"{share}.share"), f"{_var(f'{ends}.low')} to {_var(f'{ends}.high')}"]


def _flow_table(flow: list[dict[str, Any]]) -> str:
    counts = ("read", "used", "quarantined", "excluded")
    rows = [
        [
            f"`{row['source']}`",
            row["unit"],
            *(_var(f"flow.{row['source']}.{each}") for each in counts),
            escape(row["reasons"] or ""),
        ]
        for row in sorted(flow, key=lambda row: row["source"])
    ]
    head = ["Source", "Unit", "Read", "Used", "Quarantined", "Excluded", "Reasons"]
    return table("tbl-flow", "What came in and what became of it", head, rows, numbers_from=2, words_from=6)


def _var(id: str) -> str:
    return shortcode(id)
