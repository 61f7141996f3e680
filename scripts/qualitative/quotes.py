"""Quotes, chosen by rule and never by taste: for each behaviour and aim one that is contrary, one typical, one strong.

- passages: the whole sentences of a coded span, as long as the plan allows, of people who may be quoted, without undecided
  masks and clear of everything that waits for a reviewer; not those whose words changed since they were coded
- where everybody's coding counts, passages that two coders gave the code come first, and a quote of one coder is flagged;
  so is one whose code the coders did not agree on
- contrary: deterioration before no change, the most voiced code first
- typical: from the change code that most people voice, of middling length
- strongest: the passage that carries most change codes of the target, given by most coders, then the longest
- the contrary quote is chosen first, so that limits never cost the only dissenting voice; people not yet quoted come first
- limits: a person once a target and once a theme (family of codes); no passage twice; never a sponsor and a participant
  of one organisation on one target or theme
- released wording: a speaker is one of many, everybody else a colleague, every authority some authority

The id follows target, document, person and words: a changed word gives another id, and whatever cites the old one stops; the same
words moved by an edit elsewhere keep it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple

from scripts.ground.evidence import EvidenceBook
from scripts.ground.hashing import json_digest
from scripts.ground.key import Key
from scripts.ground.models.analysis_plan import QuoteRules
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.sources import CONSENSUS
from scripts.ground.models.study import Cohorts
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import Participants, PlacedCodings, ReviewQueue, SafeDocuments, SafeTurns
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.qualitative import Agreement, Quotes
from scripts.qualitative.bands import bands_of, flagged
from scripts.qualitative.passages import Passage, find_passages
from scripts.qualitative.voices import Target, Voice, find_targets, find_voices
from scripts.qualitative.wording import released

RULES = ("contrary", "typical", "strongest")
CONTRARY = ("worse", "no change")
# these two parts of one organisation must not meet
APART = {"sponsor": "participant", "participant": "sponsor"}
ID_DIGITS = 8


class Made(NamedTuple):
    """What the step makes."""

    quotes: Rows[Quotes]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def quotes(
    codings: Rows[PlacedCodings],
    documents: Rows[SafeDocuments],
    turns: Rows[SafeTurns],
    participants: Rows[Participants],
    review_queue: Rows[ReviewQueue],
    agreement: Rows[Agreement],
    codebook: Codebook,
    cohorts: Cohorts,
    rules: QuoteRules,
    key: Key,
) -> Made:
    """At most three quotes a target, with where they come from."""
    voices = find_voices(codings, documents, turns, codebook)
    passages = find_passages(voices, documents, turns, participants, review_queue, rules)
    fewest = 1 if _one_counts(codings) else rules.coders
    chosen = _Chosen(cohorts, {each["pseudonym"]: each["organisation_code"] or "" for each in participants})
    for target in find_targets(codebook, cohorts):
        for rule in RULES:
            chosen.take_first(target, rule, _ranked(rule, target, passages, voices, fewest))
    book = EvidenceBook("qualitative.quotes")
    bands = bands_of(agreement)
    rows = [
        _quote(target, rule, passage, cohorts, codebook, key) | {"flags": _flags(passage, fewest, bands)}
        for target, rule, passage in chosen.quotes
    ]
    for row, (_, _, passage) in zip(rows, chosen.quotes, strict=True):
        book.basis(row["quote"], passage.rows)
        book.thing(row["quote"], "quote", value=row["released_hash"], shown=row["text"], basis=row["quote"])
    book.value("quotes.n", len(rows), shown=str(len(rows)), n=len(rows), unit="quotes")
    return Made(rows, book.evidence, book.bases)


def _one_counts(codings: list[dict[str, Any]]) -> bool:
    """Whether one coder's work was named as the one that counts."""
    reconciled = {each["document"] for each in codings if each["coder"] == CONSENSUS}
    return any(not each["counts"] for each in codings if each["document"] not in reconciled)


def _flags(passage: Passage, fewest: int, bands: dict[str, str]) -> str:
    """What speaks against relying on a quote."""
    alone = ["one coder"] if _is_short_of(passage, fewest) else []
    return "; ".join(alone + (["code flagged"] if flagged(bands, {passage.code.id}) else []))


