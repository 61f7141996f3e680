"""What was asked, when and of whom, so that no sentence speaks of a comparison that the study does not hold."""

from __future__ import annotations

from scripts.ground.display import join
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts
from scripts.report.markdown import escape
from scripts.report.sentences_voices import uncoded
from scripts.report.told import Told
from scripts.report.verdict_words import HELD_BACK as RESULTS_HELD_BACK

TELLERS = {"participant": "participants", "sponsor": "their sponsors", "facilitator": "the facilitators"}
HELD_BACK = "held back"
# a loss above a fifth is the usual sign that who is missing may decide the result (Schulz and Grimes 2002)
MANY_LOST = 0.2
# above this many people an interval of a mean is no longer wide for being few
FEW_PEOPLE = 100


def compared(told: Told, instrument: Instrument) -> bool:
    """Whether anybody's answers at the start can be held against the same person's at the end."""
    return any(told.has(id := f"behaviour.{each.id}.n") and told.value(id) for each in instrument.behaviours)


def held_back(told: Told) -> bool:
    """Whether the study is interim, so that neither scores nor voices are told."""
    return any(told.plain(id) == HELD_BACK for id in told.ids("verdict.behaviour."))


def basis(told: Told, instrument: Instrument, cohorts: Cohorts) -> str:
    """What the answer rests on, in counts: people, texts, projects; what is not there is not named."""
    parts = []
    most = _most(told, [f"behaviour.{each.id}.n" for each in instrument.behaviours])
    if most:
        parts.append(f"People who rated themselves at {_ends(cohorts)}: {told.show(most)}")
    if _counted(told, "saturation.all.texts.n"):
        parts.append(f"Coded texts: {told.show('saturation.all.texts.n')}")
    if _counted(told, "projects.n"):
        parts.append(f"Improvement projects: {told.show('projects.n')}")
    ratings = [id for id in told.ids("rating.") if id.endswith(".n") and told.value(id)]
    if ratings:
        parts.append(_raters(told, _most(told, ratings).removesuffix(".n")))
    if held_back(told):
        return f"{'. '.join(['No answer is given before the final report', *parts])}.\n"
    return (
        f"This rests on the following numbers. {'. '.join(parts)}.\n"
        if parts
        else "There is hardly anything yet to rest an answer on.\n"
    )


def answered(told: Told, cohorts: Cohorts) -> str:
    """Who of the people expected answered at each wave; nothing where it is not known how many were."""
    ids = {wave: f"completeness.{wave.id}" for wave in cohorts.waves}
    if not all(
        _counted(told, f"{id}.expected") and told.value(f"{id}.responded") <= told.value(f"{id}.expected") for id in ids.values()
    ):
        return ""
    rates = [
        f"{told.show(f'{id}.responded')} at the {escape(wave.name)} ({told.show(f'{id}.share')})" for wave, id in ids.items()
    ]
    always = f"; {told.show('completeness.every_wave')} answered every time" if len(ids) > 1 else ""
    expected = told.show(f"completeness.{cohorts.waves[0].id}.expected")
    return f"Of {expected} participants with consent, {join(rates)} answered the survey{always}.\n"


def _raters(told: Told, rating: str) -> str:
    """People are counted by their ids; responses without a name stand apart, for nobody knows how many people gave them."""
    if not _counted(told, f"{rating}.nameless"):
        return f"People who rated the sessions: {told.show(f'{rating}.n')}"
    nameless = told.show(f"{rating}.nameless")
    if not _counted(told, f"{rating}.people"):
        return f"Nameless responses that rated the sessions: {nameless}"
    return f"People who rated the sessions: {told.show(f'{rating}.people')}, and beside them nameless responses: {nameless}"


def scores_are(told: Told, instrument: Instrument, cohorts: Cohorts) -> str:
    """What the scores are, as a sentence."""
    if len(cohorts.waves) == 1:
        return "Scores are what participants said of themselves. They were asked once, so the scores cannot show a change."
    when = f"at {_ends(cohorts)}"
    if compared(told, instrument):
        return f"Scores are what participants said of themselves {when}."
    why = RESULTS_HELD_BACK.capitalize() if held_back(told) else "The two cannot be compared yet"
    return f"Scores are what participants say of themselves {when}. {why}, so no change is shown."


def asked(told: Told, instrument: Instrument, cohorts: Cohorts) -> str:
    """What participants were asked, for the plain page."""
    if len(cohorts.waves) == 1:
        return "We asked them once how they work, so we cannot say what changed."
    if not compared(told, instrument):
        why = "We keep the results for the final report" if held_back(told) else "We cannot compare the two yet"
        return f"We ask them how they work, at the start and at the end. {why}, so we do not say what changed."
    many = " A good many of them did not answer at the end; they may see it differently." if many_lost(told, instrument) else ""
    return f"We asked them how they work, at the start and at the end.{many}"


def whose_voices(told: Told, instrument: Instrument, cohorts: Cohorts) -> str:
    """What is held against what in the joint display: only those who were heard."""
    scores, kinds = scores_are(told, instrument, cohorts), spoke(told, cohorts)
    told_us = join([words for kind, words in TELLERS.items() if kind in kinds])
    if not told_us:
        return f"{scores} Nobody was heard beside them.\n"
    text = f"{scores} Voices are what {told_us} told us."
    if held_back(told):
        return f"{text} Both are held back while the study is interim.\n"
    scored = compared(told, instrument)
    if uncoded(told):
        left = "each behaviour is judged by its scores alone" if scored else "there is nothing yet to judge the behaviours by"
        return f"{text} No text is coded yet, so {left}.\n"
    text += " Each behaviour is judged by both" if scored else " The voices are all there is to judge by"
    return text + (", and sponsors, who see participants from outside, are shown apart.\n" if "sponsor" in kinds else ".\n")


