"""Pictures: everything in them that is no picture. PNG, JPEG, GIF, TIFF, WebP, BMP, icons and fonts.

- text, comments, EXIF, XMP, profiles and unknown parts are read; a place in EXIF (GPS) is found by its directory
- bytes behind the end of a picture are a finding of their own, and are opened
- what the picture shows is not read: no dot is looked at
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator

from scripts.provenance.carriers import BEHIND, TOO_LARGE, Inner, Piece, Refused, fault, raw

PNG = b"\x89PNG\r\n\x1a\n"
# parts of a PNG that only hold the picture's dots or numbers about them
PNG_DOTS = frozenset(b"IHDR IDAT IEND PLTE pHYs gAMA cHRM sBIT bKGD tRNS hIST tIME sRGB fdAT fcTL acTL".split())
COMPRESSED = {b"zTXt", b"iTXt", b"iCCP"}
LARGEST_TEXT = 16 * 1024 * 1024
EXIF_MARK, GPS = b"Exif\x00\x00", 0x8825
PLACE = "place in EXIF"
JPEG_END = b"\xff\xd9"
# markers of a JPEG without a length
BARE = {0x01, *range(0xD0, 0xD9)}


def open_png(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Chunks by their names, compressed ones unpacked."""
    at = len(PNG)
    kind = b""
    while kind != b"IEND":
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + length]
        if len(body) < length:
            raise ValueError("cut short")
        at += 12 + length
        if kind not in PNG_DOTS:
            name = kind.decode("latin-1")
            yield from _chunk(name, kind, body)
        if kind == b"eXIf":
            yield from _exif(body)
    yield from behind(content[at:], inner)


def _chunk(name: str, kind: bytes, body: bytes) -> Iterator[Piece]:
    yield Piece(f"{name} part", body.decode("utf-8", "replace").replace("\x00", "\n"))
    yield raw(f"{name} part", body, sure=kind not in COMPRESSED)
    if kind in COMPRESSED:
        for start in _zlib_starts(body):
            unpack = zlib.decompressobj()
            try:
                text = unpack.decompress(body[start:], LARGEST_TEXT)
            except zlib.error:
                continue
            if unpack.unconsumed_tail:
                raise Refused(TOO_LARGE)
            yield Piece(f"{name} part", text.decode("utf-8", "replace"))
            yield raw(f"{name} part", text, sure=True)


def _zlib_starts(body: bytes) -> list[int]:
    return [found.start() for found in re.finditer(rb"[\x48\x58\x68\x78][\x00-\xff]", body, re.DOTALL)][:200]


def open_jpeg(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Segments before the picture, and what follows its end."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise ValueError("damaged")
        marker = content[at + 1]
        if marker == 0xFF or marker in BARE:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        body = content[at + 4 : at + 2 + length]
        at += 2 + length
        if 0xE0 <= marker <= 0xEF or marker == 0xFE or marker in range(0xF0, 0xFE):
            yield Piece(f"segment {marker:X}", body.decode("utf-8", "replace"))
            yield raw(f"segment {marker:X}", body, sure=True)
            if body.startswith(EXIF_MARK):
                yield from _exif(body)
        if marker == 0xDA:
            at = _scan_end(content, at)
            if content[at : at + 2] == JPEG_END:
                yield from behind(content[at + 2 :], inner)
                return
    raise ValueError("cut short")


def _scan_end(content: bytes, at: int) -> int:
    """The next marker behind the dots of a scan."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        else:
            return at


def open_gif(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Comments and other extensions."""
    at = 13 + _gif_colours(content[10])
    while content[at] != 0x3B:
        is_extension = content[at] == 0x21
        if is_extension:
            at += 2
        elif content[at] == 0x2C:
            at += 10 + _gif_colours(content[at + 9]) + 1
        else:
            raise ValueError("damaged")
        body, at = _gif_blocks(content, at)
        if is_extension:
            yield Piece("extension", body.decode("utf-8", "replace"))
            yield raw("extension", body, sure=True)
    yield from behind(content[at + 1 :], inner)


def _gif_colours(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks(content: bytes, at: int) -> tuple[bytes, int]:
    parts = []
    while content[at]:
        parts.append(content[at + 1 : at + 1 + content[at]])
        at += 1 + content[at]
    return b"".join(parts), at + 1


def open_webp(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Chunks of a RIFF file."""
    ends = 8 + int.from_bytes(content[4:8], "little")
    at = 12
    while at + 8 <= min(ends, len(content)):
        kind, length = struct.unpack("<4sI", content[at : at + 8])
        body = content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
        if kind not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"):
            name = kind.decode("latin-1")
            yield Piece(f"{name} part", body.decode("utf-8", "replace"))
            yield raw(f"{name} part", body, sure=True)
            if kind == b"EXIF":
                yield from _exif(body)
    yield from behind(content[ends + ends % 2 :], inner)


def open_tiff(content: bytes, inner: Inner) -> Iterator[Piece]:
    """All readable bytes, for its parts may lie anywhere; and its directories' entries."""
    yield raw("tags", content, sure=True)
    yield from _exif(content)


def open_bitmap(content: bytes, inner: Inner) -> Iterator[Piece]:
    """A picture without parts for text: all readable bytes."""
    yield raw("bytes", content, sure=True)


def open_icon(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Icons: all readable bytes, and each picture in them."""
    yield raw("bytes", content, sure=True)
    for number in range(int.from_bytes(content[4:6], "little")):
        length, start = struct.unpack("<II", content[6 + 16 * number + 8 : 6 + 16 * number + 16])
        if content[start : start + 8] == PNG:
            yield from inner(f"picture {number + 1}.png", content[start : start + length])


def open_font(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Fonts: the table of names and all readable bytes."""
    yield raw("bytes", content)
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(content), lazy=True)
    yield Piece("names", "\n".join(str(record) for record in font["name"].names) if "name" in font else "", sure=False)


def _exif(body: bytes) -> Iterator[Piece]:
    """What EXIF says, in its own encodings, and whether it says where."""
    from PIL import Image

    exif = Image.Exif()
    exif.load(body if body.startswith(EXIF_MARK) else EXIF_MARK + body)
    values = [value for tags in (exif, exif.get_ifd(0x8769)) for value in tags.values()]
    yield Piece("EXIF", "\n".join(value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in values))
    if exif.get_ifd(GPS):
        yield fault("EXIF", PLACE)


def behind(rest: bytes, inner: Inner) -> Iterator[Piece]:
    """Bytes behind the end of a picture: no program writes any."""
    if rest.strip(b"\x00\r\n\t "):
        yield fault("behind the picture", BEHIND)
        yield raw("behind the picture", rest, sure=True)
        yield from (piece for piece in inner("", rest) if not piece.fault)
