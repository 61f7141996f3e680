"""Claims: how many people say that something changed, stayed as it was or got worse, for each behaviour and aim.

- a person speaks to a target when a passage of theirs carries a code that bears on it and makes a claim
- a person who says both is counted on both sides, once each
- the aim that the behaviours decide takes the claims on all behaviours
- sponsors' outside view is counted once more, apart
- codes on which the coders did not agree well are named beside the claims that rest on them
- the table is exact and internal; evidence counts only groups that are large enough, and says `some` or `none` of others,
  so that no small group can be had by subtraction
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.study import Cohorts
from scripts.ground.proportion import wilson
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import PlacedCodings, SafeDocuments, SafeTurns
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.qualitative import Agreement, Claims
from scripts.qualitative.bands import bands_of, flagged
from scripts.qualitative.disclosure import NONE, SOME, published_groups
from scripts.qualitative.voices import Target, Voice, find_targets, find_voices, people_of_groups

CLAIMS = ("change", "no change", "worse")
COUNTER = ("no change", "worse")
OUTSIDE_KIND = "sponsor"


class Made(NamedTuple):
    """What the step makes."""

    claims: Rows[Claims]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def claims(
    codings: Rows[PlacedCodings],
    documents: Rows[SafeDocuments],
    turns: Rows[SafeTurns],
    agreement: Rows[Agreement],
    codebook: Codebook,
    cohorts: Cohorts,
    classes: Classes,
    inference: Inference,
) -> Made:
    """Claims on every target, of all voices and of sponsors alone; without any coding, none."""
    book = EvidenceBook("qualitative.claims")
    if not codings:
        return Made([], [], [])
    voices = [each for each in find_voices(codings, documents, turns, codebook) if each.person and each.code.claim in CLAIMS]
    outside = {group.id for group in cohorts.source_groups if group.kind == OUTSIDE_KIND}
    groups = published_groups(people_of_groups(documents, turns, cohorts), cohorts, classes)
    countable = {member for group in groups if group.counted for member in group.members}
    rows, bands = [], bands_of(agreement)
    for target in find_targets(codebook, cohorts):
        on_target = [each for each in voices if each.code.id in target.codes]
        from_outside = [each for each in on_target if each.group in outside]
        weak = flagged(bands, {each.code.id for each in on_target})
        rows += [row | {"flagged": " ".join(weak)} for row in _both_views(target, on_target, from_outside)]
        book.value(f"claim.{target.id}.flagged.n", len(weak), shown=str(len(weak)), unit="codes")
        _note(book, f"claim.{target.id}", [each for each in on_target if each.group in countable], on_target, inference)
        _note_outside(book, f"claim.{target.id}.outside", from_outside, counted=bool(outside) and outside <= countable)
    return Made(rows, book.evidence, book.bases)


def _both_views(target: Target, voices: list[Voice], outside: list[Voice]) -> list[dict[str, Any]]:
    return [_count(target, "all", voices), _count(target, "outside", outside)]


def _count(target: Target, whose: str, voices: list[Voice]) -> dict[str, Any]:
    speaking = _people(voices, *CLAIMS)
    change, counter = _people(voices, "change"), _people(voices, *COUNTER)
    return {
        "target": target.id,
        "kind": target.kind,
        "voices": whose,
        "speaking": len(speaking),
        "change": len(change),
        "no_change": len(_people(voices, "no change")),
        "worse": len(_people(voices, "worse")),
        "counter": len(counter),
        "change_groups": len({each.group for each in voices if each.code.claim == "change"}),
        "support_share": len(change) / len(speaking) if speaking else None,
        "counter_share": len(counter) / len(speaking) if speaking else None,
    }


def _people(voices: list[Voice], *claims: str) -> set[str]:
    return {each.person for each in voices if each.code.claim in claims}


def _note(book: EvidenceBook, id: str, countable: list[Voice], everybody: list[Voice], inference: Inference) -> None:
    """Counts over the groups that may be counted; where these say nothing, whether anybody does."""
    speaking = _people(countable, *CLAIMS)
    basis = book.basis(id, [each.row for each in countable]) if countable else ""
    for claim in CLAIMS:
        name = f"{id}.{claim.replace(' ', '_')}.people"
        people = _people(countable, claim)
        if speaking:
            book.value(name, len(people), shown=str(len(people)), n=len(speaking), unit="people", basis=basis)
        else:
            book.thing(name, "value", shown=SOME if _people(everybody, claim) else NONE)
    if speaking:
        share = wilson(len(_people(countable, *COUNTER)), len(speaking), inference.confidence)
        book.value(
            f"{id}.counter.share", share.share, shown=display.percent(share.share), low=share.low, high=share.high,
            n=share.n, unit="share of people speaking", basis=basis,
        )  # fmt: skip
    else:
        book.thing(f"{id}.counter.share", "value", shown=SOME if _people(everybody, *COUNTER) else NONE)


def _note_outside(book: EvidenceBook, id: str, voices: list[Voice], *, counted: bool) -> None:
    speaking = _people(voices, *CLAIMS)
    basis = book.basis(id, [each.row for each in voices]) if counted and voices else ""
    for claim in CLAIMS:
        people = _people(voices, claim)
        name = f"{id}.{claim.replace(' ', '_')}"
        if counted:
            book.value(name, len(people), shown=str(len(people)), n=len(speaking), unit="people", basis=basis)
        else:
            book.thing(name, "value", shown=SOME if people else NONE)
