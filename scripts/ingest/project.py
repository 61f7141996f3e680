"""What every coding program's export becomes: texts with coded selections, and everything else it says, by kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scripts.ground.findings import Finding

# where neither the export nor the declaration says who coded
UNKNOWN_CODER = "unknown"


@dataclass(frozen=True)
class Selection:
    """A passage with one code by one coder; positions are code points of the text, or -1 where only the words are known."""

    number: int
    start: int
    end: int
    code: str
    coder: str
    quote: str = ""


@dataclass(frozen=True)
class TextSource:
    """A text of the project; None where the project does not hold it."""

    name: str
    text: str | None
    selections: tuple[Selection, ...]


@dataclass(frozen=True)
class CodeEntry:
    """A code of the project's codebook; `parent` is the name of the code or category above it."""

    name: str
    parent: str = ""
    description: str = ""
    is_codable: bool = True


@dataclass(frozen=True)
class Attribute:
    """One value of one variable of a case or document."""

    case: str
    variable: str
    value: str


@dataclass(frozen=True)
class Membership:
    """One member of a set, or one source of a case."""

    group: str
    kind: str  # set or case
    member: str
    member_kind: str  # code, source or case


@dataclass(frozen=True)
class Note:
    """A memo; `about` names what it is attached to, `kind` says of what kind that is (source, code, case, selection, project)."""

    name: str
    about: str
    kind: str
    text: str
    author: str = ""


@dataclass(frozen=True)
class Project:
    """What an export holds.

    `other_selections` counts codings that text cannot show, `losses` other codings that could not be read, both by kind;
    `left_out` counts what is no coding and no table holds.
    """

    sources: tuple[TextSource, ...]
    other_selections: Counter[str] = field(default_factory=Counter)
    uncoded: int = 0
    unknown_codes: int = 0
    ambiguous_codes: int = 0
    codes: tuple[CodeEntry, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    memberships: tuple[Membership, ...] = ()
    notes: tuple[Note, ...] = ()
    losses: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    findings: tuple[Finding, ...] = ()
