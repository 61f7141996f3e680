"""All detectors, made ready for one study or one folder: what of a text must not stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import ascii_lowercase
from typing import Any

from scripts.anonymise.detectors.capitals import Allowed, Corpus, capitals
from scripts.anonymise.detectors.cues import TRIGGERS
from scripts.anonymise.detectors.initials import HEADINGS, initials, initials_of
from scripts.anonymise.detectors.misspelt import Likeness, misspelt
from scripts.anonymise.detectors.organisations import Body, body_forms
from scripts.anonymise.detectors.organisations import organisations as find_organisations
from scripts.anonymise.detectors.patterns import WHERE, patterns
from scripts.anonymise.detectors.roster import roster
from scripts.anonymise.detectors.speakers import speakers
from scripts.anonymise.detectors.spoken import ALPHABET, SAID, SOUNDS, spoken
from scripts.anonymise.detectors.spoken_email import TOPS, spoken_emails
from scripts.anonymise.detectors.strangers import KIN, NAME, NAMING, strangers
from scripts.anonymise.general import MONTHS
from scripts.anonymise.lexicon import Lexicon, words_of
from scripts.anonymise.merge import joined, merge
from scripts.anonymise.names import Name, names
from scripts.anonymise.register import Register
from scripts.anonymise.spans import Span
from scripts.anonymise.text import Text
from scripts.ground.models.disclosure import Redaction

Row = dict[str, Any]
Whose = tuple[tuple[str, ...], str]
# the words that detectors look for in every text
COMMON_CUES = (
    SAID
    | SOUNDS.keys()
    | ALPHABET.keys()
    | MONTHS.keys()
    | HEADINGS
    | NAMING
    | KIN
    | TRIGGERS
    | TOPS
    | WHERE
    | NAME
    | set(ascii_lowercase)
)
LONGEST_NAME = 6


class Detectors:
    """All detectors, made ready for one study."""

    def __init__(self, people: list[Row], register: Register, bodies: list[Row], words: Redaction, texts: Iterable[Text]) -> None:
        allowed = frozenset(word.lower() for word in words.allowed_words)
        self._register = register
        self._names = names(people, register)
        self._bodies = body_forms(bodies, allowed)
        self._initials = initials_of(people, register)
        single, stems = _single_words(self._names, self._bodies)
        self._single = single
        self.called = _called(people, register)
        self._likeness = Likeness(single, stems, _given_names(people, single), self.called)
        self._allowed = Allowed(words.allowed_words, frozenset(single))
        self._corpus = Corpus(texts)
        self._sought = COMMON_CUES | self._names.anchors | self._bodies.anchors | register.id_heads[0]

    def masks(self, text: Text) -> list[Span]:
        """What must not stay, disjoint and in order."""
        text.look_for(self._sought)
        found = [
            *roster(text, self._names, self._register),
            *find_organisations(text, self._bodies),
            *patterns(text),
            *strangers(text, self._allowed.words),
            *spoken(text, self._whose),
            *spoken_emails(text, self._single.keys()),
            *initials(text, self._initials),
            *speakers(text, self._initials, self._single.keys()),
            *misspelt(text, self._likeness, self._allowed.words),
        ]
        known = merge(found)
        masks = merge([*known, *capitals(text, known, self._corpus, self._allowed)])
        return joined(text, [self._told(text, span) if span.label == "name?" else span for span in masks], self._likeness)

    def _whose(self, letters: str) -> Whose:
        """Who is called as these letters spell."""
        return self._single.get(letters) or self._likeness.close(letters)

    def _told(self, text: Text, span: Span) -> Span:
        """A name that nothing explains, with whom it means if its form tells."""
        words = [word.lower() for word in re.findall(r"[^\W\d_]+", text.plain[span.start : span.end])]
        who, label = self._likeness.meant([word for word in words if len(word) > 1]) if len(words) <= LONGEST_NAME else ((), "")
        if not who:
            return span
        # "Brack's" is the body's name in the mouth of those who work there
        owns = label == "organisation" and text.plain.startswith("'s", span.end)
        return span._replace(who=who, label=label, end=span.end + 2 * owns)


def _called(people: list[Row], register: Register) -> dict[str, set[str]]:
    """The names that a person is called by."""
    found: dict[str, set[str]] = {}
    for row in people:
        link = register.find(row["person"])
        for name in ("given_name", "known_as"):
            if link and (words := words_of(row[name] or "")):
                found.setdefault(link["pseudonym"], set()).add(words[0])
    return found


def _given_names(people: list[Row], single: dict[str, Whose]) -> set[str]:
    return {"".join(words_of(row[name] or "")) for row in people for name in ("given_name", "known_as")} & single.keys()


def _single_words(people: Lexicon[Name], bodies: Lexicon[Body]) -> tuple[dict[str, Whose], dict[str, Whose]]:
    """Names of one word with their owners, and of these the organisations' alone."""
    single: dict[str, Whose] = {}
    stems: dict[str, Whose] = {}
    for words, body in bodies.entries():
        if len(words) == 1 and not body.abbreviation:
            stems[words[0]] = single[words[0]] = (tuple(sorted(body.who)), "organisation")
    for words, name in people.entries():
        if len(words) == 1 and not name.initials:
            single[words[0]] = (tuple(sorted(name.who - {""})), "person")
    return single, stems