def _is_short_of(passage: Passage, fewest: int) -> bool:
    """Whether fewer coders than wanted gave the code; what all agreed on needs nobody else."""
    return CONSENSUS not in passage.coders and len(passage.coders) < fewest


def _ranked(rule: str, target: Target, passages: list[Passage], voices: list[Voice], fewest: int) -> list[Passage]:
    """Passages that fit a rule, best first; between equals the order of files decides, never a pseudonym."""
    claims = CONTRARY if rule == "contrary" else ("change",)
    fitting = [each for each in passages if each.code.id in target.codes and each.code.claim in claims]
    if rule == "strongest":
        beside = defaultdict(list)
        for each in fitting:
            beside[each.document, each.turn].append(each)
        return sorted(fitting, key=lambda each: _strength(each, beside[each.document, each.turn], fewest))
    people = Counter(code for code, _ in {(each.code.id, each.person) for each in voices if each.person})
    middle = median(each.words for each in fitting) if fitting else 0
    return sorted(
        fitting,
        key=lambda each: (
            claims.index(each.code.claim), _is_short_of(each, fewest), -people[each.code.id], each.code.id,
            abs(each.words - middle), each.place,
        ),
    )  # fmt: skip


def _strength(passage: Passage, beside: list[Passage], fewest: int) -> tuple[Any, ...]:
    """How strong a passage is among those of its turn; the smallest is the strongest."""
    codes = {each.code.id for each in beside if each.overlaps(passage)}
    return _is_short_of(passage, fewest), -len(codes), -len(passage.coders), -passage.words, passage.place


@dataclass
class _Chosen:
    """The quotes so far and the limits they set for the next."""

    cohorts: Cohorts
    organisations: dict[str, str]
    quotes: list[tuple[Target, str, Passage]] = field(default_factory=list)

    def take_first(self, target: Target, rule: str, ranked: list[Passage]) -> None:
        """Take the best allowed passage, from somebody not yet quoted if the same code has one."""
        allowed = [each for each in ranked if self._allowed(target, each)]
        if not allowed:
            return
        quoted = Counter(passage.person for _, _, passage in self.quotes)
        peers = [each for each in allowed if each.code.id == allowed[0].code.id] if rule != "strongest" else allowed[:1]
        self.quotes.append((target, rule, min(peers, key=lambda each: quoted[each.person])))

    def _allowed(self, target: Target, passage: Passage) -> bool:
        for other_target, _, other in self.quotes:
            related = other_target == target or other.code.family == passage.code.family
            if related and (other.person == passage.person or self._recognisable(other, passage)):
                return False
            if other.overlaps(passage):
                return False
        return True

    def _recognisable(self, one: Passage, other: Passage) -> bool:
        """Whether a sponsor and a participant of one organisation would meet."""
        kinds = {group.id: group.kind for group in self.cohorts.source_groups}
        organisation = self.organisations.get(one.person)
        return (
            bool(organisation)
            and organisation == self.organisations.get(other.person)
            and APART.get(kinds[one.group]) == kinds[other.group]
        )


def _quote(target: Target, rule: str, passage: Passage, cohorts: Cohorts, codebook: Codebook, key: Key) -> dict[str, Any]:
    text = released(passage.text)
    span_hash = _sha256(passage.text)
    place = [target.id, passage.document, passage.person, span_hash]
    return {
        "quote": f"q-{key.digest(json_digest(place))[:ID_DIGITS]}",
        "target": target.id,
        "rule": rule,
        "text": text,
        "speaker": _speaker(passage.group, cohorts),
        "document": passage.document,
        "turn": passage.turn,
        "start": passage.start,
        "end": passage.end,
        "span_hash": span_hash,
        "released_hash": _sha256(text),
        "coder": " ".join(passage.coders),
        "code": passage.code.id,
        "codebook_version": codebook.version,
    }


def _speaker(group: str, cohorts: Cohorts) -> str:
    source = next(each for each in cohorts.source_groups if each.id == group)
    return f"a reflection by a {source.kind}" if source.collected == "written" else f"a {source.kind}"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
