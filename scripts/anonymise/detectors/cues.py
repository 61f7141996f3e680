"""Sentences that hint at somebody recognisable without a name, or disclose harm; queued for a person, never masked."""

from __future__ import annotations

import re

from scripts.anonymise.general import word_set
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text

_REGION = (
    "(?:county|region|country|borough|city|district|council|authority|service|department|team|area|north|south|east|west|"
    "programme|cohort|office)"
)
INDIRECT = re.compile(
    r"(?:the|our|their|my|her|his) (?:only|sole|first(?: ever)?|youngest|oldest|longest[- ]serving|most senior) "
    rf"(?:[\w'\-]+ ){{0,8}}?(?:in|on|at|of|from|across|to) (?:the |our |my |this |that |a )?(?:[\w'\-]+ ){{0,3}}?{_REGION}\b"
    r"|(?:she|he|they|I)(?:'s|'m|'re| is| was| am| are| were)(?: still)? the (?:only|sole|first|youngest|oldest)\b"
    r"|(?:only|first) (?:one|person|woman|man|manager|worker|leader|head)(?: [\w'\-]+){0,6} (?:in|to|at|on|with|who|from)\b"
    r"|one of (?:only |just |the )?(?:two|three|four)\b(?: [\w'\-]+){1,6} (?:in|on|at|who)\b"
    r"|(?:was|been) (?:in|on|all over) the (?:papers?|news|press|telly|front page)\b"
    r"|everybody (?:round|around) here knows\b",
    re.IGNORECASE,
)
DISCLOSURE = re.compile(
    r"I (?:was|had been|got) (?:abused|assaulted|raped|attacked)\b"
    r"|(?:he|she|they|somebody|someone) (?:hit|hits|beat|beats|hurt|hurts|abused|abuses|assaulted) (?:me|him|her|them)\b"
    r"|(?:tried to|going to|wants? to|wanted to) (?:kill|harm) (?:myself|himself|herself|themselves)\b"
    r"|self[- ]harm(?:ed|ing)?\b",
    re.IGNORECASE,
)
# each kind with words of which every cue of it holds one among its first words
KINDS = (
    (
        "indirect", INDIRECT, "may point to one person without a name",
        word_set("only sole first youngest oldest longest most one papers paper news press telly front knows"),
    ),
    (
        "disclosure", DISCLOSURE, "may disclose harm",
        word_set("abused assaulted raped attacked hit hits beat beats hurt hurts abuses kill harm harmed harming"),
    ),
)  # fmt: skip
FURTHEST_BACK = 6
LONGEST_SENTENCE = 600
SENTENCE_STOP = re.compile(r"[.!?](?=\s|$)|\n\n")


def cues(text: Text) -> list[Span]:
    """Sentences a person should read."""
    found: dict[int, Span] = {}
    for label, pattern, doubt, triggers in KINDS:
        for index in text.places_of(triggers):
            begins = text.starts[max(0, index - FURTHEST_BACK) : index + 1]
            if any(pattern.match(text.plain, begin) for begin in begins):
                start, end = _sentence(text.plain, text.starts[index])
                found.setdefault(start, Span(start, end, label, "cues", doubt=doubt))
    return list(found.values())


def _sentence(plain: str, place: int) -> tuple[int, int]:
    """The sentence round a place: a reviewer needs it whole."""
    start = max(0, place - LONGEST_SENTENCE)
    for stop in SENTENCE_STOP.finditer(plain, start, place):
        start = stop.end()
    end = SENTENCE_STOP.search(plain, place, place + LONGEST_SENTENCE)
    start += len(plain[start:place]) - len(plain[start:place].lstrip())
    return start, end.start() + 1 if end else min(len(plain), place + LONGEST_SENTENCE)
