"""Score of each behaviour for every person and wave.

- turn reverse-keyed items round (minimum + maximum − answer)
- average the items answered; too few answered (`instrument.answered_share`) leaves the score empty
- while the study is interim only the first wave is scored, so that no outcome can be seen
- responses without a person are left out here: only the unpaired comparison uses them
- keep the raw row of each score, so that a result leads back to it
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from scripts.ground.columnwise import cells
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import SafeAnswers
from scripts.ground.schemas.quantitative import Scores


def scores(answers: Rows[SafeAnswers], instrument: Instrument, cohorts: Cohorts, running: Running) -> Rows[Scores]:
    """Scores in scale points, one row a person, wave and behaviour that has any row in the data."""
    return [row for row in score_responses(answers, instrument, cohorts, running) if row["pseudonym"]]


def score_responses(
    answers: list[dict[str, Any]], instrument: Instrument, cohorts: Cohorts, running: Running
) -> list[dict[str, Any]]:
    """Scores of every response in use; a nameless one has an empty pseudonym and is nobody's partner."""
    behaviour_of = {item.id: item.behaviour for item in instrument.items if item.behaviour}
    expected = _items_per_behaviour(instrument)
    reversed_items = {item.id for item in instrument.items if item.keyed == "negative"}
    waves = {wave.id for wave in (cohorts.waves[:1] if running.interim else cohorts.waves)}
    given: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for item, kind, wave, value, person, *place in cells(
        answers, "item", "kind", "wave", "value", "pseudonym", "source", "source_row"
    ):
        if item not in behaviour_of or kind != "survey" or wave not in waves:
            continue
        values = given[person or "", wave, behaviour_of[item], *place]
        if value is not None:
            values.append(_keyed(value, item in reversed_items, instrument))
    return [
        {
            "pseudonym": pseudonym,
            "wave": wave,
            "behaviour": behaviour,
            "score": _mean(values, expected[behaviour], instrument.answered_share),
            "answered": len(values),
            "items": expected[behaviour],
            "source": source,
            "source_row": row,
        }
        for (pseudonym, wave, behaviour, source, row), values in given.items()
    ]


def _items_per_behaviour(instrument: Instrument) -> dict[str, int]:
    return {each.id: sum(item.behaviour == each.id for item in instrument.items) for each in instrument.behaviours}


def _keyed(value: float, turned: bool, instrument: Instrument) -> float:
    return instrument.scale.minimum + instrument.scale.maximum - value if turned else value


def _mean(values: list[float], expected: int, share: float) -> float | None:
    return sum(values) / len(values) if values and len(values) >= share * expected else None
