"""What must not be published: names of people and organisations, e-mail addresses, roster ids, canaries."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from scripts.ground.models.disclosure import Disclosure

SHORTEST_NAME = 3
# renderers print a typed apostrophe as a curled one
APOSTROPHE = re.compile("[\u2018\u2019\u201b\u02b9\u02bc\u2032\u00b4`]")
HYPHEN = re.compile("[\u2010-\u2015\u2212]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# U+FFFE is how PDFium tells a hyphen at the end of a line
LINE_END = re.compile("(?<=\\w)(?:-[ \t]*\r?\n|\ufffe)\\s*(?=\\w)")
ADMINISTRATIVE = re.compile(r"\b(Metropolitan|Borough|County|City|District|Council|of|the|London|Royal)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Forbidden:
    """Patterns by class, and which of them are for folded text; the classes are what reports of the gate may name."""

    patterns: dict[str, re.Pattern[str]]
    folded: frozenset[str]

    def classes_in(self, text: str) -> list[str]:
        """Classes of which at least one form occurs in the text."""
        plain = _plain(text)
        # a hyphen at the end of a line may be the line's or the name's
        forms = {LINE_END.sub("", plain), LINE_END.sub("-", plain)}
        # folding the text is many times faster than a pattern that ignores case
        folded = {form.casefold() for form in forms}
        return [
            name for name, pattern in self.patterns.items() if any(map(pattern.search, folded if name in self.folded else forms))
        ]


def forbidden(people: list[dict[str, Any]], organisations: list[dict[str, Any]], disclosure: Disclosure) -> Forbidden:
    """Everything to look for, less what the study allows with a reason.

    Whole names and organisations count in any case; single names only as written in the roster, and a given name only
    where no sentence begins, because many are words ("Grace", "Will").
    """
    allowed = {
        _plain(name).casefold() for name in (*(each.name for each in disclosure.allowed_names), disclosure.classes.merged_name)
    }
    full, single, given, ids = set(), set(), set(), set()
    for person in people:
        family = person["family_name"] or ""
        firsts = [name for name in (person["given_name"], person["known_as"]) if name]
        if family:
            full |= {f"{first} {family}" for first in firsts} | {f"{family}, {first}" for first in firsts}
        full.add(person["email"])
        single |= {family, *re.split(r"[-\s]", family)}
        given |= set(firsts)
        ids.add(person["person"])
    places = {form for each in organisations for form in (each["name"], stem(each["name"]), each["abbreviation"], each["domain"])}
    sorts = {
        "name of a person": (full, False, ""),
        "family name": (single, True, ""),
        "given name": (given, True, r"(?<=[a-z,;] )"),
        "roster id": (ids, False, ""),
        "organisation": ({each for each in places if each and not each.isupper()}, False, ""),
        "abbreviation of an organisation": ({each for each in places if each and each.isupper()}, True, ""),
        "canary": (set(disclosure.canaries), False, ""),
    }
    patterns = {}
    for name, (forms, cased, before) in sorts.items():
        plain = {_plain(form) for form in forms if form and len(form) >= SHORTEST_NAME}
        wanted = sorted({form if cased else form.casefold() for form in plain if form.casefold() not in allowed})
        if wanted:
            patterns[name] = re.compile(rf"{before}(?<!\w)(?:{'|'.join(map(_spaced, wanted))})(?!\w)")
    return Forbidden(patterns, frozenset(name for name, (_, cased, _) in sorts.items() if not cased))


def stem(organisation: str) -> str:
    """`Aldermere Borough Council` → `Aldermere`."""
    return " ".join(ADMINISTRATIVE.sub(" ", organisation).split())


def _spaced(form: str) -> str:
    return r"\s+".join(re.escape(part) for part in form.split())


def _plain(text: str) -> str:
    """Composed, with one kind of apostrophe, hyphen and blank, without soft hyphens and zero-width characters."""
    visible = INVISIBLE.sub("", APOSTROPHE.sub("'", text))
    return HYPHEN.sub("-", unicodedata.normalize("NFKC", visible)).replace("_", " ")
