"""Addresses: a house's number and a street, Welsh streets, streets as dictation writes them, and what stands before the number.

- a number, one to three capitals and a word for a kind of street, of any part of Britain,
- the flat, the room or the name of the house before the number belongs to it, and "off Mill Lane" behind it,
- Welsh streets have their kind first ("Heol y Felin"), and their houses often a name and no number,
- in small letters a number of two digits or the word "number" must stand before the street.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.vocabulary import word_set

_STREET = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Way|Court|Crescent|Gardens|Terrace|Place|Grove|Row|Square|View|Rise|Walk|"
    "Mews|Hill|Yard|Wharf|Buildings|House|Parade|Quay|Green|Croft|Fold|Bank|Reach|Brae|Approach|Wynd|Loan|Vennel|Gate|Gait|Gill|"
    "Path|Passage|Alley|Arcade|Bridge|Circus|Common|Cottages|Dene|Drove|Embankment|Esplanade|Fields|Garth|Ginnel|Glebe|Heights|"
    "Knoll|Links|Mead|Meadow|Mount|Orchard|Park|Promenade|Ridge|Side|Steps|Strand|Towers|Tower|Villas"
)
_PLACE = rf"(?:[A-Z][\w']*[\s\-]{{1,3}}){{1,3}}(?:{_STREET})\b"
ADDRESS = re.compile(rf"\d(?<!\w\d)\d{{0,3}}[A-Za-z]?,?\s{{1,2}}{_PLACE}(?:,? (?:off|near|by|behind) {_PLACE})?")
# "Nov 2021 Status Park" is no house
YEAR = re.compile(r"(?:19|20)\d\d\s")
BEFORE = re.compile(
    r"\b(?:[Ff]lat|[Uu]nit|[Rr]oom|[Aa]partment|[Bb]lock|[Nn]umber|[Nn]o\.?) (?:(?:\d+(?:/\d+)?\w?"
    r"|[A-Z]),?\s)?(?:(?:[A-Z][\w']*\s){0,3}[A-Z][\w']*,\s)?$|\b[Nn](?:umber|o\.?) $"
)
WELSH = re.compile(
    r"(?:\b(?:Ty|Hen|Bryn|Plas|Maes|Pen|Llys|Cae)\s[A-Z]\w+,\s)?(?:\b\d{1,4}[A-Za-z]?,?\s)?"
    r"\b(?:Heol|Ffordd|Stryd|Lon|Rhodfa|Teras|Clos|Sgwar)(?:\s(?:(?:yr|yn|y|i|o)\b|[A-Z]\w+)){1,3}"
)
_TEN_TO_NINETY = r"(?:eleven|twelve|\w{3,5}teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]\w{3,5})?)"
SAID = re.compile(
    rf"\b(?:{_TEN_TO_NINETY}|number \w+) (?!(?:of|in|at|on|the|a|and|to|years?|people|per|odd)\b)(?:[a-z']{{3,}} ){{1,2}}?"
    r"(?:street|road|avenue|lane|row|close|crescent|terrace|gardens|grove|drive|mews|square|court|wynd|brae)\b"
)
KINDS = (
    (word_set("heol ffordd stryd lon rhodfa teras clos sgwar"), WELSH),
    (word_set("street road avenue lane row close crescent terrace gardens grove drive mews square court wynd brae"), SAID),
)
AROUND = 60


def addresses(text: Text) -> Iterator[Span]:
    """Spans of addresses."""
    plain = text.plain
    for start, end, _ in text.near_digits:
        for match in ADDRESS.finditer(plain, start, end):
            if not YEAR.match(match.group()):
                before = BEFORE.search(plain, max(0, match.start() - AROUND), match.start())
                yield Span(before.start() if before else match.start(), match.end(), "place", "patterns")
    for kinds, pattern in KINDS:
        for index in text.places_of(kinds):
            place = text.starts[index]
            for match in pattern.finditer(plain, max(0, place - AROUND), text.ends[index] + AROUND):
                if match.start() <= place < match.end():
                    yield Span(*match.span(), "place", "patterns")
