"""The forms in which a person of the roster may be named, as a lexicon.

- in full, known-as with family name, reversed, with initials, joined as in user and file names,
- given name, known-as and family name alone, halves of double names,
- the local part of the e-mail address; plurals of the names,
- short forms that everybody knows (Bill for William), and the aliases that a reviewer lists.

A form is *weak* when its words are ordinary words too (Grace, Long): it then needs a capital that the sentence does not
explain, or a neighbour that is a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from scripts.anonymise.given_names import SHORT_FORMS
from scripts.anonymise.lexicon import Lexicon, words_of
from scripts.anonymise.register import Register
from scripts.ground.vocabulary import is_word, word_set

# small words of family names; alone they say nothing
PARTICLES = word_set("de da di du del la le van von der den ter ten ap ab al el bin ibn mac mc st san o d ni nic")
SHORTEST_ALONE = 2
SHORTEST_LOGIN = 5
# a short form of two letters is a scrap of something else without a capital
SHORTEST_SHORT = 4
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})

Words = tuple[str, ...]


@dataclass
class Name:
    """A form of a name: whose it is, whether its words are ordinary ones, whether it holds initials."""

    who: set[str] = field(default_factory=set)
    weak: bool = False
    initials: bool = False

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Whose it is, when all forms are known."""
        return tuple(sorted(self.who - {""}))


def names(people: Iterable[dict[str, Any]], register: Register) -> Lexicon[Name]:
    """All forms of all names; withdrawn people's too, or they would surface in other people's texts."""
    lexicon: Lexicon[Name] = Lexicon()
    people = list(people)
    whole = {form for row in people for form in _whole(row)}
    for row in people:
        link = register.find(row["person"])
        for words, initials in _forms(row):
            if words in whole and len(words) > 1 and words not in _whole(row):
                # half of a double name, where somebody else is called so in full
                continue
            known = lexicon.get(words)
            if known is None:
                known = Name(weak=all(is_word(word) for word in words), initials=initials)
                lexicon.add(words, known)
            known.who.add(link["pseudonym"] if link else "")
    _add_short_forms(lexicon, people, register)
    return lexicon


def _whole(row: dict[str, Any]) -> set[Words]:
    """A person's full names, in either order."""
    family = words_of(row["family_name"] or "")
    givens = {words_of(row[name] or "") for name in ("given_name", "known_as")} - {()}
    return {form for given in givens for form in (given + family, family + given)} if family else set()


def _add_short_forms(lexicon: Lexicon[Name], people: Iterable[dict[str, Any]], register: Register) -> None:
    """Short forms that are nobody's own name; of a person whom the roster knows by another one too, they are the less likely."""
    own = {words for row in people for words, _ in _forms(row)}
    for row in people:
        link = register.find(row["person"])
        family = words_of(row["family_name"] or "")
        for given in {words_of(row[name] or "") for name in ("given_name", "known_as")} - {()}:
            for short in sorted(SHORT_FORMS.get(given[0], ())):
                for words in ((short,), (short, *family)):
                    if words in own:
                        continue
                    known = lexicon.get(words)
                    if known is None:
                        known = Name(weak=all(is_word(word) for word in words) or len(short) < SHORTEST_SHORT, initials=False)
                        lexicon.add(words, known)
                    known.who.add(link["pseudonym"] if link else "")


def known_names(people: Iterable[dict[str, Any]], names_only: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """People of the roster, and those of rows that were set aside: their ids are in doubt, so they are nobody in particular.

    A row that only repeats a person adds nothing.
    """
    rows = list(people)
    told = {_spelt(row) for row in rows}
    return rows + [{**row, "person": ""} for row in names_only if _spelt(row) not in told]


def _spelt(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple((row[name] or "").casefold() for name in ("given_name", "family_name", "known_as", "email"))


def _forms(row: dict[str, Any]) -> Iterator[tuple[Words, bool]]:
    """Forms as (words, holds initials)."""
    given_names = [(row[column] or "").lower() for column in ("given_name", "known_as")]
    family_name = (row["family_name"] or "").lower()
    # plain letters, and the way German and Nordic letters are written without them
    for table in ({}, UMLAUTS):
        givens = {words_of(name.translate(table)) for name in given_names} - {()}
        family = words_of(family_name.translate(table))
        for given in givens:
            yield from _alone(given)
            if family:
                yield from _together(given, family)
        yield from _alone(family)
        if family and len(family) > 1 and family[0] in PARTICLES:
            yield from _alone(("".join(family),))
    for alias in row.get("aliases", ()):
        yield words_of(alias), False
    local = words_of((row["email"] or "").split("@")[0])
    if len("".join(local)) >= SHORTEST_LOGIN and not (len(local) == 1 and is_word(local[0])):
        yield local, False


def _alone(words: Words) -> Iterator[tuple[Words, bool]]:
    if len(words) > 1:
        yield words, False
        yield ("".join(words),), False
    for word in words:
        if len(word) >= SHORTEST_ALONE and word not in PARTICLES:
            yield (word,), False
            # "the Boatengs"; the plural of a short name is often a word
            if len(word) > SHORTEST_ALONE + 1 and not is_word(word + "s"):
                yield (word + "s",), False


def _together(given: Words, family: Words) -> Iterator[tuple[Words, bool]]:
    first, joined_given, joined_family = given[0][0], "".join(given), "".join(family)
    for half in {family, family[:1], family[-1:]} - {(particle,) for particle in PARTICLES}:
        yield given + half, False
        yield half + given, False
        yield (first, *half), True
        yield (*half, first), True
    yield (*given, family[0][0]), True
    joined = (joined_given + joined_family, joined_family + joined_given)
    for login in (
        *joined,
        first + joined_family,
        joined_family + first,
        joined_given + family[0][0],
        joined_family + joined_given[0],
    ):
        if len(login) >= SHORTEST_LOGIN and not is_word(login):
            yield (login,), False
