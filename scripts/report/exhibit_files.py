"""What a step of exhibits gives back: Markdown by file name, and the evidence that its tables exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.study import Running
from scripts.ground.schema import Folder, Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.report.markdown import caption_of, exhibit_id
from scripts.report.verdict_words import HELD_BACK

TABLE, ENDING = "tbl-", ".md"


class Exhibits(NamedTuple):
    """Tables, figure blocks and quotes by file name (`tbl-change.md`), and the evidence of the tables."""

    exhibits: dict[str, str]
    evidence: Rows[Evidence]


def exhibit_files(step: str, exhibits: Iterable[str], quotes: Mapping[str, str] | None = None) -> Exhibits:
    """The exhibits of a step; one without data is an empty text and left out: the chapter then says what is missing."""
    texts = {exhibit_id(text): text for text in exhibits if text}
    book = EvidenceBook(step)
    for id, text in texts.items():
        if id.startswith(TABLE):
            book.thing(id, "table", shown=caption_of(text))
    return Exhibits({f"{name}{ENDING}": text for name, text in {**texts, **(quotes or {})}.items()}, book.evidence)


def as_reported(rows: list[dict[str, Any]], running: Running) -> list[dict[str, Any]]:
    """Results as a report shows them: an interim one estimates none because they are held back, whoever has answered."""
    if not running.interim:
        return rows
    return [row if row["estimable"] else row | {"reason": HELD_BACK} for row in rows]


def exhibits_by_id(folders: Iterable[Folder]) -> dict[str, str]:
    """All exhibits of several steps, without the endings of the files."""
    return {name.removesuffix(ENDING): text.decode("utf-8") for files in folders for name, text in files.items()}
