"""Transcripts as Zoom hands them out: VTT with names inline and cues that break sentences."""

from __future__ import annotations

import random
from pathlib import Path

from scripts.demo.timing import PAUSE, clock, cut, seconds_of

WORDS = 11  # about so many a cue
OVERLAP = 0.2  # share of cues that begin before the one before has ended


def write_zoom_vtt(path: Path, spoken: list[tuple[str, str]], draw: random.Random) -> None:
    """Write several numbered cues a turn, each `Name: words`; numbering need not start at 1."""
    number, now, lines = draw.randint(1, 6), 1.2, ["WEBVTT", ""]
    for name, text in spoken:
        for piece in cut(text, -(-len(text.split()) // WORDS), draw):
            end = now + seconds_of(piece)
            lines += [str(number), f"{clock(now)} --> {clock(end)}", f"{name}: {piece}", ""]
            number, now = number + 1, end - 0.25 if draw.random() < OVERLAP else end + draw.uniform(0.05, PAUSE)
    path.write_text("\n".join(lines), encoding="utf-8", newline="\r\n")
