"""Patterns across codes: which occur together, what supports and what challenges, and every case against.

- together: two codes of one person, of one turn, and of overlapping passages; the report names the pairs that share most
  turns, with people of the groups that may be counted
- balance: for each behaviour and aim, people with supporting, challenging and both kinds of passages
- negative cases: every passage that challenges, or claims no change or deterioration; all of them, always, and whether its
  speaker says anything in favour of the same thing
- elements of the logic model: people with supporting and challenging passages of the codes assigned to them (elements.py)
- exact tables stay with the team; evidence counts only groups that are large enough

Without any coding all tables are empty.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import Any, NamedTuple

from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference, PatternRules
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.logic_model import LogicModel
from scripts.ground.models.study import Cohorts
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import PlacedCodings, SafeDocuments, SafeTurns
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.qualitative import Balance, Cooccurrence, ElementVoices, NegativeCases, PublishedCooccurrence
from scripts.qualitative.countable import Countable, find_countable, people_of
from scripts.qualitative.elements import element_voices
from scripts.qualitative.sides import CHALLENGES, SUPPORTS, is_against
from scripts.qualitative.voices import Target, Voice, find_targets, find_voices, people_of_groups

Row = dict[str, Any]
Pair = tuple[str, str]


class Made(NamedTuple):
    """What the step makes."""

    cooccurrence: Rows[Cooccurrence]
    published_cooccurrence: Rows[PublishedCooccurrence]
    balance: Rows[Balance]
    negative_cases: Rows[NegativeCases]
    element_voices: Rows[ElementVoices]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def patterns(
    codings: Rows[PlacedCodings],
    documents: Rows[SafeDocuments],
    turns: Rows[SafeTurns],
    codebook: Codebook,
    cohorts: Cohorts,
    classes: Classes,
    inference: Inference,
    rules: PatternRules,
    model: LogicModel,
) -> Made:
    """Codes together, balance, negative cases, and both sides of each element of the logic model."""
    book = EvidenceBook("qualitative.patterns")
    if not codings:
        return Made([], [], [], [], [], [], [])
    voices = find_voices(codings, documents, turns, codebook)
    countable = find_countable(people_of_groups(documents, turns, cohorts), cohorts, classes, inference.confidence)
    together = _together(voices)
    told = _tell(together, voices, countable, codebook, rules.pairs_told, book)
    balance, negative = [], []
    for target in find_targets(codebook, cohorts):
        on_target = [each for each in voices if each.code.id in target.codes]
        balance.append(_balance(target, on_target))
        negative += _negative(target, on_target)
        _note(book, target, on_target, countable)
    elements = element_voices(model, voices, countable, codebook, book)
    return Made(together, told, balance, negative, elements, book.evidence, book.bases)


def _together(voices: list[Voice]) -> list[Row]:
    """Every pair of codes that one person voiced, or that stand in one turn."""
    by_person, by_turn, spans = defaultdict(set), defaultdict(set), defaultdict(set)
    for each in voices:
        if each.person:
            by_person[each.person].add(each.code.id)
        by_turn[each.document, each.turn].add(each.code.id)
        spans[each.document, each.turn].add((each.code.id, each.start, each.end))
    people, turns = _pairs(by_person.values()), _pairs(by_turn.values())
    overlaps = _pairs_of(_overlapping(found) for found in spans.values())
    seldom = Counter(code for codes in by_turn.values() for code in codes)
    return [_pair_row(pair, people[pair], turns[pair], overlaps[pair], seldom) for pair in sorted(people | turns)]


def _pairs(groups: Any) -> Counter[Pair]:
    return _pairs_of(set(combinations(sorted(codes), 2)) for codes in groups)


def _pairs_of(found: Any) -> Counter[Pair]:
    return Counter(pair for pairs in found for pair in pairs)


def _overlapping(spans: set[tuple[str, int, int]]) -> set[Pair]:
    return {
        (min(one[0], other[0]), max(one[0], other[0]))
        for one, other in combinations(spans, 2)
        if one[0] != other[0] and one[1] < other[2] and other[1] < one[2]
    }


def _pair_row(pair: Pair, people: int, turns: int, overlaps: int, seldom: Counter[str]) -> Row:
    first, second = pair
    return {
        "first": first,
        "second": second,
        "people": people,
        "turns": turns,
        "overlaps": overlaps,
        "turns_first": seldom[first],
        "turns_second": seldom[second],
        "jaccard": turns / (seldom[first] + seldom[second] - turns),
    }


def _tell(
    together: list[Row], voices: list[Voice], countable: Countable, codebook: Codebook, most: int, book: EvidenceBook
) -> list[Row]:
    """The pairs that the report names: of these no count of turns, and people of large groups only."""
    names = {code.id: code.name for code in codebook.codes}
    heard = countable.of(voices)
    by_code: dict[str, list[Voice]] = defaultdict(list)
    for each in heard:
        by_code[each.code.id].append(each)
    if not countable.people:
        return []
    told: list[Row] = []
    for row in sorted(together, key=lambda row: (-row["turns"], -row["overlaps"], -row["people"], row["first"], row["second"])):
        first, second = row["first"], row["second"]
        both = people_of(by_code[first]) & people_of(by_code[second])
        if len(told) == most or not row["turns"]:
            break
        if not both:
            continue
        id = f"cooccurrence.{first}.{second}"
        basis = book.basis(id, [each.row for code in (first, second) for each in by_code[code] if each.person in both])
        book.value(f"{id}.people", len(both), shown=str(len(both)), n=len(countable.people), unit="people", basis=basis)
        told.append({
            "rank": len(told) + 1, "first": first, "second": second, "first_name": names[first], "second_name": names[second],
            "people": len(both), "group_people": len(countable.people),
        })  # fmt: skip
    return told


def _balance(target: Target, voices: list[Voice]) -> Row:
    supports, challenges = people_of(_with(voices, SUPPORTS)), people_of(_with(voices, CHALLENGES))
    speaking = people_of(voices)
    return {
        "target": target.id,
        "kind": target.kind,
        "speaking": len(speaking),
        "supports": len(supports),
        "challenges": len(challenges),
        "both": len(supports & challenges),
        "neutral": len(speaking - supports - challenges),
    }


def _with(voices: list[Voice], valence: str) -> list[Voice]:
    return [each for each in voices if each.code.valence == valence]


def _negative(target: Target, voices: list[Voice]) -> list[Row]:
    in_favour = people_of([each for each in voices if not is_against(each.code) and each.code.valence == SUPPORTS])
    cases = {(each.document, each.turn, each.start, each.end, each.code.id): each for each in voices if is_against(each.code)}
    return [
        {
            "target": target.id, "code": each.code.id, "claim": each.code.claim, "valence": each.code.valence,
            "speaker": each.person, "group": each.group, "document": each.document, "turn": each.turn, "start": each.start,
            "end": each.end, "only_voice": each.person not in in_favour,
        }
        for _, each in sorted(cases.items(), key=lambda case: case[0])
    ]  # fmt: skip


def _note(book: EvidenceBook, target: Target, voices: list[Voice], countable: Countable) -> None:
    by_valence = {valence: _with(voices, valence) for valence in (SUPPORTS, CHALLENGES)}
    for valence, found in by_valence.items():
        countable.note(book, f"balance.{target.id}.{valence}", found, voices)
    both = people_of(by_valence[SUPPORTS]) & people_of(by_valence[CHALLENGES])
    countable.note(book, f"balance.{target.id}.both", [each for each in voices if each.person in both], voices)
    countable.note(book, f"negative.{target.id}", [each for each in voices if is_against(each.code)], voices)
