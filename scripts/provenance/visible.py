"""All text a released file carries, visible or not, by kind of file: (place, text) pairs."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser

Piece = tuple[str, str]


def pieces(suffix: str, content: bytes) -> Iterator[Piece] | None:
    """Places and texts of a file; None for a kind of file that nobody can look into."""
    readers = {".html": _html, ".pdf": _pdf, ".docx": _docx, ".json": _json}
    return readers[suffix](content) if suffix in readers else None


def _html(content: bytes) -> Iterator[Piece]:
    parser = _Everything()
    parser.feed(content.decode("utf-8"))
    yield "text", " ".join(parser.texts)
    yield "attributes", "\n".join(parser.attributes)


class _Everything(HTMLParser):
    """Text, comments and attributes, with entities resolved; embedded pictures are left to their own checks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.attributes: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.attributes.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [value for _, value in attrs if value and not value.startswith("data:")]


def _pdf(content: bytes) -> Iterator[Piece]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    for number, page in enumerate(reader.pages, start=1):
        yield f"page {number}", page.extract_text()
    yield "metadata", "\n".join(str(value) for value in (reader.metadata or {}).values())
    if reader.xmp_metadata is not None:
        yield "XMP metadata", reader.xmp_metadata.stream.get_data().decode("utf-8", "replace")


def _docx(content: bytes) -> Iterator[Piece]:
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith((".xml", ".rels")):
                root = fromstring(archive.read(name))
                # runs of one paragraph are joined without blanks: Word cuts words anywhere
                paragraphs = ["".join(part.itertext()) for part in root.iter() if part.tag.endswith("}p")] or list(
                    root.itertext()
                )
                yield name, "\n".join(paragraphs)
                yield f"{name} attributes", "\n".join(value for part in root.iter() for value in part.attrib.values())
    yield "names of parts", "\n".join(sorted(archive.namelist()))


def _json(content: bytes) -> Iterator[Piece]:
    yield "text", "\n".join(_strings(json.loads(content)))


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
