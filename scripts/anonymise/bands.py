"""Bands of quasi-identifiers: what a value of the roster becomes before it leaves the restricted zone.

- numbers go by the lower bounds declared, words by the mapping declared (whatever their case); what fits no band is `other`,
- cohorts need no bands: without any, their names become `cohort 1`, `cohort 2`, ... in natural order,
- any other column without bands stays in the restricted zone altogether.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scripts.ground.key import canonical
from scripts.ground.models.disclosure import Band, Bands

OTHER = "other"
COHORT = "cohort"
DIGITS = re.compile(r"(\d+)")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


def band_of(value: str | None, band: Band | None) -> str:
    """The band of a value; empty for a blank and for a column without bands."""
    written = " ".join((value or "").split())
    if not written or band is None:
        return ""
    return _of_words(written, band) if isinstance(band, dict) else _of_number(written, band)


def with_cohorts(bands: Bands, named: Iterable[str | None]) -> Bands:
    """The bands, and one for each cohort that the roster names where none are declared."""
    names = {canonical(name): " ".join(name.split()) for name in named if name and name.strip()}
    if bands.of(COHORT) is not None or not names:
        return bands
    ordered = sorted(names, key=_naturally)
    numbered = {names[name]: f"{COHORT} {number}" for number, name in enumerate(ordered, start=1)}
    return Bands.model_validate(bands.model_dump() | {COHORT: numbered})


def _naturally(name: str) -> list[tuple[int, str]]:
    """Cohort 10 after cohort 9."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in DIGITS.split(name)]


def _of_words(written: str, band: dict[str, str]) -> str:
    known = {canonical(name): name for name in band.values()} | {canonical(word): name for word, name in band.items()}
    return known.get(canonical(written), OTHER)


def _of_number(written: str, bounds: tuple[float, ...]) -> str:
    found = NUMBER.match(written)
    value = float(found[0].replace(",", ".")) if found else None
    below = [bound for bound in bounds if value is not None and bound <= value]
    if not below:
        return OTHER
    above = [bound for bound in bounds if bound > below[-1]]
    return f"{below[-1]:g} to under {above[0]:g}" if above else f"{below[-1]:g} and over"
