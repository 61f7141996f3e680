"""WebVTT transcripts as Teams (`<v Name>text</v>`) and Zoom (`Name: text`) write them, and SRT subtitles in their place.

- Several voices in one cue, classes and entities in voice tags, names with commas, voices left open. A voice without a name is
  the `unnamed speaker`; where no voice has one, nobody's words can be told.
- Blocks of notes, styles and regions, the header and the ids of cues are no speech; notes are counted. A block without a time
  goes on with the cue above it: a cue may hold a blank line.
- The row of a turn is the line on which its first words stand.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from scripts.ground.findings import Finding
from scripts.ground.raw import RawFile
from scripts.ingest.cells import fold
from scripts.ingest.files import VTT, found_kind, require_kind
from scripts.ingest.plain_text import text_and_notes, text_lines
from scripts.ingest.speech import Piece, Speech, clock, joined, speech

UNNAMED = "unnamed speaker"
CUE_TIME = r"(?:\d{1,6}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
TIMING = re.compile(rf"\s{{0,9}}(?P<before>-?)(?P<start>{CUE_TIME})\s{{0,9}}-->\s{{0,9}}-?{CUE_TIME}(?:\s|$)")
CUE_ID = re.compile(r"\d{1,9}|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}(?:/\d{1,9}-\d{1,9})?")
BLOCK_OF_NO_SPEECH = re.compile(r"(?P<kind>NOTE|STYLE|REGION)(?:\s|$)")
NOTE_IN_A_CUE = re.compile(r"NOTE (?:Confidence|duration|language|recognizability):")
VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s(?P<name>[^<>]*))?>", re.IGNORECASE)
# Only the tags of the standard: what else stands in angle brackets (<unclear>) is a transcriber's.
TAG = re.compile(r"</?(?:c|i|b|u|v|lang|ruby|rt|font)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>|<\d{1,3}:[\d:.]{2,12}>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")


class Transcript(NamedTuple):
    """What a VTT file says, whether it has a WebVTT header, what it holds besides speech, and notes on its encoding."""

    speech: Speech
    has_header: bool
    left_out: Counter[str]
    notes: list[Finding]


def vtt(file: RawFile, declared: Iterable[str]) -> Transcript:
    """Turns of a WebVTT transcript; subtitles without the WebVTT header are read the same way."""
    text, notes = text_and_notes(file, VTT)
    lines = text_lines(text)
    has_header = found_kind(file) == VTT
    if not has_header and not any(TIMING.match(line) for line in lines):
        require_kind(file, VTT)
    cues, left_out = _cues(lines)
    return Transcript(_speech(cues, declared), has_header, left_out, notes)


@dataclass
class _Cue:
    """The lines of a cue as they stand, each with its number."""

    start: str
    lines: list[tuple[int, str]] = field(default_factory=list)


def _speech(cues: list[_Cue], declared: Iterable[str]) -> Speech:
    voices = [piece for cue in cues for piece in _voices(cue)]
    names = {piece.speaker for piece in voices} - {""}
    if names - {UNNAMED}:
        return joined(voices)
    if names:
        return Speech([], len(voices))
    return speech([piece for cue in cues for piece in _lines(cue)], declared)


def _cues(lines: list[str]) -> tuple[list[_Cue], Counter[str]]:
    """Cues with their text still tagged; ids are dropped, notes and the like counted."""
    cues: list[_Cue] = []
    left_out: Counter[str] = Counter()
    block: list[tuple[int, str]] = []
    is_under_time = False
    for number, line in enumerate([*lines, ""], start=1):
        timing = TIMING.match(line)
        if not timing and line.strip():
            block.append((number, line))
            continue
        if timing and block and (CUE_ID.fullmatch(block[-1][1].strip()) or (len(block) == 1 and not is_under_time)):
            block.pop()
        _place(block, is_under_time, cues, left_out)
        block = []
        if timing:
            cues.append(_Cue("00:00:00" if timing["before"] else clock(timing["start"])))
        is_under_time = bool(timing)
    return cues, left_out


def _place(block: list[tuple[int, str]], is_under_time: bool, cues: list[_Cue], left_out: Counter[str]) -> None:
    """Give the lines of a block to the cue they belong to, or count them."""
    if not block:
        return
    no_speech = BLOCK_OF_NO_SPEECH.match(block[0][1])
    if no_speech and not is_under_time:
        left_out[f"{no_speech['kind'].casefold()} blocks"] += 1
    elif cues:
        cues[-1].lines += [(number, line) for number, line in block if not NOTE_IN_A_CUE.match(line)]
    elif not block[0][1].lstrip("\ufeff").startswith("WEBVTT"):
        left_out["lines before the first cue"] += len(block)


def _voices(cue: _Cue) -> list[Piece]:
    """One piece for each voice in a cue; words before the first voice tag have no speaker."""
    text = "\n".join(line for _, line in cue.lines)
    pieces: list[Piece] = []
    at, speaker, counted, place = 0, "", 0, 0
    for match in [*VOICE.finditer(text), None]:
        end = match.start() if match else len(text)
        words = _plain(text[at:end])
        if words:
            first = at + len(text[at:end]) - len(text[at:end].lstrip())
            place, counted = place + text.count("\n", counted, first), first
            pieces.append(Piece(cue.lines[place][0], words, cue.start, speaker))
        if match:
            at, speaker = match.end(), fold(_unescaped(match["name"] or "")) or UNNAMED
    return pieces


def _lines(cue: _Cue) -> list[Piece]:
    """One piece for each line of a cue: several people may speak in it, each on a line."""
    return [Piece(number, words, cue.start) for number, line in cue.lines if (words := _plain(line))]


def _plain(text: str) -> str:
    return fold(_unescaped(TAG.sub("", text)))


def _unescaped(text: str) -> str:
    return ENTITY.sub(lambda match: html.unescape(match[0]), text)
