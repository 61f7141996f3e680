"""Sentences on the instrument and on single people's change: words by value, numbers by id."""

from __future__ import annotations

from scripts.ground.display import join
from scripts.ground.models.instrument import Behaviour, Instrument
from scripts.ground.models.study import Cohorts
from scripts.report.markdown import escape
from scripts.report.sentences_design import held_back
from scripts.report.told import Told
from scripts.report.verdict_words import HELD_BACK

# the usual rule of thumb (Nunnally 1978): below it a score says little about single people
ACCEPTABLE = 0.7


def reliability(told: Told, instrument: Instrument, cohorts: Cohorts) -> str:
    """How consistent the answers to the items of each behaviour are."""
    known = {
        (each.id, wave.id): told.value(id)
        for each in instrument.behaviours
        for wave in cohorts.waves
        if told.has(id := f"behaviour.{each.id}.reliability.{wave.id}.alpha") and told.value(id) is not None
    }
    single = [each for each in instrument.behaviours if sum(item.behaviour == each.id for item in instrument.items) == 1]
    lines = []
    if single:
        whose = "Every behaviour" if len(single) == len(instrument.behaviours) else _capital(join(_names(single)))
        were = "is" if len(single) in (1, len(instrument.behaviours)) else "are"
        lines.append(f"{whose} {were} measured by one item, so there is no internal consistency to report.")
    if known:
        lowest, highest = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
        low, high = (told.show(f"behaviour.{behaviour}.reliability.{wave}.alpha") for behaviour, wave in (lowest, highest))
        lay = f"lay between {low} and {high}" if known[lowest] < known[highest] else f"was {low}"
        lines.append(f"Cronbach's alpha says how far the items of a behaviour pull together; it {lay} (@tbl-reliability).")
        weak = [
            each for each in instrument.behaviours if any(known.get((each.id, wave.id), 1) < ACCEPTABLE for wave in cohorts.waves)
        ]
        if weak:
            lines.append(f"It is low for {join(_names(weak))}: read single people's scores there with care.")
    return " ".join(lines) + "\n" if lines else ""


def response_shift(told: Told, instrument: Instrument) -> str:
    """Whether people judge their start by another measure at the end."""
    asked = [each for each in instrument.behaviours if told.has(f"behaviour.{each.id}.shift.mean")]
    known = [each for each in asked if told.value(f"behaviour.{each.id}.shift.mean") is not None]
    if asked and held_back(told):
        return f"{HELD_BACK.capitalize()} (@tbl-shift).\n"
    if not known:
        return "The then-ratings are too few to say whether people now judge their start differently.\n" if asked else ""
    lower = [each for each in known if told.value(f"behaviour.{each.id}.shift.high") < 0]
    higher = [each for each in known if told.value(f"behaviour.{each.id}.shift.low") > 0]
    rest = [each for each in known if each not in lower and each not in higher]
    lines = []
    if lower:
        lines.append(
            f"Looking back, people rated their start lower than they had at the time on {_shifts(told, lower)}. "
            "The planned change may then be too small, because the measure had moved."
        )
    if higher:
        lines.append(
            f"Looking back, people rated their start higher than they had at the time on {_shifts(told, higher)}. "
            "The planned change may then be too large."
        )
    if rest:
        also = "On" if not lines else "No such shift can be told apart from none on"
        lines.append(f"{also} {join(_names(rest))}{', no shift can be told apart from none' if also == 'On' else ''}.")
    return " ".join([*lines, "The planned change stays that from start to end (@tbl-shift)."]) + "\n"


