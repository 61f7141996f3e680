"""`instrument.yaml`: behaviours, items and scales of the self-assessment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from pydantic import model_validator

from scripts.ground.models.base import ConfigFile, Section, described, refuse_places

Wrong = Iterator[tuple[tuple[int | str, ...], str]]


class Scale(Section):
    """The answer scale all items of the self-assessment share."""

    minimum: float = described("lowest possible answer")
    maximum: float = described("highest possible answer")
    low_label: str = described("what the lowest answer says")
    high_label: str = described("what the highest answer says")

    @model_validator(mode="after")
    def _ordered(self) -> Scale:
        if not self.maximum > self.minimum:
            raise ValueError("maximum must be above minimum")
        return self


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
        refuse_places("Instrument", [*self._twice(), *self._misplaced()])
        return self

    def _twice(self) -> Wrong:
        for one, key in (("behaviour", "behaviours"), ("item", "items"), ("scale", "other_scales")):
            seen: set[str] = set()
            for at, each in enumerate(getattr(self, key)):
                if each.id in seen:
                    yield (key, at, "id"), f"{one} id {each.id} stands twice; give each its own"
                seen.add(each.id)

    def _misplaced(self) -> Wrong:
        """Items that belong nowhere, and behaviours without one, unless an unknown name may have meant them."""
        known = {"behaviour": [each.id for each in self.behaviours], "scale": [each.id for each in self.other_scales]}
        counts = Counter(item.behaviour for item in self.items)
        for at, item in enumerate(self.items):
            unknown = [key for key, ids in known.items() if getattr(item, key) and getattr(item, key) not in ids]
            for key in unknown:
                there = f"there is: {', '.join(known[key])}" if known[key] else f"there is no {key} at all"
                yield ("items", at, key), f"item {item.id}: there is no {key} “{getattr(item, key)}”; {there}"
            if not unknown and bool(item.behaviour) == bool(item.scale):
                yield ("items", at), f"item {item.id}: name either a behaviour or one of other_scales"
            if item.about and item.about not in {*known["behaviour"], *(each.id for each in self.items if each.behaviour)}:
                yield ("items", at, "about"), f"item {item.id}: about must name a behaviour or an item of one"
        if counts.keys() - {"", *known["behaviour"]}:
            return
        for at, id in enumerate(known["behaviour"]):
            if not counts[id]:
                yield ("behaviours", at), f"no item for behaviour {id}"
