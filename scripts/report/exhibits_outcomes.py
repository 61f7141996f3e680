"""The exhibits of what was measured: change of the behaviours, all answers of both waves, ratings and projects.

All answers are shown where so many have no partner in the other wave that the pairs alone mislead.
"""

from __future__ import annotations

from typing import Any

from scripts.ground.display import join
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import WavePairs
from scripts.ground.schemas.quantitative import Change, ProjectResults, Ratings, Unpaired
from scripts.report.exhibit_files import Exhibits, as_reported, exhibit_files
from scripts.report.markdown import escape, figure, labelled, table
from scripts.report.told import shortcode

Row = dict[str, Any]


def exhibits_outcomes(
    change: Rows[Change],
    unpaired: Rows[Unpaired],
    pairs: Rows[WavePairs],
    ratings: Rows[Ratings],
    project_results: Rows[ProjectResults],
    alt_change: str,
    instrument: Instrument,
    inference: Inference,
    cohorts: Cohorts,
    running: Running,
) -> Exhibits:
    """`tbl-change`, `fig-change`, `tbl-unpaired`, `tbl-outcomes`."""
    names = {each.id: each.name for each in instrument.behaviours}
    return exhibit_files(
        "report.exhibits_outcomes",
        [
            change_table(as_reported(change, running), names, inference),
            figure("fig-change", "change", _change_caption(inference), alt_change),
            _unpaired_table(unpaired, names, inference) if _poorly_paired(pairs, cohorts) and not running.interim else "",
            _outcome_table(ratings, project_results, instrument),
        ],
    )


def change_table(change: list[Row], names: dict[str, str], inference: Inference) -> str:
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
            rows.append([name, shortcode(f"{id}.n"), "", "", f"not estimable: {escape(row['reason'])}", "", "", ""])
            continue
        interval = f"{shortcode(f'{id}.change.low')} to {shortcode(f'{id}.change.high')}"
        means = [shortcode(f"{id}.{each}") for each in ("n", "start.mean", "end.mean", "change.mean")]
        tests = [shortcode(f"{id}.{each}") for each in ("change.p_holm", "change.g_av")]
        rows.append([name, *means, interval, *tests])
    caption = f"Mean change of each behaviour in scale points, people with both waves; {inference.confidence:.0%} intervals"
    return table("tbl-change", caption, head, rows)


def _change_caption(inference: Inference) -> str:
    return (
        f"Mean change of each behaviour with its {inference.confidence:.0%} interval (left; the band marks changes smaller "
        f"than {inference.smallest_meaningful_change:g} points), and people by their own change (right)"
    )


def _unpaired_table(unpaired: list[Row], names: dict[str, str], inference: Inference) -> str:
    head = ["Behaviour", "Answers at start", "Mean", "Answers at end", "Mean", "Difference", "Interval"]
    shown = ("start.n", "start.mean", "end.n", "end.mean")
    rows = []
    for row in sorted(unpaired, key=lambda row: list(names).index(row["behaviour"])):
        id = f"behaviour.{row['behaviour']}.unpaired"
        name = escape(labelled(row["behaviour"], names[row["behaviour"]]))
        if row["estimable"]:
            interval = f"{shortcode(f'{id}.low')} to {shortcode(f'{id}.high')}"
            rows.append([name, *(shortcode(f"{id}.{each}") for each in shown), shortcode(f"{id}.difference"), interval])
        else:
            rows.append([name, *[""] * 4, f"not estimable: {escape(row['reason'])}", ""])
    caption = f"All answers of both waves, paired or not, in scale points; {inference.confidence:.0%} intervals (Welch)"
    return table("tbl-unpaired", caption, head, rows)


def _poorly_paired(pairs: list[Row], cohorts: Cohorts) -> bool:
    ends = (cohorts.waves[0].id, cohorts.waves[-1].id)
    return any(row["poor"] for row in pairs if (row["first"], row["second"]) == ends)


def _outcome_table(ratings: list[Row], projects: list[Row], instrument: Instrument) -> str:
    names = {scale.id: scale.name for scale in instrument.other_scales}
    rows = [
        [
            f"favourable: {escape(names[row['scale']])}",
            raters(row),
            shortcode(f"rating.{row['scale']}.favourable"),
            *_share(f"rating.{row['scale']}", f"rating.{row['scale']}"),
        ]
        for row in ratings
    ]
    rows += [
        [
            "improvement projects that met their target",
            shortcode("projects.n"),
            shortcode("projects.met"),
            *_share("projects.met", "projects.met"),
        ]
        for _ in projects
    ]
    caption = join([what for what, there in (("ratings", ratings), ("improvement projects", projects)) if there]).capitalize()
    return table("tbl-outcomes", caption, ["What", "Of", "Count", "Share", "Interval"], rows) if rows else ""


def raters(row: Row) -> str:
    """What a share of ratings is of: people, and responses behind which nobody knows how many people stand."""
    id = f"rating.{row['scale']}"
    if not row["nameless"]:
        return shortcode(f"{id}.n")
    people = f"{shortcode(f'{id}.people')} people and " if row["people"] else ""
    return f"{shortcode(f'{id}.n')}: {people}{shortcode(f'{id}.nameless')} nameless responses"


def _share(share: str, ends: str) -> list[str]:
    return [shortcode(f"{share}.share"), f"{shortcode(f'{ends}.low')} to {shortcode(f'{ends}.high')}"]
