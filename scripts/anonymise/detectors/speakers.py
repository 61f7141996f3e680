"""Speakers' labels at the start of lines ("[00:01:42] AB:", "- Jo B:", "<v Jo Bloggs>"): masked unless they say a role.

A label counts when it stands more than once, when its letters are initials of the roster, or in a voice tag.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set

from scripts.anonymise.detectors.initials import Initials
from scripts.anonymise.general import FUNCTION_WORDS, GENERAL_CAPITALS
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.vocabulary import is_ordinary, word_set

LABEL = re.compile(
    r"^[ \t>*•-]{0,6}(?:\[?\(?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?\]?\)?[ \t]*(?:-->[^\n]{0,40})?)?[ \t*]*"
    r"(?P<label>[^\W\d_][\w.'’ /-]{0,40}?)\*{0,2}(?::(?=\s)|[ \t]+[(\[]\d{1,2}:\d\d(?::\d\d)?[)\]](?=\s))",
    re.MULTILINE,
)
VOICE = re.compile(r"<v(?:\.[^\s>]{0,40})?[ \t]+(?P<label>[^>\n]{1,80})>")
ROLES = GENERAL_CAPITALS | word_set(
    """
    interviewer interviewee moderator researcher respondent speaker note notes transcript question answer date time place location
    organisation owner file project title group entry name email phone tel subject action actions q a p r i s int res mod fac par
    unknown voice male female man woman everybody all several multiple voices background audio recording session
    """
)
LONGEST = 4
# three letters that say a role (INT, RES, MOD) are no initials
PAIR = 2
# the longest beginning of a line up to the colon of a label
FURTHEST = 140


def speakers(text: Text, known: Initials, names: Set[str]) -> Iterator[Span]:
    """Spans of labels."""
    if ":" in text.plain:
        found = [(match.start("label"), match["label"].strip()) for match in _labels(text.plain)]
        times = Counter(label for _, label in found)
        for start, label in found:
            parts = re.findall(r"[^\W\d_]+", label)
            if _is_name(label, parts, times[label], known, names):
                who = known.get("".join(parts).lower(), ()) if label.isupper() else ()
                yield Span(start, start + len(label), "person" if who else "name?", "speakers", who)
    if "<v" in text.plain:
        for match in VOICE.finditer(text.plain):
            if not any(part.lower() in ROLES for part in re.findall(r"[^\W\d_]+", match["label"])):
                yield Span(*match.span("label"), "name?", "speakers")


def _labels(plain: str) -> Iterator[re.Match[str]]:
    """Labels line by line; a line without a colon near its start has none."""
    start = 0
    for line in plain.split("\n"):
        if ":" in line[:FURTHEST]:
            match = LABEL.match(plain, start)
            if match:
                yield match
        start += len(line) + 1


def _is_name(label: str, parts: list[str], times: int, known: Initials, names: Set[str]) -> bool:
    if parts and all(part.lower() in names for part in parts) and parts[0][0].isupper():
        return True
    if " " not in label and len(parts) > 1 and any(part.lower() in names for part in parts):
        # "niall.t:", a login
        return True
    if label.isupper() and len(parts) == 1 and 1 < len(label) <= LONGEST and label.lower() in known:
        return label.lower() not in ROLES or (times > 1 and len(label) == PAIR)
    if not parts or len(parts) > LONGEST or any(part.lower() in ROLES or part.lower() in FUNCTION_WORDS for part in parts):
        return False
    if label.isupper() and len("".join(parts)) <= LONGEST:
        return "".join(parts).lower() in known or times > 1
    if not all(part[0].isupper() for part in parts):
        return False
    return times > 1 and not all(is_ordinary(part.lower()) for part in parts)
