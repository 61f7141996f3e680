"""From redacted words to words that may be released: whole sentences, nobody's stable pseudonym."""

from __future__ import annotations

import re

MASK = re.compile(r"\[[^\[\]]*\]")
PSEUDONYM = re.compile(r"\b[PODQ]\d+-[A-Z2-7]{10}\b")
END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|No|vs|etc|approx|[A-Z])|\be\.g|\bi\.e)\.$")
PEOPLE = ("participant", "sponsor", "facilitator", "colleague", "person", "interviewer", "outsider", "name")
BODIES = ("authority", "organisation", "council", "employer")
COLLEAGUE, AUTHORITY = "[a colleague]", "[an authority]"
UNDECIDED = "?]"
YEAR = re.compile(r"(?:19|20)\d\d")


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence; a mask is one word, whatever stands in it."""
    plain = MASK.sub(lambda mask: "x" * len(mask[0]), text)
    found, start = [], 0
    for match in END.finditer(plain):
        following = plain[match.end() :].lstrip()
        if following and (following[0].islower() or ABBREVIATION.search(plain[: match.end()])):
            continue
        found.append((start, match.end()))
        start = match.end()
    if plain[start:].strip():
        found.append((start, len(plain)))
    return [(begin + len(text[begin:end]) - len(text[begin:end].lstrip()), end) for begin, end in found]


def whole_sentences(text: str, start: int, end: int, fewest: int, most: int) -> tuple[int, int] | None:
    """The leading whole sentences inside a span that have `fewest` to `most` words, or nothing.

    A coder may leave out the full stop or take a blank too many, so only a sentence's words must lie inside.
    """
    inside = [place for place in sentences(text) if _words_inside(text, place, start, end)]
    while inside and word_count(text[inside[0][0] : inside[-1][1]]) > most:
        inside.pop()
    if not inside or word_count(text[inside[0][0] : inside[-1][1]]) < fewest:
        return None
    return inside[0][0], inside[-1][1]


def _words_inside(text: str, sentence: tuple[int, int], start: int, end: int) -> bool:
    letters = [place for place in range(*sentence) if text[place].isalnum()]
    return bool(letters) and start <= letters[0] and letters[-1] < end


def word_count(text: str) -> int:
    """Words as released, so that a long mask is not a long quote."""
    return len(released(text).split())


def released(text: str) -> str:
    """The wording for readers: masks lose what tells one person or place from another."""
    return PSEUDONYM.sub(_loose_pseudonym, MASK.sub(_plain_mask, text))


def _plain_mask(mask: re.Match[str]) -> str:
    inside = mask[0].strip("[]")
    kind = re.split(r"[^a-z]", inside.lower())[0]
    if kind.removesuffix("s") in PEOPLE:
        return COLLEAGUE
    if kind in BODIES:
        return AUTHORITY
    if found := PSEUDONYM.search(inside):
        return _loose_pseudonym(found)
    # what remains is a kind, perhaps with a season: words and years stay, letters and numbers of codes go
    words = [word for word in inside.split() if word.rstrip(":,").islower() or YEAR.fullmatch(word)]
    return f"[{' '.join(words)}]" if words else "[…]"


def _loose_pseudonym(found: re.Match[str]) -> str:
    return AUTHORITY if found[0].startswith("O") else COLLEAGUE
