"""Web pages, style sheets, drawings and other markup: text with and without its tags, attributes, comments, embedded data.

Names of fonts stand apart: many are names of people too (Georgia), and none tells of anybody.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, unquote_to_bytes

from scripts.ground.vocabulary import word_set
from scripts.provenance.carriers import DAMAGED, Inner, Piece, fault
from scripts.provenance.carriers_text import decoded

# tags that do not part a word in the eyes of a reader
INLINE = word_set(
    """
    a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time tspan tt u
    var wbr
    """
)
DATA = re.compile(r"data:([a-z]+/[a-z0-9.+-]+)?((?:;[a-z0-9=_-]+)*),([^\"'\s)>]*)", re.IGNORECASE)
# by the name of the property, or by the kind that ends every list of fonts
FONTS = re.compile(
    r"(font(?:-family)?|--[\w-]*font[\w-]*)\s*:([^;}<]*)|(--[\w-]+)\s*:([^;{}<]*\b(?:serif|monospace|system-ui)\b[^;{}<]*)",
    re.IGNORECASE,
)
CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
# paths of drawings: letters of commands among numbers
PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZzEe\d\s.,+-]*")
SUFFIXES = {
    "text/html": ".html", "image/svg+xml": ".svg", "text/css": ".css", "application/json": ".json", "text/plain": ".txt",
    "text/javascript": ".js", "application/javascript": ".js", "text/csv": ".csv", "image/png": ".png", "image/jpeg": ".jpg",
    "image/gif": ".gif", "image/webp": ".webp", "application/xml": ".xml", "text/xml": ".xml", "application/pdf": ".pdf",
    "font/woff2": ".woff2", "font/woff": ".woff", "": ".txt",
}  # fmt: skip


def open_web(content: bytes, inner: Inner) -> Iterator[Piece]:
    """A page or drawing."""
    written = _written(content)
    # embedded data is opened for itself; here it would only be long
    parser = _Everything()
    parser.feed(DATA.sub("data:", written))
    parser.close()
    text = "".join(parser.texts)
    yield Piece("text", text, shown=True)
    yield Piece("text between tags", _otherwise(text, " ".join(parser.texts)))
    yield Piece("attributes", "\n".join([*parser.attributes, *sorted(parser.names)]))
    yield Piece("names of fonts", "\n".join(parser.fonts), sure=False)
    yield from embedded(written, inner)


def open_style(content: bytes, inner: Inner) -> Iterator[Piece]:
    """A style sheet."""
    written = _written(content)
    told, fonts = without_fonts(DATA.sub("data:", written))
    yield Piece("text", told, shown=True)
    yield Piece("names of fonts", fonts, sure=False)
    yield from embedded(written, inner)


def embedded(written: str, inner: Inner) -> Iterator[Piece]:
    """Files that stand in a text as `data:`."""
    for number, found in enumerate(DATA.finditer(written), start=1):
        kind, options, body = (found[1] or "").lower(), found[2].lower(), found[3]
        if not body:
            continue
        try:
            content = unquote_to_bytes(body)
            if ";base64" in options:
                bare = re.sub(rb"[\s\\]", b"", content).rstrip(b"=")
                content = base64.b64decode(
                    bare + b"=" * (-len(bare) % 4), altchars=b"-_" if b"-" in bare or b"_" in bare else None
                )
        except (binascii.Error, ValueError):
            yield fault(f"embedded data {number}", DAMAGED)
            continue
        yield from inner(f"embedded data {number}{SUFFIXES.get(kind, '.unknown')}", content)


def _otherwise(text: str, parted: str) -> str:
    """The lines that read otherwise with every tag as a blank: words that only style sets apart."""
    known = {" ".join(line.split()) for line in text.split("\n")}
    return "\n".join(line for line in parted.split("\n") if " ".join(line.split()) not in known)


def without_fonts(style: str) -> tuple[str, str]:
    """A style without the names of its fonts, and these."""
    fonts = "\n".join(found[2] or found[4] for found in FONTS.finditer(style))
    return FONTS.sub(lambda found: f"{found[1] or found[3]}:", style), fonts


def _written(content: bytes) -> str:
    told = CHARSET.search(content[:1024])
    if told and b"\x00" not in content[:1024]:
        try:
            return content.decode(told[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(content)


class _Everything(HTMLParser):
    """Text, comments, declarations and attributes, with entities resolved."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self.fonts: list[str] = []
        self.names: set[str] = set()
        self.in_style = False

    def handle_data(self, data: str) -> None:
        if self.in_style:
            data, fonts = without_fonts(data)
            self.fonts.append(fonts)
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.attributes.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)
        if tag not in KNOWN_TAGS:
            self.names.add(tag)
        self.in_style = tag == "style"
        for name, value in attrs:
            if "font" in name:
                self.fonts.append(value or "")
            elif name == "style":
                told, fonts = without_fonts(value or "")
                self.attributes.append(told)
                self.fonts.append(fonts)
            elif value is None or not PATH.fullmatch(value):
                # the name of an attribute may be anything that somebody wrote
                self.names.add(name)
                self.attributes.append(unquote(value or ""))

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        self.in_style = False

    def _part(self, tag: str) -> None:
        if tag not in INLINE:
            self.texts.append("\n")


# tags whose own name says nothing; any other one is read like text
KNOWN_TAGS = INLINE | word_set(
    """
    article aside blockquote body br button caption circle clippath col colgroup dd defs desc details div dl dt ellipse
    figcaption figure footer form g h1 h2 h3 h4 h5 h6 head header hr html image img input label li line lineargradient link
    main map marker math meta metadata nav object ol option p path pattern polygon polyline pre rect script section select
    stop style summary svg symbol table tbody td template text textarea tfoot th thead title tr ul use video
    """
)
