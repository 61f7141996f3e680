"""`redaction_decisions.csv` (optional): what people decided on doubtful words and hints at people; no original words."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import field_validator, model_validator

from scripts.ground.models.base import ConfigFile, Section, described

EVERYWHERE = "everywhere"
KINDS = ("person", "organisation", "place", "other")
PLACE = re.compile(r"p[0-9a-f]{8}")
PSEUDONYM = re.compile(r"[PO]\d+-[A-Z2-7]{10}")
LONGEST = 120


class RedactionDecision(Section):
    """One decision on a case of the review queue."""

    line: int = described("line in redaction_decisions.csv; not a column")
    item: str = described("the case, as the review and queue.csv call it, e.g. r3f9a01bc77de", pattern=r"^r[0-9a-f]{12}$")
    decision: Literal["keep", "mask", "alias", "generalise"] = described(
        "keep: it identifies nobody, the words stand; mask: they stay masked; alias: another name of somebody known; "
        "generalise: other words stand for them"
    )
    replacement: str = described(
        "mask: person, organisation, place, other or nothing; alias: a pseudonym, never a name; generalise: the new words", ""
    )
    scope: str = described("everywhere, or the places decided on as the review calls them, with blanks between", EVERYWHERE)
    decided_by: str = described("who decided", min_length=1)
    date: str = described("when", min_length=1)
    note: str = described("why, without names", "")

    @property
    def places(self) -> tuple[str, ...]:
        """The places it is confined to; none: it holds everywhere."""
        return () if self.scope == EVERYWHERE else tuple(self.scope.split())

    @field_validator("decision", "item", mode="before")
    @classmethod
    def _in_lower_case(cls, value: str) -> str:
        return value.lower()

    @field_validator("scope")
    @classmethod
    def _names_places(cls, value: str) -> str:
        known = value.lower() or EVERYWHERE
        if known != EVERYWHERE and not all(PLACE.fullmatch(each) for each in known.split()):
            raise ValueError("scope is neither `everywhere` nor a list of places such as p1a2b3c4d")
        return known

    @model_validator(mode="after")
    def _fits(self) -> RedactionDecision:
        given = self.replacement
        if self.decision == "keep" and given:
            raise ValueError("keep leaves the words as they are: it takes no replacement")
        if self.decision == "mask" and given and given not in KINDS:
            raise ValueError(f"mask takes as replacement {', '.join(KINDS)} or nothing")
        if self.decision == "alias" and not PSEUDONYM.fullmatch(given):
            raise ValueError("alias takes as replacement a pseudonym such as P1-7KQ2M4XN5A, never a name")
        if self.decision == "generalise" and not (given and len(given) <= LONGEST and given.isprintable() and "[" not in given):
            raise ValueError(f"generalise takes as replacement the new words: at most {LONGEST} characters, without brackets")
        return self


class RedactionDecisions(ConfigFile):
    """The file `redaction_decisions.csv`, one row a decision; its columns in any order."""

    decisions: tuple[RedactionDecision, ...] = described("the rows of the file", ())
