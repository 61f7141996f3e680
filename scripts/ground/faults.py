"""Errors a person can cause, phrased for a researcher: what is wrong, where, and what to do.

A fault never carries the content of a free-text cell, a name or a key.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any


class Fault(Exception):
    """One thing that a person can put right."""

    def __init__(self, what: str, *, where: str, remedy: str) -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what)

    def __reduce__(self) -> tuple[Any, ...]:
        # exceptions with named parameters do not pass from one process to another by themselves
        return partial(type(self), self.what, where=self.where, remedy=self.remedy), ()

    def __str__(self) -> str:
        return f"{self.what}\n  where: {self.where}\n  to do: {self.remedy}"


class ConfigFault(Fault):
    """A config file that is missing, unreadable or says something impossible."""


class MissingInput(Fault):
    """A declared raw source has no file."""


class UnreadableFile(Fault):
    """A raw file that is empty, of the wrong kind or damaged."""


class MissingColumn(Fault):
    """A raw table without a column that `sources.yaml` names."""


class KeyFault(Fault):
    """The pseudonym key is missing, weak, exposed or not this study's."""


class StudyFault(Fault):
    """The study folder is not fit to hold personal data."""


class TooManyErrors(Fault):
    """Validation found more errors than the study allows."""


class LeakFault(Fault):
    """The leak gate found something that must not be published."""


class RenderFault(Fault):
    """The report cannot be assembled or rendered as its sources say."""


class EvidenceFault(Fault):
    """An evidence id that is unknown or defined twice."""


class TableFault(Fault):
    """A table that does not keep its declared columns (a defect of ours or an edited file)."""


class Faults(Exception):
    """Several faults, told at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(f"{len(self.faults)} faults")

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def raise_all(faults: list[Fault]) -> None:
    """Raise what was gathered, if anything."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise Faults(faults)
