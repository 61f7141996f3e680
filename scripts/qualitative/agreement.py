"""Agreement of two coders, code by code.

- unit: the speaker turn, fixed before coding; turns neither coded count as agreement that nothing is there
- documents: those in which both coders gave at least one code; of several coders, the pair with most such documents
- a coder gives a code to a turn or does not: prevalence, percent agreement, Cohen's kappa, PABAK, Krippendorff's alpha
- a code that nobody or everybody used everywhere has no kappa and no alpha: chance cannot be told from agreement
- overall: the median alpha of codes found in at least three turns, beside how many of these are flagged

With one coder there is no table and the evidence says so.
Bands: Krippendorff 2004, Content Analysis, chapter 11.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from statistics import median
from typing import Any, NamedTuple

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.codebook import Codebook
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import PlacedCodings, SafeTurns
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.qualitative import Agreement
from scripts.qualitative.voices import current_codes, live_codes

USE, TENTATIVE = 0.800, 0.667
# in fewer turns one slip of the pen moves alpha by a whole band
FEWEST_TURNS = 3
FLAGGED = "flagged"
Place = tuple[str, int]
Given = dict[str, dict[str, set[Place]]]


class Made(NamedTuple):
    """What the step makes."""

    agreement: Rows[Agreement]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def agreement(codings: Rows[PlacedCodings], turns: Rows[SafeTurns], codebook: Codebook) -> Made:
    """Agreement on every code of the codebook in the documents that two people coded."""
    book = EvidenceBook("qualitative.agreement")
    spoken = {(each["document"], each["turn"]) for each in turns if each["part"] == "speaker"}
    given = _codes_given(codings, spoken, codebook)
    pair, documents = _pair_of_coders(given)
    if not documents:
        return Made([], _say_why_not(book, coders=len(given)), [])
    units = {place for place in spoken if place[0] in documents}
    rows = [_compare(code.id, given[pair[0]][code.id], given[pair[1]][code.id], units) for code in current_codes(codebook)]
    basis = book.basis("agreement", _rows_behind(codings, pair, units))
    _note(book, [row for row in rows if row["first"] + row["second"] - row["both"] >= FEWEST_TURNS], len(units), basis)
    return Made(rows, book.evidence, book.bases)


def _codes_given(codings: list[dict[str, Any]], spoken: set[Place], codebook: Codebook) -> Given:
    """Coder → code → turns."""
    codes = live_codes(codebook)
    given: Given = {}
    for each in codings:
        place = (each["document"], each["turn"])
        if place in spoken and each["code"] in codes:
            given.setdefault(each["coder"], defaultdict(set))[codes[each["code"]].id].add(place)
    return given


def _pair_of_coders(given: Given) -> tuple[tuple[str, ...], set[str]]:
    """The two coders who share most documents, and these documents."""
    documents = {coder: {place[0] for places in codes.values() for place in places} for coder, codes in given.items()}
    pairs = combinations(sorted(documents), 2)
    shared = [(pair, documents[pair[0]] & documents[pair[1]]) for pair in pairs]
    return max(shared, key=lambda each: len(each[1]), default=((), set()))


def _compare(code: str, first: set[Place], second: set[Place], units: set[Place]) -> dict[str, Any]:
    first, second, n = first & units, second & units, len(units)
    both, differ = len(first & second), len(first ^ second)
    percent = 1 - differ / n
    alpha = _alpha(both, differ, n)
    return {
        "code": code,
        "documents": len({place[0] for place in units}),
        "n": n,
        "first": len(first),
        "second": len(second),
        "both": both,
        "prevalence": (len(first) + len(second)) / (2 * n),
        "percent": percent,
        "kappa": _kappa(percent, len(first) / n, len(second) / n),
        "pabak": 2 * percent - 1,
        "alpha": alpha,
        "band": band(alpha),
    }


def _kappa(percent: float, first: float, second: float) -> float | None:
    """Cohen 1960, Educational and Psychological Measurement 20: 37-46."""
    chance = first * second + (1 - first) * (1 - second)
    return None if chance == 1 else (percent - chance) / (1 - chance)


def _alpha(both: int, differ: int, n: int) -> float | None:
    neither = n - both - differ
    if differ == 0 and 0 in (both, neither):
        return None
    import krippendorff

    # one row a turn: how many coders said no, how many said yes
    counts = [[2, 0]] * neither + [[1, 1]] * differ + [[0, 2]] * both
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def band(alpha: float | None) -> str:
    """What a code may be used for."""
    if alpha is None:
        return display.NOT_ESTIMABLE
    if alpha >= USE:
        return "use"
    return "tentative" if alpha >= TENTATIVE else FLAGGED


def _rows_behind(codings: list[dict[str, Any]], pair: tuple[str, ...], units: set[Place]) -> list[tuple[str, int]]:
    return [
        (each["source"], each["source_row"])
        for each in codings
        if each["coder"] in pair and (each["document"], each["turn"]) in units
    ]


def _say_why_not(book: EvidenceBook, *, coders: int) -> list[dict[str, Any]]:
    why = {0: "nothing is coded", 1: "one coder only"}.get(coders, "no document was coded twice")
    book.thing("agreement.overall.alpha", "value", shown=f"{display.NOT_ESTIMABLE}: {why}")
    for id in ("agreement.codes.n", "agreement.flagged.n"):
        book.value(id, 0, shown="0", n=0, unit="codes")
    return book.evidence


def _note(book: EvidenceBook, found: list[dict[str, Any]], turns: int, basis: str) -> None:
    alphas = [row["alpha"] for row in found if row["alpha"] is not None]
    overall = median(alphas) if alphas else None
    flagged = sum(row["band"] == FLAGGED for row in found)
    book.value("agreement.overall.alpha", overall, shown=display.number(overall), n=turns, unit="alpha; n: turns", basis=basis)
    book.value("agreement.codes.n", len(found), shown=str(len(found)), n=turns, unit="codes; n: turns", basis=basis)
    book.value("agreement.flagged.n", flagged, shown=str(flagged), n=len(found), unit="codes", basis=basis)
