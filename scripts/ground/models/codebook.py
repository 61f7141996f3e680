"""`codebook.yaml`: the codes two researchers give to the texts."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import model_validator

from scripts.ground.models.base import ConfigFile, Section, described


class Code(Section):
    """One code: what it means, when to use it, and what it says about aims and behaviours."""

    id: str = described("short id")
    name: str = described("name, as in the coding software")
    family: str = described("theme the code belongs to")
    definition: str = described("what the code means")
    use_when: str = described("when to use it", "")
    do_not_use_when: str = described("when not to use it", "")
    typical: str = described("a typical example", "")
    near_miss: str = described("an example that looks similar and is not meant", "")
    aims: tuple[str, ...] = described("aims the code bears on", ())
    behaviours: tuple[str, ...] = described("behaviours the code bears on", ())
    valence: Literal["supports", "neutral", "challenges"] = described("for or against what the programme hopes for")
    claim: Literal["change", "no change", "worse", "none"] = described(
        "what a passage with this code says about its aims and behaviours", "none"
    )
    parent: str = described("id of the code above, if nested", "")
    origin: Literal["a priori", "emergent"] = described("set before coding, or found in the texts", "a priori")
    retired_into: str = described("id of the code that replaced it, if retired", "")
    earlier_names: tuple[str, ...] = described("names it had before; a project that still uses one is understood", ())
    version: str = described("version of the codebook that gave the code its present form; empty: the first", "")
    date: dt.date | None = described("date of this form", None)


class Codebook(ConfigFile):
    """The file `codebook.yaml`."""

    version: str = described("version of the codebook")
    date: dt.date = described("date of this version")
    codes: tuple[Code, ...] = described("all codes")

    @model_validator(mode="after")
    def _ids_once(self) -> Codebook:
        ids = [code.id for code in self.codes]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            raise ValueError(f"code ids given twice: {', '.join(twice)}")
        return self

    @model_validator(mode="after")
    def _codes_named_exist(self) -> Codebook:
        ids = {code.id for code in self.codes}
        named = [(code.id, "parent", code.parent) for code in self.codes]
        named += [(code.id, "retired_into", code.retired_into) for code in self.codes]
        unknown = [f"code {id}: {key} names no code of this codebook" for id, key, name in named if name and name not in ids]
        if unknown:
            raise ValueError("; ".join(unknown))
        return self
