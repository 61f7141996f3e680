"""Transcripts as Microsoft Teams hands them out: VTT with voice tags, or DOCX."""

from __future__ import annotations

import random
import uuid
from html import escape
from pathlib import Path

from scripts.demo.docx import deleted, inserted, run, write_docx
from scripts.demo.timing import PAUSE, clock, cut, seconds_of

SHARED_TURN = 4  # the answer that starts in the same cue as the end of its question

Voices = list[tuple[str, str]]


def write_teams_vtt(path: Path, spoken: Voices, draw: random.Random) -> None:
    """Write two or three cues a turn; one cue holds two voices."""
    session, now, lines = uuid.UUID(int=draw.getrandbits(128), version=4), 2.4, ["WEBVTT", ""]
    for number, voices in enumerate(_cues(spoken, draw), start=8):
        end = now + sum(seconds_of(text) for _, text in voices)
        lines += [f"{session}/{number}-{draw.randint(0, 3)}", f"{clock(now)} --> {clock(end)}"]
        # Teams writes & and apostrophes as entities
        lines += [f"<v {name}>{escape(text)}</v>" for name, text in voices] + [""]
        now = end + draw.uniform(0.1, PAUSE)
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def write_teams_docx(path: Path, spoken: Voices, researcher: str, *, tracked: bool) -> None:
    """Write a title, then a line `Name   m:ss` and a paragraph for each turn."""
    now, paragraphs = 3.0, []
    for number, (name, text) in enumerate(spoken):
        paragraphs.append(run(f"{name}   {int(now) // 60}:{int(now) % 60:02}"))
        corrected = tracked and number == SHARED_TURN + 1
        paragraphs.append(_corrected(text, researcher) if corrected else run(text))
        now += seconds_of(text) + PAUSE
    write_docx(path, "Interview transcript", paragraphs, author=researcher)


def _cues(spoken: Voices, draw: random.Random) -> list[Voices]:
    cues: list[Voices] = []
    for number, (name, text) in enumerate(spoken):
        pieces = cut(text, 1 if len(text.split()) < 14 else draw.randint(2, 3), draw)
        if number == SHARED_TURN + 1:
            cues[-1].append((name, pieces.pop(0)))
        cues += [[(name, piece)] for piece in pieces]
    return cues


def _corrected(text: str, researcher: str) -> str:
    """The researcher corrected the automatic transcript with tracked changes on."""
    first, second, rest = text.split(" ", 2)
    return run(f"{first} ") + deleted("erm, ", researcher) + inserted(f"{second} ", researcher) + run(rest)
