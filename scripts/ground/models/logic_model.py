"""`logic_model.yaml` (optional): the programme's theory of change and the evidence that bears on each element."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from pydantic import model_validator

from scripts.ground.models.base import ConfigFile, Section, described

# an id becomes part of evidence ids, and these of file names and variables
ID = re.compile(r"[A-Za-z0-9_]+")
EVERY_MODULE = "all"


class Element(Section):
    """A box of the logic model."""

    id: str = described("short id: letters, digits and _")
    stage: Literal["resources", "activities", "outputs", "impact"] = described("column of the model")
    name: str = described("what stands in the box")
    codes: tuple[str, ...] = described("codes that bear on it, those that speak against it too", ())
    families: tuple[str, ...] = described("families of codes that bear on it: all their codes", ())
    behaviours: tuple[str, ...] = described("behaviours that bear on it", ())
    aims: tuple[str, ...] = described("aims that bear on it", ())
    outcome_types: tuple[str, ...] = described("types of outcome, as the project log names them, that bear on it", ())
    modules: tuple[str, ...] = described("modules, as the sources name them, whose feedback bears on it; [all]: every module", ())


class LogicModel(ConfigFile):
    """The file `logic_model.yaml`."""

    elements: tuple[Element, ...] = described("elements in reading order", ())

    @model_validator(mode="after")
    def _ids_fit_evidence(self) -> LogicModel:
        counts = Counter(each.id for each in self.elements)
        wrong = [id for id, count in counts.items() if count > 1 or not ID.fullmatch(id)]
        if wrong:
            raise ValueError(f"ids must be letters, digits and _, each once: {', '.join(wrong)}")
        return self
