"""Two fictional researchers code the redacted export: the marks of the prose, with each coder's slips, as a REFI-QDA project.

    python -m scripts.demo.coding --study .        (after the redacted texts have been exported)

- find each marked passage in the raw turn, carry it over the masks to the redacted turn, and on to the exported text
- each coder omits, swaps and adds codes at the rates of `truth.yaml`
- write `coding.qdpx` (REFI-QDA project exchange format 1.0) and put it on the manifest
"""

from __future__ import annotations

import argparse
import uuid
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from scripts.demo.cast import load_cast, programme_id
from scripts.demo.generate import CODING, MANIFEST
from scripts.demo.packing import write_package
from scripts.demo.prose import Document, read_prose
from scripts.demo.refi_qda import Coded, Source, project_xml
from scripts.demo.study import truth_of_size
from scripts.demo.transcripts import further_interviews
from scripts.demo.truth import CoderTruth, Truth, load_truth
from scripts.ground.config import load_config
from scripts.ground.export_text import export_text
from scripts.ground.schemas.anonymise import SafeDocuments, SafeTurns, Spans
from scripts.ground.schemas.ingest import Documents, Turns
from scripts.ground.tables import read_rows

NAMES = uuid.UUID("5b0c7d52-8b0e-5a7a-9a52-0d5f1f0c9e11")
KINDS = {
    "interviews": ("participant interview", "sponsor interview"),
    "reflections": ("reflection",),
    "focus_group": ("focus group",),
}
SHORTEST = 12  # characters left of a passage after masking


@dataclass(frozen=True)
class Passage:
    """A marked passage on the exported text of a document; its number in the prose seeds the coders' slips."""

    number: int
    start: int
    end: int
    codes: tuple[str, ...]


def write_coding(study: Path, truth: Truth) -> int:
    """Write `data/raw/coding.qdpx`; returns the number of codings."""
    passages, texts = _passages(study, truth)
    codebook = load_config(study).roots["codebook"]
    codes = [code.id for code in codebook.codes if not code.retired_into]
    sources = []
    for document, found in sorted(passages.items()):
        coded = [
            Coded(passage.start, passage.end, code, coder.name)
            for coder in truth.coders
            for passage in found
            for code in _as_coded(passage, coder, codes, truth.draw(f"coding/{document}/{passage.number}/{coder.name}"))
        ]
        sources.append(Source(document, texts[document], tuple(coded)))
    coders = [coder.name for coder in truth.coders]
    xml = project_xml("Coding of the fictional cohort", coders, codebook.codes, sources, _guid)
    parts = {"project.qde": xml} | {f"sources/{_guid('source', each.name)}.txt": each.text.encode("utf-8") for each in sources}
    write_package(study / "data/raw" / CODING, parts)
    _put_on_manifest(study / "data/raw" / MANIFEST)
    return sum(len(source.coded) for source in sources)


def _guid(*of: str) -> str:
    return str(uuid.uuid5(NAMES, "/".join(of))).upper()


def _as_coded(passage: Passage, coder: CoderTruth, codes: list[str], draw: Random) -> list[str]:
    """What a coder gives to a passage: the true codes less omissions, with swaps and additions."""
    given = []
    for code in passage.codes:
        chance = draw.random()
        if chance < coder.omits:
            continue
        given.append(draw.choice(codes) if chance < coder.omits + coder.swaps else code)
    if draw.random() < coder.adds:
        given.append(draw.choice(codes))
    return sorted(set(given))


def _passages(study: Path, truth: Truth) -> tuple[dict[str, list[Passage]], dict[str, str]]:
    """Marked passages and exported texts by document pseudonym."""
    restricted, safe = study / "results/restricted", study / "results/pseudonymised"
    raw_turns = _by(read_rows(restricted / "ingest/turns.csv", Turns), "document")
    safe_turns = _by(read_rows(safe / "texts/turns.csv", SafeTurns), "document")
    spans = _by(read_rows(restricted / "anonymise/spans.csv", Spans), "document")
    pseudonyms = {
        row["source"]: row["document"] for row in read_rows(safe / "texts/documents.csv", SafeDocuments) if row["kind"] in KINDS
    }
    written = _written(truth)
    passages, texts = {}, {}
    for row in read_rows(restricted / "ingest/documents.csv", Documents):
        document = pseudonyms.get(row["document"])
        if document is None:
            continue
        texts[document], places = export_text(safe_turns[document])
        starts = {turn: start for turn, start, _ in places}
        prose = written["focus_group" if row["kind"] == "focus_group" else (row["kind"], row["person"], row["module"])]
        passages[document] = _carry(prose, raw_turns[row["document"]], spans[document], starts)
    return passages, texts


def _written(truth: Truth) -> dict[str | tuple[str, str, str], Document]:
    """The written document behind each raw one, by what the raw one says of itself."""
    (group,) = read_prose("focus group")
    further = further_interviews(load_cast(truth), truth)
    written = {
        (kind, programme_id(document.people[0]), document.module): document
        for kind, proses in KINDS.items()
        if kind != "focus_group"
        for document in [*(each for prose in proses for each in read_prose(prose)), *(further if kind == "interviews" else [])]
    }
    return written | {"focus_group": group}


def _carry(prose: Document, turns: list[dict[str, Any]], spans: list[dict[str, Any]], starts: dict[int, int]) -> list[Passage]:
    masks = _by(spans, "turn")
    found = []
    marks = [(written.text[mark.start : mark.end], mark.codes) for written in prose.turns for mark in written.marks]
    for number, (words, codes) in enumerate(marks):
        place = _find(words, turns)
        if place is None:
            continue
        turn, start = place
        first, last = _redacted(start, masks[turn], True), _redacted(start + len(words), masks[turn], False)
        if last - first >= SHORTEST:
            found.append(Passage(number, starts[turn] + first, starts[turn] + last, codes))
    return found


def _find(words: str, turns: list[dict[str, Any]]) -> tuple[int, int] | None:
    for turn in turns:
        start = turn["text"].find(words)
        if start >= 0:
            return turn["turn"], start
    return None


def _redacted(place: int, masks: list[dict[str, Any]], is_start: bool) -> int:
    """A place in the raw turn, carried over the masks; inside a mask it moves to the mask's edge."""
    shift = 0
    for mask in sorted(masks, key=lambda row: row["start"]):
        if mask["end"] <= place:
            shift = mask["redacted_end"] - mask["end"]
        elif mask["start"] < place:
            return mask["redacted_start"] if is_start else mask["redacted_end"]
    return place + shift


def _by(rows: list[dict[str, Any]], column: str) -> dict[Any, list[dict[str, Any]]]:
    grouped: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped


def _put_on_manifest(manifest: Path) -> None:
    names = sorted({*filter(None, manifest.read_text(encoding="utf-8").split("\n")), CODING})
    manifest.write_text("".join(f"{name}\n" for name in names), encoding="utf-8", newline="\n")


def main() -> None:
    """Unpack the call."""
    parser = argparse.ArgumentParser(description="Code the redacted export of the fictional cohort.")
    parser.add_argument("--study", type=Path, required=True)
    parser.add_argument("--participants", type=int, help="of a study by scripts.demo.study")
    parser.add_argument("--transcripts", type=int, default=20)
    call = parser.parse_args()
    truth = truth_of_size(call.participants, call.transcripts) if call.participants else load_truth()
    print(f"{write_coding(call.study, truth)} codings written")


if __name__ == "__main__":
    main()
