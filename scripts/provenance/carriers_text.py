"""Text as bytes: the encodings of a text file, and the lines of formats that are plain text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from scripts.provenance.carriers import Inner, Piece

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# of a text in UTF-16 most bytes of one kind of place are zero, of UTF-32 three of four
MOSTLY = 0.3
RTF_CODE = re.compile(r"\\u(-?\d+)\??|\\'([0-9a-fA-F]{2})")
RTF_WORD = re.compile(r"\\(?:par|line|tab|cell|row)\b ?")
RTF_CONTROL = re.compile(r"\\\*|\\[a-z]+-?\d* ?|[{}]")


def decoded(content: bytes) -> str:
    """A text in UTF-8, UTF-16 or UTF-32, with or without a mark, or else as Windows writes it."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding)
    if b"\x00" in content:
        return content.decode(_wide(content))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _wide(content: bytes) -> str:
    """The encoding of a text with zero bytes and without a mark."""
    zeros = [content[place::4].count(0) / max(1, len(content) // 4) for place in range(4)]
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if min(zeros[1:]) > MOSTLY:
        return "utf-32-le"
    if min(zeros[:3]) > MOSTLY:
        return "utf-32-be"
    if odd > 2 * MOSTLY:
        return "utf-16-le"
    return "utf-16-be" if even > 2 * MOSTLY else "utf-8"


def open_text(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Plain text, tables of text, code: all of it is shown."""
    yield Piece("text", decoded(content), shown=True)


def open_rtf(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Rich text: its letters without its commands, and once more as written."""
    written = content.decode("latin-1")
    yield Piece("as written", written)
    text = RTF_CODE.sub(_rtf_letter, RTF_WORD.sub("\n", written))
    yield Piece("text", RTF_CONTROL.sub("", text), shown=True)


def _rtf_letter(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1]) % 0x10000)
    return bytes.fromhex(match[2]).decode("cp1252", "replace")


def open_mail(content: bytes, inner: Inner) -> Iterator[Piece]:
    """A message: headers with their encoded words, and each part by its kind."""
    from email import message_from_bytes
    from email.header import decode_header, make_header
    from pathlib import PurePath

    yield Piece("as written", decoded(content), shown=True)
    for number, part in enumerate(message_from_bytes(content).walk(), start=1):
        yield Piece(f"headers of part {number}", "\n".join(str(make_header(decode_header(value))) for value in part.values()))
        if not part.is_multipart():
            suffix = PurePath(part.get_filename() or "").suffix or (".html" if part.get_content_subtype() == "html" else ".txt")
            yield from inner(f"part {number}{suffix}", part.get_payload(decode=True) or b"")
