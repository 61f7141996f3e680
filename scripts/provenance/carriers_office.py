"""Word, Excel, PowerPoint, OpenDocument and e-books: archives of markup, with every part, property and hidden row.

- paragraphs with their runs joined, for programs cut words anywhere; deleted and inserted text alike
- attributes, comments and names of elements; what is hidden counts like the rest
- rows of sheets with their cells side by side, also of hidden sheets
- pictures, thumbnails and embedded files by their own kind
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from scripts.provenance.carriers import Inner, Piece
from scripts.provenance.carriers_archives import open_member, zip_margins
from scripts.provenance.carriers_web import embedded, without_fonts

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

WRITTEN = (".xml", ".rels", ".opf", ".ncx", ".vml")
# what readers see, in the parts of the formats
SHOWN = re.compile(r"word/|xl/|ppt/|content\.xml$")
# elements within which text runs on: paragraphs of Word and drawings, shared strings, OpenDocument's paragraphs and headings
PARAGRAPHS = {"p", "si", "is", "h"}
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "line-break": "\n", "s": " "}
# attributes that hold the names of fonts
FONTS = {"ascii", "hAnsi", "cs", "eastAsia", "typeface", "font-name", "font-family", "panose"}
FONT_TABLE = "word/fontTable.xml"
PASSED_OVER = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<!DOCTYPE[^>]*>", re.DOTALL)
NUMBERS = re.compile(r"[\d\s.,-]*")


def open_office(content: bytes, inner: Inner) -> Iterator[Piece]:
    """All parts of an office document."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        yield Piece("names of parts", "\n".join(member.filename for member in members))
        yield from zip_margins(content, archive)
        for member in members:
            if member.filename.endswith(WRITTEN) and not member.flag_bits & 1 and archive.read(member):
                for piece in open_markup(archive.read(member), inner, member.filename):
                    yield piece._replace(place=f"{member.filename} {piece.place}".strip())
            else:
                yield from open_member(archive, member, inner)
        if "xl/workbook.xml" in archive.namelist():
            yield Piece("rows of sheets", "\n".join(_rows(content)), shown=True)


def open_markup(content: bytes, inner: Inner, name: str = "word/") -> Iterator[Piece]:
    """Markup of any vocabulary."""
    from defusedxml.ElementTree import fromstring

    root = fromstring(content)
    paragraphs = [part for part in root.iter() if _local(part.tag) in PARAGRAPHS]
    text = "\n".join(map(_paragraph, paragraphs)) if paragraphs else "\n".join(root.itertext())
    yield Piece("", text, shown=bool(SHOWN.match(name)))
    if paragraphs:
        yield Piece("text between tags", " ".join(root.itertext()))
    attributes, fonts = [], []
    for part in root.iter():
        for key, value in part.attrib.items():
            if _local(key) in FONTS or name == FONT_TABLE:
                fonts.append(value)
            elif not NUMBERS.fullmatch(value):
                attributes.append(without_fonts(unquote(value))[0])
    yield Piece("attributes", "\n".join(attributes))
    yield Piece("names of fonts", "\n".join(fonts), sure=False)
    written = content.decode("utf-8") if b"\x00" not in content[:4] else content.decode("utf-16")
    # what a parser passes over, and the names of elements
    yield Piece("comments", "\n".join(PASSED_OVER.findall(written)))
    yield Piece("names of elements", "\n".join(sorted({_local(part.tag) for part in root.iter()})))
    yield from embedded(written, inner)


def _paragraph(paragraph: Element) -> str:
    """Runs joined without blanks; tabs and line breaks are elements without text."""
    return "".join(_told(paragraph))


def _told(part: Element) -> Iterator[str]:
    yield (part.text or "") + SIGNS.get(_local(part.tag), "")
    for each in part:
        yield from _told(each)
        yield each.tail or ""


def _local(tag: object) -> str:
    return str(tag).rsplit("}", 1)[-1]


def _rows(content: bytes) -> Iterator[str]:
    """The rows of every sheet; the markup alone holds words by number."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), keep_links=False)
    for sheet in book.worksheets:
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            yield "\t".join(str(value) for value in row if value is not None)
