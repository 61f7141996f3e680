"""Who says what in a transcript: speaker labels told from speech, lines and cues joined into turns.

- A label stands at the start of a cue or line: `Name: text`, `[Name] text`, or a header line `Name   m:ss`.
- It is short, every word of it is capitalised, and it either recurs or is declared. A single word that is also used in lower case
  ("look", "so") must recur far more often: speech has colons too.
- Consecutive pieces of one speaker are one turn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from scripts.ingest.cells import fold, likeness

LONGEST_LABEL = 48
MOST_WORDS = 6
RECURS = 2
# How often, and in which share of all cues, a word of ordinary speech must open a cue before it is believed to be a name.
COMMON_WORD_RECURS = 3
COMMON_WORD_SHARE = 0.1
PARTICLES = frozenset(
    ("de", "da", "di", "del", "della", "dos", "van", "von", "der", "den", "ten", "ter", "la", "le", "bin", "al", "y")
)
SOUNDS = frozenset(
    ("laughter", "laughs", "inaudible", "unclear", "pause", "crosstalk", "silence", "music", "applause", "redacted")
)

TIME = r"\d{1,2}:\d{2}(?::\d{2})?"
TIME_BEFORE = rf"(?:[\[(]?(?P<before>{TIME})(?:[.,]\d{{1,3}})?[\])]?\s+)?"
INLINE = re.compile(rf"{TIME_BEFORE}(?P<label>[^:\[\]]{{1,48}}?)\s*(?:[\[(](?P<time>{TIME})[\])])?\s*:(?!//)\s*(?P<rest>.*)")
BRACKETED = re.compile(rf"{TIME_BEFORE}\[(?P<label>[^\[\]\d:][^\[\]:]{{0,47}})\]\s*:?\s*(?P<rest>.*)")
HEADER = re.compile(rf"(?P<label>\S.{{0,47}}?)\s+(?P<time>{TIME})")
# Word's own transcripts
HEADER_TIME_FIRST = re.compile(rf"(?P<time>{TIME})\s+(?P<label>\S.{{0,47}})")


@dataclass(frozen=True)
class Piece:
    """A cue or line as it stands: where it begins, when, who (if the format says) and what."""

    row: int
    text: str
    start: str = ""
    speaker: str = ""


@dataclass(frozen=True)
class Speech:
    """The turns of a transcript, with the pieces before the first speaker and the labels that stood alone."""

    turns: list[Piece]
    unspoken: int
    once: int = 0


def speech(pieces: list[Piece], declared: Iterable[str]) -> Speech:
    """Turns of a transcript whose speakers stand in the text."""
    known = frozenset(likeness(label) for label in declared)
    for split in (_header, _inline, _bracketed):
        labels, once = _labels(pieces, split, known)
        if labels:
            told = [_with_speaker(piece, split, labels) for piece in pieces]
            return replace(joined(told), once=once)
    return Speech([], len(pieces))


def joined(pieces: list[Piece]) -> Speech:
    """Pieces with their speakers, joined into turns; a piece without speaker goes on with the turn before it."""
    turns: list[Piece] = []
    unspoken = 0
    for piece in pieces:
        goes_on = not piece.speaker or (turns and turns[-1].speaker == piece.speaker)
        if turns and goes_on:
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text} {piece.text}".strip())
        elif piece.speaker:
            turns.append(piece)
        else:
            unspoken += 1
    return Speech([turn for turn in turns if turn.text], unspoken)


def clock(time: str) -> str:
    """A time of a recording as hh:mm:ss; fractions are dropped."""
    parts = [int(part) for part in time.split(".")[0].split(",")[0].split(":")]
    hours, minutes, seconds = [0] * (3 - len(parts)) + parts
    return f"{hours:02}:{minutes:02}:{seconds:02}"


Split = Callable[[Piece], tuple[str, str, str] | None]


def _labels(pieces: list[Piece], split: Split, declared: frozenset[str]) -> tuple[frozenset[str], int]:
    """Labels to believe in, and how many pieces begin with a full name that stands only once."""
    candidates = [found[0] for piece in pieces if (found := split(piece))]
    counts = Counter(likeness(label) for label in candidates if _label_like(label) or likeness(label) in declared)
    spoken = frozenset(re.findall(r"\w+", " ".join(piece.text for piece in pieces)))
    believed = set()
    for label, count in counts.items():
        is_common = " " not in label and label in spoken
        enough = max(COMMON_WORD_RECURS, COMMON_WORD_SHARE * len(pieces)) if is_common else RECURS
        if label in declared or count >= enough:
            believed.add(label)
    once = sum(1 for label in counts if label not in believed and " " in label)
    return frozenset(believed), once


def _label_like(label: str) -> bool:
    bare = re.sub(r"\([^)]*\)", "", label).strip()
    words = bare.split()
    if not bare or len(bare) > LONGEST_LABEL or len(words) > MOST_WORDS or re.search(r"[!?;\"“”…]|\w{3}\.$", bare):
        return False
    if likeness(words[0]) in SOUNDS or not words[0][0].isalpha():
        return False
    return all(_capitalised(word) or word.casefold() in PARTICLES for word in words) and _capitalised(words[0])


def _capitalised(word: str) -> bool:
    first = word.lstrip("'’(")[:1]
    return first.isdigit() or (first.isalpha() and not first.islower())


def _with_speaker(piece: Piece, split: Split, labels: frozenset[str]) -> Piece:
    found = split(piece)
    if found is None or likeness(found[0]) not in labels:
        return piece
    label, time, rest = found
    return replace(piece, speaker=fold(label), start=piece.start or (clock(time) if time else ""), text=fold(rest))


def _header(piece: Piece) -> tuple[str, str, str] | None:
    """A line that is nothing but a name and a time."""
    match = HEADER.fullmatch(piece.text) or HEADER_TIME_FIRST.fullmatch(piece.text)
    return (fold(match["label"]), match["time"], "") if match else None


def _inline(piece: Piece) -> tuple[str, str, str] | None:
    match = INLINE.fullmatch(piece.text)
    return (fold(match["label"]), match["time"] or match["before"] or "", match["rest"]) if match else None


def _bracketed(piece: Piece) -> tuple[str, str, str] | None:
    match = BRACKETED.fullmatch(piece.text)
    return (fold(match["label"]), match["before"] or "", match["rest"]) if match else None
