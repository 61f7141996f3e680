"""Generated sentences on all available data and people without an end score: words by value, numbers by id."""

from __future__ import annotations

from typing import Any

from scripts.ground.display import join
from scripts.ground.models.instrument import Behaviour, Instrument
from scripts.report.markdown import escape
from scripts.report.sentences_design import held_back
from scripts.report.told import Told
from scripts.report.verdict_words import HELD_BACK

# the usual level of an exploratory test
UNLIKE = 0.05


def all_data(told: Told, instrument: Instrument) -> str:
    """Whether the estimate over all available data says the same as the complete pairs, and whether it counts anybody else."""
    if held_back(told):
        return f"{HELD_BACK.capitalize()} (@tbl-all-data).\n"
    known = [
        each
        for each in instrument.behaviours
        if _known(told, f"behaviour.{each.id}.mixed.mean") and _known(told, f"behaviour.{each.id}.change.mean")
    ]
    if not known:
        return "No behaviour could be modelled with all available data (@tbl-all-data).\n"
    other = [each for each in known if _side(told, f"behaviour.{each.id}.change") != _side(told, f"behaviour.{each.id}.mixed")]
    if other:
        found = (
            f"The result is another for {_named(told, other, 'mixed')}: the interval is on another side of zero, or newly "
            "across it or clear of it"
        )
    else:
        found = "The result is the same: no interval is on another side of zero, or newly across it or clear of it"
    if not added(told, instrument):
        end = f". {found}" if other else ", so that the result is the same is no further check"
        return (
            "Here people would count who answered at one wave only, too, but nobody was added: there are none of them, or so few "
            f"that the estimate would tell their answers. The model had the same people as the planned comparison{end} "
            "(@tbl-all-data).\n"
        )
    return (
        "Here people count who answered at one wave only, too, unless so few lack a wave that the estimate would tell their "
        f"answers. {found} (@tbl-all-data).\n"
    )


def added(told: Told, instrument: Instrument) -> bool:
    """Whether the model counts people on any behaviour whom the planned comparison, of both waves, does not."""
    return any(
        _known(told, mixed := f"behaviour.{each.id}.mixed.n") and told.value(mixed) > told.value(f"behaviour.{each.id}.n")
        for each in instrument.behaviours
    )


def lost(told: Told, instrument: Instrument) -> str:
    """Whether those lost had started lower or higher, and what it would take to overturn the change."""
    if held_back(told):
        return f"{HELD_BACK.capitalize()}, so nobody is counted as lost yet.\n"
    counts = [int(told.value(f"attrition.{each.id}.lost.n") or 0) for each in instrument.behaviours]
    if not any(counts):
        if not any(told.value(id) for each in instrument.behaviours if told.has(id := f"attrition.{each.id}.stayed.n")):
            return "Nobody has both a start and an end score yet, so nobody can be said to be lost.\n"
        return "Nobody with a start score is without an end score.\n"
    return f"{_started(told, instrument)} {_tipped(told, instrument)}\n"


def groups(told: Told, instrument: Instrument) -> tuple[str, str]:
    """Heading and sentences on cohorts and organisations: whether all changed alike, and which of them were compared."""
    compared = {
        level: [each for each in instrument.behaviours if _known(told, f"behaviour.{each.id}.{level}.f")]
        for level in ("cohort", "organisation")
    }
    words = [_alike(told, level, behaviours) for level, behaviours in compared.items() if behaviours]
    heading = join([f"{level}s" for level, behaviours in compared.items() if behaviours] or ["cohorts"])
    return heading.capitalize(), " ".join([*words, "This is exploratory, and no p is adjusted."]) + "\n" if words else ""


def refused(levels: list[dict[str, Any]], names: dict[str, str]) -> str:
    """The behaviours on which the cohorts are not compared, by reason; empty where all are, or there are no cohorts."""
    by_reason: dict[str, list[str]] = {}
    for row in levels:
        if row["level"] == "cohort" and not row["estimable"]:
            by_reason.setdefault(row["reason"], []).append(row["behaviour"])
    everywhere = bool(by_reason) and not any(row["level"] == "cohort" and row["estimable"] for row in levels)
    told = []
    for reason, behaviours in by_reason.items():
        where = (
            "any behaviour"
            if everywhere and len(by_reason) == 1
            else join([escape(names[each]) for each in names if each in behaviours])
        )
        told.append(f"The cohorts are not compared on {where}: {escape(reason)}.")
    return " ".join(told)


def _alike(told: Told, level: str, behaviours: list[Behaviour]) -> str:
    unlike = [each for each in behaviours if told.value(f"behaviour.{each.id}.{level}.p") < UNLIKE]
    if not unlike:
        return f"On no behaviour did the {level}s change clearly unlike each other (@tbl-levels)."
    shown = [f"{escape(each.name)} (p {told.show(f'behaviour.{each.id}.{level}.p')})" for each in unlike]
    return f"The {level}s changed unlike each other on {join(shown)} (@tbl-levels)."


def _started(told: Told, instrument: Instrument) -> str:
    sides = {each.id: _side(told, f"attrition.{each.id}") for each in instrument.behaviours}
    if not any(sides.values()):
        return "Whether those who were lost had started differently cannot be said (@tbl-attrition)."
    parts = []
    for side, word in (("below", "lower"), ("above", "higher")):
        found = [each for each in instrument.behaviours if sides[each.id] == side]
        if found:
            shown = [f"{escape(each.name)} ({told.show(f'attrition.{each.id}.difference')})" for each in found]
            parts.append(f"{word} on {join(shown)}")
    if not parts:
        return "Those who were lost had not started clearly lower or higher on any behaviour (@tbl-attrition)."
    return f"Those who were lost had started {join(parts)}, in standard deviations (@tbl-attrition)."


def _tipped(told: Told, instrument: Instrument) -> str:
    shifts = {each.id: told.value(f"behaviour.{each.id}.tipping.shift") for each in instrument.behaviours}
    known = [each for each in instrument.behaviours if _is_number(shifts[each.id])]
    if not known:
        return "No shift of the scores filled in for them would change a result (@tbl-missing)."
    nearest = min(known, key=lambda each: abs(float(shifts[each.id])))
    return (
        "Their end scores were filled in many times from people like them (imputed). The result most easily overturned is that "
        f"of {escape(nearest.name)}: its interval would touch zero if all scores filled in were shifted by "
        f"{told.show(f'behaviour.{nearest.id}.tipping.shift')} scale points (@tbl-missing)."
    )


def _named(told: Told, behaviours: list[Behaviour], what: str) -> str:
    return join([f"{escape(each.name)} ({told.show(f'behaviour.{each.id}.{what}.mean')})" for each in behaviours])


def _side(told: Told, id: str) -> str:
    """Where the interval lies: above, below or across zero; empty where there is none."""
    if not (_known(told, f"{id}.low") and _known(told, f"{id}.high")):
        return ""
    low, high = float(told.value(f"{id}.low")), float(told.value(f"{id}.high"))
    return "above" if low > 0 else "below" if high < 0 else "across"


def _known(told: Told, id: str) -> bool:
    return told.has(id) and _is_number(told.value(id))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
