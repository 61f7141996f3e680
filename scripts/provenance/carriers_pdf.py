"""PDF: what its pages show, and everything else that lies in the file.

- pages as PDFium reads them, so by the fonts' own tables of letters; hidden, white and clipped text alike
- every string of every object: metadata, bookmarks, links, forms, text alternatives, scripts
- every stream of the bytes, also of objects that nothing refers to and of earlier versions; of content its typed strings
- attachments and pictures by their own kind

Refused: a PDF that is encrypted.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from scripts.provenance.carriers import BEHIND, ENCRYPTED, TOO_LARGE, Inner, Piece, Refused, fault, raw

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST_STREAM = 64 * 1024 * 1024
STREAM = re.compile(rb"stream\r?\n")
STREAM_END = b"endstream"
END = b"%%EOF"
LITERAL = re.compile(rb"\((?:[^()\\]|\\.){0,4000}\)", re.DOTALL)
HEX = re.compile(rb"<([0-9A-Fa-f\s]{2,8000})>")
ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r?\n)")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
SHOWS_TEXT = re.compile(rb"\bT[jJ]\b|['\"]\s")
# packed objects, and filters other than those of zlib and JPEG
PACKED = re.compile(
    rb"/(?:ObjStm|ASCIIHexDecode|ASCII85Decode|LZWDecode|RunLengthDecode|Crypt|AHx|A85|LZW|RL|JBIG2Decode)\b|/Filter\s*\["
)
# a letter of a name by its number
NAME_LETTER = re.compile(rb"#([0-9A-Fa-f]{2})")
UTF16 = b"\xfe\xff"
# the table of places of objects, and names of fonts
PLACES_OR_FONTS = re.compile(rb"\d{10} \d{5} [nf]\s*|/(?:BaseFont|FontName|FontFamily)\s*[/(][^\s/>)]*")
# arrays of numbers that PDF itself defines: the tree of tags, widths of letters, places on a page, functions, pictures, tables
# of places; under any other key numbers may be letters
NUMBER_KEYS = b"|".join(
    b"""
    K Kids Nums Limits A C W W2 DW2 Widths FontBBox FontMatrix Rect RD BBox MediaBox CropBox BleedBox TrimBox ArtBox Border D IC
    QuadPoints L Vertices InkList CL Padding TPadding ColumnWidths ColumnGap Color BorderColor BorderThickness BackgroundColor
    Domain Range Encode Decode Bounds Size C0 C1 Coords Background Matrix Mask Matte WhitePoint BlackPoint Gamma GPTS LPTS
    Font Dest Index ByteRange H
    """.split()
)
DICTIONARY = re.compile(rb"<<[^<>()]*+>>")
# in a string nothing is an array; an array of its own belongs to the key that refers to it
NUMBERS = re.compile(
    rb"(?P<string>" + LITERAL.pattern + rb")|(?P<head>/(?:" + NUMBER_KEYS + rb")|(?<!\d)(?P<object>\d{1,7}) 0 obj)\s*"
    rb"\[(?:[\s\d.+\-R]|" + DICTIONARY.pattern + rb"|\[[\s\d.+\-R]*+\])*+\]",
    re.DOTALL,
)
UNDER_KEY = re.compile(rb"/(?:" + NUMBER_KEYS + rb")\s+(\d{1,7}) 0 R\b")
OBJECT, REFERENCE = re.compile(rb"(?<!\d)(\d{1,7}) 0 obj\b"), re.compile(rb"(?<![\d.+-])(\d{1,7}) 0 R\b")
JPEG = b"\xff\xd8\xff"
FONT_NAMES = {"/BaseFont", "/FontName", "/FontFamily"}


def open_pdf(content: bytes, inner: Inner) -> Iterator[Piece]:
    """All that a PDF says."""
    from pypdf import PdfReader
    from pypdfium2 import PdfDocument

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Refused(ENCRYPTED)
    # PDFium reads pages with drawn figures in a hundredth of the time
    for number, page in enumerate(PdfDocument(content), start=1):
        yield Piece(f"page {number}", page.get_textpage().get_text_range(), shown=True)
    yield Piece("metadata", "\n".join(str(value) for value in (reader.metadata or {}).values()))
    if reader.xmp_metadata is not None:
        yield Piece("XMP metadata", reader.xmp_metadata.stream.get_data().decode("utf-8", "replace"))
    filtered: list[bytes] = []
    # of plain objects the bytes themselves hold every string; packed ones take a reader of PDF, which is slow
    if PACKED.search(content):
        strings, fonts, filtered = _objects(reader)
        yield Piece("links, bookmarks and text alternatives", "\n".join(strings))
        yield Piece("names of fonts", "\n".join(fonts), sure=False)
    for number, (name, attached) in enumerate(_attachments(reader), start=1):
        yield Piece(f"attachment {number}", name)
        yield from inner(name, attached)
    for number, stream in enumerate([*filtered, *_streams(content)], start=1):
        yield from _stream(f"stream {number}", stream, inner)
    yield from _outside(content, inner)


def _objects(reader: PdfReader) -> tuple[list[str], list[str], list[bytes]]:
    """Strings of all objects, names of fonts, and streams whose filters only a reader of PDF knows."""
    from pypdf.generic import StreamObject

    strings: list[str] = []
    fonts: list[str] = []
    streams: list[bytes] = []
    keys: set[str] = set()
    for number in range(1, int(reader.trailer["/Size"])):
        value = reader.get_object(number)
        _take(value, strings, fonts, keys)
        if isinstance(value, StreamObject) and value.get("/Filter") not in (None, "/FlateDecode", "/DCTDecode"):
            streams.append(value.get_data())
    _take(dict(reader.trailer), strings, fonts, keys)
    return [*strings, *sorted(keys)], fonts, streams


def _take(value: Any, strings: list[str], fonts: list[str], keys: set[str]) -> None:
    if isinstance(value, dict):
        for name, each in value.items():
            if name in FONT_NAMES:
                fonts.append(str(each))
            else:
                keys.add(str(name)[1:])
                _take(each, strings, fonts, keys)
    elif isinstance(value, list):
        for each in value:
            _take(each, strings, fonts, keys)
    elif isinstance(value, bytes):
        strings.append(unquote(value.decode("latin-1")))
    elif isinstance(value, str):
        strings.append(unquote(value))


def _attachments(reader: PdfReader) -> Iterator[tuple[str, bytes]]:
    for name, contents in (reader.attachments or {}).items():
        for content in contents if isinstance(contents, list) else [contents]:
            yield name, content


def _places(content: bytes) -> Iterator[tuple[int, int]]:
    """Where the streams lie in the bytes."""
    at = 0
    while found := STREAM.search(content, at):
        end = content.find(STREAM_END, found.end())
        if end < 0:
            raise ValueError("cut short")
        yield found.end(), end
        at = end + len(STREAM_END)


def _streams(content: bytes) -> Iterator[bytes]:
    """Each stream, unpacked where it is packed."""
    for start, end in _places(content):
        body = content[start:end]
        try:
            unpack = zlib.decompressobj()
            body = unpack.decompress(body, LARGEST_STREAM)
            if unpack.unconsumed_tail:
                raise Refused(TOO_LARGE)
        except zlib.error:
            # packed by another filter, or not at all
            pass
        yield body


def _stream(place: str, stream: bytes, inner: Inner) -> Iterator[Piece]:
    if stream.startswith(JPEG):
        yield from inner(f"{place}.jpg", stream)
    elif (SHOWS_TEXT.search(stream) and LITERAL.search(stream)) or HEX.search(stream[:4000]):
        yield Piece(place, _typed(stream))
    yield raw(place, stream)


def _typed(stream: bytes) -> str:
    """The strings that a stream holds, joined as they are shown: letters that are set apart make a word again."""
    literal = b"".join(ESCAPE.sub(_unescape, each[1:-1]) for each in LITERAL.findall(stream))
    coded = b"".join(bytes.fromhex(_even(each)) for each in HEX.findall(stream))
    wide = coded.decode("utf-16-be", "ignore") if coded else ""
    return "\n".join((literal.decode("cp1252", "replace"), coded.decode("latin-1"), wide))


def _told(outside: bytes) -> Iterator[str]:
    """Each string and each name with letters by number, in the letters it stands for."""
    for each in LITERAL.findall(outside):
        yield _decoded(ESCAPE.sub(_unescape, each[1:-1]))
    for each in HEX.findall(outside):
        yield _decoded(bytes.fromhex(_even(each)))
    if NAME_LETTER.search(outside):
        yield NAME_LETTER.sub(lambda found: bytes([int(found[1], 16)]), PLACES_OR_FONTS.sub(b"", outside)).decode("latin-1")


def _decoded(string: bytes) -> str:
    wide = string.startswith(UTF16)
    return unquote(string[len(UTF16) :].decode("utf-16-be", "replace") if wide else string.decode("cp1252", "replace"))


def without_references(outside: bytes, content: bytes) -> bytes:
    """The bytes without references to objects that the file has: in a row of them some look like an NHS number by chance."""
    objects = {found[1] for found in OBJECT.finditer(content)}
    return REFERENCE.sub(lambda found: b"R" if found[1] in objects else found[0], outside)


def without_number_arrays(outside: bytes) -> bytes:
    """The bytes without the numbers of arrays that PDF itself defines: tags 65 66 67 are no "ABC". Dictionaries in them stay."""
    referred = set(UNDER_KEY.findall(outside))

    def emptied(found: re.Match[bytes]) -> bytes:
        if found["string"] or (found["object"] and found["object"] not in referred):
            return found[0]
        return found["head"] + b"[" + b" ".join(DICTIONARY.findall(found[0])) + b"]"

    return NUMBERS.sub(emptied, outside)


def _even(digits: bytes) -> str:
    bare = b"".join(digits.split()).decode("ascii")
    return bare + "0" * (len(bare) % 2)


def _unescape(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if sign.isdigit():
        return bytes([int(sign, 8) & 255])
    return ESCAPED.get(sign, sign.strip(b"\r\n"))


def _outside(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Bytes outside the streams: objects of earlier versions, comments; and what follows the end."""
    parts, at = [], 0
    for start, end in _places(content):
        parts.append(content[at:start])
        at = end
    parts.append(content[at:])
    outside = without_number_arrays(b"\n".join(parts))
    yield raw("outside the streams", without_references(PLACES_OR_FONTS.sub(b"", outside), content), sure=True)
    yield Piece("strings outside the streams", "\n".join(_told(outside)))
    rest = content[content.rfind(END) + len(END) :]
    if rest.strip(b"\x00\r\n\t "):
        yield fault("behind the end", BEHIND)
        yield from (piece for piece in inner("", rest) if not piece.fault)
