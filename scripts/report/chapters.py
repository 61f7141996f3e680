"""What the chapters include: sentences that bend with the evidence, exhibits where there are any, words where there are none."""

from __future__ import annotations

from scripts.ground.display import UNWRITTEN, join
from scripts.ground.models.study import Aim
from scripts.report import (
    checks_chapter,
    sentences,
    sentences_design,
    sentences_engagement,
    sentences_logic,
    sentences_plain,
    sentences_plan,
    sentences_rules,
    sentences_voices,
)
from scripts.report.markdown import callout, escape, labelled, table
from scripts.report.material import Material

# checklists for mixed methods and for interviews and groups
OF_TEXTS = ("GRAMMS", "COREQ")
NOWHERE = "not in this report"
# who answers an item of a checklist
BY = {"automatic": "the data and the plan", "human": "for the team to tell"}


def chapters(of: Material) -> dict[str, str]:
    """Generated files by name."""
    return {
        "overall": sentences.overall(of.told, of.aim_verdicts, of.names),
        "aims": sentences.aim_verdicts(of.told, of.aim_verdicts, of.cohorts),
        "question": f"*{escape(of.publication.question)}*\n",
        "basis": sentences_design.basis(of.told, of.instrument, of.cohorts),
        "whose-voices": _whose_voices(of),
        "plain": sentences_plain.plain(of.told, of.aim_verdicts, of.instrument, of.cohorts, of.publication),
        "behaviours": sentences.behaviours(of.told, of.instrument, of.cohorts),
        "joint": _joint(of),
        "logic-model": _logic_model(of),
        "voices": _voices(of),
        "reading": _reading(of),
        "agreement": _agreement(of),
        "privacy": sentences_voices.privacy(of.told, of.cohorts),
        "implications": of.prose.get("implications", _no_implications()),
        "estimand": escape(of.plan.estimand) + "\n",
        "estimates": sentences_design.estimates(of.told, of.instrument, of.plan.inference.multiplicity),
        "rules": _rules(of),
        "limits": sentences_design.limits(of.told, of.instrument, of.cohorts, of.publication.independence),
        "flow": f"{sentences_design.answered(of.told, of.cohorts)}\n{of.include('fig-flow', 'tbl-flow')}",
        "deviations": checks_chapter.deviations(of),
        "checks": checks_chapter.checks(of),
        "locked": sentences_plan.locked(of.told),
        "measurement": checks_chapter.measurement(of),
        "standing": sentences_plan.standing_callout(of.told) or "\n",
        "checklists": _checklists(of),
        "colophon": _colophon(of),
        **{f"aim-{aim.id}": _aim(of, aim) for aim in of.cohorts.aims},
    }


def _aim(of: Material, aim: Aim) -> str:
    parts = [
        f"# {escape(aim.name)} {{#sec-{aim.id}}}\n",
        f"*{escape(aim.question)}*\n",
        sentences.aim(of.told, of.aim_verdicts, aim.id, of.names),
        sentences.outcomes(of.told, aim.evidence),
        sentences_voices.missing(of.told, of.cohorts),
    ]
    if aim.evidence == _outcome_table_goes_to(of):
        parts.append(of.include("tbl-outcomes"))
    if aim == checks_chapter.home_of(of.cohorts, aim.evidence):
        parts.append(checks_chapter.beside(of, aim.evidence))
    if aim.evidence == "behaviours":
        multiplicity = of.plan.inference.multiplicity
        parts += [
            of.include("tbl-change"),
            sentences_design.interval_decides(of.told, of.instrument, multiplicity),
            _unpaired(of),
            of.include(f"quotes-{aim.id}"),
        ]
        parts += [_behaviour_voices(of, each.id, each.name) for each in of.instrument.behaviours]
    else:
        parts.append(of.include(f"quotes-{aim.id}"))
    parts.append(of.prose.get(aim.id, ""))
    return "\n".join(part for part in parts if part) + "\n"


def _whose_voices(of: Material) -> str:
    words = sentences_design.whose_voices(of.told, of.instrument, of.cohorts)
    return f"{words}\n{sentences_voices.missing(of.told, of.cohorts)}"


def _unpaired(of: Material) -> str:
    """Where few responses could be paired: all of them side by side, and why that is weaker."""
    if "tbl-unpaired" not in of.exhibits:
        return ""
    share, least = of.told.show("linkage.paired_share"), of.told.show("plan.minimum_paired_share")
    words = (
        f"Only {share} of the smaller wave's responses could be paired (the plan asks for {least}). @tbl-unpaired therefore "
        "compares everybody who answered at the start with everybody who answered at the end. It is not the planned comparison: "
        "different people may have answered, and no verdict rests on it."
    )
    return callout("warning", "Few responses could be paired", words) + "\n" + of.include("tbl-unpaired")


def _outcome_table_goes_to(of: Material) -> str:
    """The table stands once: in the first chapter that speaks of it."""
    return next((aim.evidence for aim in of.cohorts.aims if aim.evidence in ("favourable", "projects")), "")


def _behaviour_voices(of: Material, id: str, name: str) -> str:
    quotes = of.include(f"quotes-{id}")
    title = labelled(id, name)
    return f"## {escape(title[:1].upper() + title[1:])}\n\n{quotes}" if quotes else ""


