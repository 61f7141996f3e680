"""The written documents in `prose/`: turns without their coding marks, and where the marks stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from scripts.demo.truth import HERE

PROSE = HERE / "prose"
MARK = re.compile(r"\[\[([A-Za-z0-9_, ]+)\|([^\[\]]*)\]\]")
LABEL = re.compile(r"(INT|P|F\d\d): ")


@dataclass(frozen=True)
class Mark:
    """Words that truly show some codes: a span of the turn's text, in code points."""

    codes: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Turn:
    """One paragraph; `speaker` is INT, P, a facilitator's key, or empty in reflections."""

    speaker: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Document:
    """One written document."""

    name: str
    kind: str
    people: tuple[str, ...]
    module: str
    turns: tuple[Turn, ...]


def read_prose(kind: str) -> list[Document]:
    """All documents of a kind (participant interview, sponsor interview, reflection, focus group), by name."""
    documents = (read_document(path) for path in sorted(PROSE.glob("*.txt")))
    return [document for document in documents if document.kind == kind]


def read_document(path: Path) -> Document:
    """Read one document: a head of `key: value` lines, `---`, then paragraphs."""
    head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    turns = tuple(_turn(paragraph.strip()) for paragraph in body.split("\n\n") if paragraph.strip())
    return Document(path.stem, facts["kind"], tuple(facts["person"].split()), facts.get("module", ""), turns)


def _turn(paragraph: str) -> Turn:
    label = LABEL.match(paragraph)
    marked = paragraph[label.end() :] if label else paragraph
    text, marks, end = "", [], 0
    for found in MARK.finditer(marked):
        text += marked[end : found.start()]
        codes = tuple(code.strip() for code in found[1].split(","))
        marks.append(Mark(codes, len(text), len(text) + len(found[2])))
        text, end = text + found[2], found.end()
    return Turn(label[1] if label else "", text + marked[end:], tuple(marks))
