"""What may be a speaker's label at the start of a line, form by form.

- `inline`: `Name: text`, with a time before or after the name. `bracketed`: `[Name] text`, `[Name] 11:02:09`, `(Name)` alone.
- `header`: a line that is nothing but a name and a time, in either order. `below`: a name alone on the line below a time.
- `tabbed`: time, name and words divided by tabs.

Only the start of a line is looked at, so a line of any length costs the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from scripts.ingest.cells import fold, likeness

HEAD = 160
# Labels recur, and so do the questions put to them.
KEPT = 4096
LONGEST_LABEL = 48
MOST_WORDS = 8
MOST_LOWER_CASE_WORDS = 3
BEGINNINGS = frozenset(("de", "da", "di", "del", "della", "dos", "van", "von", "den", "ten", "ter", "bin"))
PARTICLES = BEGINNINGS | {"der", "la", "le", "al", "y", "and", "of"}
SOUNDS = frozenset(
    ("laughter", "laughs", "inaudible", "unclear", "pause", "crosstalk", "silence", "music", "applause", "redacted")
)

TIME = r"(?:\d{1,4}:\d{1,2}:\d{1,2}(?:[.,:;]\d{1,3})?|\d{1,4}:\d{2}(?:[.,]\d{1,3})?)"
TO = r"\s{0,3}(?:-->|->|[-–—])\s{0,3}"
MARK = rf"[\[(]?(?P<before>{TIME})(?:{TO}{TIME})?[\])]?"
LEAD = r"[>*•#_\s–—-]{0,8}"
INLINE = re.compile(
    rf"{LEAD}(?:(?P<mark>{MARK})\s{{1,9}})?[*_]{{0,2}}(?P<label>[^:：\[\]\t]{{1,{LONGEST_LABEL}}}?)[*_]{{0,2}}"
    rf"\s{{0,9}}(?:[\[(](?P<time>{TIME})[\])])?\s{{0,9}}[:：](?!//|(?<=\d:)\d)[*_]{{0,2}}\s{{0,9}}(?:[\[(](?P<after>{TIME})[\])])?"
)
BRACKETED = re.compile(
    rf"{LEAD}(?:(?P<mark>{MARK})\s{{0,9}})?\[(?P<label>[^\[\]:\d][^\[\]:]{{0,{LONGEST_LABEL - 1}}})\]"
    rf"\s{{0,9}}[\[(]?(?P<time>{TIME})?[\])]?\s{{0,9}}:?"
)
PARENTHESISED = re.compile(rf"\((?P<label>[^():\d][^():]{{0,{LONGEST_LABEL - 1}}})\)")
HEADER = re.compile(
    rf"{LEAD}(?P<label>\S.{{0,{LONGEST_LABEL - 1}}}?)[*_]{{0,2}}(?P<gap>[\s,|–-]{{1,20}})(?P<mark>{MARK})\s{{0,9}}:?[*_]{{0,2}}"
)
# Word's own transcripts
HEADER_TIME_FIRST = re.compile(rf"{LEAD}(?P<mark>{MARK})[\s,|–-]{{1,9}}(?P<label>\S.{{0,{LONGEST_LABEL - 1}}}?)\s{{0,9}}:?")
A_TIME = re.compile(MARK)
PHONE = re.compile(r"\+?[\d*][\d* ()-]{4,22}\d")


@dataclass(frozen=True)
class Opening:
    """What may be a speaker's label at the start of a line, and the words after it."""

    label: str
    words: str
    time: str = ""
    # a time of the recording stands beside the label, so it need not recur
    is_marked: bool = False


Form = Callable[[str, bool], Opening | None]


def header(text: str, is_below_time: bool) -> Opening | None:
    """A line that is nothing but a name and a time."""
    if len(text) > HEAD:
        return None
    match = HEADER.fullmatch(text)
    if match:
        return Opening(_clean(match["label"]), "", match["before"], is_marked=match["gap"] != " " or _of_recording(match))
    match = HEADER_TIME_FIRST.fullmatch(text)
    return Opening(_clean(match["label"]), "", match["before"], is_marked=_of_recording(match)) if match else None


def below(text: str, is_below_time: bool) -> Opening | None:
    """A name alone, on the line below a time."""
    if not is_below_time or len(text) > LONGEST_LABEL or not label_like(text):
        return None
    return Opening(_clean(text), "", is_marked=True)


