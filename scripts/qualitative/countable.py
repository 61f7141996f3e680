"""Numbers of people as evidence: counted over the groups that are large enough, else `some` or `none`."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.study import Cohorts
from scripts.ground.proportion import wilson
from scripts.qualitative.disclosure import NONE, SOME, published_groups
from scripts.qualitative.voices import Voice


@dataclass(frozen=True)
class Countable:
    """The source groups whose people may be counted, and these people."""

    groups: frozenset[str]
    people: frozenset[str]
    confidence: float

    def of(self, voices: list[Voice]) -> list[Voice]:
        """Voices of these groups."""
        return [each for each in voices if each.group in self.groups]

    def note(self, book: EvidenceBook, id: str, voices: list[Voice], among: list[Voice]) -> None:
        """People behind `voices` of those behind `among`, with share and interval; of small groups the word alone."""
        people, all_people = people_of(self.of(voices)), people_of(self.of(among))
        if not all_people:
            for what in ("people", "share"):
                book.thing(f"{id}.{what}", "value", shown=SOME if people_of(voices) else NONE)
            return
        basis = book.basis(id, [each.row for each in self.of(voices)]) if people else ""
        share = wilson(len(people), len(all_people), self.confidence)
        book.value(f"{id}.people", share.count, shown=str(share.count), n=share.n, unit="people", basis=basis)
        book.value(
            f"{id}.share", share.share, shown=display.percent(share.share), low=share.low, high=share.high, n=share.n,
            unit="share of people", basis=basis,
        )  # fmt: skip


def find_countable(people: dict[str, set[str]], cohorts: Cohorts, classes: Classes, confidence: float) -> Countable:
    """Groups of the study that may be counted."""
    counted = [group for group in published_groups(people, cohorts, classes) if group.counted]
    groups = frozenset(member for group in counted for member in group.members)
    return Countable(groups, frozenset().union(*(group.people for group in counted)), confidence)


def people_of(voices: list[Voice]) -> set[str]:
    """Known people behind voices."""
    return {each.person for each in voices if each.person}
