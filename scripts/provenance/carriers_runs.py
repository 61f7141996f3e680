"""Text within text: escapes of every kind, and runs of letters that are other bytes in disguise.

- entities, also escaped twice; escapes of JSON, scripts and style sheets; percent signs; quoted printable; numbers of letters
- runs in base64, base32, ascii85, hexadecimal and binary digits, broken over lines or not, starting anywhere; what they hold is
  text, or a file of a known kind, or nothing
- what was found is looked through again, down to a depth
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import string
from collections.abc import Callable, Iterator
from itertools import pairwise
from urllib.parse import unquote

from scripts.provenance.carriers import SHORTEST_RUN, Piece
from scripts.provenance.visible import opener_by_beginning, pieces

DEEPEST = 4
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w+);?")
SCRIPT = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\x([0-9a-fA-F]{2})|\\([0-7]{3})")
STYLE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
QUOTED = re.compile(r"=([0-9A-F]{2})|=[ \t]*\r?\n")
# these begin with the sign they begin with, and then look at what stands before: a search passes over all others at once
CODES = re.compile(r"\d(?<![\w.]\d)\d{1,2}[\s,;]{1,3}(?:\d{2,3}[\s,;]{1,3}){3,}\d{2,3}\b")
TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--.{0,2000}?-->", re.DOTALL)
NO_TAGS = "without tags"
# places of which the openers have told all words, or whose angles are no tags
PARSED = ("attributes", "outside the streams", "comments")
TWISTED = re.compile(r"[ÃÂâ][\x80-\xbf\u0152-\u2122]")
# letters of base64 at the end of a full line, where the run goes on in the next
WRAPPED = re.compile(
    r"[ \t\r\n](?<=[A-Za-z0-9+/_-]{40}[ \t\r\n])(?:(?<=[ \t])[ \t]*\r?\n|(?<=\r)\n|(?<=\n))[ \t]*(?=[A-Za-z0-9+/=_-])"
)
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
BASE32 = re.compile(r"[A-Z2-7]{16,}={0,6}|[a-z2-7]{16,}={0,6}")
ASCII85 = re.compile(r"<~[\s!-uz]+~>")
HEX = re.compile(
    r"[0-9a-fA-F\\](?:(?:(?<=0)|(?<=\\))x[0-9a-fA-F]{2}|(?<=[0-9a-fA-F])[0-9a-fA-F])[\s:,]?"
    r"(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s:,]?){5,}"
)
BITS = re.compile(r"[01][01]{7}[\s,]?(?:[01]{8}[\s,]?){4,}")
UUENCODED = re.compile(r"^begin \d{3} [^\n]*\n(.*?)^end", re.MULTILINE | re.DOTALL)
# letters round an escape that are looked at with it
REACH = 400
# digests are long runs of digits that say nothing
DIGESTS = {40, 56, 64, 96, 128}
READABLE = {*map(ord, string.printable)} - {0x0B, 0x0C}


def deeper(piece: Piece, depth: int = 0) -> Iterator[Piece]:
    """All that stands in disguise in a piece."""
    if depth >= DEEPEST or not piece.sure:
        return
    for place, text in _unescaped(piece.text):
        told = Piece(f"{piece.place}, {place}".strip(", "), text, sure=piece.sure)
        yield told
        yield from deeper(told, depth + 1)
    # markup within other texts; of what was parsed as markup the openers have told all
    if "<" in piece.text and not piece.place.endswith((NO_TAGS, *PARSED)) and TAG.search(piece.text):
        for between in ("", " "):
            yield Piece(f"{piece.place}, {NO_TAGS}".strip(", "), TAG.sub(between, piece.text))
    for place, content in _runs(piece.text):
        for inner in _inside(content):
            told = inner._replace(place=f"{piece.place}, {place} {inner.place}".strip(", "), shown=False)
            yield told
            if not told.fault:
                yield from deeper(told, depth + 1)


def _unescaped(text: str) -> Iterator[tuple[str, str]]:
    """Readings of a text with its escapes resolved, where it has any: each escape with what stands round it."""
    for place, sign, pattern, resolve in _ESCAPES:
        if sign in text:
            other = "\n".join(resolve(part) for part in _round(text, pattern))
            if other and other not in text:
                yield place, other


def _round(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """The parts of a text within reach of a pattern; the rest has been looked at."""
    start = end = 0
    for found in pattern.finditer(text):
        if found.start() - REACH > end:
            if end:
                yield text[start:end]
            start = max(0, found.start() - REACH)
        end = found.end() + REACH
    if end:
        yield text[start:end]


def _letter(match: re.Match[str]) -> str:
    digits = next(filter(None, match.groups()))
    code = int(digits, 8 if match.re is SCRIPT and match.lastindex == 5 else 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _pairs_joined(text: str) -> str:
    """Escapes resolved; letters beyond the first plane are two escapes."""
    return SCRIPT.sub(_letter, text)


def _quoted(text: str) -> str:
    octets = QUOTED.sub(lambda found: chr(int(found[1], 16)) if found[1] else "", text)
    return _as_utf8(octets)


def _as_utf8(text: str) -> str:
    """Letters that are bytes of UTF-8 taken for letters."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        try:
            return text.encode("latin-1").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return text


