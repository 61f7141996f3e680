"""From bytes to text: UTF-8, UTF-16, UTF-32 or CP1252, and what to do with a few damaged bytes.

- A byte-order mark decides; without one, zero bytes in every second place tell UTF-16.
- A text that is UTF-8 but for a few bytes (cut off, pasted together) stays UTF-8: the damaged bytes become �, and are counted.
  Read as CP1252, every accent of it would be wrong.
- What holds a zero byte or many control characters is no text.
"""

from __future__ import annotations

import re

DAMAGED = "\ufffd"
# A form feed or an end-of-file mark strays into texts; more of that kind is no text.
STRAY_CONTROLS = 0.01
# Vertical tab (a line break in Excel and Word), form feed and the old end-of-file mark stand in honest texts; so do the signs
# from 128 to 159, which misread letters become.
HARMLESS = frozenset("\t\n\r\x0b\x0c\x1a")
MOST_DAMAGED = 0.1
SAMPLE = 4000
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 with BOM"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
# A letter beyond ASCII as UTF-8 writes it: no other encoding makes this sequence by chance more than now and then.
UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
# The same sequences after a program took them for CP1252 and saved them as letters of their own.
_AS_CP1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
_LATER = f"[{re.escape(''.join(_AS_CP1252[0x80:0xC0]))}]"
MISREAD = re.compile(rf"[\xc3-\xdf]{_LATER}|[\xe0-\xef]{_LATER}{{2}}|[\xf0-\xf4]{_LATER}{{3}}")
# Letters of this kind in every damaged place: fewer is a text of another encoding.
LETTERS_A_FAULT = 2


def decode(data: bytes) -> tuple[str, str] | None:
    """Text and the name of its encoding; None for anything that is not text."""
    encoding, name = _encoding(data)
    if encoding is None:
        return None
    text = data.decode(encoding, errors="replace")
    return None if _is_binary(text) else (text, name)


def decode_head(data: bytes) -> tuple[str, str] | None:
    """The text of the first bytes of a file, of which the last character may be cut in two."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or 0 in data[:SAMPLE]:
        return decode(data[: len(data) // 4 * 4])
    cut = next((back for back in (1, 2, 3) if data[-back:][:1] >= b"\xc2"), 0)
    return decode(data[:-cut] if cut else data)


def _encoding(data: bytes) -> tuple[str | None, str]:
    for mark, encoding, name in MARKS:
        if data.startswith(mark):
            return encoding, name
    head = data[:SAMPLE]
    if head and head[1::2].count(0) > len(head) / 6:
        return "utf-16-le", "UTF-16"
    if head and head[0::2].count(0) > len(head) / 6:
        return "utf-16-be", "UTF-16"
    try:
        data.decode("utf-8")
    except UnicodeError:
        return _without_mark(data)
    return "utf-8", "UTF-8"


def _without_mark(data: bytes) -> tuple[str | None, str]:
    letters = UTF8_LETTER.findall(data)
    strays = len(BEYOND_ASCII.findall(data)) - sum(map(len, letters))
    if len(letters) >= LETTERS_A_FAULT * max(strays, 1):
        return "utf-8", "UTF-8"
    try:
        data.decode("cp1252")
    except UnicodeError:
        return None, ""
    return "cp1252", "CP1252"


def _is_binary(text: str) -> bool:
    controls = sum(text.count(each) for each in set(text) - HARMLESS if each < " " or each == "\x7f")
    return "\0" in text or controls > len(text) * STRAY_CONTROLS or text.count(DAMAGED) > len(text) * MOST_DAMAGED
