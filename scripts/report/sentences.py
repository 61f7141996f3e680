"""The report's sentences that depend on the evidence: other data, other words.

Each function writes the Markdown of one place; numbers are printed by id, words are chosen by value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scripts.ground.display import join
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts
from scripts.report.evidence_words import in_words
from scripts.report.markdown import callout, escape, id_of
from scripts.report.sentences_design import compared, held_back, many_lost
from scripts.report.sentences_voices import uncoded
from scripts.report.told import Told
from scripts.report.verdict_words import AIM_CLASSES, AIM_SENTENCES, HELD_BACK, JOINT_SENTENCES, OVERALL_SENTENCES, VOICES_SAY

REFUSED = ("not supported", "not positive")
UNDECIDED = ("insufficient evidence", "cannot say")
# against a mixed verdict stands what keeps it from being a better one
HEADS = {**dict.fromkeys(UNDECIDED, "What evidence there is"), "mixed": "Strongest evidence against a better verdict"}

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
    says = f"An interim report gives **no answer**: {HELD_BACK}." if held_back(told) else OVERALL_SENTENCES[row["verdict"]]
    answer = f"{says} {id_of('verdict.overall')}"
    block = f"::: {{.verdict .{AIM_CLASSES[row['verdict']]}}}\n{answer}\n:::\n"
    return f"{block}\n{_against(told, row['strongest_against'], names, row['verdict'])}\n"


def aim_verdicts(told: Told, verdicts: list[dict[str, Any]], cohorts: Cohorts) -> str:
    """One line an aim."""
    lines = []
    for aim in cohorts.aims:
        row = _row(verdicts, aim.id)
        word = f"[{row['verdict']}]{{.verdict .{AIM_CLASSES[row['verdict']]}}} {id_of(f'verdict.{aim.id}')}"
        lines.append(f"- **{escape(aim.name)}** (@sec-{aim.id}): {word}. {told.fill(row['reason'])}")
    return "\n".join(lines) + "\n"


def aim(told: Told, verdicts: list[dict[str, Any]], id: str, names: Mapping[str, str]) -> str:
    """The verdict on an aim, its rule, and the strongest evidence against it."""
    row = _row(verdicts, id)
    word = row["verdict"]
    says = "Nothing is judged before the final report." if held_back(told) else AIM_SENTENCES[word]
    block = f"::: {{.verdict .{AIM_CLASSES[word]}}}\n**{word.capitalize()}.** {says}\n:::\n"
    against = _against(told, row["strongest_against"], names, word)
    return f"{block}\n{told.fill(row['reason'])}\n\n{against}\n\n*Rule:* {told.fill(row['rule'])}\n"


def behaviours(told: Told, instrument: Instrument, cohorts: Cohorts) -> str:
    """How the scores moved, behaviour by behaviour, grouped by direction; the caveat of heavy losses stands beside it."""
    if not compared(told, instrument):
        return f"No change of the leadership behaviours can be shown: {_why_no_change(told, cohorts)}.\n"
    by_direction: dict[str, list[str]] = {}
    for each in instrument.behaviours:
        direction = str(told.value(f"verdict.behaviour.{each.id}.quantitative"))
        by_direction.setdefault(direction, []).append(_moved(told, each.id, each.name))
    lines = [f"- {_capital(DIRECTIONS[direction])}: {join(names)}." for direction, names in _in_order(by_direction)]
    lead = (
        "This is how participants' ratings of themselves moved: mean change in points of the answer scale, with "
        f"{told.show('plan.confidence')} intervals (@tbl-change, @fig-change). An interval says how far off a mean may be: the "
        "wider it is, the less is known."
    )
    if share := many_lost(told, instrument):
        lead += (
            f" Up to {told.show(share)} of those with a start score have no end score: read the changes with care (@sec-checks)."
        )
    return f"{lead}\n\n" + "\n".join(lines) + "\n"


def joint(told: Told, instrument: Instrument, joint_display: list[dict[str, Any]]) -> str:
    """What scores and voices say together, and the dissonances that wait for an explanation; nothing while both are held back."""
    if held_back(told):
        return ""
    names = {each.id: each.name for each in instrument.behaviours}
    by_cell: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in sorted(joint_display, key=lambda row: list(names).index(row["behaviour"])):
        by_cell.setdefault((row["quantitative"], row["qualitative"]), []).append(row)
    text = "".join(_cell(told, rows, names) for rows in by_cell.values())
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


def outcomes(told: Told, kind: str) -> str:
    """The quantitative share of an aim without a before and after; nothing while the study is interim."""
    if held_back(told):
        return ""
    if kind == "favourable":
        shares = [id for id in told.ids("rating.") if id.endswith(".share")]
        return "".join(_rated(told, id.removesuffix(".share")) for id in shares) or _missing(told, "no feedback on the sessions")
    if kind == "projects":
        return _projects(told) if told.has("projects.n") else _missing(told, "no log of improvement projects")
    return ""


def _why_no_change(told: Told, cohorts: Cohorts) -> str:
    if len(cohorts.waves) == 1:
        return "participants were asked once"
    return HELD_BACK if held_back(told) else "no answers at start and end can be compared yet"


def _moved(told: Told, id: str, name: str) -> str:
    if told.value(f"behaviour.{id}.change.mean") is None:
        return escape(name)
    ends = f"{told.show(f'behaviour.{id}.change.low')} to {told.show(f'behaviour.{id}.change.high')}"
    return f"{escape(name)} ({told.show(f'behaviour.{id}.change.mean')}; {ends})"


def _in_order(by_direction: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    return [(direction, by_direction[direction]) for direction in DIRECTIONS if direction in by_direction]


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _rated(told: Told, id: str) -> str:
    nameless = told.has(f"{id}.nameless") and told.value(f"{id}.nameless")
    verb = "were favourable" if nameless else "rated the sessions favourably"
    return (
        f"{told.show(f'{id}.favourable')} of {told.show(f'{id}.n')} {'ratings of the sessions' if nameless else 'respondents'} "
        f"{verb} ({told.show(f'{id}.share')}; {told.show(f'{id}.low')} to {told.show(f'{id}.high')}; @tbl-outcomes)."
        f"{_counted_as(told, id) if nameless else ''}\n\n"
    )


def _counted_as(told: Told, id: str) -> str:
    """What the share rests on where nobody knows how many people stand behind some of the responses."""
    nameless = f"each nameless response ({told.show(f'{id}.nameless')})"
    if not told.value(f"{id}.people"):
        return f" The share rests on responses, not on people: {nameless} counts by itself."
    return (
        f" The share rests on people and responses: everybody with an id ({told.show(f'{id}.people')}) counts once, and "
        f"{nameless} counts by itself, so some people may stand in it more than once."
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


def _missing(told: Told, what: str) -> str:
    left = "nothing to go by" if uncoded(told) else "the texts only"
    return callout("warning", "Not in the data", f"There is {what}. Without the planned number, this chapter has {left}.")


def _dissonance(row: dict[str, Any], name: str) -> str:
    title = f"Scores and voices contradict each other on {escape(name)}"
    if row["explained"]:
        return callout("note", title, f"The team's explanation: {escape(row['explanation'])}")
    again = (
        " An explanation stands in `config/explanations.yaml` under another digest: either new data have reopened the question, "
        "or the digest there is mistyped."
    )
    why = f"Not yet explained (`{row['digest']}`): neither can be relied on alone."
    return callout("important", title, f"{why}{again if row['reopened'] else ''}")


def _against(told: Told, id: str, names: Mapping[str, str], verdict: str) -> str:
    if held_back(told):
        return ""
    if not id:
        return "There is no evidence either way." if verdict in UNDECIDED else "We found no evidence against this verdict."
    head = HEADS.get(verdict, "Strongest evidence against this verdict")
    best = "at best, " if verdict in REFUSED and id.endswith(".change.mean") else ""
    return f"*{head}:* {best}{in_words(told.show, id, names)}."


def _row(verdicts: list[dict[str, Any]], aim: str) -> dict[str, Any]:
    return next(row for row in verdicts if row["aim"] == aim)