def _codes(text: str) -> str:
    runs = []
    for found in CODES.findall(text):
        codes = [int(each) for each in re.findall(r"\d+", found)]
        # what only counts up is no word
        counted = all(after - before == 1 for before, after in pairwise(codes))
        if not counted and all(code in READABLE or code > 0xA0 for code in codes):
            runs.append("".join(map(chr, codes)))
    return "\n".join(runs) or text


def _twisted(text: str) -> str:
    return "\n".join(_as_utf8(line) for line in text.splitlines())


_ESCAPES: tuple[tuple[str, str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("entities", "&", ENTITY, html.unescape),
    ("escapes", "\\", SCRIPT, _pairs_joined),
    ("style escapes", "\\", STYLE, lambda text: STYLE.sub(_letter, text)),
    ("percent signs", "%", PERCENT, unquote),
    ("quoted printable", "=", QUOTED, _quoted),
    ("numbers of letters", "", CODES, _codes),
    ("twice encoded", "", TWISTED, _twisted),
)


def _runs(text: str) -> Iterator[tuple[str, bytes]]:
    """Runs that decode to bytes."""
    joined = WRAPPED.sub("", text) if "\n" in text else text
    coded = set(BASE64.findall(joined))
    for found in coded:
        yield from (("base64", content) for content in _base64(found))
    # letters of base32 are letters of base64 too
    for found in set(BASE32.findall("\n".join(coded))):
        yield from (("base32", content) for content in _base32(found))
    for found in ASCII85.findall(text) if "<~" in text else ():
        yield from _tried("ascii85", lambda found=found: base64.a85decode(found, adobe=True))
    for found in set(HEX.findall(text)):
        digits = re.sub(r"0x|\\x|[^0-9a-fA-F]", "", found)
        if len(digits) not in DIGESTS:
            for start in (0, 1):
                yield "hexadecimal", bytes.fromhex(digits[start : start + (len(digits) - start) // 2 * 2])
    for found in BITS.findall(text):
        yield "binary", bytes(int(each, 2) for each in re.findall(r"[01]{8}", found))
    for found in UUENCODED.findall(text) if "begin " in text else ():
        yield from _tried("uuencoded", lambda found=found: b"".join(binascii.a2b_uu(line) for line in found.splitlines()))


def _tried(place: str, decode: Callable[[], bytes]) -> Iterator[tuple[str, bytes]]:
    try:
        yield place, decode()
    except (ValueError, binascii.Error):
        return


def _base64(run: str) -> Iterator[bytes]:
    bare = run.rstrip("=").replace("-", "+").replace("_", "/")
    # most runs are digests, long words and paths: nothing readable at any start
    for start in range(4):
        part = bare[start : start + (len(bare) - start) // 4 * 4 + (len(bare) - start) % 4 * ((len(bare) - start) % 4 > 1)]
        try:
            yield binascii.a2b_base64(part + "=" * (-len(part) % 4))
        except binascii.Error:
            continue


def _base32(run: str) -> Iterator[bytes]:
    bare = run.rstrip("=").upper()
    whole = len(bare) // 8 * 8
    tail = {0: 0, 2: 2, 4: 4, 5: 5, 7: 7}.get(len(bare) % 8, 0)
    try:
        yield base64.b32decode(bare[: whole + tail] + "=" * (-(whole + tail) % 8))
    except binascii.Error:
        return


def _inside(content: bytes) -> Iterator[Piece]:
    """What a decoded run holds: a file, text, or nothing."""
    if opener_by_beginning("", content) and len(content) > 2 * SHORTEST_RUN:
        # chance begins like a file, too; what then cannot be opened is no file
        found = list(pieces("", content))
        if not any(each.fault for each in found) or len(content) > LONG:
            yield from found
    for encoding, text in _texts(content):
        yield Piece(encoding, text)


LONG = 200


def _texts(content: bytes) -> Iterator[tuple[str, str]]:
    if len(content) < SHORTEST_RUN:
        return
    if READABLE.issuperset(content):
        yield "", content.decode("ascii")
        return
    if content.count(0) * 3 > len(content):
        for encoding in ("utf-16-le", "utf-16-be"):
            text = content.decode(encoding, "ignore")
            if text and all(sign.isprintable() or sign.isspace() for sign in text):
                yield "", text
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return
    if all(sign.isprintable() or sign in "\r\n\t" for sign in text):
        yield "", text