def inline(text: str, is_below_time: bool) -> Opening | None:
    """`Name: text`."""
    match = INLINE.match(text[:HEAD])
    if match is None:
        return None
    time = match["time"] or match["after"] or match["before"] or ""
    is_marked = bool(match["time"] or match["after"]) or (bool(match["mark"]) and _of_recording(match))
    return Opening(_clean(match["label"]), text[match.end() :], time, is_marked)


def bracketed(text: str, is_below_time: bool) -> Opening | None:
    """`[Name] text`, or `(Name)` on a line of its own."""
    match = BRACKETED.match(text[:HEAD])
    if match:
        is_marked = bool(match["time"]) or (bool(match["mark"]) and _of_recording(match))
        return Opening(_clean(match["label"]), text[match.end() :], match["time"] or match["before"] or "", is_marked)
    match = PARENTHESISED.fullmatch(text) if len(text) <= HEAD else None
    return Opening(_clean(match["label"]), "") if match else None


def tabbed(text: str, is_below_time: bool) -> Opening | None:
    """Time, name and words divided by tabs; the time may stand on either side of the name, or be missing."""
    if "\t" not in text[:HEAD]:
        return None
    cells = [cell.strip() for cell in text.split("\t", 3)]
    times = [cell for cell in cells[:2] if len(cell) <= HEAD and A_TIME.fullmatch(cell)]
    first = next((place for place, cell in enumerate(cells) if cell and cell not in times), None)
    if first is None or len(cells[first]) > LONGEST_LABEL:
        return None
    words = [cell for place, cell in enumerate(cells) if place > first and not (cell in times and place < 2)]
    if not any(words):
        return None
    time = A_TIME.fullmatch(times[0])["before"] if times else ""  # type: ignore[index]
    return Opening(_clean(cells[first].rstrip(":：")), " ".join(words), time, is_marked=bool(times))


# Where two forms tell as many labels, the earlier is believed.
FORMS: tuple[Form, ...] = (header, below, inline, bracketed, tabbed)


@lru_cache(maxsize=KEPT)
def label_like(label: str) -> bool:
    """Whether a text looks like a name: short, and every word of it capitalised; or a telephone number."""
    if PHONE.fullmatch(label.strip()):
        return True
    words = _words(label)
    if words is None or len(words) > MOST_WORDS:
        return False
    begins = _capitalised(words[0]) or (words[0] in BEGINNINGS and len(words) > 1)
    return begins and all(_capitalised(word) or word.casefold() in PARTICLES for word in words) and any(map(_capitalised, words))


@lru_cache(maxsize=KEPT)
def same_label(label: str) -> str:
    """What two spellings of one label have in common."""
    return likeness(label)


@lru_cache(maxsize=KEPT)
def lower_case_name(label: str) -> bool:
    """Whether a text may be the name somebody gave themselves: a word or three without capitals."""
    words = _words(label)
    return words is not None and len(words) <= MOST_LOWER_CASE_WORDS


def _words(label: str) -> list[str] | None:
    """Words of what may be a label, brackets and lone signs left out; None when it cannot be one."""
    bare = re.sub(r"\([^)]*\)", "", label).strip()
    if not bare or len(bare) > LONGEST_LABEL or re.search(r"[!?;\"“”…]|\w{3}\.$", bare):
        return None
    words = [word for word in bare.split() if any(each.isalnum() for each in word)]
    if not words or likeness(words[0]) in SOUNDS or not words[0].lstrip("'’(")[:1].isalpha():
        return None
    return words


def _capitalised(word: str) -> bool:
    """Whether a word begins with a capital or a digit, has one inside (`iPhone`), or is of a script without capitals."""
    first = word.lstrip("'’(-@&|/")[:1]
    return first.isdigit() or (first.isalpha() and not first.islower()) or any(each.isupper() for each in word[1:])


@lru_cache(maxsize=KEPT)
def _clean(label: str) -> str:
    """A label without the brackets and emphasis round it and without marks of writing direction."""
    visible = "".join(each for each in label if unicodedata.category(each) != "Cf")
    bare = fold(visible).strip("*_>").rstrip(":：").strip()
    return bare[1:-1].strip() if bare.startswith("[") and bare.endswith("]") else bare


def _of_recording(match: re.Match[str]) -> bool:
    """Whether a time beside a label belongs to the recording: in brackets or with hours, not a time somebody tells."""
    return match["mark"] != match["before"] or match["before"].count(":") > 1
