"""Text as the leak gate compares it: one spelling for every way of writing the same letters.

- no diacritics, no look-alike letters of other alphabets, no invisible signs; tag characters are the letters they hide
- one kind of apostrophe, hyphen and blank
- a hyphen at the end of a line is the line's or the name's: both readings are kept
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# letters that Unicode does not decompose, and letters of other alphabets and styles that look like Latin ones
LETTERS = (
    dict(zip("øØłŁđĐðÐħıŧŦ", "oOlLdDdDhitT", strict=True))
    | dict(zip("аеорсухіјѕԁһӏԛԝАВЕКМНОРСТХІЈЅ", "aeopcyxijsdhlqwABEKMHOPCTXIJS", strict=True))
    | dict(zip("οανικρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavikptuxABEZHIKMNOPTYX", strict=True))
    | dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡ", "abcdefghijklmnoprstuvwyzag", strict=True))
    | {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"}
)
SIGNS = dict.fromkeys("‘’ʼ‛´`′ʹ", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("‐‑‒–—―−", "-") | {"_": " "}
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
CONTROLS = {chr(code) for code in range(0x80) if INVISIBLE.match(chr(code))}
# how many kinds of signs are sought one by one
FEW = 40
TAGS, REGIONS = range(0xE0020, 0xE007F), range(0x1F1E6, 0x1F200)
# U+FFFE is how PDFium tells a hyphen at the end of a line; what stands before is looked at last, which is many times faster
LINE_END = re.compile("(?:-(?<=\\w-)[ \t]*\r?\n|\ufffe(?<=\\w\ufffe))\\s*(?=\\w)")
WORD = re.compile(r"[^\W_]+")
# the same of letters of one byte: what parts words, and what is no letter
PARTS = bytes(code if code > 0x7F or chr(code).isalnum() else ord(" ") for code in range(0x100))
NO_LETTERS = bytes(code for code in range(0x80) if not chr(code).isalpha())


def plain(text: str) -> str:
    """The text in plain letters, case kept."""
    signs = set(text)
    if not text.isascii():
        text = _replaced(text, {sign: _plain_sign(sign) for sign in signs if not sign.isascii()})
    if not CONTROLS.isdisjoint(signs):
        text = INVISIBLE.sub("", text)
    return text.replace("`", "'").replace("_", " ")


def _replaced(text: str, by: dict[str, str]) -> str:
    """The text with signs exchanged; a few are sought one by one, which is faster than looking at every letter."""
    others = {sign: other for sign, other in by.items() if sign != other}
    if len(others) > FEW or not {*"".join(others.values())}.isdisjoint(others):
        return text.translate(str.maketrans(others))
    for sign, other in others.items():
        text = text.replace(sign, other)
    return text


@cache
def _plain_sign(sign: str) -> str:
    code = ord(sign)
    if code in TAGS:
        return chr(code - 0xE0000)
    if code in REGIONS:
        return chr(code - REGIONS.start + ord("A"))
    known = LETTERS.get(sign) or SIGNS.get(sign)
    if known:
        return known
    if sign == "\ufffe" or unicodedata.combining(sign) or INVISIBLE.match(sign):
        return sign if sign == "\ufffe" else ""
    parts = unicodedata.normalize("NFKD", sign)
    whole = "".join(SIGNS.get(part) or LETTERS.get(part, part) for part in parts if not unicodedata.combining(part))
    return INVISIBLE.sub("", whole or sign)


def folded(text: str) -> str:
    """Plain letters in lower case."""
    return plain(text).casefold()


def readings(text: str) -> list[str]:
    """The plain text with line ends read in each way; one where no word is cut."""
    form = plain(text)
    return [form] if not LINE_END.search(form) else [LINE_END.sub("", form), LINE_END.sub("-", form)]


def letters(text: str) -> str:
    """Only the letters of a text, in lower case and without anything between."""
    return letters_of(folded(text))


def words_of(form: str) -> list[str]:
    """The words of a plain text, as WORD finds them."""
    if not form.isascii():
        form = _replaced(form, {sign: " " for sign in set(form) if not sign.isascii() and not sign.isalnum()})
    return form.encode("utf-8", "surrogatepass").translate(PARTS).decode("utf-8", "surrogatepass").split()


def letters_of(form: str) -> str:
    """The letters of a plain text, one behind the other."""
    if not form.isascii():
        form = _replaced(form, {sign: "" for sign in set(form) if not sign.isascii() and not _is_letter(sign)})
    return form.encode("utf-8", "surrogatepass").translate(None, NO_LETTERS).decode("utf-8", "surrogatepass")


def _is_letter(sign: str) -> bool:
    return sign.isalnum() and not sign.isdecimal()
