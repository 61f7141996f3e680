"""All text a released file carries, visible or not, by kind of file.

A file that is damaged, or holds a part nobody can look into, raises while it is read.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from pypdf import PdfReader


class Piece(NamedTuple):
    """Some text of a file, where it stands, and whether a reader sees it."""

    place: str
    text: str
    shown: bool = False


# tags that do not part a word in the eyes of a reader
INLINE = {
    "a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u", "wbr",
}  # fmt: skip
WRITTEN, DRAWN = (".xml", ".rels", ".svg"), (".png", ".jpg", ".jpeg")


def pieces(suffix: str, content: bytes) -> Iterator[Piece] | None:
    """All texts of a file; None for a kind of file that nobody can look into."""
    readers = {".html": _html, ".pdf": _pdf, ".docx": _docx, ".json": _json}
    return readers[suffix](content) if suffix in readers else None


def _html(content: bytes) -> Iterator[Piece]:
    parser = _Everything()
    parser.feed(content.decode("utf-8"))
    parser.close()
    yield Piece("text", "".join(parser.texts), shown=True)
    # once more with every tag as a blank, for words that only style sets apart
    yield Piece("text between tags", " ".join(parser.texts))
    yield Piece("attributes", "\n".join(parser.attributes))


class _Everything(HTMLParser):
    """Text, comments, declarations and attributes, with entities resolved; embedded pictures are left to their own checks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.attributes: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.attributes.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)
        self.attributes += [unquote(value) for _, value in attrs if value and not value.startswith("data:")]

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag not in INLINE:
            self.texts.append("\n")


def _pdf(content: bytes) -> Iterator[Piece]:
    from pypdf import PdfReader
    from pypdfium2 import PdfDocument

    # PDFium reads pages with drawn figures in a hundredth of the time
    for number, page in enumerate(PdfDocument(content), start=1):
        yield Piece(f"page {number}", page.get_textpage().get_text_range(), shown=True)
    reader = PdfReader(io.BytesIO(content))
    yield Piece("metadata", "\n".join(str(value) for value in (reader.metadata or {}).values()))
    if reader.xmp_metadata is not None:
        yield Piece("XMP metadata", reader.xmp_metadata.stream.get_data().decode("utf-8", "replace"))
    yield Piece("links, bookmarks and text alternatives", "\n".join(_pdf_strings(reader)))
    if reader.attachments:
        raise ValueError("a PDF with attachments")


def _pdf_strings(reader: PdfReader) -> Iterator[str]:
    """Every string of every object, outside the pages' own streams."""
    for number in range(1, int(reader.trailer["/Size"])):
        yield from _strings_of(reader.get_object(number))


def _strings_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _strings_of(each)
    elif isinstance(value, bytes):
        yield unquote(value.decode("latin-1"))
    elif isinstance(value, str):
        yield unquote(value)


def _docx(content: bytes) -> Iterator[Piece]:
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(archive.namelist())
        yield Piece("names of parts", "\n".join(names))
        for name in names:
            if name.endswith(WRITTEN):
                written = archive.read(name)
                root = fromstring(written)
                paragraphs = [_paragraph(part) for part in root.iter() if part.tag.endswith("}p")] or list(root.itertext())
                yield Piece(name, "\n".join(paragraphs), shown=name.startswith("word/"))
                attributes = (unquote(value) for part in root.iter() for value in part.attrib.values())
                yield Piece(f"{name} attributes", "\n".join(attributes))
                yield Piece(f"{name} as written", written.decode("utf-8"))
            elif not name.endswith((*DRAWN, "/")):
                raise ValueError("a Word document with a part of an unknown kind")


def _paragraph(paragraph: Element) -> str:
    """Runs joined without blanks, for Word cuts words anywhere; tabs and line breaks are elements without text."""
    signs = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
    return "".join((part.text or "") + signs.get(part.tag.rsplit("}", 1)[-1], "") for part in paragraph.iter())


def _json(content: bytes) -> Iterator[Piece]:
    yield Piece("text", "\n".join(_strings(json.loads(content))), shown=True)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _strings(each)
