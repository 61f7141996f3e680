"""Normalised text that keeps the way back to the raw one.

Detectors look at a plain form (no diacritics, no look-alike letters, no invisible characters, straight quotes, words
joined again that a line break cut); what they find is carried back to code points of the raw text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# letters that Unicode does not decompose, and letters of other alphabets that look like Latin ones
LETTERS = dict(zip("øØłŁđĐðÐħıŧŦ", "oOlLdDdDhitT", strict=True)) | dict(
    zip("аеорсухіјѕАВЕКМНОРСТХІЈЅοαινΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijsABEKMHOPCTXIJSoaivABEZHIKMNOPTYX", strict=True)
)
SIGNS = dict.fromkeys("‘’ʼ‛´`", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("‐‑‒–—―−", "-")
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u180e\u034f")
# begins with its hyphen, which is quickly looked for
CUT_WORD = re.compile(r"-(?<=[^\W\d_]-)[ \t]*\r?\n[ \t]*(?=[a-z])")


@cache
def plain_form(character: str) -> str:
    """The plain form of one character: usually one letter, several for ligatures, nothing for invisible signs."""
    if character.isascii():
        return character
    if character in INVISIBLE or unicodedata.combining(character):
        return ""
    known = LETTERS.get(character) or SIGNS.get(character)
    if known:
        return known
    parts = unicodedata.normalize("NFKD", character)
    return "".join(LETTERS.get(part, part) for part in parts if not unicodedata.combining(part)) or character


# so many different signs are replaced one by one, more in one go
FEW_SIGNS = 40
_FOREIGN = re.compile("[^\x00-\x7f]")
_ANOMALY = re.compile(f"{CUT_WORD.pattern}|[^\x00-\x7f]")
# plain forms of these are longer or shorter than one character, so the text needs a map
_NEEDS_MAP = (
    frozenset("æÆœŒßĳĲ…")
    | INVISIBLE
    | frozenset(
        map(
            chr,
            (
                *range(0x300, 0x370),
                *range(0x1AB0, 0x1B00),
                *range(0x1DC0, 0x1E00),
                *range(0x20D0, 0x2100),
                *range(0xFB00, 0xFB07),
            ),
        )
    )
)


def normalise(raw: str) -> tuple[str, list[int] | None]:
    """The plain form, and for each of its characters (and its end) the place in the raw text; None: the same places."""
    cut = CUT_WORD.search(raw)
    if raw.isascii() and not cut:
        return raw, None
    foreign = set() if cut else set(_FOREIGN.findall(raw))
    if not cut and foreign.isdisjoint(_NEEDS_MAP):
        if len(foreign) > FEW_SIGNS:
            return _FOREIGN.sub(_one_to_one, raw), None
        for sign in foreign:
            plain_sign = plain_form(sign)
            raw = raw.replace(sign, plain_sign) if len(plain_sign) == 1 else raw
        return raw, None
    plain: list[str] = []
    origin: list[int] = []
    done = 0
    for found in _ANOMALY.finditer(raw):
        start, end = found.span()
        plain.append(raw[done:start])
        origin.extend(range(done, start))
        form = "" if end - start > 1 else plain_form(raw[start])
        plain.append(form)
        origin.extend([start] * len(form))
        done = end
    plain.append(raw[done:])
    origin.extend(range(done, len(raw) + 1))
    return "".join(plain), origin


def _one_to_one(match: re.Match[str]) -> str:
    plain = plain_form(match.group())
    return plain if len(plain) == 1 else match.group()


def folded(text: str) -> str:
    """Plain form in lower case, for names and word lists."""
    return normalise(text)[0].lower()
