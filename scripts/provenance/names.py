"""Whether a text holds what must not be published, by class: people, organisations, ids, canaries, identifiers, the key.

- a text is read in plain letters; its words are looked up before any pattern is tried, so that most names cost nothing
- whole names in any case, both orders, also joined, set apart letter by letter, backwards or shifted by thirteen letters
- whole names with a slip of one letter in a word of six and more
- single names as the roster writes them, in capitals, and rarer ones in small letters; names that are words by `names_words`
- of bytes that only may be text, only forms that are no chance
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from scripts.ground.models.disclosure import Disclosure
from scripts.provenance.identifiers import identifiers
from scripts.provenance.names_buried import Buried, apart
from scripts.provenance.names_forms import Forms, is_weak, organisation_forms, pair_patterns, people_forms, spaced
from scripts.provenance.names_plain import WORD, folded, letters, letters_of, readings, words_of
from scripts.provenance.names_slips import Slips
from scripts.provenance.names_words import stands_as_name

PERSON, FAMILY, GIVEN, ID = "name of a person", "family name", "given name", "roster id"
ORGANISATION, ABBREVIATION, CANARY, SLIP = "organisation", "abbreviation of an organisation", "canary", "name with a slip"
NAMES = (PERSON, FAMILY, GIVEN, SLIP, ID, ORGANISATION, ABBREVIATION, CANARY)
# shortest single names that count in small letters, and in capitals
SMALL_FAMILY, SMALL_GIVEN, LOUD = 6, 5, 5
# shortest forms that are no chance among bytes
NO_CHANCE = 9

Form = TypeVar("Form", str, tuple[str, str])


class _Text:
    """A piece in every form that is compared."""

    def __init__(self, text: str) -> None:
        self.readings = readings(text)
        self.folded = [form.casefold() for form in self.readings]
        self.words = {word for form in self.readings for word in words_of(form)}
        self.low = {word.casefold() for word in self.words}
        self.letters = letters_of(self.folded[0])

    def holds(self, pattern: str, cased: bool = False) -> bool:
        return any(re.search(pattern, form) for form in (self.readings if cased else self.folded))


class _Index(Generic[Form]):
    """Forms by one of their words, so that a text is asked for its words and not for every form."""

    def __init__(self, forms: Iterable[Form], told: Callable[[Form], str]) -> None:
        self._forms: dict[str, list[tuple[frozenset[str], Form]]] = defaultdict(list)
        for form in sorted(forms):
            words = frozenset(WORD.findall(told(form).casefold()))
            if words:
                self._forms[max(words, key=lambda word: (len(word), word))].append((words, form))

    def in_question(self, text: _Text) -> Iterator[Form]:
        """Forms of which all words occur."""
        for word in self._forms.keys() & text.low:
            yield from (form for words, form in self._forms[word] if words <= text.low)


class Forbidden:
    """Everything to look for; the classes are what reports of the gate may name."""

    def __init__(self, forms: Forms, allowed: frozenset[str], weak: frozenset[str], canaries: Iterable[str]) -> None:
        self.identifiers = identifiers(allowed)
        self.slips = Slips(forms.pairs)
        self._weak = {name: is_weak(name, weak) for name in {*forms.family, *forms.given, *forms.organisations}}
        self._weak_pairs = {pair for pair in forms.pairs if all(is_weak(name, weak) for name in pair)}
        self._pairs = _Index(forms.pairs, " ".join)
        self._buried = Buried(pair for pair in forms.pairs if pair not in self._weak_pairs)
        self._emails = sorted(forms.emails)
        self._logins = _Index(forms.logins, str)
        self._families = _Index((name for name in forms.family if name.casefold() not in allowed), str)
        self._givens = _Index((name for name in forms.given if name.casefold() not in allowed), str)
        self._ids = _Index(forms.ids, str)
        self._joined_ids = {joined for each in forms.ids if (joined := "".join(WORD.findall(each))) != each}
        places = {each for each in forms.organisations if each.casefold() not in allowed}
        self._places = _Index(places, str)
        self._joined_places = sorted(letters(each) for each in places if not self._weak[each] and len(letters(each)) >= NO_CHANCE)
        self._short = _Index((each for each in forms.abbreviations if each.casefold() not in allowed | weak), str)
        self._canaries = _Index(canaries, str)
        self._joined_canaries = sorted(letters(each) for each in canaries if len(letters(each)) >= NO_CHANCE)

    @property
    def classes(self) -> list[str]:
        """What is looked for."""
        return sorted([*NAMES, *self.identifiers])

    def classes_in(self, text: str, sure: bool = True) -> list[str]:
        """Classes of which at least one form occurs in the text."""
        if not sure:
            return self._classes_among_bytes(text)
        read = _Text(text)
        checks = {
            PERSON: self._whole,
            FAMILY: lambda text: self._single(text, self._families, SMALL_FAMILY),
            GIVEN: lambda text: self._single(text, self._givens, SMALL_GIVEN),
            ID: self._id,
            ORGANISATION: self._place,
            ABBREVIATION: lambda text: any(text.holds(_bounded(each), cased=True) for each in self._short.in_question(text)),
            CANARY: self._planted,
        }
        found = [kind for kind, check in checks.items() if check(read)]
        if PERSON not in found and any(map(read.holds, self.slips.patterns(read.low))):
            found.append(SLIP)
        return found + [kind for kind, check in self.identifiers.items() if any(map(check, read.readings))]

    def _classes_among_bytes(self, text: str) -> list[str]:
        low = folded(text)
        run = letters_of(low)
        found = {
            PERSON: self._buried.occur_in(run, lambda pattern: bool(re.search(pattern, low))),
            CANARY: any(joined in run for joined in self._joined_canaries),
        }
        return [kind for kind, is_there in found.items() if is_there]

    def _whole(self, text: _Text) -> bool:
        return (
            any(self._pair(text, *pair) for pair in self._pairs.in_question(text))
            or any(email in form for email in self._emails for form in text.folded if "@" in form)
            or any(text.holds(_bounded(login)) for login in self._logins.in_question(text))
            or self._buried.occur_in(text.letters, text.holds)
        )

    def _pair(self, text: _Text, given: str, family: str) -> bool:
        if (given, family) not in self._weak_pairs:
            return any(map(text.holds, pair_patterns(given, family)))
        # two ordinary words are a name with capitals only: "Grace Young", never "grace young"
        styles = ((given.title(), family.title()), (given.upper(), family.upper()))
        return any(text.holds(pattern, cased=True) for style in styles for pattern in pair_patterns(*style))

    def _single(self, text: _Text, names: _Index[str], small: int) -> bool:
        return any(self._stands(text, name, small) for name in names.in_question(text))

    def _stands(self, text: _Text, name: str, small: int) -> bool:
        low = name.casefold()
        if self._weak[name]:
            pattern = re.compile(_bounded(name))
            return any(stands_as_name(form, *found.span(), low) for form in text.readings for found in pattern.finditer(form))
        spellings = {name, *([name.upper()] if len(name) >= LOUD else []), *([low] if len(name) >= small else [])}
        return any(text.holds(_bounded(each), cased=True) for each in spellings)

    def _id(self, text: _Text) -> bool:
        return not self._joined_ids.isdisjoint(text.low) or any(
            text.holds(_bounded(each)) for each in self._ids.in_question(text)
        )

    def _place(self, text: _Text) -> bool:
        for name in self._places.in_question(text):
            if not self._weak[name]:
                found = text.holds(_bounded(name.casefold()))
            elif len(WORD.findall(name)) > 1:
                found = text.holds(_bounded(name), cased=True)
            else:
                found = self._stands(text, name, NO_CHANCE)
            if found:
                return True
        return any(joined in text.letters and text.holds(apart(joined)) for joined in self._joined_places)

    def _planted(self, text: _Text) -> bool:
        return any(text.holds(_bounded(each)) for each in self._canaries.in_question(text)) or any(
            joined in text.letters for joined in self._joined_canaries
        )


def forbidden(people: list[dict[str, Any]], organisations: list[dict[str, Any]], disclosure: Disclosure) -> Forbidden:
    """Everything to look for, less what the study allows with a reason."""
    forms = Forms()
    people_forms(people, forms)
    organisation_forms(organisations, forms)
    allowed = frozenset(
        folded(name) for name in (*(each.name for each in disclosure.allowed_names), disclosure.classes.merged_name)
    )
    weak = frozenset(folded(word) for word in disclosure.redaction.allowed_words)
    return Forbidden(forms, allowed, weak, [folded(name) for name in disclosure.canaries])


def _bounded(form: str) -> str:
    return rf"(?<!\w){spaced(form)}(?!\w)"
