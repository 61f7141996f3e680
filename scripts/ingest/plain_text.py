"""Plain-text transcripts and written texts.

A line is a piece of speech; a paragraph ends at a blank line, or, where a text has none, at the end of its line.
"""

from __future__ import annotations

import json
from itertools import pairwise

from scripts.ground.faults import raise_all
from scripts.ground.findings import Finding
from scripts.ground.raw import RawFile
from scripts.ingest.cells import fold
from scripts.ingest.files import TEXT, damage_note, encoding_note, found_kind, nul_fault, read_text, require_kind
from scripts.ingest.speech import Piece

SILENT_ENCODINGS = ("UTF-8",)
# A transcript may begin as JSON does: [00:00:01 - 00:00:04].
LIKE_JSON = "JSON data"


def plain_text(file: RawFile) -> tuple[list[Piece], list[Finding]]:
    """The lines of a text that hold something, numbered from 1, and notes on its encoding."""
    text, notes = text_and_notes(file, TEXT)
    # the gap before a time tells a header line, so white space inside a line stays
    return [Piece(number, line.strip()) for number, line in enumerate(text_lines(text), start=1) if line.strip()], notes


def text_and_notes(file: RawFile, wanted: str) -> tuple[str, list[Finding]]:
    """The text of a file and notes on its encoding; a fault when the file is no text."""
    if not is_text(file):
        raise_all([fault for fault in [nul_fault(file)] if fault])
        require_kind(file, wanted)
    text, encoding = read_text(file)
    return text, [*encoding_note(file, encoding, SILENT_ENCODINGS), *damage_note(file, text)]


def is_text(file: RawFile) -> bool:
    """Whether a file is plain text, with the times of subtitles or without."""
    kind = found_kind(file)
    if kind != LIKE_JSON:
        return kind.startswith(TEXT)
    try:
        json.loads(read_text(file)[0])
    except (ValueError, RecursionError):
        return True
    return False


def paragraphs(lines: list[Piece]) -> list[Piece]:
    """Lines joined into paragraphs."""
    has_blank_lines = any(after.row - before.row > 1 for before, after in pairwise(lines))
    made: list[list[Piece]] = []
    for line in lines:
        if made and has_blank_lines and line.row == made[-1][-1].row + 1:
            made[-1].append(line)
        else:
            made.append([line])
    return [Piece(each[0].row, fold(" ".join(line.text for line in each))) for each in made]


def text_lines(text: str) -> list[str]:
    """Lines as an editor counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
