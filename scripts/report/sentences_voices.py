"""Sentences about the voices that bend with the evidence: agreement, saturation, for and against, the codebook."""

from __future__ import annotations

from scripts.ground.models.study import Cohorts
from scripts.report.markdown import callout, escape
from scripts.report.told import Told

OVERALL = "agreement.overall.alpha"
NO_OUTSIDE = "The study asks nobody who saw the work from outside: what participants say of themselves stands unchecked."
NOTHING, ONE = "nothing is coded", "one coder only"
# noted only where the study declares no interviews, no reflections, no coding and no codes
OPEN_ANSWERS = "questionnaire.open_answers.n"


def questionnaire_only(told: Told) -> bool:
    """Whether the study asked by questionnaire only, so that no voices are waited for."""
    return told.has(OPEN_ANSWERS)


def uncoded(told: Told) -> bool:
    """Whether no text is coded yet."""
    return told.has(OVERALL) and told.plain(OVERALL).endswith(NOTHING)


def missing(told: Told, cohorts: Cohorts) -> str:
    """What of the texts is missing, and what therefore cannot be said; empty when nothing is."""
    lines = [_coding(told)] if told.has(OVERALL) else []
    lines += [_unheard(group.name, group.kind) for group in cohorts.source_groups if _is_unheard(told, group.id)]
    if not any(group.kind == "sponsor" for group in cohorts.source_groups):
        lines.append(NO_OUTSIDE)
    found = [line for line in lines if line]
    if not found:
        return ""
    body = found[0] if len(found) == 1 else "\n".join(f"- {line}" for line in found)
    return callout("warning", "What is missing, and what cannot be said", body)


def _coding(told: Told) -> str:
    if questionnaire_only(told):
        return ""
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
    """How well the coders agreed, or why nobody can say; empty while nothing is coded."""
    if uncoded(told):
        return ""
    if not told.value("agreement.documents.n"):
        return f"How far coders agree is {told.show(OVERALL)}; the counts rest on one reading of the texts.\n"
    where = " Every code stands with its prevalence in @tbl-agreement-codes." if with_table else ""
    if not told.value("agreement.codes.n"):
        return f"Several people coded the same texts, but no code is frequent enough for an overall figure.{where}\n"
    weak = (
        "Codes among these on which agreement is low, and which are therefore flagged wherever they are used: "
        f"{told.show('agreement.flagged.n')}; rarer codes can be flagged too."
        if told.value("agreement.flagged.n")
        else "None of these codes had to be flagged."
    )
    return (
        "How well the coders agreed is judged by Krippendorff's alpha, where one is perfect and zero is chance. Over the codes "
        f"given often enough to judge (number of codes: {told.show('agreement.codes.n')}) its median is {told.show(OVERALL)}; "
        f"turns coded by more than one person: {told.show('agreement.turns.n')}, texts: "
        f"{told.show('agreement.documents.n')}. {weak} A code seldom given shows high plain agreement whatever the coders do, so "
        f"prevalence stands beside it.{where}\n"
    )


def saturation(told: Told, series: list[str]) -> str:
    """Whether further texts still brought anything new; `series` are those with evidence, the whole last."""
    if not series:
        return "Nobody can say yet whether further texts would bring anything new.\n"
    id = f"saturation.{series[-1]}"
    found = f"Coded texts: {told.show(f'{id}.texts.n')}; different codes in them: {told.show(f'{id}.codes.n')}."
    if not told.has(f"{id}.orders.share"):
        return f"{found} Texts read before little new came: {told.show(f'{id}.reached')}.\n"
    return (
        f"{found} The texts were also read in random orders: in {told.show(f'{id}.orders.share')} of these a point came after "
        f"which further texts brought next to nothing new (median: {told.show(f'{id}.orders.median')} texts).\n"
    )


def for_and_against(told: Told, targets: list[str]) -> str:
    """Who speaks against, before anybody is summed up."""
    silent = [each for each in targets if told.has(f"negative.{each}.people") and _nobody(told, f"negative.{each}.people")]
    rest = "" if not silent else " For some of them nobody speaks against; the table says so."
    return (
        "People count on both sides when they say both. Every passage that speaks against what the programme hopes for is a "
        f"negative case and is listed for each behaviour and aim, however few they are.{rest}\n"
    )


def reading(told: Told, cohorts: Cohorts) -> str:
    """How the texts were read, for the methods: only what was done."""
    if questionnaire_only(told):
        return _asked_only(told)
    heard = any(told.has(id := f"voices.{group.id}.people") and told.value(id) for group in cohorts.source_groups)
    if not heard:
        return "No interviews, groups or reflections are in the data, so none was read.\n"
    if uncoded(told):
        return (
            "No text is coded yet, so what people said and wrote is not in the results. The codebook is ready: it holds codes "
            "for and against the aims, to be given to speaker turns of the redacted texts.\n"
        )
    return (
        "The redacted texts were coded with a codebook that holds codes for and against the aims; the unit is the speaker turn. "
        "Themes are counted in people, not in mentions. Quotes were chosen by rule from what people allowed to be quoted: a "
        "typical one, the strongest, and a contrary one, where there is such.\n"
    )


def _asked_only(told: Told) -> str:
    """That there were questionnaires only, and what became of their open answers."""
    if not told.value(OPEN_ANSWERS):
        return "This study asked by questionnaire only.\n"
    answers = "open answer was" if told.value(OPEN_ANSWERS) == 1 else "open answers were"
    return f"This study asked by questionnaire only; {told.show(OPEN_ANSWERS)} {answers} collected and not analysed.\n"


def privacy(told: Told, cohorts: Cohorts) -> str:
    """How people were protected; of texts only where there are any."""
    alone = questionnaire_only(told)
    heard = any(told.has(id := f"voices.{group.id}.people") and told.value(id) for group in cohorts.source_groups)
    masked, when = ("texts", " before anybody could code them") if heard else ("open answers", "")
    texts = (
        f"Names, organisations and places in the {masked} were replaced by keyed pseudonyms{when}. Words "
        "that might be names stay masked until a person decides. "
        if heard or (alone and told.value(OPEN_ANSWERS))
        else ""
    )
    small = "held back" if alone else "shown as “some” or “none”, or not at all"
    return (
        f"In the tables people stand under keyed pseudonyms. {texts}Counts of small groups are {small}. Before a report is "
        "released, a leak gate searches every file for everybody on the roster.\n"
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
