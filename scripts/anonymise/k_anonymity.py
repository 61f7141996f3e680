"""How recognisable people are by what analysts share inside the team: quasi-identifiers in bands, and k.

- the quasi-identifiers of active people, in the bands that disclosure.yaml declares, by pseudonym; the values stay restricted,
- k for each column, for all of them together, and together with the organisation: the smallest group of people who are alike,
  how many are alone, and how many are in groups below the threshold of tables by attribute.

A blank counts as a value of its own: not known is something to recognise by. A value in no band counts as `other` and is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from scripts.anonymise.bands import COHORT, OTHER, band_of, with_cohorts
from scripts.anonymise.linkage import ACTIVE
from scripts.ground.findings import Finding, finding
from scripts.ground.key import canonical
from scripts.ground.models.disclosure import Bands, Classes
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import KAnonymity, Linkage, Participants, QuasiBands
from scripts.ground.schemas.ingest import Findings, Quasi

ORGANISATION = "organisation"
ALL_AND = "+"
WHERE = "participants"
SHARE = "Nothing, while the tables stay inside the team. Wider bands in config/disclosure.yaml make groups larger."

Row = dict[str, Any]


class Made(NamedTuple):
    bands: Rows[QuasiBands]
    k: Rows[KAnonymity]
    findings: Rows[Findings]


def k_anonymity(
    quasi: Rows[Quasi], linkage: Rows[Linkage], participants: Rows[Participants], bands: Bands, classes: Classes
) -> Made:
    """Banded quasi-identifiers by pseudonym, and k."""
    active = {row["pseudonym"]: row for row in participants if row["standing"] == ACTIVE and row["known_by"] == "roster"}
    pseudonyms = {canonical(row["person"]): row["pseudonym"] for row in linkage if row["pseudonym"] in active}
    kept = [row for row in quasi if canonical(row["person"]) in pseudonyms]
    bands = with_cohorts(bands, [row["value"] for row in quasi if row["variable"] == COHORT])
    columns = sorted({row["variable"] for row in kept if bands.of(row["variable"])})
    known: dict[str, dict[str, str]] = {pseudonym: {} for pseudonym in pseudonyms.values()}
    for row in kept:
        if row["variable"] in columns:
            mine = known[pseudonyms[canonical(row["person"])]]
            # of a person in two rows the first that says something
            mine[row["variable"]] = mine.get(row["variable"]) or band_of(row["value"], bands.of(row["variable"]))
    table = [
        {"pseudonym": pseudonym, "variable": column, "band": mine.get(column, "")}
        for pseudonym, mine in known.items()
        for column in columns
    ]
    k = _measured(known, {each: active[each]["organisation_code"] or "" for each in known}, columns, classes.attributes.minimum)
    return Made(table, k, [*_outside(kept, bands), *_not_carried(kept, columns), *_told(k)])


def _measured(known: dict[str, dict[str, str]], bodies: dict[str, str], columns: list[str], threshold: int) -> list[Row]:
    """k of each column, of all together, and of all with the organisation."""
    together = [(column,) for column in columns] + [tuple(columns)] * (len(columns) > 1)
    rows = [_k(combined, [_alike(mine, combined) for mine in known.values()], threshold) for combined in together if known]
    if known and columns:
        alike = [(*_alike(mine, tuple(columns)), bodies[each]) for each, mine in known.items()]
        rows.append(_k((*columns, ORGANISATION), alike, threshold))
    return rows


def _alike(mine: dict[str, str], columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(mine.get(column, "") for column in columns)


def _k(columns: tuple[str, ...], alike: list[tuple[str, ...]], threshold: int) -> Row:
    groups = Counter(alike)
    alone = sum(size == 1 for size in groups.values())
    return {
        "variables": ALL_AND.join(columns),
        "people": len(alike),
        "groups": len(groups),
        "k": min(groups.values()),
        "alone": alone,
        "share_alone": alone / len(alike),
        "below": sum(size for size in groups.values() if size < threshold),
        "threshold": threshold,
    }


def _outside(quasi: list[Row], bands: Bands) -> list[Finding]:
    """A warning for each column with values in no band."""
    outside: dict[str, int] = defaultdict(int)
    for row in quasi:
        declared = bands.of(row["variable"])
        outside[row["variable"]] += declared is not None and band_of(row["value"], declared) == OTHER
    remedy = "Add them to the bands of this column in config/disclosure.yaml, or correct the roster."
    told = "Values in none of the bands declared: {}; they count as other."
    return [
        finding("warning", WHERE, "no_band", told.format(count), remedy, field=column)
        for column, count in sorted(outside.items())
        if count
    ]


def _not_carried(quasi: list[Row], columns: list[str]) -> list[Finding]:
    message = "No bands are declared for this column: its values stay in the restricted zone, and nobody analyses them."
    remedy = "Nothing, or declare bands in config/disclosure.yaml."
    without = sorted({row["variable"] for row in quasi if row["value"]} - set(columns))
    return [finding("note", WHERE, "not_banded", message, remedy, field=column) for column in without]


def _told(k: list[Row]) -> list[Finding]:
    """What the team must know before it passes a table on."""
    return [
        finding(
            "note", WHERE, "k_anonymity",
            f"By {row['variables'].replace(ALL_AND, ', ')} the smallest group of people who are alike has {row['k']}; "
            f"{row['alone']} of {row['people']} are alone.",
            SHARE, field=row["variables"],
        )
        for row in k[-2:]
    ]  # fmt: skip
