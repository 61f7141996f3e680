"""The report's sentences that depend on the evidence: other data, other words.

Each function writes the Markdown of one place; numbers are printed by id, words are chosen by value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scripts.ground.display import join
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Publication
from scripts.report.evidence_words import in_words
from scripts.report.markdown import callout, escape, id_of
from scripts.report.sentences_voices import uncoded
from scripts.report.told import Told
from scripts.report.verdict_words import AIM_CLASSES, AIM_SENTENCES, JOINT_SENTENCES, OVERALL_SENTENCES, VOICES_SAY

TELLERS = {"participant": "participants", "sponsor": "their sponsors", "facilitator": "the facilitators"}
UNDECIDED = {"insufficient evidence", "cannot say"}

VOICES = {
    "participant": "some of them",
    "sponsor": "people who saw their work",
    "facilitator": "the people who ran the programme",
}

DIRECTIONS = {
    "up": "rose",
    "up, too small to matter": "rose, but by too little to matter",
    "flat": "changed by less than matters, if at all",
    "down": "fell",
    "inconclusive": "may have moved either way",
    "none": "could not be estimated",
}


def overall(told: Told, verdicts: list[dict[str, Any]], names: Mapping[str, str]) -> str:
    """The answer first, with what decides it and what speaks against it."""
    row = _row(verdicts, "overall")
    block = f"::: {{.verdict .{AIM_CLASSES.get(row['verdict'], 'insufficient')}}}\n{OVERALL_SENTENCES[row['verdict']]}\n:::\n"
    return f"{block}\n{_against(told, row['strongest_against'], names, row['verdict'])}\n"


def aim_verdicts(told: Told, verdicts: list[dict[str, Any]], cohorts: Cohorts) -> str:
    """One line an aim."""
    lines = []
    for aim in cohorts.aims:
        row = _row(verdicts, aim.id)
        word = f"[{row['verdict']}]{{.verdict .{AIM_CLASSES[row['verdict']]}}}"
        lines.append(f"- **{escape(aim.name)}** (@sec-{aim.id}): {word}. {told.fill(row['reason'])}")
    return "\n".join(lines) + "\n"


def aim(told: Told, verdicts: list[dict[str, Any]], id: str, names: Mapping[str, str]) -> str:
    """The verdict on an aim, its rule, and the strongest evidence against it."""
    row = _row(verdicts, id)
    word = row["verdict"]
    block = f"::: {{.verdict .{AIM_CLASSES[word]}}}\n**{word.capitalize()}.** {AIM_SENTENCES[word]}\n:::\n"
    against = _against(told, row["strongest_against"], names, word)
    return f"{block}\n{told.fill(row['reason'])}\n\n{against}\n\n*Rule:* {told.fill(row['rule'])}\n"


def behaviours(told: Told, instrument: Instrument) -> str:
    """How the scores moved, behaviour by behaviour, grouped by direction."""
    by_direction: dict[str, list[str]] = {}
    for each in instrument.behaviours:
        direction = str(told.value(f"verdict.behaviour.{each.id}.quantitative"))
        by_direction.setdefault(direction, []).append(_moved(told, each.id, each.name))
    parts = [f"{join(names)} {DIRECTIONS[direction]}" for direction, names in _in_order(by_direction)]
    intervals = f"Mean change in scale points, with {told.show('plan.confidence')} intervals: "
    return intervals + "; ".join(parts) + " (@tbl-change, @fig-change).\n"


def whose_voices(told: Told, cohorts: Cohorts) -> str:
    """What is held against what in the joint display: only those who were heard."""
    kinds = _spoke(told, cohorts)
    told_us = join([words for kind, words in TELLERS.items() if kind in kinds])
    if not told_us:
        return "Scores are what participants said of themselves before and after. Nobody was heard beside them.\n"
    text = f"Scores are what participants said of themselves before and after. Voices are what {told_us} told us."
    if uncoded(told):
        return f"{text} No text is coded yet, so each behaviour is judged by its scores alone.\n"
    text += " Each behaviour is judged by both"
    return text + (", and sponsors, who see participants from outside, are shown apart.\n" if "sponsor" in kinds else ".\n")


def joint(told: Told, instrument: Instrument, joint_display: list[dict[str, Any]]) -> str:
    """What scores and voices say together, and the dissonances that wait for an explanation."""
    names = {each.id: each.name for each in instrument.behaviours}
    by_cell: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in sorted(joint_display, key=lambda row: list(names).index(row["behaviour"])):
        by_cell.setdefault((row["quantitative"], row["qualitative"]), []).append(row)
    text = "".join(_cell(told, rows, names) for _, rows in sorted(by_cell.items()))
    for row in joint_display:
        if row["joint"] == "dissonance":
            text += "\n" + _dissonance(row, names[row["behaviour"]])
    return text


def _cell(told: Told, rows: list[dict[str, Any]], names: Mapping[str, str]) -> str:
    """What one cell of the joint display says, of all behaviours in it."""
    on = join([f"“{escape(names[row['behaviour']])}”" for row in rows])
    ids = " ".join(id_of(f"verdict.behaviour.{row['behaviour']}.joint") for row in rows)
    voices = VOICES_SAY[told.plain(f"verdict.behaviour.{rows[0]['behaviour']}.qualitative")]
    scores = DIRECTIONS[rows[0]["quantitative"]]
    return f"- On {on} the scores {scores}, and {voices}: {JOINT_SENTENCES[rows[0]['joint']]}. {ids}\n"


def plain(told: Told, verdicts: list[dict[str, Any]], instrument: Instrument, cohorts: Cohorts, publication: Publication) -> str:
    """A page for people who use services: no statistics, no jargon."""
    row = _row(verdicts, "overall")
    counted = [told.value(f"verdict.behaviour.{each.id}.quantitative") for each in instrument.behaviours]
    up = _named(instrument, counted, {"up"})
    down = _named(instrument, counted, {"down"})
    unmoved = _named(instrument, counted, {"flat", "inconclusive", "up, too small to matter"})
    unknown = _named(instrument, counted, {"none"})
    lines = [
        f"People took part in {escape(publication.programme)}. We asked them, before and after, how they lead."
        f"{_heard(told, cohorts)}",
        f"They say they now do more of this: {join(up)}." if up else "We found nothing that leaders clearly do more of now.",
        f"They say they do less of this: {join(down)}." if down else "",
        f"For this we saw no clear change: {join(unmoved)}." if unmoved else "",
        f"For this we could not measure a change: {join(unknown)}." if unknown else "",
        {
            "broadly positive": "Taken together, the signs are good. We cannot prove that the programme is the reason.",
            "mixed": "Taken together, some signs are good and some are not. We cannot prove what the reason is.",
            "not positive": "Taken together, the signs are not good.",
            "cannot say": "We do not know enough to give an answer.",
        }[row["verdict"]],
    ]
    return "\n\n".join(line for line in lines if line) + "\n"


def outcomes(told: Told, kind: str) -> str:
    """The quantitative share of an aim without a before and after."""
    if kind == "favourable":
        shares = [id for id in told.ids("rating.") if id.endswith(".share")]
        return "".join(_rated(told, id.removesuffix(".share")) for id in shares) or _missing("no feedback on the sessions")
    if kind == "projects":
        return _projects(told) if told.has("projects.n") else _missing("no log of improvement projects")
    return ""


def _heard(told: Told, cohorts: Cohorts) -> str:
    """Whose voices the study holds, by the part they play."""
    spoke = _spoke(told, cohorts)
    whom = [words for kind, words in VOICES.items() if kind in spoke]
    unread = " What they said has not been analysed yet." if uncoded(told) else ""
    return f" We listened to {join(whom)}.{unread}" if whom else ""


def _spoke(told: Told, cohorts: Cohorts) -> set[str]:
    return {
        group.kind
        for group in cohorts.source_groups
        if told.has(f"voices.{group.id}.people") and told.value(f"voices.{group.id}.people")
    }


def _moved(told: Told, id: str, name: str) -> str:
    if told.value(f"behaviour.{id}.change.mean") is None:
        return escape(name)
    ends = f"{told.show(f'behaviour.{id}.change.low')} to {told.show(f'behaviour.{id}.change.high')}"
    return f"{escape(name)} ({told.show(f'behaviour.{id}.change.mean')}; {ends})"


def _in_order(by_direction: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    return [(direction, by_direction[direction]) for direction in DIRECTIONS if direction in by_direction]


def _named(instrument: Instrument, counted: list[Any], wanted: set[str]) -> list[str]:
    return [escape(each.name) for each, word in zip(instrument.behaviours, counted, strict=True) if word in wanted]


def _rated(told: Told, id: str) -> str:
    return (
        f"{told.show(f'{id}.favourable')} of {told.show(f'{id}.n')} respondents rated the sessions favourably "
        f"({told.show(f'{id}.share')}; {told.show(f'{id}.low')} to {told.show(f'{id}.high')}; @tbl-outcomes).\n\n"
    )


def _projects(told: Told) -> str:
    text = (
        f"{told.show('projects.met')} of {told.show('projects.n')} improvement projects met their target "
        f"({told.show('projects.met.share')}; {told.show('projects.met.low')} to {told.show('projects.met.high')}; "
        "@tbl-outcomes)."
    )
    if told.value("projects.missing_follow_up"):
        text += f" Counted as not met because there was no follow-up: {told.show('projects.missing_follow_up')}."
    return text + "\n"


def _missing(what: str) -> str:
    return callout(
        "warning", "Not in the data", f"There was {what}. Without the planned number, this chapter has the texts only."
    )


def _dissonance(row: dict[str, Any], name: str) -> str:
    title = f"Scores and voices contradict each other on {escape(name)}"
    if row["explained"]:
        return callout("note", title, f"The team's explanation: {escape(row['explanation'])}")
    again = (
        " An explanation stands in `config/explanations.yaml` under another digest: either new data have reopened the question, "
        "or the digest there is mistyped."
    )
    return callout("important", title, f"Not yet explained (`{row['digest']}`).{again if row['reopened'] else ''}")


def _against(told: Told, id: str, names: Mapping[str, str], verdict: str) -> str:
    if not id:
        return "There is no evidence either way." if verdict in UNDECIDED else "We found no evidence against this verdict."
    head = "What evidence there is" if verdict in UNDECIDED else "Strongest evidence against this verdict"
    return f"*{head}:* {in_words(told.show, id, names)}."


def _row(verdicts: list[dict[str, Any]], aim: str) -> dict[str, Any]:
    return next(row for row in verdicts if row["aim"] == aim)
