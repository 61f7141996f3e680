"""The coders' selections on the current redacted texts, cut at turns.

- find the document by the name of the project's source: its pseudonym, or its raw file's name (document_names.py),
- place the selection on the current export, whatever version of the text was coded (coded_texts.py),
- find the code by id, name or folded name; a retired code counts as its successor,
- call the coders A, B, ... in the order of their names' pseudonyms (coders.py).
A coding is placed, in one piece or more, or it is a loss with its reason, counted in the findings: never both, never neither.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from scripts.anonymise.coded_texts import NO_TEXT, NO_WORDS, TEXT_CHANGED, CodedTexts
from scripts.anonymise.coders import coder_findings, coders
from scripts.anonymise.document_names import SHARED_NAME, UNKNOWN_TEXT, DocumentNames
from scripts.anonymise.locate import NOT_THERE, SEVERAL
from scripts.ground.findings import Finding, finding
from scripts.ground.key import Key, canonical
from scripts.ground.models.codebook import Code, Codebook
from scripts.ground.models.sources import CONSENSUS
from scripts.ground.schema import Rows
from scripts.ground.schemas import ingest
from scripts.ground.schemas.anonymise import CodingLosses, PlacedCodings, SafeDocuments, SafeTurns

UNKNOWN_CODE = "the code is not in the codebook"
TWICE = "the same words have the same code by the same coder twice"
REMEDIES = {
    UNKNOWN_TEXT: "Expected after a withdrawal; else code the exported text under its own name.",
    SHARED_NAME: "Name the document in the project by its pseudonym, as the export names it.",
    UNKNOWN_CODE: "Add the code to codebook.yaml, or rename it in the project.",
    TEXT_CHANGED: "Code these passages again on the current export.",
    NO_WORDS: "Select the words themselves, not the speaker's label.",
    NO_TEXT: "Name the texts as they were coded under `texts` of the source in config/sources.yaml.",
    NOT_THERE: "Name the texts as they were coded under `texts` of the source, or code these passages again.",
    SEVERAL: "Export the project with its texts or places, or name the texts under `texts` of the source.",
    TWICE: "Nothing: it counts once.",
}

Row = dict[str, Any]


class Made(NamedTuple):
    codings: Rows[PlacedCodings]
    losses: Rows[CodingLosses]
    findings: Rows[ingest.Findings]


def codings(
    codings: Rows[ingest.Codings],
    coded_texts: Rows[ingest.CodedTexts],
    documents: Rows[SafeDocuments],
    turns: Rows[SafeTurns],
    raw_documents: Rows[ingest.Documents],
    codebook: Codebook,
    key: Key,
) -> Made:
    """Place every selection on the current texts, or say why not."""
    texts = CodedTexts(DocumentNames(documents, raw_documents, key), documents, turns, coded_texts)
    codes = _codes(codebook)
    letters = coders(codings, key)
    placed: dict[tuple, Row] = {}
    losses, told = [], Counter()
    for row in sorted(codings, key=_order):
        code = codes.get(canonical(row["code"]))
        found = texts.pieces(row)
        if code is None or found.reason:
            losses.append(_loss(row, found.reason if code else UNKNOWN_CODE))
            continue
        pieces = [(*piece, code, letters[row["coder"]]) for piece in found.pieces]
        if set(pieces) <= placed.keys():
            losses.append(_loss(row, TWICE))
        else:
            told.update((row["source"], kind) for kind in ("is_raw", "is_cut", "is_changed") if getattr(found, kind))
        for each in pieces:
            # what is coded twice counts if it counts once
            placed.setdefault(each, _placed(each, row, changed=found.is_changed))["counts"] |= row["counts"]
    findings = [*_lost(losses), *_told(told), *coder_findings(codings, letters)]
    return Made(_settled(list(placed.values())), losses, findings)


def _settled(placed: list[Row]) -> list[Row]:
    """In a text that the coders have reconciled, what they agreed on counts, and nothing else."""
    reconciled = {row["document"] for row in placed if row["coder"] == CONSENSUS}
    return [row | {"counts": row["coder"] == CONSENSUS} if row["document"] in reconciled else row for row in placed]


def _order(row: Row) -> tuple:
    place = -1 if row["start"] is None else row["start"]
    return row["source"], row["source_row"], row["document_name"], place, row["quote"] or "", row["code"], row["coder"]


def _codes(codebook: Codebook) -> dict[str, str]:
    """Canonical id or name → id of the code that counts."""
    of_id = {code.id: code for code in codebook.codes}
    names = {canonical(name): _successor(code, of_id) for code in codebook.codes for name in code.earlier_names}
    names |= {canonical(code.name): _successor(code, of_id) for code in codebook.codes}
    return names | {canonical(code.id): _successor(code, of_id) for code in codebook.codes}


def _successor(code: Code, of_id: dict[str, Code]) -> str:
    seen = {code.id}
    while code.retired_into in of_id and code.retired_into not in seen:
        code = of_id[code.retired_into]
        seen.add(code.id)
    return code.id


def _placed(found: tuple, row: Row, *, changed: bool) -> Row:
    columns = ("document", "turn", "start", "end", "code", "coder")
    counts = {"counts": row["counts"], "changed": changed}
    return {**dict(zip(columns, found, strict=True)), **counts, "source": row["source"], "source_row": row["source_row"]}


def _loss(row: Row, reason: str) -> Row:
    return {"reason": reason, "code": row["code"], "source": row["source"], "source_row": row["source_row"]}


def _lost(losses: list[Row]) -> list[Finding]:
    """One finding a reason and project; names of codes and texts stay out."""
    counts = Counter((row["source"], row["reason"]) for row in losses)
    return [
        finding("warning", source, "coding_lost", f"Coded selections lost: {count} ({reason}).", REMEDIES[reason], field=reason)
        for (source, reason), count in sorted(counts.items())
    ]


def _told(counts: Counter[tuple[str, str]]) -> list[Finding]:
    """Codings that were placed, and of which a person should know how."""
    tell = {"is_raw": _of_raw, "is_cut": _of_cut, "is_changed": _of_changed}
    return [tell[kind](source, count) for (source, kind), count in sorted(counts.items())]


def _of_raw(source: str, count: int) -> Finding:
    message = f"The raw texts were coded: {count} selection(s) were carried over to the redacted ones."
    remedy = "Keep the project in the restricted zone, and code the export instead (make export-texts): it protects people."
    return finding("warning", source, "coded_on_raw", message, remedy)


def _of_cut(source: str, count: int) -> Finding:
    message = f"{count} selection(s) were cut short by the coding program; they were placed by the words that are left."
    return finding("note", source, "quote_cut", message, "Export the project with its texts, if the whole passages matter.")


def _of_changed(source: str, count: int) -> Finding:
    message = f"{count} coded passage(s) hold words that changed since they were coded: they are counted, and not quoted."
    remedy = "Read these passages again on the current export (make export-texts), and code them anew."
    return finding("warning", source, "coded_words_changed", message, remedy)
