"""What to look for when a proof says that somebody is not there: pseudonyms of all key versions, ids, names, own words.

- a name counts when it can mean nobody else: whole names, e-mail addresses, family names and given names that are no ordinary
  word and nobody else's; the others are only told, for a person to look at,
- own words are runs of eight words of what somebody said or wrote, and short answers as a whole, that nobody else used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scripts.anonymise.names import PARTICLES
from scripts.commands.opened import plain
from scripts.ground.key import canonical
from scripts.ground.vocabulary import is_word

RUN = 8
SHORTEST_ANSWER = 4
SHORTEST_ID, SHORTEST_NAME, SHORTEST_LOGIN = 4, 3, 6
PSEUDONYM, DOCUMENT, ID, NAME, WORDS = "pseudonym", "pseudonym of a text of theirs", "id", "name", "own words"
MAYBE = "a name that others bear too, or a word"
NAMES = ("given_name", "family_name", "known_as", "email")
WORD = re.compile(r"[^\W_]+")

Row = dict[str, Any]
Run = tuple[str, ...]


@dataclass(frozen=True)
class Sought:
    """What each run of words (case folded) and each single name (as written) stands for."""

    runs: dict[Run, str]
    single: dict[str, str]

    def found_in(self, text: str) -> list[str]:
        """What of this a plain text holds."""
        written = WORD.findall(text)
        found = {self.single[word] for word in self.single.keys() & set(written)}
        words = [word.casefold() for word in written]
        for at, word in enumerate(words):
            for length in self._starts.get(word, ()):
                found.add(self.runs.get(tuple(words[at : at + length]), ""))
        return sorted(found - {""})

    @cached_property
    def _starts(self) -> dict[str, set[int]]:
        """First words of the runs, and how long those are."""
        starts: dict[str, set[int]] = {}
        for run in self.runs:
            starts.setdefault(run[0], set()).add(len(run))
        return starts


def sought(
    rows: list[Row],
    everybody: list[Row],
    pseudonyms: dict[str, Iterable[str]],
    own: Iterable[Run] = (),
    allowed: Iterable[str] = (),
) -> Sought:
    """What to look for of the people in these roster rows; `pseudonyms` by what they are, `allowed` names that may stand."""
    certain, maybe = _names(rows, everybody, {canonical(name) for name in allowed})
    runs, single = dict.fromkeys(own, WORDS), {}
    for what, names in ((MAYBE, maybe), (NAME, certain)):
        for name in names:
            words = WORD.findall(plain(name))
            if len(words) == 1 and words[0][0].isupper():
                single[words[0]] = what
            elif words:
                runs[_folded(words)] = what
    for id in {row["person"] for row in rows if is_telling(row["person"])}:
        words = _folded(WORD.findall(plain(id)))
        runs |= {words: ID, ("".join(words),): ID}
    for what, names in pseudonyms.items():
        runs |= {_folded(WORD.findall(name)): what for name in names}
    return Sought(runs, single)


def _folded(words: list[str]) -> Run:
    return tuple(word.casefold() for word in words)


def runs_of(texts: Iterable[str]) -> set[Run]:
    """Runs of eight words, and short answers whole."""
    found: set[Run] = set()
    for text in texts:
        words = WORD.findall(plain(text).casefold())
        if len(words) < RUN:
            found |= {tuple(words)} if len(words) >= SHORTEST_ANSWER else set()
        found |= {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return found


def is_telling(id: str) -> bool:
    """Whether an id can be looked for in any text; a bare or a short number stands in many places by chance."""
    return len(id) >= SHORTEST_ID and not id.isdigit() and bool(WORD.search(id))


def _names(rows: list[Row], everybody: list[Row], allowed: set[str]) -> tuple[set[str], set[str]]:
    """Names that mean these people and nobody else, and names that may."""
    theirs = {_spelt(row) for row in rows}
    others = Counter(name for row in everybody if _spelt(row) not in theirs for name in (*_whole(row), *_single(row)))
    whole = {name for row in rows for name in _whole(row)}
    single = {name for row in rows for name in _single(row)}
    certain = {name for name in whole if name not in others}
    certain |= {name for name in single if name not in others and not is_word(name.casefold())}
    known = {name for name in certain if canonical(name) not in allowed}
    return known, {name for name in (whole | single) - known if len(name) >= SHORTEST_NAME}


def _spelt(row: Row) -> tuple[str, ...]:
    return tuple(canonical(row[name] or "") for name in NAMES)


def _whole(row: Row) -> Iterator[str]:
    """Given and family name together in any order, the e-mail address, and its first part where that is no word."""
    family = plain(row["family_name"] or "").strip()
    for given in {plain(row[name] or "").strip() for name in ("given_name", "known_as")} - {""}:
        if family:
            yield from (f"{given} {family}", f"{family}, {given}", f"{family} {given}", f"{given[0]}. {family}")
    email = (row["email"] or "").strip().casefold()
    if email:
        yield email
        login = email.split("@")[0]
        if len(login) >= SHORTEST_LOGIN and not is_word(login):
            yield login


def _single(row: Row) -> Iterator[str]:
    for column in ("given_name", "family_name", "known_as"):
        name = plain(row[column] or "").strip()
        for each in {name, *re.split(r"[-\s]", name)}:
            if len(each) >= SHORTEST_NAME and each.casefold() not in PARTICLES:
                yield each
