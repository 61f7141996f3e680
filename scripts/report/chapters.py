"""What the chapters include: sentences that bend with the evidence, exhibits where there are any, words where there are none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from scripts.ground.display import join
from scripts.ground.models.analysis_plan import AnalysisPlan
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Aim, Cohorts, Publication
from scripts.report import sentences
from scripts.report.markdown import callout, escape, labelled, table
from scripts.report.told import Told


@dataclass(frozen=True)
class Material:
    """Everything the chapters draw on."""

    told: Told
    exhibits: dict[str, str]
    prose: dict[str, str]
    checklists: list[dict[str, str]]
    joint_display: list[dict[str, Any]]
    aim_verdicts: list[dict[str, Any]]
    renderer: dict[str, str]
    ledger_root: str
    publication: Publication
    cohorts: Cohorts
    instrument: Instrument
    codebook: Codebook
    plan: AnalysisPlan

    @property
    def names(self) -> dict[str, str]:
        """Names of behaviours and aims by id."""
        return {each.id: each.name for each in (*self.instrument.behaviours, *self.cohorts.aims)}

    def include(self, *exhibits: str) -> str:
        """Include lines of those exhibits that exist."""
        return "\n".join(f"{{{{< include generated/{name}.md >}}}}\n" for name in exhibits if name in self.exhibits)


def chapters(of: Material) -> dict[str, str]:
    """Generated files by name."""
    return {
        "overall": sentences.overall(of.told, of.aim_verdicts, of.names),
        "aims": sentences.aim_verdicts(of.told, of.aim_verdicts, of.cohorts),
        "question": f"{escape(of.publication.question)} The rule that answers this is part of the analysis plan.\n",
        "whose-voices": sentences.whose_voices(of.cohorts),
        "plain": sentences.plain(of.told, of.aim_verdicts, of.instrument, of.cohorts, of.publication),
        "behaviours": sentences.behaviours(of.told, of.instrument),
        "joint": sentences.joint(of.told, of.instrument, of.joint_display),
        "voices": _voices(of),
        "agreement": _agreement(of),
        "implications": of.prose.get("implications", _no_implications()),
        "estimand": escape(of.plan.estimand) + "\n",
        "rules": _rules(of),
        "independence": f"- **Independence.** {escape(of.publication.independence)}\n",
        "deviations": _deviations(of),
        "checklists": _checklists(of),
        "index": _index(of),
        "colophon": _colophon(of),
        **{f"aim-{aim.id}": _aim(of, aim) for aim in of.cohorts.aims},
    }


def _aim(of: Material, aim: Aim) -> str:
    parts = [
        f"# {escape(aim.name)} {{#sec-{aim.id}}}\n",
        f"*{escape(aim.question)}*\n",
        sentences.aim(of.told, of.aim_verdicts, aim.id, of.names),
        sentences.outcomes(of.told, aim.evidence),
    ]
    if aim.evidence == _outcome_table_goes_to(of):
        parts.append(of.include("tbl-outcomes"))
    if aim.evidence == "behaviours":
        parts += [of.include("tbl-change", f"quotes-{aim.id}")]
        parts += [_behaviour_voices(of, each.id, each.name) for each in of.instrument.behaviours]
    else:
        parts.append(of.include(f"quotes-{aim.id}"))
    parts.append(of.prose.get(aim.id, ""))
    return "\n".join(part for part in parts if part) + "\n"


def _outcome_table_goes_to(of: Material) -> str:
    """The table stands once: in the first chapter that speaks of it."""
    return next((aim.evidence for aim in of.cohorts.aims if aim.evidence in ("favourable", "projects")), "")


def _behaviour_voices(of: Material, id: str, name: str) -> str:
    quotes = of.include(f"quotes-{id}")
    return f"## {escape(labelled(id, name))}\n\n{quotes}" if quotes else ""


def _voices(of: Material) -> str:
    if "tbl-themes" not in of.exhibits:
        return callout("warning", "No coded texts", "There is no coding yet, so the voices cannot be summarised.")
    shown = "@tbl-themes and @fig-themes show" if "fig-themes" in of.exhibits else "@tbl-themes shows"
    words = f"{shown} what people talked about, by source group. Themes that challenge the programme are counted like all others."
    return f"## What people talked about\n\n{words}\n\n{of.include('fig-themes', 'tbl-themes')}"


def _agreement(of: Material) -> str:
    if "tbl-agreement" not in of.exhibits:
        return callout(
            "warning",
            "One coder only",
            "Agreement between coders could not be computed; the counts rest on one reading of the texts.",
        )
    return f"How well the two coders agreed on each code stands in @tbl-agreement.\n\n{of.include('tbl-agreement')}"


def _no_implications() -> str:
    return callout("note", "To be written by the team", "The team has not written this chapter yet.")


def _rules(of: Material) -> str:
    names = of.names | {"overall": "Overall"}
    lines = [f"- **{escape(names[row['aim']])}.** {of.told.fill(row['rule'])}" for row in of.aim_verdicts]
    return "\n".join(lines) + "\n"


def _deviations(of: Material) -> str:
    if not of.plan.deviations:
        return f"There were no deviations from version {of.plan.version} of the analysis plan.\n"
    return "\n".join(f"- {escape(each)}" for each in of.plan.deviations) + "\n"


def _checklists(of: Material) -> str:
    rows = [[each["list"], escape(each["item"]), f"@{each['section']}", each["answered"]] for each in of.checklists]
    return table(
        "tbl-checklists", "Reporting checklists and where they are answered", ["List", "Item", "Where", "Answered"], rows, 9
    )


def _index(of: Material) -> str:
    """Exhibits by kind with the step that made them."""
    by_step: dict[str, list[str]] = defaultdict(list)
    for id, entry in sorted(of.told.entries.items()):
        if entry["kind"] in ("table", "figure", "verdict") and _printed(of, id, entry["kind"]):
            by_step[entry["record"]].append(f"`{id}`")
    rows = [[f"`scripts/{step.replace('.', '/')}.py`", join(ids)] for step, ids in sorted(by_step.items())]
    return table("tbl-index", "Exhibits and the code that made them", ["Code", "Ids"], rows, 9)


def _printed(of: Material, id: str, kind: str) -> bool:
    return kind == "verdict" or id in of.exhibits


def _colophon(of: Material) -> str:
    publication = of.publication
    authors = join(
        [f"{escape(each.name)} ({escape(each.role)})" if each.role else escape(each.name) for each in publication.authors]
    )
    doi = f" DOI: {publication.doi}." if publication.doi else ""
    made = f"{of.renderer['words']} Codebook version {of.codebook.version}. Ledger `{of.ledger_root[:16]}`."
    return (
        f"Version {publication.version}, {escape(publication.institution)}. {authors}. "
        f"Licence: {escape(publication.licence)}.{doi} {made}\n\n{escape(publication.acknowledgement)}\n"
    )
