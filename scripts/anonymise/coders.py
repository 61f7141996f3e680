"""The coders by letter: A, B, ... in the order of their names' pseudonyms; one name is one coder, in any case and spacing.

Told are names that were taken for one though they are spelt differently, and one name in several files over one text: programs
call everybody `admin` or `default`, and two people would become one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from scripts.ground.findings import Finding, finding
from scripts.ground.key import Key, canonical
from scripts.ground.models.sources import CONSENSUS

Row = dict[str, Any]


def coders(codings: list[Row], key: Key) -> dict[str, str]:
    """Coder → A, B, ..., Z, AA, ...; what the coders agreed on keeps its name."""
    pseudonyms = {name: key.pseudonym("person", name) for name in {row["coder"] for row in codings} - {CONSENSUS}}
    order = sorted(set(pseudonyms.values()))
    return {name: _letters(order.index(pseudonym)) for name, pseudonym in pseudonyms.items()} | {CONSENSUS: CONSENSUS}


def coder_findings(codings: list[Row], letters: dict[str, str]) -> list[Finding]:
    """What a person should look at; a coder is called by the letter."""
    spellings, files = defaultdict(set), defaultdict(set)
    for row in (each for each in codings if each["coder"] != CONSENSUS):
        spellings[letters[row["coder"]]].add(row["coder"])
        files[letters[row["coder"]], canonical(row["document_name"])].add(row["source"])
    found = [_spelt(letter, letters, codings) for letter, names in sorted(spellings.items()) if len(names) > 1]
    shared = {letter: sorted(sources) for (letter, _), sources in sorted(files.items()) if len(sources) > 1}
    return found + [_shared(letter, sources) for letter, sources in shared.items()]


def _spelt(letter: str, letters: dict[str, str], codings: list[Row]) -> Finding:
    source = min(row["source"] for row in codings if letters[row["coder"]] == letter)
    message = f"The name of coder {letter} is spelt in several ways (case or blanks); they are taken for one person."
    return finding("note", source, "coder_spellings", message, "Nothing, if that is right.", field=f"coder {letter}")


def _shared(letter: str, sources: list[str]) -> Finding:
    message = (
        f"Coder {letter} has one name in several files over the same text ({', '.join(sources)}); it is taken for one person."
    )
    remedy = "If they are two people, give each file a source of its own with its `coder` in config/sources.yaml."
    return finding("warning", sources[0], "coder_in_files", message, remedy, field=f"coder {letter}")


def _letters(number: int) -> str:
    last = chr(ord("A") + number % 26)
    return last if number < 26 else _letters(number // 26 - 1) + last
