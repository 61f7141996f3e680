"""Text of Word documents: paragraphs with their number, as they read with all tracked changes accepted.

- Deleted and moved-away passages, comments, text boxes, foot- and endnotes are no text; they are counted as lost.
- Paragraphs in tables count in reading order; a row of two cells (`speaker | words`) reads as `speaker: words`.
- Nothing of the document's properties (author, company, editing times) is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts.ground.faults import UnreadableFile
from scripts.ground.raw import RawFile
from scripts.ingest.files import WORD, refuse_bomb, require_kind
from scripts.ingest.speech import Piece

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = {
    f"{W}del": "deleted passages",
    f"{W}moveFrom": "deleted passages",
    f"{W}txbxContent": "text boxes",
    f"{W}commentReference": "comments",
    f"{W}footnoteReference": "footnotes",
    f"{W}endnoteReference": "endnotes",
    FALLBACK: "",
}
CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
TITLE_STYLES = ("title", "subtitle", "heading")


@dataclass(frozen=True)
class WordText:
    """Lines of a document, without those in a title style, and what was left out."""

    lines: list[Piece]
    titles: int
    lost: str


def docx_text(file: RawFile) -> WordText:
    """The lines of a Word document; a line break inside a paragraph ends a line."""
    require_kind(file, WORD)
    refuse_bomb(file)
    document = _open(file)
    titles_known = {style.style_id for style in document.styles if (style.name or "").casefold().startswith(TITLE_STYLES)}
    lost: Counter[str] = Counter()
    lines: list[Piece] = []
    titles = 0
    for number, element, before in _paragraphs(document.element.body):
        text = before + _text(element, lost)
        if not text.strip():
            continue
        if _style(element) in titles_known:
            titles += 1
            continue
        lines += [Piece(number, line.strip()) for line in text.split("\n") if line.strip()]
    return WordText(lines, titles, ", ".join(f"{kind}: {count}" for kind, count in sorted(lost.items()) if kind))


def one_a_paragraph(lines: list[Piece]) -> list[Piece]:
    """Lines of one paragraph joined again."""
    joined: dict[int, str] = {}
    for line in lines:
        joined[line.row] = f"{joined[line.row]} {line.text}" if line.row in joined else line.text
    return [Piece(row, text) for row, text in joined.items()]


def _open(file: RawFile) -> Any:
    import docx

    try:
        return docx.Document(str(file.path))
    except Exception as error:
        # python-docx and lxml fail in many ways on damaged parts; none of their messages is fit for a reader
        raise UnreadableFile(
            f"The Word document is damaged ({type(error).__name__}).", where=file.id, remedy="Save it again in Word."
        ) from None


def _paragraphs(body: Any) -> Iterator[tuple[int, Any, str]]:
    """Every paragraph with its number; in a table row of two cells the first cell's text stands before the second."""
    number = 0
    for element in body.iter(f"{W}p"):
        if any(each.tag in (f"{W}txbxContent", FALLBACK) for each in element.iterancestors()):
            continue
        number += 1
        cell = next((each for each in element.iterancestors() if each.tag == f"{W}tc"), None)
        cells = cell.getparent().findall(f"{W}tc") if cell is not None else []
        if len(cells) == 2 and cell is cells[0]:
            continue
        starts_words = len(cells) == 2 and element is cell.find(f"{W}p")
        label = " ".join(_text(each, Counter()) for each in cells[0].iter(f"{W}p")).strip() if starts_words else ""
        yield number, element, f"{label}: " if label else ""


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def _text(element: Any, lost: Counter[str]) -> str:
    parts: list[str] = []
    for child in element:
        if child.tag in LEFT_OUT:
            lost[LEFT_OUT[child.tag]] += 1
        elif child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag in CHARACTERS:
            parts.append(CHARACTERS[child.tag])
        elif len(child) and child.tag not in (f"{W}pPr", f"{W}rPr"):
            parts.append(_text(child, lost))
    return "".join(parts)
