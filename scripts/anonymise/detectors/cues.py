"""Clauses that hint at somebody recognisable without a name, or disclose harm; queued for a person, never masked.

- "the only deaf manager in the county", "one of two": one of a kind, among a group or after a form of "be",
- "the worker who gave evidence", "whose photograph was in the papers": somebody known by an event,
- kin and marriage of officials, former callings, the press.
"""

from __future__ import annotations

import re

from scripts.anonymise.general import word_set
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text

_ONE = (
    "only|sole|one|first(?: ever)?|last|youngest|oldest|eldest|longest[- ]serving|most senior|tallest|highest[- ]ranking|"
    "second(?: ever)?|lone|single"
)
_BEING = r"(?:being|be|been|am|is|was|are|were|'s|s|'m|m|'re|re|as|became|become|remains|still)"
_MODEST = "(?:still |now |probably |also |actually |maybe |perhaps |literally |just )?"
# what the one of a kind is one among
_AMONG = (
    "(?:county|region|country|borough|city|district|council|authority|service|services|department|"
    "directorate|team|teams|area|areas|"
    "north|south|east|west|programme|cohort|office|board|panel|group|course|sector|profession|building|floor|town|village|island|"
    "history|staff|room|year|nation|trust|organisation|workforce|unit|hub)"
)
_PERSON = (
    "(?:person|woman|man|lady|guy|girl|boy|lad|mum|dad|mother|father|parent|worker|manager|leader|lead|head|director|officer|"
    "practitioner|chap|bloke|fella|doctor|consultant|barrister|solicitor|judge|mayor|cllr|nurse|teacher|minister|vicar|"
    "priest|imam|colleague|student|speaker|user|member|trainer|chair|carer|assessor|supervisor|"
    "councillor|magistrate|veteran|refugee|"
    "survivor|twin|widow|widower|[a-z]{3,}(?:man|woman|ist|ian))"
)
_NO_PERSON = (
    "(?!(?:things?|times?|ways?|reasons?|problem|question|difference|points?|options?|place|part|"
    "downside|drawback|exception|change|snag|"
    "worry|regret|caveat|answer|good|bad|real|other|issue|trouble|surprise|bit|rule|condition|criticism|"
    "step|day|week|that|to|of|and|one)\\b)"
)
_EVENT = (
    "(?:won|was|stood|rescued|retired|gave|led|appeared|received|got the|wrote the|survived|lost|shot|saved|founded|set up|"
    "blew the whistle|ran for|used to|once|famously|took them to)"
)
_NEWS = (
    "(?:resigned|step(?:ped)? down|gave evidence|won|sacked|struck off|suspended|photograph|photo|"
    "picture|tabloids?|papers?|news|tv|radio|"
    "television|inquiry|award|courts?|married|divorced|knighted|famous|mbe|obe|cbe|tribunal|arrested|"
    "sued|viral|documentary|memoir)"
)
_PRESS = "(?:papers?|news|press|telly|front page|radio|courts?|television|tabloids)"
_W = r"[\w'\-]+"
INDIRECT = re.compile(
    "|".join(
        (
            rf"(?:the|our|their|my|her|his) (?:{_ONE})\s+(?:{_W}\s+){{0,8}}?(?:in|on|at|of|from|across|to|with)\s+"
            rf"(?:the |our |my |this |that |a |any )?(?:{_W}\s+){{0,6}}?{_AMONG}\b",
            rf"{_BEING} {_MODEST}(?:the|their|our) (?:{_ONE})\s+{_NO_PERSON}{_W}\s+{_W}",
            rf"{_BEING} {_MODEST}(?:the|that|our|their)\s+(?:{_W}\s+){{0,3}}?{_PERSON}s?\s+(?:who|that|whose|with the)\s+{_W}",
            rf"(?:only|first|one) {_PERSON}(?:\s+{_W}){{0,6}}\s+(?:in|to|at|on|with|who|from)\b",
            rf"(?:one of|among) (?:only |just |the only )(?:two|three|four|five|a handful)\b(?:\s+{_W}){{1,6}}",
            rf"the\s+(?:[\w\-]+\s+){{0,2}}{_PERSON}\s+who(?:se(?:\s+own)?\s+[\w\-]+)?\s+{_EVENT}\b",
            rf"(?:the|our|their|his|her|my)\s+only\s+{_NO_PERSON}{_W}\s+{_W}",
            rf"(?:the|our|that|a)\s+(?:[\w\-]+\s+){{1,3}}?(?:who(?:'d|'s)?|whose)\s+(?:{_W}\s+){{0,4}}?{_NEWS}\b",
            rf"(?:a|the) (?:famous|well[- ]known|celebrated|notorious|former) {_W}(?:\s+{_W})? (?:for a|as a|"
            rf"in the family|on our|in our)\b",
            rf"(?:people|colleagues|managers|workers|members)\b(?:\s+{_W}){{0,5}}\s+(?:married|related|engaged) to\s+{_W}",
            rf"(?:was|been|were|is|am|are|'s|'re|'m) (?:in|on|all over) the (?:local |national |evening )?{_PRESS}\b",
            r"every(?:body|one) (?:round|around|in) (?:here|town|the office|the building) knows\b",
            rf"(?:married|related|engaged) to the\s+{_W}",
            r"(?:twin|husband|wife|brother|sister|son|daughter|father|mother|partner) (?:is|was) (?:the|our) (?:[\w'\-]+ )?"
            r"(?:mayor|director|head|leader|mp|chief|vicar|councillor|manager|chair)\b",
            r"(?:used to be|formerly|ex-|retired as) (?:an? |the )?(?:[\w'\-]+ )?(?:mayor|mp|footballer|olympian|"
            r"singer|actor|actress|nun|"
            r"priest|magistrate|soldier|boxer|athlete|presenter|celebrity)\b",
        )
    ),
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
        word_set(
            "only sole first last second lone single youngest oldest eldest longest tallest highest one "
            "papers paper news press telly "
            "front radio courts tabloids knows who whose married related engaged twin husband wife brother "
            "sister son daughter father "
            "mother partner formerly retired among famous known celebrated notorious former divorced nun "
            "priest mp mayor footballer"
        ),
    ),
    (
        "disclosure", DISCLOSURE, "may disclose harm",
        word_set("abused assaulted raped attacked hit hits beat beats hurt hurts abuses kill harm harmed harming"),
    ),
)  # fmt: skip
# words with which a cue may begin
STARTS = word_set(
    """
    the our their my her his being be been am is was are were s m re as became become remains still only first one
    among that a people
    colleagues managers workers members everybody everyone married related engaged twin husband wife brother sister
    son daughter father
    mother partner used formerly ex retired i he she they somebody someone tried going want wants wanted self
    """
)
FURTHEST_BACK = 8
LONGEST_CLAUSE = 240
CLAUSE_STOP = re.compile(
    r"[.!?,;:)](?=\s|$)|\n\s*\n| (?:myself|himself|herself|so|but|because|made|makes|which|though|although)\b"
)


def cues(text: Text) -> list[Span]:
    """Clauses a person should read."""
    found: list[Span] = []
    for label, pattern, doubt, triggers in KINDS:
        for index in text.places_of(triggers):
            if found and found[-1].label == label and text.starts[index] < found[-1].end:
                continue
            for word in range(max(0, index - FURTHEST_BACK), index + 1):
                if text.lows[word] not in STARTS:
                    continue
                begin = text.starts[word]
                match = pattern.match(text.plain, begin, begin + LONGEST_CLAUSE)
                if match and (not found or begin >= found[-1].end):
                    found.append(Span(begin, _clause_end(text.plain, match.end()), label, "cues", doubt=doubt))
                    break
    return found


def _clause_end(plain: str, place: int) -> int:
    """The end of the clause that goes on from a place."""
    stop = CLAUSE_STOP.search(plain, place - 1, place + LONGEST_CLAUSE)
    end = stop.start() if stop else min(len(plain), place + LONGEST_CLAUSE)
    return max(place, len(plain[:end].rstrip()) if end - place < 2 else end)
