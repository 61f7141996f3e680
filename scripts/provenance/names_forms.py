"""The forms under which the leak gate looks for people and organisations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scripts.provenance.names_plain import WORD, folded, plain
from scripts.provenance.names_words import METHOD_AUTHORS, is_word_name

SHORTEST_NAME = 3
# letters of a name that may be found without regard to what stands between them
SHORTEST_JOINED, SHORTEST_LOGIN = 8, 6
# digits without letters are an id only where no other number is as long
SHORTEST_NUMBER = 5
ADMINISTRATIVE = re.compile(r"\b(Metropolitan|Borough|County|City|District|Council|of|the|London|Royal)\b", re.IGNORECASE)
UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)
# how many words may stand between a given and a family name: a middle name or an initial
BETWEEN = r"[\W_]+(?:[^\W\d_]+\.?[\W_]+)?"


@dataclass
class Forms:
    """What to look for; all in plain letters."""

    # given and family name of people, in small letters
    pairs: set[tuple[str, str]] = field(default_factory=set)
    family: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    logins: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    abbreviations: set[str] = field(default_factory=set)


def people_forms(people: list[dict[str, Any]], forms: Forms) -> None:
    """Add every form of the people's names, addresses and ids."""
    for person in people:
        for row in (person, {**person, **{name: (person[name] or "").translate(UMLAUTS) for name in NAMES}}):
            _name_forms(row, forms)
        email = folded(person["email"] or "")
        if email:
            forms.emails.add(email)
        login = email.partition("@")[0]
        if len(login) >= SHORTEST_LOGIN and not _is_common(login):
            forms.logins.add(login)
        # an organisation as the roster writes it may differ from the list of organisations
        if person.get("organisation"):
            forms.organisations.add(plain(person["organisation"]))
        if _tells(person["person"] or ""):
            forms.ids.add(folded(person["person"]))


NAMES = ("given_name", "family_name", "known_as")


def _name_forms(person: dict[str, Any], forms: Forms) -> None:
    family = " ".join(plain(person["family_name"] or "").split())
    firsts = [" ".join(plain(person[name] or "").split()) for name in ("given_name", "known_as")]
    for first in filter(None, firsts):
        forms.given |= _alone(first)
        for half in {family, *re.split(r"[-\s]", family)} - {""}:
            if half == family or len(half) >= SHORTEST_NAME:
                forms.pairs.add((first.casefold(), half.casefold()))
        joined = "".join(WORD.findall(family.casefold()))
        if joined:
            forms.logins |= {
                login for login in (first[0].casefold() + joined, joined + first[0].casefold())
                if len(login) >= SHORTEST_LOGIN and not _is_common(login)
            }  # fmt: skip
    forms.family |= _alone(family)


def _alone(name: str) -> set[str]:
    return {part for part in (name, *re.split(r"[-\s]", name)) if len(part) >= SHORTEST_NAME}


def _is_common(login: str) -> bool:
    words = WORD.findall(login)
    return len(words) == 1 and is_word_name(words[0])


def _tells(id: str) -> bool:
    return (
        len(id) >= SHORTEST_NAME
        and (not id.isdigit() or len(id) >= SHORTEST_NUMBER)
        and not (id.isalpha() and is_word_name(id.casefold()))
    )


def organisation_forms(organisations: list[dict[str, Any]], forms: Forms) -> None:
    """Add names of organisations, their own parts, web domains and abbreviations."""
    for each in organisations:
        for form in (each["name"], stem(each["name"]), each["abbreviation"], each["domain"]):
            form = plain(form or "").strip()
            if len(form) >= SHORTEST_NAME:
                (forms.abbreviations if form.isupper() else forms.organisations).add(form)


def stem(organisation: str) -> str:
    """`Aldermere Borough Council` → `Aldermere`."""
    return " ".join(ADMINISTRATIVE.sub(" ", organisation).split())


def is_weak(name: str, allowed_words: frozenset[str] = frozenset()) -> bool:
    """Whether all words of a name are ordinary ones or authors of methods."""
    words = [word.casefold() for word in WORD.findall(name)]
    return name.casefold() in allowed_words or all(word in METHOD_AUTHORS or is_word_name(word) for word in words)


def spaced(form: str) -> str:
    """A pattern of the words of a form with any blanks, hyphens or dots between them."""
    return r"[\W_]+".join(re.escape(word) for word in WORD.findall(form))


def pair_patterns(given: str, family: str) -> Iterator[str]:
    """Both orders of a whole name, with a middle name or without."""
    first, last = spaced(given), spaced(family)
    yield rf"(?<!\w){first}{BETWEEN}{last}(?!\w)"
    yield rf"(?<!\w){last}[\W_]+{first}(?!\w)"
