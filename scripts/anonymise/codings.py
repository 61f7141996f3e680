"""The coders' selections on the current redacted texts, cut at turns.

- find the document by the name of the project's source (its pseudonym, with or without `.txt`),
- place the selection: as it is where the coded text is the present export, else carried over word by word (carry.py),
- cut it at turns and trim speakers' labels and blanks,
- find the code by id, name or folded name; a retired code counts as its successor,
- call the coders A, B, ... in the order of their names' pseudonyms.
What cannot be placed is a loss with its reason, counted in the findings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from scripts.anonymise.carry import carrier
from scripts.ground.export_text import TurnPlace, export_text
from scripts.ground.findings import Finding, finding
from scripts.ground.key import Key, canonical
from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import CodingLosses, PlacedCodings, SafeDocuments, SafeTurns
from scripts.ground.schemas.ingest import CodedTexts, Codings, Findings

UNKNOWN_TEXT = "the text is not among the current ones"
UNKNOWN_CODE = "the code is not in the codebook"
TEXT_CHANGED = "the words changed since they were coded"
TWICE = "the same words have the same code by the same coder twice"
NO_WORDS = "the selection holds no words of a turn"
REMEDIES = {
    UNKNOWN_TEXT: "Expected after a withdrawal; else code the exported text under its own name.",
    UNKNOWN_CODE: "Add the code to codebook.yaml, or rename it in the project.",
    TEXT_CHANGED: "Code these passages again on the current export.",
    NO_WORDS: "Select the words themselves, not the speaker's label.",
    TWICE: "Nothing: it counts once.",
}

Row = dict[str, Any]


class Made(NamedTuple):
    codings: Rows[PlacedCodings]
    losses: Rows[CodingLosses]
    findings: Rows[Findings]


def codings(
    codings: Rows[Codings],
    coded_texts: Rows[CodedTexts],
    documents: Rows[SafeDocuments],
    turns: Rows[SafeTurns],
    codebook: Codebook,
    key: Key,
) -> Made:
    """Place every selection on the current texts, or say why not."""
    texts = _Texts(documents, turns, coded_texts)
    codes = _codes(codebook)
    coders = _coders(codings, key)
    placed: dict[tuple, Row] = {}
    losses = []
    for row in sorted(codings, key=lambda row: (row["source"], row["source_row"])):
        code = codes.get(canonical(row["code"]))
        reason, pieces = texts.pieces(row)
        if code is None or reason:
            losses.append(_loss(row, reason if code else UNKNOWN_CODE))
            continue
        found = [(*piece, code, coders[row["coder"]]) for piece in pieces]
        if set(found) <= placed.keys():
            losses.append(_loss(row, TWICE))
        for each in found:
            placed.setdefault(each, _placed(each, row))
    return Made(list(placed.values()), losses, _findings(losses))


class _Texts:
    """The current exports, and for each coded text the way from its places to theirs."""

    def __init__(self, documents: list[Row], turns: list[Row], coded_texts: list[Row]) -> None:
        of_document = defaultdict(list)
        for turn in turns:
            of_document[turn["document"]].append(turn)
        self._names = {canonical(row["document"]): row["document"] for row in documents}
        self._exports = {row["document"]: export_text(of_document[row["document"]]) for row in documents}
        self._coded = {row["document_name"]: row["text"] for row in coded_texts}
        self._carriers: dict[str, Callable[[int, int], tuple[int, int] | None]] = {}

    def pieces(self, row: Row) -> tuple[str, list[tuple[str, int, int, int]]]:
        """A reason why the selection is lost, or its pieces (document, turn, start, end in the turn)."""
        name = row["document_name"]
        document = self._names.get(canonical(name).removesuffix(".txt"))
        if document is None or name not in self._coded:
            return UNKNOWN_TEXT, []
        text, places = self._exports[document]
        if name not in self._carriers:
            self._carriers[name] = carrier(self._coded[name], text)
        selection = self._carriers[name](row["start"], row["end"])
        if selection is None:
            return TEXT_CHANGED, []
        pieces = [(document, *piece) for piece in _cut(text, places, *selection)]
        return ("", pieces) if pieces else (NO_WORDS, [])


def _cut(text: str, places: list[TurnPlace], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    for turn, turn_start, turn_end in places:
        first, last = max(start, turn_start), min(end, turn_end)
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if any(sign.isalnum() for sign in text[first:last]):
            yield turn, first - turn_start, last - turn_start


def _codes(codebook: Codebook) -> dict[str, str]:
    """Canonical id or name → id of the code that counts."""
    of_id = {code.id: code for code in codebook.codes}
    names = {canonical(code.name): _successor(code, of_id) for code in codebook.codes}
    return names | {canonical(code.id): _successor(code, of_id) for code in codebook.codes}


def _successor(code: Code, of_id: dict[str, Code]) -> str:
    seen = {code.id}
    while code.retired_into in of_id and code.retired_into not in seen:
        code = of_id[code.retired_into]
        seen.add(code.id)
    return code.id


def _coders(codings: list[Row], key: Key) -> dict[str, str]:
    """Coder → A, B, ..., Z, AA, ..."""
    pseudonyms = {name: key.pseudonym("person", name) for name in {row["coder"] for row in codings}}
    order = sorted(set(pseudonyms.values()))
    return {name: _letters(order.index(pseudonym)) for name, pseudonym in pseudonyms.items()}


def _letters(number: int) -> str:
    last = chr(ord("A") + number % 26)
    return last if number < 26 else _letters(number // 26 - 1) + last


def _placed(found: tuple, row: Row) -> Row:
    columns = ("document", "turn", "start", "end", "code", "coder")
    counts = {"counts": row["counts"]}
    return {**dict(zip(columns, found, strict=True)), **counts, "source": row["source"], "source_row": row["source_row"]}


def _loss(row: Row, reason: str) -> Row:
    return {"reason": reason, "code": row["code"], "source": row["source"], "source_row": row["source_row"]}


def _findings(losses: list[Row]) -> list[Finding]:
    """One finding a reason and project; names of codes and texts stay out."""
    counts = Counter((row["source"], row["reason"]) for row in losses)
    return [
        finding("warning", source, "coding_lost", f"Coded selections lost: {count} ({reason}).", REMEDIES[reason], field=reason)
        for (source, reason), count in sorted(counts.items())
    ]
