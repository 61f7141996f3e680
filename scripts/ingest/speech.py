"""Who says what in a transcript: speaker labels told from speech, lines and cues joined into turns.

- Of the forms in which a label may stand (`scripts/ingest/labels.py`) the one that tells most lines is taken for the transcript.
- A label is short, every word of it is capitalised, and it either recurs or is declared. A word that is also used in lower case
  ("look", "so"), or a name without capitals, must recur far more often: speech has colons too. A label with its own time mark
  need not recur.
- Consecutive pieces of one speaker are one turn. What stands in a title style is no speech, unless it is a label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from scripts.ingest.cells import fold
from scripts.ingest.labels import FORMS, Form, Opening, below, label_like, lower_case_name, same_label

RECURS = 2
# How often, and in which share of all openings, a word of ordinary speech must open a line before it is believed to be a name.
COMMON_WORD_RECURS = 3
COMMON_WORD_SHARE = 0.1
# A short transcript in which everybody speaks once: several labels, and most lines open with one.
ONCE_SHARE = 0.6
# Names stand below the times of a transcript everywhere, or this is not its form.
BELOW_TIME_SHARE = 0.9


@dataclass(frozen=True)
class Piece:
    """A cue or line as it stands: where it begins, when, who (if the format says) and what."""

    row: int
    text: str
    start: str = ""
    speaker: str = ""
    # in a title style
    is_title: bool = False
    # directly below a line that is nothing but a time
    is_below_time: bool = False


@dataclass(frozen=True)
class Speech:
    """The turns of a transcript, with the pieces before the first speaker, the titles, and the labels that stood alone."""

    turns: list[Piece]
    unspoken: int
    once: int = 0
    titles: int = 0


def speech(pieces: list[Piece], declared: Iterable[str]) -> Speech:
    """Turns of a transcript whose speakers stand in the text."""
    known = frozenset(same_label(label) for label in declared)
    words = frozenset(word for piece in pieces for word in re.findall(r"\w+", piece.text))
    told = max((_told(pieces, form, known, words) for form in FORMS), key=lambda each: each.openings)
    if not told.openings:
        return Speech([], len(pieces))
    titles = [piece for piece in told.pieces if piece.is_title and not piece.speaker]
    joined_up = joined([piece for piece in told.pieces if piece.speaker or not piece.is_title])
    return replace(joined_up, once=told.once, titles=len(titles))


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
    """A time of a recording as hh:mm:ss; fractions and frames are dropped."""
    parts = [int(part) for part in re.split(r"[.,;]", time)[0].split(":")][:3]
    hours, minutes, seconds = [0] * (3 - len(parts)) + parts
    return f"{hours:02}:{minutes:02}:{seconds:02}"


@dataclass(frozen=True)
class _Told:
    """The pieces with the speakers that one form of labels tells."""

    pieces: list[Piece]
    openings: int
    once: int


def _told(pieces: list[Piece], form: Form, declared: frozenset[str], words: frozenset[str]) -> _Told:
    openings = [form(piece.text, piece.is_below_time) for piece in pieces]
    if form is below and sum(map(bool, openings)) < BELOW_TIME_SHARE * sum(piece.is_below_time for piece in pieces):
        return _Told(pieces, 0, 0)
    labels, once = _labels([each for each in openings if each], declared, words, len(pieces))
    heard = [each if each and same_label(each.label) in labels else None for each in openings]
    told = [_with_speaker(piece, opening) for piece, opening in zip(pieces, heard, strict=True)]
    return _Told(told, sum(map(bool, heard)), once)


def _labels(openings: list[Opening], declared: frozenset[str], words: frozenset[str], pieces: int) -> tuple[frozenset[str], int]:
    """Labels to believe in, and how many others may be of people who speak only once."""
    likely = [each for each in openings if label_like(each.label) or same_label(each.label) in declared]
    counts = Counter(same_label(each.label) for each in likely)
    sure = {same_label(each.label) for each in likely if _cannot_be_speech(each.label)}
    used_in_speech = {label for label in counts if label in words} - sure
    often = max(COMMON_WORD_RECURS, COMMON_WORD_SHARE * len(likely))
    believed = {
        label for label, count in counts.items() if label in declared or count >= (often if label in used_in_speech else RECURS)
    }
    believed |= _lower_case_labels(openings, believed)
    marked = [same_label(each.label) for each in likely if each.is_marked]
    if believed or len(marked) >= RECURS:
        believed |= set(marked)
    if not believed and len(counts) >= RECURS and not used_in_speech and len(likely) >= ONCE_SHARE * pieces:
        return frozenset(counts), len(counts)
    # what stands above the first speaker is a title page, not somebody who speaks once
    begins = next((place for place, each in enumerate(likely) if same_label(each.label) in believed), len(likely))
    doubtful = {same_label(each.label) for each in likely[begins:]} - believed - used_in_speech
    return frozenset(believed), len(doubtful)


def _cannot_be_speech(label: str) -> bool:
    """Whether the case of a label says nothing of whether it is a word: initials, capitals, a script without case."""
    return len(label) == 1 or label == label.upper()


def _lower_case_labels(openings: list[Opening], believed: set[str]) -> set[str]:
    """Names without capitals, where they open as many lines as names do and are not the only speaker."""
    counts = Counter(same_label(each.label) for each in openings if not label_like(each.label) and lower_case_name(each.label))
    often = max(COMMON_WORD_RECURS, COMMON_WORD_SHARE * len(openings))
    names = {label for label, count in counts.items() if count >= often} - believed
    return names if len(names | believed) > 1 else set()


def _with_speaker(piece: Piece, opening: Opening | None) -> Piece:
    if opening is None:
        return piece
    start = piece.start or (clock(opening.time) if opening.time else "")
    return replace(piece, speaker=opening.label, start=start, text=fold(opening.words))