def _reading(of: Material) -> str:
    alone = sentences_voices.questionnaire_only(of.told)
    title = "How people were asked" if alone else "How the texts were read"
    return f"## {title}\n\n{sentences_voices.reading(of.told, of.cohorts)}"


def _joint(of: Material) -> str:
    if sentences_voices.questionnaire_only(of.told):
        return "\n"
    return sentences.joint(of.told, of.instrument, of.joint_display) or "\n"


def joint_chapter(of: Material) -> str:
    """The chapter after the aims: scores beside voices; where no voices were asked for the logic model alone, if there is one."""
    if not sentences_voices.questionnaire_only(of.told):
        return "chapters/joint.qmd"
    return "generated/logic-model.md" if of.logic_elements or of.outcome_types else ""


def _voices(of: Material) -> str:
    if sentences_voices.questionnaire_only(of.told):
        return "\n"
    if "tbl-themes" not in of.exhibits:
        return callout("warning", "No coded texts", "There is no coding yet, so nothing can be said of what people talked about.")
    shown = "@tbl-themes and @fig-themes show" if "fig-themes" in of.exhibits else "@tbl-themes shows"
    words = f"{shown} what people talked about, by source group. Themes that challenge the programme are counted like all others."
    against = sentences_voices.for_and_against(of.told, list(of.names))
    parts = [
        f"## What people talked about\n\n{words}\n\n{of.include('fig-themes', 'tbl-themes', 'fig-modules', 'tbl-together')}",
        f"## For and against\n\n{against}\n{of.include('tbl-balance', 'tbl-negative')}",
    ]
    return "\n".join(parts)


def _logic_model(of: Material) -> str:
    alone = sentences_voices.questionnaire_only(of.told)
    parts = ["# The logic model {#sec-logic}\n"] if alone and (of.logic_elements or of.outcome_types) else []
    if of.logic_elements:
        parts += [] if alone else ["## The logic model\n"]
        parts += [sentences_logic.logic_model(of.told, of.logic_elements), of.include("fig-logic", "tbl-logic")]
    if of.outcome_types:
        parts += ["## Projects by type of outcome\n", sentences_logic.outcome_types(of.told, of.outcome_types)]
        parts.append(of.include("tbl-outcome-types"))
    return "\n".join(part for part in parts if part) + "\n"


def _agreement(of: Material) -> str:
    if sentences_voices.questionnaire_only(of.told):
        return "\n"
    told = sentences_voices.agreement(of.told, with_table="tbl-agreement-codes" in of.exhibits)
    series = [id.split(".")[1] for id in of.told.ids("saturation.") if id.endswith(".texts.n") and ".all." not in id]
    whole = ["all"] if of.told.has("saturation.all.texts.n") else []
    return "\n".join([
        told, of.include("tbl-agreement", "tbl-agreement-codes"),
        sentences_voices.saturation(of.told, series + whole), of.include("fig-saturation", "tbl-saturation"),
        sentences_voices.codebook(of.told), of.include("tbl-codebook"),
    ])  # fmt: skip


def _no_implications() -> str:
    return callout("note", "To be written by the team", UNWRITTEN)


def _rules(of: Material) -> str:
    names = of.names | {"overall": "Overall"}
    rows = sorted(of.aim_verdicts, key=lambda row: list(names).index(row["aim"]))
    lines = [f"- **{escape(names[row['aim']])}.** {of.told.fill(row['rule'])}" for row in rows]
    return f"{sentences_rules.words_of_the_rules(of.told)}\n" + "\n".join(lines) + "\n"


def _checklists(of: Material) -> str:
    """A pointer to a part that the team has not written says so."""
    rows = [[each["list"], escape(each["item"]), *_answer(of, each)] for each in of.checklists]
    head = ["List", "Item", "Where", "Answered by"]
    return table("tbl-checklists", "Reporting checklists, and where this report answers them", head, rows, 9)


def _answer(of: Material, item: dict[str, str]) -> tuple[str, str]:
    """Where an item is answered and by whom; the lists for texts ask nothing of a study without any.

    An item that needs attendance is left to the team where no attendance was recorded.
    """
    if item["list"] in OF_TEXTS and sentences_voices.questionnaire_only(of.told):
        return "not applicable: this study asked by questionnaire only", "–"
    if item.get("needs") == "attendance" and not sentences_engagement.attended(of.told):
        return NOWHERE, BY["human"]
    return _pointer(of, item["section"]), BY[item["answered"]]


def _pointer(of: Material, section: str) -> str:
    """A section of the report, the chapters on the aims, or nowhere."""
    if section == "aims":
        return ", ".join(f"@sec-{aim.id}" for aim in of.cohorts.aims)
    if section == "none" or (section == "sec-implications" and "implications" not in of.prose):
        return NOWHERE
    return f"@{section}"


def _colophon(of: Material) -> str:
    publication = of.publication
    authors = join(
        [f"{escape(each.name)} ({escape(each.role)})" if each.role else escape(each.name) for each in publication.authors]
    )
    doi = f" DOI: {publication.doi}." if publication.doi else ""
    codebook = "" if sentences_voices.questionnaire_only(of.told) else f" Codebook version {of.codebook.version}."
    made = f"{of.renderer['words']}{codebook} Ledger `{of.ledger_root[:16]}`."
    return (
        f"Version {publication.version}, {escape(publication.institution)}. {authors}. "
        f"Licence: {escape(publication.licence)}.{doi} {made}\n\n{escape(publication.acknowledgement)}\n"
    )
