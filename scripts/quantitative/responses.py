"""What each person answered at each wave, item by item and as scores, for behaviours and for the other scales alike.

- an instrument per level: the behaviours as they are, and the knowledge scales in the place of behaviours, so that both go
  through the same scoring (scores.py)
- then-ratings in the place of the behaviour they look back on
- item answers with reversed items turned, so that a higher answer is always more of the behaviour
- while the study is interim only the first wave is there
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from scripts.ground.columnwise import cells
from scripts.ground.models.instrument import Behaviour, Instrument, Item
from scripts.ground.models.study import Cohorts, Running
from scripts.quantitative.scores import score_responses

Row = dict[str, Any]
Place = tuple[str, int]


@dataclass(frozen=True)
class Level:
    """Behaviours or scales: what they are called in ids, and the instrument that scores them."""

    name: str
    instrument: Instrument

    def items(self, measure: str) -> list[str]:
        return [item.id for item in self.instrument.items if item.behaviour == measure]

    @property
    def measures(self) -> list[str]:
        return [each.id for each in self.instrument.behaviours]


def levels(instrument: Instrument) -> list[Level]:
    """The behaviours, and the knowledge scales that have items."""
    asked = {item.scale for item in instrument.items}
    knowledge = [each for each in instrument.other_scales if each.kind == "knowledge" and each.id in asked]
    stood_in = [Behaviour(id=each.id, name=each.name, meaning=each.name) for each in knowledge]
    scales = _instead(instrument, stood_in, {item.id: item.scale for item in instrument.items if item.scale})
    return [Level("behaviour", instrument), Level("scale", scales)]


def then_ratings(instrument: Instrument) -> Instrument:
    """The then-ratings in the place of the behaviours they look back on."""
    return _instead(instrument, list(instrument.behaviours), looks_back_on(instrument))


def looks_back_on(instrument: Instrument) -> dict[str, str]:
    """Behaviour of each then-rating, as declared or as its id ends; one that names none is left out."""
    then = {scale.id for scale in instrument.other_scales if scale.kind == "then"}
    targets = {item.id: _target(item, instrument) for item in instrument.items if item.scale in then}
    behaviour_of = {item.id: item.behaviour for item in instrument.items} | {each.id: each.id for each in instrument.behaviours}
    return {item: behaviour_of[target] for item, target in targets.items() if target}


def asks_every_item(instrument: Instrument, behaviour: str) -> bool:
    """Whether the then-ratings of a behaviour repeat each of its items."""
    asked = {_target(item, instrument) for item in instrument.items if looks_back_on(instrument).get(item.id) == behaviour}
    items = {item.id for item in instrument.items if item.behaviour == behaviour}
    return items <= asked or (len(items) == 1 and bool(asked))


def item_answers(
    answers: list[Row], instrument: Instrument, cohorts: Cohorts, running: Running
) -> dict[str, dict[Place, dict[str, float]]]:
    """Answers to the items of a level by wave and response: nameless responses too, missing answers left out."""
    turned = {item.id: item.keyed == "negative" for item in instrument.items if item.behaviour}
    ends = instrument.scale.minimum + instrument.scale.maximum
    waves = cohorts.waves[:1] if running.interim else cohorts.waves
    given: dict[str, dict[Place, dict[str, float]]] = {wave.id: defaultdict(dict) for wave in waves}
    for item, kind, wave, value, source, source_row in cells(answers, "item", "kind", "wave", "value", "source", "source_row"):
        if item in turned and kind == "survey" and wave in given and value is not None:
            given[wave][source, source_row][item] = ends - value if turned[item] else value
    # in one order, so that sums round alike however the rows came
    return {wave: dict(sorted(responses.items())) for wave, responses in given.items()}


def item_scores(answers: list[Row], instrument: Instrument, cohorts: Cohorts, running: Running) -> list[Row]:
    """Every item of a level as a measure of its own, in the form of scores."""
    items = [item for item in instrument.items if item.behaviour]
    alone = _instead(
        instrument,
        [Behaviour(id=item.id, name=item.id, meaning=item.text) for item in items],
        {item.id: item.id for item in items},
    )
    return score_people(answers, alone, cohorts, running)


def score_people(answers: list[Row], instrument: Instrument, cohorts: Cohorts, running: Running) -> list[Row]:
    """Scores of people known by name; responses without a person have no partner in the other wave."""
    return [row for row in score_responses(answers, instrument, cohorts, running) if row["pseudonym"]]


def _instead(instrument: Instrument, behaviours: list[Behaviour], measure_of: dict[str, str]) -> Instrument:
    """The instrument with other measures in the place of its behaviours."""
    known = {each.id for each in behaviours}
    items = tuple(
        item.model_copy(update={"behaviour": measure_of[item.id], "scale": ""})
        for item in instrument.items
        if measure_of.get(item.id) in known
    )
    return instrument.model_copy(update={"behaviours": tuple(behaviours), "items": items})


def _target(item: Item, instrument: Instrument) -> str:
    """The longest id of a behaviour or item that the then-rating's id ends in, after a sign that is no letter or digit."""
    if item.about:
        return item.about
    ids = {each.id for each in instrument.behaviours} | {each.id for each in instrument.items if each.behaviour}
    fitting = [id for id in ids if item.id.endswith(id) and not item.id.removesuffix(id)[-1:].isalnum() and item.id != id]
    return max(fitting, key=len, default="")
