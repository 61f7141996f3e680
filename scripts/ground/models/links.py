"""`links.csv` (optional): whose a row is, as a person decided where its id does not say."""

from __future__ import annotations

from scripts.ground.models.base import ConfigFile, Section, described


class Decision(Section):
    """One decision: a row of a raw file belongs to this person."""

    line: int = described("line in links.csv; not a column")
    source: str = described("raw file, e.g. survey_end:1", min_length=1)
    row: int = described("physical row in the raw file", ge=1)
    person: str = described("roster id, or the self-generated code of another wave; `nobody` leaves it unlinked", min_length=1)
    fingerprint: str = described("as link_candidates.csv prints it; by it a row that moved is noticed", "")
    decided_by: str = described("who decided", min_length=1)
    date: str = described("when", min_length=1)
    note: str = described("why, without names", "")


class Links(ConfigFile):
    """The file `links.csv`, one row a decision; its columns in any order."""

    decisions: tuple[Decision, ...] = described("the rows of the file", ())
