"""Bare initials of the roster's people: "J.B.", "J/B", "J B", "JB".

- the letters must be the initials of somebody on the roster, and no acronym or abbreviation of everyday use,
- with full stops or a slash they stand alone; parted by blanks or joined, something around must say that a person is meant: a
  word before ("spoke to", "action for"), a verb after, or a colon.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from scripts.anonymise.benign import ACRONYMS
from scripts.anonymise.general import AUXILIARIES, MODALS, PERSON_VERBS
from scripts.anonymise.lexicon import words_of
from scripts.anonymise.register import Register
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.vocabulary import word_set

BARE = re.compile(
    r"(?<![\w./&'-])[A-Z](?:(?P<sign>\.[ ]?|/|[ ]|)(?:O'|Ma?c)?[A-Z])(?:(?P=sign)[A-Z])?(?:\.?-[A-Z])?(?![\w/&]|'[a-z]{2}|-[a-z])"
)
# a capital, a particle or small letters, a capital
PARTICLED = re.compile(
    r"(?<![\w.])[A-Z](?:\.? ?(?:de la|de|van der|van|von|St\.?|[Mm]a?c|O'|al-?|ap|ab) ?|[a-z]{1,2})[A-Z]\b\.?(?!\w)"
)
LONGEST_PARTICLED = 4
MAC = re.compile(r"ma?c([b-z])")
MOST_LETTERS = 3
# the heading of a list of who was there or who does it: all of the letters after it are people's
HEADINGS = word_set(
    "present attendees attending attendance apologies absent cc chair minutes by owner owners action actions in here online group"
)
LISTED = re.compile(
    r"[ \t,;/&+]*(?:and )?[ \t]*(?:(?P<letters>[A-Z]{2,4})|(?P<other>[A-Z][\w.' -]{0,30}))(?![\w'&-]|\.\w)"
    r"(?: ?\([^()\n]{1,20}\))?"
)
LONGEST_LIST = 60
NEVER = word_set("na ac yn co io pc ps nb uk us eu cv qc am pm ie eg rd mf fm hm ab ad bc ok tv dj pr id gp it hr or wc")
ASKED = re.compile(r"\b[Aa]ctions? (?:for|on|by)\s$")
WORD_BEFORE, WORD_AFTER = re.compile(r"([a-z]+)\s+$"), re.compile(r"\.?\s+([a-z]+)")
TO_DO = re.compile(r" to [a-z]+")
ALONE = word_set("to and before after on in at about for if when but or who so as by from then because yesterday today last")
PERSON_BEFORE = word_set(
    """
    with to for by from ask asked told tell see saw met meet thank thanked contact called call phoned rang email emailed via cc
    per     initials initialled signed and gave give supervised supervises let like know knew trust says said
    """
)
# "(FCM = ...", "w/ FCM", a signature
SET_APART = re.compile(r"(?:\(|w/ ?|\n\s*)$")
AFTER_APART = re.compile(r"\)| ?=|,|[ \t]*(?:\r?\n|$)")
ACTS = PERSON_VERBS - {"who", "and"} | AUXILIARIES | MODALS
Initials = dict[str, tuple[str, ...]]


def initials_of(people: Iterable[dict[str, Any]], register: Register) -> Initials:
    """Initials in small letters → the pseudonyms of those who have them."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in people:
        link = register.find(row["person"])
        family = words_of(row["family_name"] or "")
        if not family:
            continue
        for given in {words_of(row[name] or "") for name in ("given_name", "known_as")} - {()}:
            tails = {family[0][0], family[-1][0], "".join(word[0] for word in family), "".join((*family[:-1], family[-1][0]))}
            if particle := MAC.match(family[0]):
                tails |= {f"m{particle[1]}", f"mc{particle[1]}", f"mac{particle[1]}"}
            if family[0] in ("mac", "mc") and len(family) > 1:
                tails |= {f"{particle}{family[1][0]}" for particle in ("m", "mc", "mac")}
            heads = {given[0][0], "".join(word[0] for word in given)}
            for letters in {head + tail for head in heads for tail in tails}:
                found[letters].add(link["pseudonym"] if link else "")
    return {letters: tuple(sorted(who - {""})) for letters, who in found.items()}