def scales(told: Told, instrument: Instrument) -> str:
    """How the ratings beside the behaviours moved, and whether behaviour moved with them; empty where none could be compared."""
    known = [each for each in instrument.other_scales if _known(told, f"scale.{each.id}.change.mean")]
    if not known:
        return ""
    lines, rose = [], []
    for each in known:
        id = f"scale.{each.id}.change"
        up, down = told.value(f"{id}.low") > 0, told.value(f"{id}.high") < 0
        ends = f"{told.show(f'{id}.low')} to {told.show(f'{id}.high')}"
        moved = "rose" if up else "fell" if down else "may have moved either way"
        lines.append(f"The ratings of {escape(each.name)} {moved} ({told.show(f'{id}.mean')}; {ends}).")
        rose += [each] if up else []
    behaviours = [told.value(f"verdict.behaviour.{each.id}.quantitative") for each in instrument.behaviours]
    if rose and "up" not in behaviours:
        lines.append("No behaviour rose with that by enough to matter.")
    return " ".join([*lines, "This is exploratory: no verdict rests on it (@tbl-scales)."]) + "\n"


def individual(told: Told, instrument: Instrument) -> str:
    """How many behaviours have more people up than down."""
    if held_back(told):
        return f"{HELD_BACK.capitalize()} (@tbl-ordinal).\n"
    hidden = [each for each in instrument.behaviours if told.hidden(f"behaviour.{each.id}.ordinal.difference")]
    about_hidden = (
        f"On {join(_names(hidden))} the counts are held back, because they would tell of few people.\n" if hidden else ""
    )
    known = [each for each in instrument.behaviours if _known(told, f"behaviour.{each.id}.ordinal.difference")]
    if not known:
        return about_hidden or "Too few people answered at both waves to count who went up and who went down.\n"
    up = [each for each in known if told.value(f"behaviour.{each.id}.ordinal.low") > 0]
    down = [each for each in known if told.value(f"behaviour.{each.id}.ordinal.high") < 0]
    if not up and not down:
        which = "On no behaviour" if not hidden else "On none of the other behaviours"
        outcome = f"{which} do the people who went up clearly outnumber those who went down, or the reverse (@tbl-ordinal).\n"
        return about_hidden + outcome
    parts = [
        f"more people went {word} than {other} on {join([_outnumbered(told, each) for each in found])}"
        for word, other, found in (("up", "down", up), ("down", "up", down))
        if found
    ]
    return f"{_capital('; '.join(parts))} (share up less share down; @tbl-ordinal).\n{about_hidden}"


def detectable(told: Told, instrument: Instrument) -> str:
    """What the people with both waves could have shown."""
    known = {each.id: told.value(id) for each in instrument.behaviours if _known(told, id := f"power.{each.id}.dz")}
    if not known:
        return ""
    worst = f"power.{max(known, key=lambda id: (known[id], -told.value(f'power.{id}.n')))}"
    several = f", or {told.show(f'{worst}.dz_bonferroni')} when all behaviours are tested together"
    return (
        f"With {told.show(f'{worst}.n')} people at both waves{_on_the_fewest(told, instrument, list(known))} a mean change of "
        f"{told.show(f'{worst}.dz')} standard deviations "
        f"could be detected{several if len(instrument.behaviours) > 1 else ''}; smaller changes may have gone unseen "
        "(@tbl-power).\n"
    )


def _on_the_fewest(told: Told, instrument: Instrument, known: list[str]) -> str:
    """Which behaviours have the fewest people, where they differ in it."""
    people = {id: told.value(f"power.{id}.n") for id in known}
    fewest = [each for each in instrument.behaviours if people.get(each.id) == min(people.values())]
    if len(fewest) == len(known):
        return ""
    return f" on {join(_names(fewest))} ({'the behaviour' if len(fewest) == 1 else 'the behaviours'} with the fewest)"


def _known(told: Told, id: str) -> bool:
    return told.has(id) and told.value(id) is not None


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _names(behaviours: list[Behaviour]) -> list[str]:
    return [escape(each.name) for each in behaviours]


def _shifts(told: Told, behaviours: list[Behaviour]) -> str:
    return join([f"{escape(each.name)} ({told.show(f'behaviour.{each.id}.shift.mean')})" for each in behaviours])


def _outnumbered(told: Told, behaviour: Behaviour) -> str:
    return f"{escape(behaviour.name)} ({told.show(f'behaviour.{behaviour.id}.ordinal.difference')})"
