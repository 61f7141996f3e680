"""WebVTT transcripts as Teams (`<v Name>text</v>`) and Zoom (`Name: text`) write them.

- Several voices in one cue, classes and entities in voice tags, names with commas; blocks of notes and styles are left out.
- The row of a turn is the line on which its first words stand.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from scripts.ground.raw import RawFile
from scripts.ingest.cells import fold
from scripts.ingest.files import VTT, read_text, require_kind
from scripts.ingest.plain_text import text_lines
from scripts.ingest.speech import Piece, Speech, clock, joined, speech

TIMING = re.compile(r"\s*(?P<start>(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s+-->\s+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+(?P<name>[^>]*)>")
TAG = re.compile(r"</?(?:[a-z]+(?:\.[^\s>]*)?(?:\s[^>]*)?|\d[\d:.]*)>")


def vtt(file: RawFile, declared: Iterable[str]) -> tuple[Speech, str]:
    """Turns of a WebVTT transcript, and its encoding."""
    require_kind(file, VTT)
    text, encoding = read_text(file)
    cues = _cues(text)
    voices = [piece for cue in cues for piece in _voices(cue)]
    if any(piece.speaker for piece in voices):
        return joined(voices), encoding
    return speech(voices, declared), encoding


def _cues(text: str) -> list[Piece]:
    """Cues with their text still tagged; cue ids, notes and styles are dropped."""
    cues: list[Piece] = []
    start, first, lines = "", 0, []
    for number, line in enumerate([*text_lines(text), ""], start=1):
        timing = TIMING.match(line)
        if timing or not line.strip():
            if lines:
                cues.append(Piece(first, "\n".join(lines), start))
            start, first, lines = (clock(timing["start"]) if timing else ""), 0, []
        elif start:
            first = first or number
            lines.append(line)
    return cues


def _voices(cue: Piece) -> list[Piece]:
    """One piece for each voice in a cue; words before the first voice tag have no speaker."""
    pieces: list[Piece] = []
    at, speaker, begins = 0, "", 0
    for match in [*VOICE.finditer(cue.text), None]:
        words = _plain(cue.text[at : match.start() if match else None])
        if words:
            row = cue.row + cue.text[:begins].count("\n")
            pieces.append(Piece(row, words, cue.start, speaker))
        if match:
            at, begins, speaker = match.end(), match.start(), fold(html.unescape(match["name"]))
    return pieces


def _plain(text: str) -> str:
    return fold(html.unescape(TAG.sub("", text)))
