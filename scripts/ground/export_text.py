"""The text of a document as coders receive it: one definition for the export, the demo and the way back.

Turns in order, each one paragraph; spoken turns begin with `Interviewer: ` or the speaker's pseudonym, written ones bear no
label. Paragraphs are parted by a blank line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

# kinds of documents whose turns have no speaker
WRITTEN = ("reflections", "open_answer", "comment", "project")
BETWEEN = "\n\n"


class TurnPlace(NamedTuple):
    """Where the text of a turn, without its label, stands in the exported text."""

    turn: int
    start: int
    end: int


def export_text(turns: Iterable[dict[str, Any]]) -> tuple[str, list[TurnPlace]]:
    """The text of one document's turns (rows with turn, part, speaker, text) and the place of each turn in it."""
    pieces, places, length = [], [], 0
    for turn in sorted(turns, key=lambda turn: turn["turn"]):
        label = _label(turn)
        start = length + len(label)
        places.append(TurnPlace(turn["turn"], start, start + len(turn["text"])))
        pieces.append(label + turn["text"])
        length = places[-1].end + len(BETWEEN)
    return BETWEEN.join(pieces), places


def _label(turn: dict[str, Any]) -> str:
    if turn["part"] == "interviewer":
        return "Interviewer: "
    return f"{turn['speaker']}: " if turn["speaker"] else ""
