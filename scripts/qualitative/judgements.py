"""Who gave which code to which turn: the judgements that agreement compares.

- a coder judged a document when at least one code of theirs lies in it; there, no code is a judgement too
- compared are documents that two coders or more judged; what they agreed on afterwards is nobody's judgement
- turns that no coder gave any code count, unless the plan leaves them out
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scripts.ground.models.codebook import Codebook
from scripts.ground.models.sources import CONSENSUS
from scripts.qualitative.order import order_of_files
from scripts.qualitative.voices import current_codes, live_codes

Place = tuple[str, int]
Row = dict[str, Any]
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Judgements:
    """Codes given, coder by coder, as turns × codes; a coder's turns of documents not judged are zero and not `judged`."""

    codes: tuple[str, ...]
    places: tuple[Place, ...]
    documents: tuple[str, ...]
    given: dict[str, Array]
    judged: dict[str, Array]

    @property
    def coders(self) -> tuple[str, ...]:
        return tuple(self.given)

    @cached_property
    def by_document(self) -> Array:
        """Documents × turns, 1 where the turn is of the document: sums over documents are one product."""
        number = {document: place for place, document in enumerate(self.documents)}
        sums = np.zeros((len(self.documents), len(self.places)))
        sums[[number[document] for document, _ in self.places], np.arange(len(self.places))] = 1
        return sums

    def pairs(self) -> list[tuple[str, str]]:
        """Every two coders who judged a document in common."""
        return [
            (first, second) for first, second in combinations(self.coders, 2) if (self.judged[first] * self.judged[second]).any()
        ]


def of_families(of: Judgements, codebook: Codebook) -> Judgements:
    """The same judgements of families of codes: a coder gives a family who gives any code of it."""
    families = tuple(dict.fromkeys(code.family for code in current_codes(codebook)))
    belongs = np.array([[float(code.family == family) for family in families] for code in current_codes(codebook)])
    return replace(of, codes=families, given={coder: np.minimum(given @ belongs, 1) for coder, given in of.given.items()})


def find_judgements(
    codings: list[Row], documents: list[Row], turns: list[Row], codebook: Codebook, *, with_uncoded: bool
) -> Judgements:
    """Judgements in all documents that two coders or more judged, the documents in the order of their files."""
    live = live_codes(codebook)
    spoken = {(each["document"], each["turn"]) for each in turns if each["part"] == "speaker"}
    codes = tuple(code.id for code in current_codes(codebook))
    number = {code: place for place, code in enumerate(codes)}
    given = {
        (each["coder"], each["document"], each["turn"], live[each["code"]].id)
        for each in codings
        if (each["document"], each["turn"]) in spoken and each["code"] in live and each["coder"] != CONSENSUS
    }
    given = {each for each in given if each[-1] in number}
    judged = {(coder, document) for coder, document, _, _ in given}
    twice = {document for document, coders in Counter(document for _, document in judged).items() if coders > 1}
    coded = {(document, turn) for _, document, turn, _ in given}
    places = tuple(sorted(each for each in spoken if each[0] in twice and (with_uncoded or each in coded)))
    coders = sorted({coder for coder, document in judged if document in twice})
    judged_twice = {document for document, _ in places}
    ordered = tuple(document for document in order_of_files(documents) if document in judged_twice)
    return _arranged(codes, places, ordered, coders, given, judged)


def coders_of(codings: list[Row]) -> set[str]:
    """Everybody who coded anything."""
    return {each["coder"] for each in codings} - {CONSENSUS}


def _arranged(
    codes: tuple[str, ...], places: tuple[Place, ...], documents: tuple[str, ...], coders: list[str], given: set, judged: set
) -> Judgements:
    at = {place: number for number, place in enumerate(places)}
    column = {code: number for number, code in enumerate(codes)}
    tables = {coder: np.zeros((len(places), len(codes))) for coder in coders}
    for coder, document, turn, code in given:
        if (document, turn) in at:
            tables[coder][at[document, turn], column[code]] = 1
    masks = {coder: np.array([float((coder, document) in judged) for document, _ in places]) for coder in coders}
    return Judgements(codes, places, documents, tables, masks)
