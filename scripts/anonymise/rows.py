"""Rows that say by an id, or a self-generated code, whose they are."""

from __future__ import annotations

from typing import Any, NamedTuple

USED, DUPLICATE = "used", "duplicate"
ROSTER, EACH_OTHER = "roster", "each other"
# the kinds of which a person may answer one survey once
RESPONSES = ("survey", "feedback")
MAY_BE_NAMELESS = ("feedback", "focus_group")
# transcripts and reflections stand for themselves; other texts share the standing of the row they come from
OWN_STANDING = ("interviews", "reflections", "focus_group")

Row = dict[str, Any]
Place = tuple[str, int]


class Typed(NamedTuple):
    """A row, what it says of its person, and what ingestion made of it."""

    source: str
    source_row: int
    kind: str
    wave: str
    person: str
    standing: str
    reason: str
    module: str = ""
    recorded: str = ""
    linked_to: str = ROSTER

    @property
    def place(self) -> Place:
        return self.source, self.source_row

    @property
    def survey(self) -> tuple[str, str, str]:
        """What a person answers once."""
        return self.kind, self.wave, self.module


def typed_rows(responses: list[Row], documents: list[Row], projects: list[Row], attendance: list[Row]) -> list[Typed]:
    """Everything that belongs to a person, each raw row once."""
    typed = [
        Typed(
            row["source"], row["source_row"], row["kind"], row["wave"] or "", row["person"] or "", row["standing"],
            row["reason"] or "", row["module"] or "", row["recorded"] or "", row["linked_to"] or ROSTER,
        )
        for row in responses
    ]  # fmt: skip
    texts = [("", row) for row in documents if row["kind"] in OWN_STANDING]
    for kind, row in [*texts, *(("projects", row) for row in projects), *(("attendance", row) for row in attendance)]:
        typed.append(Typed(row["source"], row["source_row"], kind or row["kind"], "", row["person"] or "", USED, ""))
    return list({each.place: each for each in reversed(typed)}.values())[::-1]
