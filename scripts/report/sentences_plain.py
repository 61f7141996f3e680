"""A page for people who use services: what was done, found and meant, without statistics and without jargon."""

from __future__ import annotations

from typing import Any

from scripts.ground.display import join
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Publication
from scripts.report.markdown import escape
from scripts.report.sentences_design import asked, compared, held_back, spoke
from scripts.report.sentences_voices import uncoded
from scripts.report.told import Told

OVERALL = "overall"
VOICES = {
    "participant": "to some of them",
    "sponsor": "to people who saw their work",
    "facilitator": "to the people who ran the programme",
}
# in the order of the page: words of the verdict on the scores, and what they are in plain words
FOUND = (
    ({"up"}, "They say they now do more of this:"),
    ({"down"}, "They say they do less of this:"),
    ({"up, too small to matter", "flat"}, "This stayed much the same:"),
    ({"inconclusive"}, "We cannot tell whether this changed:"),
    ({"none"}, "Of this we could not measure a change:"),
)
SIGNS = {
    "supported": "The signs are good.",
    "mixed": "Some signs are good and some are not, or are not clear.",
    "not supported": "The signs are not good.",
    "insufficient evidence": "We do not know enough to say.",
}
TOGETHER = {
    "broadly positive": "Taken together, the signs are good.",
    "mixed": "Taken together, some signs are good and some are not, or are not clear.",
    "not positive": "Taken together, the signs are not good.",
    "cannot say": "We do not know enough to give an answer.",
}
# in an interim report, whatever is in the data
NOT_YET, NO_ANSWER_YET = "We do not say yet.", "We do not give an answer yet. The final report will."
NO_CAUSE = (
    "We did not compare these people with others who did not take part. So whatever changed, or did not, we cannot prove that "
    "the programme is the reason."
)


def plain(told: Told, verdicts: list[dict[str, Any]], instrument: Instrument, cohorts: Cohorts, publication: Publication) -> str:
    """The page; a part without evidence says so or is left out."""
    given = {row["aim"]: row["verdict"] for row in verdicts}
    parts = {
        "What we did": f"People took part in {escape(publication.programme)}. {asked(told, instrument, cohorts)}"
        f"{_heard(told, cohorts)}",
        "What they say of themselves": _found(told, instrument),
        "What we make of it": _answers(told, given, cohorts),
        "All in all": f"{NO_ANSWER_YET if held_back(told) else TOGETHER[given[OVERALL]]} {NO_CAUSE}",
        "Who can be recognised": _nobody(told, cohorts),
    }
    return "\n\n".join(f"**{name}.** {words}" for name, words in parts.items() if words) + "\n"


def _heard(told: Told, cohorts: Cohorts) -> str:
    """Whose voices the study holds, by the part they play."""
    kinds = spoke(told, cohorts)
    whom = [words for kind, words in VOICES.items() if kind in kinds]
    unread = " What they said has not been analysed yet." if uncoded(told) else ""
    return f" We also listened {join(whom)}.{unread}" if whom else ""


def _found(told: Told, instrument: Instrument) -> str:
    """What moved, each behaviour with what it means; nothing where nothing can be compared."""
    if not compared(told, instrument):
        return ""
    words = {each.id: str(told.value(f"verdict.behaviour.{each.id}.quantitative")) for each in instrument.behaviours}
    blocks = []
    for wanted, lead in FOUND:
        found = [each for each in instrument.behaviours if words[each.id] in wanted]
        if found:
            blocks.append("\n".join([lead, "", *(f"- {escape(each.name)}: the person {escape(each.meaning)}" for each in found)]))
        elif "up" in wanted:
            blocks.append("We found nothing that people clearly do more of now.")
    return "\n\n".join(blocks)


def _answers(told: Told, given: dict[str, str], cohorts: Cohorts) -> str:
    """Each question of the study with its answer in one sentence."""
    waits = held_back(told)
    lines = [f"- {escape(aim.question)} {NOT_YET if waits else SIGNS[given[aim.id]]}" for aim in cohorts.aims]
    return "We asked these questions, and this is what we can say.\n\n" + "\n".join(lines)


def _nobody(told: Told, cohorts: Cohorts) -> str:
    shy = "In small groups we say only that some or none spoke of it." if spoke(told, cohorts) and not uncoded(told) else ""
    return f"We have taken care that nobody who took part can be recognised in this report. {shy}".rstrip()