def initials(text: Text, known: Initials) -> Iterator[Span]:
    """Spans of initials."""
    yield from _listed(text, known)
    yield from _with_particles(text, known)
    for match in _bare(text):
        letters = "".join(sign for sign in match.group().lower() if sign.isalpha())
        if letters in known and _is_meant(text, match, letters):
            end = match.end() + (match["sign"].startswith(".") and text.plain[match.end() : match.end() + 1] == ".")
            yield Span(match.start(), end, "person", "initials", known[letters])


def _listed(text: Text, known: Initials) -> Iterator[Span]:
    """Initials after "Present:" and the like, as far as they are somebody's."""
    for index in text.places_of(HEADINGS):
        gap = text.gap(index + 1)
        if not gap.startswith(":"):
            continue
        place = text.ends[index] + 1
        for _ in range(LONGEST_LIST):
            match = LISTED.match(text.plain, place)
            if not match:
                break
            place = match.end()
            if match["letters"] and match["letters"].lower() in known:
                yield Span(*match.span("letters"), "person", "initials", known[match["letters"].lower()])


def _with_particles(text: Text, known: Initials) -> Iterator[Span]:
    """Initials with what stands small before a family name: JvdM, R St J, C. de la C., N McG."""
    for index in text.capitals:
        word = text.words[index]
        if len(word) <= LONGEST_PARTICLED and (len(word) == 1 or not word[1:].islower()):
            match = PARTICLED.match(text.plain, text.starts[index])
            letters = "".join(filter(str.isalpha, match.group().lower())) if match else ""
            if match and letters in known:
                yield Span(*match.span(), "person", "initials", known[letters])


def _bare(text: Text) -> Iterator[re.Match[str]]:
    """Letters that look like initials; they begin with a word of capitals alone."""
    done = 0
    for index in text.capitals:
        word = text.words[index]
        if (len(word) <= MOST_LETTERS and word.isupper()) and text.starts[index] >= done:
            match = BARE.match(text.plain, text.starts[index])
            if match:
                done = match.end()
                yield match


def _is_meant(text: Text, match: re.Match[str], letters: str) -> bool:
    before = text.plain[max(0, match.start() - 30) : match.start()]
    after = text.plain[match.end() : match.end() + 20]
    if (match["sign"].strip() or "-" in match.group()) and letters not in NEVER:
        return True
    opens = match.start() == 0 or before.endswith(("\n", "- ", "* ", "• ", ". ", "? ", "! "))
    if opens and letters not in ACRONYMS and letters not in NEVER and TO_DO.match(after):
        # "TM to book the room"
        return True
    if _stands_out(text, match, letters):
        return True
    is_asked = after.startswith(":") and bool(ASKED.search(before))
    if not match["sign"] and not is_asked and (letters in ACRONYMS or letters in NEVER):
        return False
    word_before = WORD_BEFORE.search(before.lower())
    word_after = WORD_AFTER.match(after)
    acts = bool(word_after) and word_after[1] in ACTS
    if acts or is_asked or (after.startswith(":") and letters not in NEVER):
        return True
    # "for XM work", "with AB training": initials stand alone, an acronym before its noun
    alone = not word_after or word_after[1] in ALONE
    return bool(word_before) and word_before[1] in PERSON_BEFORE and alone


def _stands_out(text: Text, match: re.Match[str], letters: str) -> bool:
    """Whether letters stand alone as a signature or an abbreviation of somebody does."""
    if match["sign"] or letters in ACRONYMS or letters in NEVER:
        return False
    before = text.plain[max(0, match.start() - 6) : match.start()]
    return bool(SET_APART.search(before)) and bool(AFTER_APART.match(text.plain, match.end()))
