"""`instrument.yaml`: behaviours, items and scales of the self-assessment."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from scripts.ground.models.base import ConfigFile, Section, described


class Scale(Section):
    """The answer scale all items of the self-assessment share."""

    minimum: float = described("lowest possible answer")
    maximum: float = described("highest possible answer")
    low_label: str = described("what the lowest answer says")
    high_label: str = described("what the highest answer says")


class Behaviour(Section):
    """A leadership behaviour that is measured before and after."""

    id: str = described("short id, e.g. B3")
    name: str = described("short name")
    meaning: str = described("completes the sentence 'the leader ...'")


class Item(Section):
    """One question of the instrument."""

    id: str = described("short id, as `sources.yaml` names it")
    text: str = described("wording as respondents saw it")
    behaviour: str = described("behaviour the item belongs to; empty for another scale's item", "")
    scale: str = described("for items outside the behaviours: the scale it belongs to", "")
    keyed: Literal["positive", "negative"] = described("negative: agreement means less of the behaviour", "positive")
    about: str = described(
        "for a then-rating: the behaviour or item it looks back on; empty: the end of its id says so (then_B3, then_B3a)", ""
    )


class OtherScale(Section):
    """A further rating, e.g. knowledge or favourable feedback."""

    id: str = described("short id")
    name: str = described("name in sentences")
    kind: Literal["knowledge", "feedback", "then"] = described("what the ratings are about")
    favourable_from: float = described("answers at or above count as favourable", 4)


class Instrument(ConfigFile):
    """The file `instrument.yaml`."""

    scale: Scale
    behaviours: tuple[Behaviour, ...] = described("behaviours in the order of the tables", min_length=1)
    items: tuple[Item, ...] = described("all items", min_length=1)
    other_scales: tuple[OtherScale, ...] = described("scales beside the behaviours", ())
    answered_share: float = described("share of a behaviour's items that must be answered for a score", 0.5, gt=0, le=1)

    @model_validator(mode="after")
    def _items_belong(self) -> Instrument:
        behaviours = {each.id for each in self.behaviours}
        scales = {each.id for each in self.other_scales}
        for item in self.items:
            if (item.behaviour not in behaviours) == (item.scale not in scales):
                raise ValueError(f"item {item.id}: name either a behaviour or one of other_scales")
            if item.about and item.about not in behaviours | {each.id for each in self.items if each.behaviour}:
                raise ValueError(f"item {item.id}: about must name a behaviour or an item of one")
        empty = behaviours - {item.behaviour for item in self.items}
        if empty:
            raise ValueError(f"no item for behaviour {', '.join(sorted(empty))}")
        return self
