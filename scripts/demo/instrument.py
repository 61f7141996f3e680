"""The questions as respondents see them, from the study's own `config/instrument.yaml`."""

from __future__ import annotations

from functools import cache

import yaml

from scripts.demo.truth import HERE
from scripts.ground.models.instrument import Instrument, Item

STUDY = HERE.parents[1]


@cache
def instrument() -> Instrument:
    """The embedded study's instrument."""
    return Instrument.model_validate(yaml.safe_load((STUDY / "config/instrument.yaml").read_text(encoding="utf-8")))


def behaviour_items() -> list[Item]:
    """Items of the behaviours, in the order of the questionnaire."""
    return [item for item in instrument().items if item.behaviour]


def items_about(kind: str) -> list[Item]:
    """Items of the other scales of a kind: knowledge, feedback or then."""
    scales = {scale.id for scale in instrument().other_scales if scale.kind == kind}
    return [item for item in instrument().items if item.scale in scales]
