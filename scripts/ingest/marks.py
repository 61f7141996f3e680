"""Lines of a transcript that nobody said: times of the recording, numbers of cues, notices of the program that wrote it.

- A line with a span of time, and a number right above it, are a cue's head. Lone times are marks when there are several and they
  never go back; a single one may be what somebody said.
- "Name started transcription" and the like are notices.
- A saved chat is no transcript.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from scripts.ingest.labels import HEAD, TIME, TO, label_like
from scripts.ingest.speech import Piece, clock

SPAN = re.compile(rf"-?(?P<start>{TIME})\s{{0,9}}-->\s{{0,9}}-?{TIME}(?:\s.{{0,80}})?|[\[(](?P<bracketed>{TIME}){TO}{TIME}[\])]")
LONE_TIME = re.compile(rf"[\[(]?(?P<time>{TIME})[\])]?")
NUMBER = re.compile(r"\d{1,6}")
NOTICE = re.compile(r"(?P<name>.{1,80}?) (?:started|stopped) transcription\.?|Transcribed by https?://\S{1,60}")
CHAT = re.compile(rf"{TIME}\s{{1,9}}From\s.{{1,80}}?:")
CHAT_LINES = 2


def spoken_lines(lines: list[Piece]) -> tuple[list[Piece], Counter[str]]:
    """The lines that may be speech, with the time of the mark above them, and how many of each other kind there were."""
    left_out: Counter[str] = Counter()
    lone_times_are_marks = _ascending([time for line in lines if (time := _lone_time(line.text))])
    kept: list[Piece] = []
    time = ""
    for place, line in enumerate(lines):
        mark = _span_start(line.text) or (_lone_time(line.text) if lone_times_are_marks else "")
        if mark:
            time = clock(mark)
            left_out["time marks"] += 1
        elif NUMBER.fullmatch(line.text) and place + 1 < len(lines) and _span_start(lines[place + 1].text):
            left_out["cue numbers"] += 1
        elif _is_notice(line.text):
            left_out["notices of the program"] += 1
        else:
            kept.append(replace(line, start=line.start or time, is_below_time=bool(time)))
            time = ""
    return kept, left_out


def is_chat(lines: list[Piece]) -> bool:
    """Whether the lines are a saved chat."""
    return sum(bool(CHAT.match(line.text[:HEAD])) for line in lines) >= CHAT_LINES


def _span_start(text: str) -> str:
    match = SPAN.fullmatch(text) if len(text) <= HEAD else None
    return (match["start"] or match["bracketed"]) if match else ""


def _lone_time(text: str) -> str:
    match = LONE_TIME.fullmatch(text) if len(text) <= HEAD else None
    return match["time"] if match else ""


def _ascending(times: list[str]) -> bool:
    clocks = [tuple(int(part) for part in clock(time).split(":")) for time in times]
    return len(clocks) > 1 and all(before <= after for before, after in pairwise(clocks))


def _is_notice(text: str) -> bool:
    match = NOTICE.fullmatch(text) if len(text) <= HEAD else None
    return match is not None and (match["name"] is None or label_like(match["name"]))
