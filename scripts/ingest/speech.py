"""Who says what in a transcript: speaker labels told from speech, lines and cues joined into turns.

- A label stands at the start of a cue or line: `Name: text`, `[Name] text`, or a header line `Name   m:ss`.
- It is short, every word of it is capitalised, and it either recurs or is declared. A single word that is also used in lower case
  ("look", "so") must recur far more often: speech has colons too. A label with its own time mark need not recur.
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
TIME_BEFORE = rf"(?:(?P<mark>[\[(]?(?P<before>{TIME})(?:[.,]\d{{1,3}})?[\])]?)\s+)?"
INLINE = re.compile(rf"{TIME_BEFORE}(?P<label>[^:\[\]]{{1,48}}?)\s*(?:[\[(](?P<time>{TIME})[\])])?\s*:(?!//)\s*(?P<rest>.*)")
BRACKETED = re.compile(rf"{TIME_BEFORE}\[(?P<label>[^\[\]\d:][^\[\]:]{{0,47}})\]\s*:?\s*(?P<rest>.*)")
HEADER = re.compile(rf"(?P<label>\S.{{0,47}}?)(?P<gap>\s+)(?P<time>{TIME})")
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
    turns: list[list[Piece]] = []
    unspoken = 0
    for piece in pieces:
        goes_on = not piece.speaker or (turns and turns[-1][0].speaker == piece.speaker)
        if turns and goes_on:
            turns[-1].append(piece)
        elif piece.speaker:
            turns.append([piece])
        else:
            unspoken += 1
    said = [replace(turn[0], text=" ".join(piece.text for piece in turn if piece.text)) for turn in turns]
    return Speech([turn for turn in said if turn.text], unspoken)


def clock(time: str) -> str:
    """A time of a recording as hh:mm:ss; fractions are dropped."""
    parts = [int(part) for part in time.split(".")[0].split(",")[0].split(":")]
    hours, minutes, seconds = [0] * (3 - len(parts)) + parts
    return f"{hours:02}:{minutes:02}:{seconds:02}"


@dataclass(frozen=True)
class _Opening:
    """What may be a speaker's label at the start of a piece, and the words after it."""

    label: str
    words: str
    time: str = ""
    is_marked: bool = False


Split = Callable[[Piece], _Opening | None]


def _labels(pieces: list[Piece], split: Split, declared: frozenset[str]) -> tuple[frozenset[str], int]:
    """Labels to believe in, and how many others may be of people who speak only once."""
    openings = [opening for piece in pieces if (opening := split(piece))]
    likely = [each for each in openings if _label_like(each.label) or likeness(each.label) in declared]
    counts = Counter(likeness(each.label) for each in likely)
    used_in_speech = frozenset(re.findall(r"\w+", " ".join(piece.text for piece in pieces))) & counts.keys()
    often = max(COMMON_WORD_RECURS, COMMON_WORD_SHARE * len(pieces))
    believed = {
        label for label, count in counts.items() if label in declared or count >= (often if label in used_in_speech else RECURS)
    }
    if believed:
        believed |= {likeness(each.label) for each in likely if each.is_marked}
    # what stands above the first speaker is a title page, not somebody who speaks once
    begins = next((place for place, each in enumerate(likely) if likeness(each.label) in believed), len(likely))
    doubtful = {likeness(each.label) for each in likely[begins:]} - believed - used_in_speech
    return frozenset(believed), len(doubtful)


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
    opening = split(piece)
    if opening is None or likeness(opening.label) not in labels:
        return piece
    start = piece.start or (clock(opening.time) if opening.time else "")
    return replace(piece, speaker=opening.label, start=start, text=fold(opening.words))


def _header(piece: Piece) -> _Opening | None:
    """A line that is nothing but a name and a time."""
    match = HEADER.fullmatch(piece.text)
    if match:
        return _Opening(fold(match["label"]), "", match["time"], is_marked=match["gap"] != " ")
    match = HEADER_TIME_FIRST.fullmatch(piece.text)
    return _Opening(fold(match["label"]), "", match["time"], is_marked=match["time"].count(":") > 1) if match else None


def _inline(piece: Piece) -> _Opening | None:
    match = INLINE.fullmatch(piece.text)
    if match is None:
        return None
    time = match["time"] or match["before"] or ""
    return _Opening(fold(match["label"]), match["rest"], time, is_marked=bool(match["time"]) or _is_mark(match))


def _bracketed(piece: Piece) -> _Opening | None:
    match = BRACKETED.fullmatch(piece.text)
    return _Opening(fold(match["label"]), match["rest"], match["before"] or "", is_marked=_is_mark(match)) if match else None


def _is_mark(match: re.Match[str]) -> bool:
    """Whether a time before a label belongs to the recording: in brackets or with hours, not a time somebody tells."""
    return bool(match["before"]) and (match["mark"] != match["before"] or match["before"].count(":") > 1)
