"""`logic_model.yaml`: the programme's theory of change and the evidence that bears on each element."""

from __future__ import annotations

from typing import Literal

from scripts.ground.models.base import ConfigFile, Section, described


class Element(Section):
    """A box of the logic model."""

    id: str = described("short id")
    stage: Literal["resources", "activities", "outputs", "impact"] = described("column of the model")
    name: str = described("what stands in the box")
    codes: tuple[str, ...] = described("codes that bear on it", ())
    behaviours: tuple[str, ...] = described("behaviours that bear on it", ())
    aims: tuple[str, ...] = described("aims that bear on it", ())


class LogicModel(ConfigFile):
    """The file `logic_model.yaml`."""

    elements: tuple[Element, ...] = described("elements in reading order")
