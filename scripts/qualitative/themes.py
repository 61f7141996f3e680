"""Themes: how many people of each source group voiced each code and each family of codes.

- people, not mentions; a focus group is counted by its speakers
- exact counts stay with the team (`theme_people`)
- published: counts and shares only of groups that are large enough, else `some` or `none`; very small groups merge
- evidence of a small group carries no number, and the rows it rests on are noted for all themes together, because the
  number of passages on one theme would tell what the count may not
- beside each theme stands the band of the coders' agreement on it
- for the team, every passage behind every count, with document, span, coder and codebook version
- no evidence names transcripts: a file number repeated from theme to theme would be a person

Without any coding there are no themes: silence of the coders is no silence of the people.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook, id_part
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.study import Cohorts
from scripts.ground.proportion import wilson
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import PlacedCodings, SafeDocuments, SafeTurns
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.qualitative import Agreement, PublishedThemes, ThemePassages, ThemePeople
from scripts.qualitative.bands import bands_of
from scripts.qualitative.disclosure import PublishedGroup, published_groups
from scripts.qualitative.voices import Voice, current_codes, find_voices, people_of_groups

HELD_BACK = "themes.held_back"
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    theme_people: Rows[ThemePeople]
    published_themes: Rows[PublishedThemes]
    theme_passages: Rows[ThemePassages]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def themes(
    codings: Rows[PlacedCodings],
    documents: Rows[SafeDocuments],
    turns: Rows[SafeTurns],
    agreement: Rows[Agreement],
    codebook: Codebook,
    cohorts: Cohorts,
    classes: Classes,
    inference: Inference,
) -> Made:
    """Exact and publishable counts of every theme in every source group that said anything."""
    book = EvidenceBook("qualitative.themes")
    people = people_of_groups(documents, turns, cohorts)
    groups = published_groups(people, cohorts, classes)
    _note_groups(book, people | {group.id: group.people for group in groups if group.counted})
    if not codings:
        return Made([], [], [], book.evidence, book.bases)
    voices = find_voices(codings, documents, turns, codebook)
    found = _find_themes(codebook)
    exact = [_exact(theme, group, members, voices) for theme in found for group, members in people.items() if members]
    held_back = [each.row for each in voices if _held_back(each, groups)]
    small = book.basis(HELD_BACK, held_back) if held_back else ""
    bands = {level: bands_of(agreement, level) for level in ("code", "family")}
    published = [
        _publish(theme, group, voices, inference, book, small) | {"band": bands[theme.level].get(theme.id, "")}
        for theme in found
        for group in groups
    ]
    passages = [row for theme in found for group in groups for row in _passages(theme, group, voices, codebook.version)]
    return Made(exact, published, passages, book.evidence, book.bases)


@dataclass(frozen=True)
class Theme:
    """A code, or a family of codes."""

    level: str
    id: str
    name: str
    family: str
    valence: str
    codes: frozenset[str]

    @property
    def evidence_id(self) -> str:
        return f"theme.{self.id}" if self.level == "code" else f"family.{id_part(self.id)}"


def _find_themes(codebook: Codebook) -> list[Theme]:
    codes = current_codes(codebook)
    families = dict.fromkeys(code.family for code in codes)
    return [Theme("code", code.id, code.name, code.family, code.valence, frozenset([code.id])) for code in codes] + [
        Theme("family", family, family, family, "", frozenset(code.id for code in codes if code.family == family))
        for family in families
    ]


def _note_groups(book: EvidenceBook, people: Mapping[str, Collection[str]]) -> None:
    """How many people were heard: a process count without attributes."""
    for group, members in people.items():
        book.value(f"voices.{group}.people", len(members), shown=str(len(members)), n=len(members), unit="people")


def _exact(theme: Theme, group: str, members: set[str], voices: list[Voice]) -> Row:
    said = [each for each in voices if each.code.id in theme.codes and each.group == group]
    return {
        "level": theme.level,
        "theme": theme.id,
        "group": group,
        "people": len({each.person for each in said if each.person}),
        "group_people": len(members),
        "mentions": len({(each.passage, each.code.id) for each in said}),
    }


def _held_back(voice: Voice, groups: list[PublishedGroup]) -> bool:
    return any(voice.group in group.members and not group.counted for group in groups)


def _publish(
    theme: Theme, group: PublishedGroup, voices: list[Voice], inference: Inference, book: EvidenceBook, small: str
) -> Row:
    said = _said(theme, group, voices)
    people = {each.person for each in said if each.person}
    counts = _counts(people, group, inference)
    id = f"{theme.evidence_id}.{group.id}"
    basis = small
    if group.counted:
        basis = book.basis(id, [each.row for each in said]) if said else ""
    _note(book, id, counts, basis, f"{theme.id}.{group.id}")
    return {
        "level": theme.level,
        "theme": theme.id,
        "name": theme.name,
        "family": theme.family,
        "valence": theme.valence,
        "group": group.id,
        "group_name": group.name,
        **counts,
    }


def _said(theme: Theme, group: PublishedGroup, voices: list[Voice]) -> list[Voice]:
    return [each for each in voices if each.code.id in theme.codes and each.group in group.members]


def _passages(theme: Theme, group: PublishedGroup, voices: list[Voice], version: str) -> list[Row]:
    """Each passage of each coder once, though a retired code and its successor may both stand on it."""
    rows = {(*each.passage, each.code.id, each.coder): each for each in reversed(_said(theme, group, voices))}
    return [
        {
            "id": f"{theme.evidence_id}.{group.id}", "level": theme.level, "theme": theme.id, "group": each.group,
            "speaker": each.person, "document": each.document, "turn": each.turn, "start": each.start, "end": each.end,
            "code": each.code.id, "coder": each.coder, "codebook_version": version, "source": each.source,
            "source_row": each.source_row,
        }
        for each in rows.values()
    ]  # fmt: skip


def _counts(people: set[str], group: PublishedGroup, inference: Inference) -> Row:
    if not group.counted:
        nothing = dict.fromkeys(("people", "group_people", "share", "low", "high"))
        return {**nothing, "shown": group.some_or_none(people)}
    share = wilson(len(people), len(group.people), inference.confidence)
    return {
        "people": share.count,
        "group_people": share.n,
        "share": share.share,
        "low": share.low,
        "high": share.high,
        "shown": f"{share.count} of {share.n}",
    }


def _note(book: EvidenceBook, id: str, counts: Row, basis: str, cell: str) -> None:
    """Number and share of a large group; of a small one the word alone."""
    if counts["people"] is None:
        for what in ("people", "share"):
            book.thing(f"{id}.{what}", "value", shown=counts["shown"], table="tbl-themes", cell=f"{cell}.{what}", basis=basis)
        return
    n = counts["group_people"]
    book.value(
        f"{id}.people", counts["people"], shown=str(counts["people"]), n=n, unit="people",
        table="tbl-themes", cell=f"{cell}.people", basis=basis,
    )  # fmt: skip
    book.value(
        f"{id}.share", counts["share"], shown=display.percent(counts["share"]), low=counts["low"], high=counts["high"],
        n=n, unit="share of people", table="tbl-themes", cell=f"{cell}.share", basis=basis,
    )  # fmt: skip
