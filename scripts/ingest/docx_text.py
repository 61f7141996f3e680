"""Text of Word documents: paragraphs with their number, as they read with all tracked changes accepted.

- Deleted and moved-away passages, hidden text, comments, text boxes, foot- and endnotes, headers and the like are no text; they
  are counted as lost.
- Paragraphs in tables count in reading order; a row of two cells (`speaker | words`) reads as `speaker: words`, a row of more
  cells in a transcript as a line divided by tabs.
- Nothing of the document's properties (author, company, editing times) is read.

Fails when the document is damaged or larger than any text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts.ground.raw import RawFile
from scripts.ingest.docx_parts import WordParts, word_parts
from scripts.ingest.speech import Piece

# The names of elements come without their namespace: the strict form of the standard has another.
LEFT_OUT = {
    "del": "deleted passages",
    "moveFrom": "deleted passages",
    "txbxContent": "text boxes",
    "commentReference": "comments",
    "footnoteReference": "footnotes",
    "endnoteReference": "endnotes",
    "oMath": "formulas",
    "object": "embedded objects",
    "altChunk": "embedded objects",
    "Fallback": "",
    "rt": "",
    "pPr": "",
    "rPr": "",
    "sdtPr": "",
    "instrText": "",
    "delInstrText": "",
}
CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
# Word itself allows 63 cells a row.
MOST_CELLS = 100
NOT_COUNTED_IN = ("txbxContent", "Fallback", "del", "moveFrom")


@dataclass(frozen=True)
class WordText:
    """Lines of a document, those in a title style marked, and what was left out."""

    lines: list[Piece]
    lost: Counter[str]


def docx_text(file: RawFile, rows_are_turns: bool = False) -> WordText:
    """The lines of a Word document; a line break inside a paragraph ends a line."""
    parts = word_parts(file)
    lost: Counter[str] = Counter(parts.headers_and_footers)
    lost.update("embedded objects" for each in parts.body.iter("{*}altChunk"))
    lines: list[Piece] = []
    held, held_from, held_is_title = "", 0, False
    for paragraph in _paragraphs(parts, lost, rows_are_turns):
        is_title = paragraph.style in parts.title_styles
        if held_from:
            paragraph.text, paragraph.number, is_title = held + paragraph.text, held_from, held_is_title
            held_from = 0
        if paragraph.end_is_deleted:
            held, held_from, held_is_title = paragraph.text, paragraph.number, is_title
            continue
        lines += _split(paragraph.text, paragraph.number, is_title)
    if held_from:
        lines += _split(held, held_from, held_is_title)
    return WordText(lines, +lost)


def one_a_paragraph(lines: list[Piece]) -> list[Piece]:
    """Lines of one paragraph joined again, titles left out."""
    joined: dict[int, list[str]] = {}
    for line in lines:
        if not line.is_title:
            joined.setdefault(line.row, []).append(line.text)
    return [Piece(row, " ".join(texts)) for row, texts in joined.items()]


@dataclass
class _Paragraph:
    number: int
    text: str
    style: str
    end_is_deleted: bool


def _split(text: str, number: int, is_title: bool) -> list[Piece]:
    return [Piece(number, line.strip(), is_title=is_title) for line in text.split("\n") if line.strip()]


def _paragraphs(parts: WordParts, lost: Counter[str], rows_are_turns: bool) -> Iterator[_Paragraph]:
    """Every paragraph with its number; the first cells of a row stand before the words of its last cell."""
    texts = _Texts(parts)
    number = 0
    for element in parts.body.iter("{*}p"):
        if any(_name(each) in NOT_COUNTED_IN for each in element.iterancestors()):
            continue
        number += 1
        cells = _row_of(element)
        is_row = (len(cells) == 2 or (rows_are_turns and len(cells) > 2)) and all(_has_own_paragraph(cell) for cell in cells)
        if is_row and _cell_of(element) is not cells[-1]:
            # its text stands before the last cell's; what is left out of it is counted here
            texts.of(element, lost)
            continue
        starts_words = is_row and element is next(_own_paragraphs(cells[-1]))
        before = _before(cells, texts) if starts_words else ""
        yield _Paragraph(number, before + texts.of(element, lost), _style(element), _end_is_deleted(element))


def _before(cells: list[Any], texts: _Texts) -> str:
    """The text of the cells before the last one of a row."""
    said = [" ".join(texts.of(each, Counter()) for each in _own_paragraphs(cell)) for cell in cells[:-1]]
    first = [" ".join(each.split()) for each in said]
    if len(cells) == 2:
        return f"{first[0].rstrip(':：')}: " if first[0] else ""
    return "".join(f"{each}\t" for each in first)


def _own_paragraphs(cell: Any) -> Iterator[Any]:
    """Paragraphs of a cell, without those of a table inside it."""
    return (each for each in cell.iter("{*}p") if _cell_of(each) is cell)


def _has_own_paragraph(cell: Any) -> bool:
    return next(_own_paragraphs(cell), None) is not None


def _cell_of(paragraph: Any) -> Any:
    return next((each for each in paragraph.iterancestors() if _name(each) == "tc"), None)


def _row_of(paragraph: Any) -> list[Any]:
    """The cells of the table row a paragraph stands in; cells in content controls too."""
    cell = _cell_of(paragraph)
    row = next((each for each in cell.iterancestors() if _name(each) == "tr"), None) if cell is not None else None
    if row is None or len(row) > MOST_CELLS:
        return []
    cells = []
    for child in row:
        inner = child.iter("{*}tc") if _name(child) in ("sdt", "customXml") else [child]
        cells += [each for each in inner if _name(each) == "tc"]
    return cells


class _Texts:
    """The text of elements of a document, with what its styles hide."""

    def __init__(self, parts: WordParts) -> None:
        self.hidden_styles = parts.hidden_styles

    def of(self, element: Any, lost: Counter[str]) -> str:
        """Text of an element; what is no text is counted in `lost`."""
        pieces: list[str] = []
        for child in element:
            name = _name(child)
            if name in LEFT_OUT:
                lost[LEFT_OUT[name]] += bool(LEFT_OUT[name])
            elif name == "t":
                pieces.append(child.text or "")
            elif name in CHARACTERS:
                pieces.append(CHARACTERS[name])
            elif name == "sym":
                lost["symbols of a font"] += 1
            elif name == "r" and self._is_hidden(child):
                lost["hidden passages"] += 1
            elif name == "sdt" and _is_placeholder(child):
                lost["unfilled fields"] += 1
            elif len(child):
                pieces.append(self.of(child, lost))
        return "".join(pieces)

    def _is_hidden(self, run: Any) -> bool:
        for part in run:
            if _name(part) == "rPr":
                return any(
                    (_name(each) == "vanish" and _value(each) not in ("0", "false", "off"))
                    or (_name(each) == "rStyle" and _value(each) in self.hidden_styles)
                    for each in part
                )
        return False


def _is_placeholder(control: Any) -> bool:
    return any(_name(part) == "sdtPr" and any(_name(each) == "showingPlcHdr" for each in part) for part in control)


def _style(paragraph: Any) -> str:
    return next((_value(each) for each in _properties(paragraph) if _name(each) == "pStyle"), "")


def _end_is_deleted(paragraph: Any) -> bool:
    """Whether a tracked change takes the paragraph's end away, so that the next one goes on with it."""
    marks = (each for part in _properties(paragraph) if _name(part) == "rPr" for each in part)
    return any(_name(each) in ("del", "moveFrom") for each in marks)


def _properties(paragraph: Any) -> Any:
    return next((each for each in paragraph if _name(each) == "pPr"), ())


def _value(element: Any) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}val")), "")


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