def spoke(told: Told, cohorts: Cohorts) -> set[str]:
    """The parts played by those who were heard."""
    return {group.kind for group in cohorts.source_groups if _counted(told, f"voices.{group.id}.people")}


def many_lost(told: Told, instrument: Instrument) -> str:
    """The id of the largest share of people with a start score and no end score, where it is a good many; else empty."""
    largest = _most(told, [f"attrition.{each.id}.share" for each in instrument.behaviours])
    return largest if largest and told.value(largest) > MANY_LOST and compared(told, instrument) else ""


def estimates(told: Told, instrument: Instrument, multiplicity: str) -> str:
    """How change was estimated, for the methods: only what was done."""
    known = [id for each in instrument.behaviours if _known(told, id := f"behaviour.{each.id}.change.mean")]
    if held_back(told):
        return "No change is estimated before the final report, so none of the planned tests was done yet.\n"
    if not known:
        return "No change could be estimated, so none of the planned tests was done.\n"
    holm = " with Holm's adjustment across the behaviours" if multiplicity == "holm" and len(instrument.behaviours) > 1 else ""
    return (
        f"The primary test is the paired t test on each behaviour score{holm} (@tbl-change). The exact signed-rank test, which "
        "counts ties and zeros, is the named sensitivity analysis. The effect size g~av~ divides the mean change by the mean of "
        "the two standard deviations and corrects for small samples.\n"
    )


def interval_decides(told: Told, instrument: Instrument, multiplicity: str) -> str:
    """Which of two measures in the table of changes the verdict rests on; empty where they cannot part."""
    known = [id for each in instrument.behaviours if _known(told, id := f"behaviour.{each.id}.change.mean")]
    if not known or multiplicity != "holm" or len(instrument.behaviours) < 2:
        return ""
    return "Whether a behaviour rose is judged by its own interval, as the plan says; the adjusted p values are stricter.\n"


def limits(told: Told, instrument: Instrument, cohorts: Cohorts, independence: str) -> str:
    """What this evaluation cannot show: each limit with what the data say about it."""
    lines = {
        "No comparison group": "What changed may have changed anyway; this report speaks of change and contribution, never of an "
        "effect of the programme.",
        "Self-report": f"Participants judged themselves. {_outside(told, cohorts)}",
        "Response shift": _shift(told, instrument, cohorts),
        "Attrition": _lost(told, instrument),
        "Small numbers": _few(told, instrument),
        "Volunteers": _volunteers(told, cohorts),
        "Independence": escape(independence),
    }
    return "\n".join(f"- **{name}.** {words}" for name, words in lines.items() if words) + "\n"


def _outside(told: Told, cohorts: Cohorts) -> str:
    if "sponsor" not in spoke(told, cohorts):
        return "The data hold no view from outside to set against that."
    return (
        "What their sponsors say is not coded yet." if uncoded(told) else "What their sponsors say is shown apart (@sec-joint)."
    )


def _shift(told: Told, instrument: Instrument, cohorts: Cohorts) -> str:
    if len(cohorts.waves) == 1:
        return ""
    why = "People who learn what good looks like may rate themselves lower afterwards, without doing anything worse."
    if any(_known(told, f"behaviour.{each.id}.shift.mean") for each in instrument.behaviours):
        return f"{why} Participants also looked back at their start (@tbl-shift)."
    if held_back(told):
        return f"{why} Answers that look back at the start, if there are any, are held back until the final report."
    return f"{why} No answers that look back at the start are in the data, so this cannot be checked."


def _lost(told: Told, instrument: Instrument) -> str:
    if not compared(told, instrument):
        return ""
    largest = _most(told, [f"attrition.{each.id}.share" for each in instrument.behaviours])
    if not largest:
        return "Everybody with a start score also has an end score."
    least = " That is a good many: the result may be further off than its interval says." if many_lost(told, instrument) else ""
    return (
        f"Of those with a start score, up to {told.show(largest)} have no end score (@tbl-attrition). They may differ from those "
        f"who stayed.{least}"
    )


def _few(told: Told, instrument: Instrument) -> str:
    most = _most(told, [f"behaviour.{each.id}.n" for each in instrument.behaviours])
    if not most:
        return ""
    wide = f"With {told.show(most)} people at both waves the intervals are wide. " if told.value(most) < FEW_PEOPLE else ""
    return f"{wide}An interval that contains zero does not show that nothing changed."


def _volunteers(told: Told, cohorts: Cohorts) -> str:
    spoken = [each for each in cohorts.source_groups if each.collected == "spoken" and _counted(told, f"voices.{each.id}.people")]
    return "Those who spoke to us were willing to talk; others may think otherwise." if spoken else ""


def _ends(cohorts: Cohorts) -> str:
    return f"{escape(cohorts.waves[0].name)} and {escape(cohorts.waves[-1].name)}"


def _most(told: Told, ids: list[str]) -> str:
    """The id of the largest of those that are above zero; empty where none is."""
    return max((id for id in ids if _counted(told, id)), key=lambda id: told.value(id), default="")


def _known(told: Told, id: str) -> bool:
    return told.has(id) and isinstance(told.value(id), int | float)


def _counted(told: Told, id: str) -> bool:
    return _known(told, id) and told.value(id) > 0
