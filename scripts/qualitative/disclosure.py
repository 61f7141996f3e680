"""Which source groups may be counted in public (privacy class 4: people per theme)."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.ground.evidence import id_part
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.study import Cohorts

SOME, NONE = "some", "none"


@dataclass(frozen=True)
class PublishedGroup:
    """A source group, or several small ones merged, as readers see it."""

    id: str
    name: str
    members: tuple[str, ...]
    people: frozenset[str]
    counted: bool

    def some_or_none(self, people: set[str]) -> str:
        """All that may be said about a small group."""
        return SOME if people else NONE


def published_groups(people: dict[str, set[str]], cohorts: Cohorts, classes: Classes) -> list[PublishedGroup]:
    """Groups with people, in the order of the study; very small ones merge into one, which comes last."""
    names = {group.id: group.name for group in cohorts.source_groups}
    present = {group: members for group, members in people.items() if members}
    small = [group for group, members in present.items() if len(members) < classes.merge_groups_below]
    parts = [(group, names[group], (group,)) for group in present if group not in small]
    if small:
        parts.append((_merged_id(classes, {id for id, _, _ in parts}), classes.merged_name, tuple(small)))
    return [_group(id, name, members, present, classes) for id, name, members in parts]


def _group(id: str, name: str, members: tuple[str, ...], present: dict[str, set[str]], classes: Classes) -> PublishedGroup:
    people = frozenset().union(*(present[member] for member in members))
    return PublishedGroup(id, name, members, people, len(people) >= classes.themes.minimum)


def _merged_id(classes: Classes, taken: set[str]) -> str:
    id = id_part(classes.merged_name)
    return id if id not in taken else f"{id}_merged"
