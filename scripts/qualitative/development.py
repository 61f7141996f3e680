"""Development over the modules: how many people wrote of each family of themes after each module.

- people of written sources, module by module; a person counts once a module and family
- the share is of the people who wrote for that module, so that a module many skipped is not a module without themes
- published: counts of modules that enough people wrote for, else `some` or `none`
- modules in their natural order: 2 before 10

Without coding, or without modules, the tables are empty.
"""

from __future__ import annotations

import re
from collections import defaultdict
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
from scripts.ground.schemas.qualitative import ModulePeople, PublishedModules
from scripts.qualitative.countable import people_of
from scripts.qualitative.disclosure import NONE, SOME
from scripts.qualitative.voices import Voice, current_codes, find_voices, people_of_turns

Row = dict[str, Any]
Place = tuple[str, str]


class Made(NamedTuple):
    """What the step makes."""

    module_people: Rows[ModulePeople]
    published_modules: Rows[PublishedModules]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def development(
    codings: Rows[PlacedCodings],
    documents: Rows[SafeDocuments],
    turns: Rows[SafeTurns],
    codebook: Codebook,
    cohorts: Cohorts,
    classes: Classes,
    inference: Inference,
) -> Made:
    """Exact and publishable counts of every family in every module of the written sources."""
    book = EvidenceBook("qualitative.development")
    modules = {each["document"]: each["module"] for each in documents if each["module"]}
    writers = _writers(documents, turns, modules, cohorts)
    if not codings or not writers:
        return Made([], [], [], [])
    said: dict[tuple[str, str, str], list[Voice]] = defaultdict(list)
    for each in find_voices(codings, documents, turns, codebook):
        if each.document in modules and each.person:
            said[each.group, modules[each.document], each.code.family].append(each)
    families = tuple(dict.fromkeys(code.family for code in current_codes(codebook)))
    exact = [_exact(place, family, said[*place, family], people) for place, people in writers.items() for family in families]
    counted = {place for place, people in writers.items() if len(people) >= classes.themes.minimum}
    held_back = [each.row for (group, module, _), voices in said.items() if (group, module) not in counted for each in voices]
    small = book.basis("modules.held_back", held_back) if held_back else ""
    names = {group.id: group.name for group in cohorts.source_groups}
    published = []
    for row in exact:
        place = (row["group"], row["module"])
        voices = said[*place, row["family"]] if place in counted else None
        published.append(_published(row, names, _order(place, writers), voices, inference, book, small))
    return Made(exact, published, book.evidence, book.bases)


def _writers(documents: list[Row], turns: list[Row], modules: dict[str, str], cohorts: Cohorts) -> dict[Place, set[str]]:
    """People who wrote anything for each module, of the groups collected in writing, in natural order."""
    written = {group.id for group in cohorts.source_groups if group.collected == "written"}
    groups = {each["document"]: each["group"] for each in documents if each["group"] in written}
    writers: dict[Place, set[str]] = defaultdict(set)
    for (document, _), person in people_of_turns(documents, turns).items():
        if person and document in modules and document in groups:
            writers[groups[document], modules[document]].add(person)
    return dict(sorted(writers.items(), key=lambda each: (each[0][0], natural(each[0][1]))))


def natural(text: str) -> list[tuple[int, int | str]]:
    """Sorting key under which 2 comes before 10."""
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in re.split(r"(\d+)", text) if part]


def _order(place: Place, writers: dict[Place, set[str]]) -> int:
    return 1 + [each for each in writers if each[0] == place[0]].index(place)


def _exact(place: Place, family: str, voices: list[Voice], people: set[str]) -> Row:
    return {
        "group": place[0],
        "module": place[1],
        "family": family,
        "people": len(people_of(voices)),
        "module_people": len(people),
    }


def _published(
    row: Row, names: dict[str, str], order: int, voices: list[Voice] | None, inference: Inference, book: EvidenceBook, small: str
) -> Row:
    """`voices` are those of a module that may be counted."""
    id = f"modules.{row['group']}.{id_part(row['module'])}.{id_part(row['family'])}"
    place = {"group": row["group"], "group_name": names[row["group"]], "module": row["module"], "order": order}
    if voices is None:
        shown = SOME if row["people"] else NONE
        for what in ("people", "share"):
            book.thing(f"{id}.{what}", "value", shown=shown, basis=small)
        blank = dict.fromkeys(("people", "module_people", "share", "low", "high"))
        return {**place, "family": row["family"], **blank, "shown": shown}
    basis = book.basis(id, [each.row for each in voices]) if voices else ""
    share = wilson(row["people"], row["module_people"], inference.confidence)
    book.value(f"{id}.people", share.count, shown=str(share.count), n=share.n, unit="people", basis=basis)
    book.value(
        f"{id}.share", share.share, shown=display.percent(share.share), low=share.low, high=share.high, n=share.n,
        unit="share of people", basis=basis,
    )  # fmt: skip
    return {
        **place, "family": row["family"], "people": share.count, "module_people": share.n, "share": share.share,
        "low": share.low, "high": share.high, "shown": f"{share.count} of {share.n}",
    }  # fmt: skip
