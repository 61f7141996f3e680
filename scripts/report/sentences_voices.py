"""Sentences about the voices that bend with the evidence: agreement, saturation, for and against, the codebook."""

from __future__ import annotations

from scripts.ground.models.study import Cohorts
from scripts.report.markdown import callout, escape
from scripts.report.told import Told

OVERALL = "agreement.overall.alpha"
NO_OUTSIDE = "The study asks nobody who saw the work from outside: what participants say of themselves stands unchecked."
NOTHING, ONE = "nothing is coded", "one coder only"


def uncoded(told: Told) -> bool:
    """Whether no text is coded yet."""
    return told.has(OVERALL) and told.plain(OVERALL).endswith(NOTHING)


def missing(told: Told, cohorts: Cohorts) -> str:
    """What of the texts is missing, and what therefore cannot be said; empty when nothing is."""
    lines = [_coding(told)] if told.has(OVERALL) else []
    lines += [_unheard(group.name, group.kind) for group in cohorts.source_groups if _is_unheard(told, group.id)]
    if not any(group.kind == "sponsor" for group in cohorts.source_groups):
        lines.append(NO_OUTSIDE)
    found = [f"- {line}" for line in lines if line]
    return callout("warning", "What is missing, and what cannot be said", "\n".join(found)) if found else ""


def _coding(told: Told) -> str:
    if uncoded(told):
        return (
            "No text is coded yet. What people said and wrote is not in the results: scores and ratings stand alone, how people "
            "see the change cannot be said, and no verdict that needs their words can be reached."
        )
    if told.value("agreement.documents.n"):
        return ""
    one = told.plain(OVERALL).endswith(ONE)
    who = "One person coded the texts." if one else "No text was coded by two people."
    return f"{who} What the voices say rests on one reading; how far another reader would agree cannot be said."


def _is_unheard(told: Told, group: str) -> bool:
    return told.has(f"voices.{group}.people") and not told.value(f"voices.{group}.people")


def _unheard(name: str, kind: str) -> str:
    without = {
        "sponsor": "there is no outside view, so what participants say of themselves stands unchecked",
        "facilitator": "what those who ran the programme saw cannot be said",
    }.get(kind, "what they would have told cannot be said")
    return f"Nothing is in the data from “{escape(name)}”: {without}."


def agreement(told: Told, *, with_table: bool) -> str:
    """How well the coders agreed, or why nobody can say."""
    if not told.value("agreement.documents.n"):
        rest = "" if told.plain(OVERALL).endswith(NOTHING) else "; the counts rest on one reading of the texts"
        return f"How far coders agree is {told.show(OVERALL)}{rest}.\n"
    where = " Every code stands with its prevalence in @tbl-agreement-codes." if with_table else ""
    if not told.value("agreement.codes.n"):
        return f"Several people coded the same texts, but no code is frequent enough for an overall figure.{where}\n"
    flagged = told.value("agreement.flagged.n")
    weak = (
        f"On {told.show('agreement.flagged.n')} of these codes agreement is low; they are flagged wherever they are used."
        if flagged
        else "None of these codes had to be flagged."
    )
    return (
        f"Coders agreed with a median alpha of {told.show(OVERALL)} over {told.show('agreement.codes.n')} codes, judged in "
        f"{told.show('agreement.turns.n')} turns of {told.show('agreement.documents.n')} texts. {weak} A code seldom given "
        f"shows high plain agreement whatever the coders do, so prevalence stands beside it.{where}\n"
    )


def saturation(told: Told, series: list[str]) -> str:
    """Whether further texts still brought anything new; `series` are those with evidence, the whole last."""
    if not series:
        return "There is no coding yet, so nobody can say whether further texts would bring anything new.\n"
    id = f"saturation.{series[-1]}"
    found = f"The {told.show(f'{id}.texts.n')} coded texts hold {told.show(f'{id}.codes.n')} different codes."
    if not told.has(f"{id}.orders.share"):
        return f"{found} Texts read before little new came: {told.show(f'{id}.reached')}.\n"
    return (
        f"{found} In {told.show(f'{id}.orders.share')} of random orders of the texts a point was reached after which a run of "
        f"further texts brought next to nothing new; its median lies at {told.show(f'{id}.orders.median')} texts.\n"
    )


def for_and_against(told: Told, targets: list[str]) -> str:
    """Who speaks against, before anybody is summed up."""
    silent = [each for each in targets if told.has(f"negative.{each}.people") and _nobody(told, f"negative.{each}.people")]
    rest = "" if not silent else " For some of them nobody speaks against; the table says so."
    return (
        "People count on both sides when they say both. Every passage that speaks against what the programme hopes for is a "
        f"negative case and is listed for each behaviour and aim, however few they are.{rest}\n"
    )


def codebook(told: Told) -> str:
    """How often the codebook changed."""
    if told.value("codebook.versions.n") == 1 and uncoded(told):
        return "The codebook has one version so far.\n"
    if told.value("codebook.versions.n") == 1:
        return "The codebook has one version; no code changed while the texts were coded.\n"
    versions, changes = told.show("codebook.versions.n"), told.show("codebook.changes.n")
    return f"The codebook went through {versions} versions with {changes} changes; all of them are listed in @tbl-codebook.\n"


def _nobody(told: Told, id: str) -> bool:
    return told.plain(id) in ("0", "none")
