"""The framework matrix: cases by codes, for analysts only.

- a case is a person; a speaker nobody knows is kept under the document
- each cell: a summary, the ids of quotes that come from it, and the places of all its passages in the redacted texts
- the summary is made of the shortest passages, abridged: a reminder of what to read, not a reading
- every cell is there; empty ones say so
- as a table (one row a cell) and as a workbook (one row a case), the same bytes for the same content

It shows single people, so it stays in the pseudonymised zone and nothing of it becomes evidence.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import PlacedCodings, SafeDocuments, SafeTurns
from scripts.ground.schemas.qualitative import Framework, Quotes
from scripts.ground.spreadsheet import harmless
from scripts.qualitative.voices import Voice, current_codes, find_voices
from scripts.qualitative.workbook import workbook

EMPTY = "(nothing coded)"
SUMMARY_PASSAGES, SUMMARY_WORDS = 2, 25
Row = dict[str, Any]
Cell = tuple[str, str]


class Made(NamedTuple):
    """What the step makes."""

    framework: Rows[Framework]
    matrix: bytes


def framework(
    codings: Rows[PlacedCodings],
    documents: Rows[SafeDocuments],
    turns: Rows[SafeTurns],
    quotes: Rows[Quotes],
    codebook: Codebook,
) -> Made:
    """Every cell of the matrix, and the workbook."""
    voices = find_voices(codings, documents, turns, codebook)
    texts = {(each["document"], each["turn"]): each["text"] for each in turns}
    cells: dict[Cell, list[Voice]] = defaultdict(list)
    groups: dict[str, set[str]] = defaultdict(set)
    for each in voices:
        cells[_case(each), each.code.id].append(each)
        groups[_case(each)].add(each.group)
    codes = current_codes(codebook)
    rows = [
        {"case": case, "groups": " ".join(sorted(groups[case])), "code": code.id, **_cell(cells[case, code.id], texts, quotes)}
        for case in sorted(groups)
        for code in codes
    ]
    return Made(rows, workbook("Framework", _sheet(rows, codes)))


def _case(voice: Voice) -> str:
    return voice.person or voice.document


def _cell(voices: list[Voice], texts: dict[tuple[str, int], str], quotes: list[Row]) -> Row:
    places = sorted({each.passage for each in voices})
    words = sorted({" ".join(texts[document, turn][start:end].split()) for document, turn, start, end in places}, key=_shortness)
    return {
        "passages": len(places),
        "summary": harmless(" … ".join(_abridged(each) for each in words[:SUMMARY_PASSAGES])) or EMPTY,
        "quotes": " ".join(sorted(each["quote"] for each in quotes if _is_from(each, voices))),
        "places": " ".join(f"{document}:{turn}:{start}-{end}" for document, turn, start, end in places),
    }


def _shortness(words: str) -> tuple[int, str]:
    return len(words), words


def _abridged(passage: str) -> str:
    words = passage.split()
    return " ".join(words) if len(words) <= SUMMARY_WORDS else " ".join(words[:SUMMARY_WORDS]) + " …"


def _is_from(quote: Row, voices: list[Voice]) -> bool:
    return any(
        (quote["document"], quote["turn"], quote["code"]) == (each.document, each.turn, each.code.id)
        and quote["start"] < each.end
        and each.start < quote["end"]
        for each in voices
    )


def _sheet(rows: list[Row], codes: list[Code]) -> list[list[str]]:
    """One line a case: its groups, then a cell a code."""
    by_case: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        by_case[row["case"], row["groups"]].append(
            "\n".join(part for part in (row["summary"], row["quotes"], row["places"]) if part)
        )
    head = ["Case", "Groups", *(harmless(code.name) for code in codes)]
    return [head, *([*case, *cells] for case, cells in by_case.items())]
