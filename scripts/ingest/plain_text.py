"""Plain-text transcripts and written texts.

A line is a piece of speech; a paragraph ends at a blank line, or, where a text has none, at the end of its line.
"""

from __future__ import annotations

from itertools import pairwise

from scripts.ground.raw import RawFile
from scripts.ingest.cells import fold
from scripts.ingest.files import TEXT, read_text, require_kind
from scripts.ingest.speech import Piece


def plain_text(file: RawFile) -> tuple[list[Piece], str]:
    """The lines of a text that hold something, numbered from 1, and the encoding."""
    require_kind(file, TEXT)
    text, encoding = read_text(file)
    # the gap before a time tells a header line, so white space inside a line stays
    return [Piece(number, line.strip()) for number, line in enumerate(text_lines(text), start=1) if line.strip()], encoding


def paragraphs(lines: list[Piece]) -> list[Piece]:
    """Lines joined into paragraphs."""
    has_blank_lines = any(after.row - before.row > 1 for before, after in pairwise(lines))
    made: list[Piece] = []
    last = 0
    for line in lines:
        if made and has_blank_lines and line.row == last + 1:
            made[-1] = Piece(made[-1].row, fold(f"{made[-1].text} {line.text}"))
        else:
            made.append(Piece(line.row, fold(line.text)))
        last = line.row
    return made


def text_lines(text: str) -> list[str]:
    """Lines as an editor counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
