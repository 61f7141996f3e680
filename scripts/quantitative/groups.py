"""Groups of people small enough to be recognised are merged before anything is estimated, so that nothing need be hidden later.

Every person stays in some group: what is left out of groups that add up to a published total could be worked out from it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

SLUG = re.compile(r"[^a-z0-9]+")


def merged_groups(sizes: Sequence[int], minimum: int, *, ordered: bool) -> list[list[int]]:
    """Places of the given groups, merged until each holds at least `minimum`; one group when that is not enough.

    The smallest joins its smaller neighbour where the groups have an order, else the next smallest. Empty groups are dropped.
    """
    groups = [[place] for place, size in enumerate(sizes) if size > 0]

    def size(group: list[int]) -> int:
        return sum(sizes[place] for place in group)

    while len(groups) > 1 and min(map(size, groups)) < minimum:
        smallest = min(range(len(groups)), key=lambda at: size(groups[at]))
        others = [smallest - 1, smallest + 1] if ordered else range(len(groups))
        partners = [at for at in others if 0 <= at < len(groups) and at != smallest]
        partner = min(partners, key=lambda at: size(groups[at]))
        keep, gone = sorted((smallest, partner))
        groups[keep] = sorted(groups[keep] + groups[gone])
        del groups[gone]
    return groups


def roster_rows(participants: Iterable[dict[str, Any]], people: Collection[str]) -> list[tuple[str, int]]:
    """The raw rows that say to which cohort and organisation people belong."""
    return [(row["source"], row["source_row"]) for row in participants if row["pseudonym"] in people and row["source"]]


def slug(name: str) -> str:
    """A name as part of an evidence id."""
    return SLUG.sub("_", name.casefold()).strip("_") or "not_stated"
