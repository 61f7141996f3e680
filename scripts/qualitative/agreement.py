"""Agreement of the coders, code by code.

- unit: the speaker turn, fixed before coding; turns nobody coded count as agreement that nothing is there, or are left out
- documents: those that two coders or more coded (judgements.py)
- of each code: prevalence, percent agreement, kappa (Cohen's of two coders, Fleiss' of more), PABAK, Krippendorff's alpha;
  for several coders also pair by pair
- intervals: percentiles over resamples of documents, because turns of one document resemble each other
- a code that nobody or everybody used everywhere has no kappa and no alpha: chance cannot be told from agreement
- the same for families of codes: a coder gives a family who gives any code of it
- overall: the median alpha of codes found in enough turns, beside how many of these are flagged
- every turn that two coders coded differently, with its words, as a list for the coders to work through

With one coder there is no table and the evidence says so.
Bands: Krippendorff 2004, Content Analysis, chapter 11.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook, id_part
from scripts.ground.models.analysis_plan import AgreementRules, Inference
from scripts.ground.models.codebook import Codebook
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import PlacedCodings, SafeDocuments, SafeTurns
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.qualitative import Agreement, AgreementPairs, Disagreements
from scripts.qualitative.bands import FLAGGED
from scripts.qualitative.disagreements import find_disagreements
from scripts.qualitative.judgements import Judgements, coders_of, find_judgements, of_families
from scripts.qualitative.reliability import above_chance, binary_alpha

STEP = "qualitative.agreement"

# an interval of resamples most of which tell nothing would look more certain than it is
ENOUGH_RESAMPLES = 0.5
Array = NDArray[np.float64]
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    agreement: Rows[Agreement]
    pairs: Rows[AgreementPairs]
    disagreements: Rows[Disagreements]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def agreement(
    codings: Rows[PlacedCodings],
    documents: Rows[SafeDocuments],
    turns: Rows[SafeTurns],
    codebook: Codebook,
    rules: AgreementRules,
    inference: Inference,
) -> Made:
    """Agreement on every code and family of the codebook in the documents that several people coded."""
    book = EvidenceBook(STEP)
    of = find_judgements(codings, documents, turns, codebook, with_uncoded=rules.uncoded == "in")
    if not of.places:
        return Made([], [], [], _say_why_not(book, coders=len(coders_of(codings))), [])
    rows, overall = _compare_all(of, rules, inference)
    families, _ = _compare_all(of_families(of, codebook), rules, inference)
    pairs = [row for first, second in of.pairs() for row in _compare_pair(of, first, second)]
    differing = find_disagreements(of, codings, turns, codebook)
    basis = book.basis("agreement", _rows_behind(codings, of))
    _note(book, overall, of, basis, differing)
    for row in rows:
        _note_code(book, f"agreement.code.{row['code']}", row, basis)
    for row in families:
        _note_code(book, f"agreement.family.{id_part(row['code'])}", row, basis)
    told = [{"level": level, **row} for level, found in (("code", rows), ("family", families)) for row in found]
    return Made(told, pairs, differing, book.evidence, book.bases)


def _compare_all(of: Judgements, rules: AgreementRules, inference: Inference) -> tuple[list[Row], dict[str, Any]]:
    """A row a code, and the overall figure."""
    sums = _sums(of)
    found = sum(of.given.values()) > 0
    seen = found.sum(axis=0) >= rules.fewest_turns
    once = _coefficients({name: each.sum(axis=0) for name, each in sums.items()})
    draws = _coefficients(_resampled(sums, rules.bootstraps, inference.seed)) if rules.bootstraps else {}
    ends = {name: _interval(draws[name], inference.confidence) for name in ("alpha", "kappa") if draws}
    rows = [_row(of, code, at, once, ends, rules) for at, code in enumerate(of.codes)]
    overall = {"seen": [row for row, each in zip(rows, seen, strict=True) if each], "ends": (None, None)}
    if draws and seen.any():
        medians = _median(draws["alpha"][:, seen])
        overall["ends"] = tuple(end[0] for end in _interval(medians[:, None], inference.confidence))
    return rows, overall


def _sums(of: Judgements) -> dict[str, Array]:
    """What the coefficients need, summed over the turns of each document: documents × codes."""
    coders = sum(of.judged.values())[:, None]
    given = sum(of.given.values())
    unlike = 2 * given * (coders - given) / (coders - 1)
    in_all = np.ones_like(given)
    sums = {"unlike": unlike, "share_unlike": unlike / coders, "given": given, "judgements": coders * in_all, "n": in_all}
    if len(of.coders) == 2:
        first, second = of.given.values()
        sums |= {"first": first, "second": second}
    return {name: of.by_document @ each for name, each in sums.items()}


def _resampled(sums: dict[str, Array], times: int, seed: int) -> dict[str, Array]:
    """The sums in `times` samples of the documents, with replacement: samples × codes."""
    documents = len(sums["n"])
    generator = np.random.default_rng([seed, *STEP.encode()])
    weights = generator.multinomial(documents, np.full(documents, 1 / documents), size=times).astype(float)
    return {name: weights @ each for name, each in sums.items()}


def _coefficients(sums: dict[str, Array]) -> dict[str, Array]:
    """Prevalence, percent, kappa, alpha from sums over the last axis: codes, or samples × codes."""
    n, judgements = sums["n"], sums["judgements"]
    prevalence, percent = sums["given"] / judgements, 1 - sums["share_unlike"] / n
    if "first" in sums:
        first, second = sums["first"] / n, sums["second"] / n
        chance = first * second + (1 - first) * (1 - second)
    else:
        chance = prevalence**2 + (1 - prevalence) ** 2
    alpha = binary_alpha(sums["unlike"], sums["given"], judgements)
    return {"prevalence": prevalence, "percent": percent, "kappa": above_chance(percent, chance), "alpha": alpha}


def _interval(draws: Array, confidence: float) -> tuple[list[float | None], list[float | None]]:
    """Percentile interval of each column; none where most resamples give no figure."""
    known = ~np.isnan(draws)
    enough = known.mean(axis=0) >= ENOUGH_RESAMPLES
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    ends = [np.quantile(draws[known[:, at], at], tails) if enough[at] else (None, None) for at in range(draws.shape[1])]
    low, high = zip(*ends, strict=True)
    return [_number(each) for each in low], [_number(each) for each in high]


def _median(draws: Array) -> Array:
    """Median over the codes that have a figure, sample by sample."""
    known = ~np.isnan(draws)
    middle = np.full(len(draws), np.nan)
    some = known.any(axis=1)
    middle[some] = np.nanmedian(draws[some], axis=1)
    return middle


def _row(of: Judgements, code: str, at: int, once: dict[str, Array], ends: dict[str, Any], rules: AgreementRules) -> Row:
    alpha, percent = _number(once["alpha"][at]), float(once["percent"][at])
    blank = ([None] * len(of.codes), [None] * len(of.codes))
    row = {"code": code, "coders": len(of.coders), "documents": len(of.documents), "n": len(of.places)}
    row |= {"prevalence": float(once["prevalence"][at]), "percent": percent}
    for name in ("kappa", "alpha"):
        low, high = ends.get(name, blank)
        row |= {name: _number(once[name][at]), f"{name}_low": low[at], f"{name}_high": high[at]}
        if row[name] is None:
            row |= {f"{name}_low": None, f"{name}_high": None}
    return row | {"pabak": 2 * percent - 1, "band": band(alpha, rules)}


def _compare_pair(of: Judgements, first: str, second: str) -> list[Row]:
    """Two coders on the turns that both judged."""
    both = (of.judged[first] * of.judged[second]) > 0
    one, other = of.given[first][both], of.given[second][both]
    n, documents = len(one), len({of.places[at][0] for at in np.flatnonzero(both)})
    differ = np.abs(one - other).sum(axis=0)
    sums = {
        "n": np.full(len(of.codes), float(n)), "judgements": np.full(len(of.codes), 2.0 * n), "given": (one + other).sum(axis=0),
        "unlike": 2 * differ, "share_unlike": differ, "first": one.sum(axis=0), "second": other.sum(axis=0),
    }  # fmt: skip
    once = _coefficients(sums)
    return [
        {
            "code": code, "first_coder": first, "second_coder": second, "documents": documents, "n": n,
            "first": int(sums["first"][at]), "second": int(sums["second"][at]), "both": int((one * other)[:, at].sum()),
            "prevalence": float(once["prevalence"][at]), "percent": float(once["percent"][at]),
            "kappa": _number(once["kappa"][at]), "pabak": 2 * float(once["percent"][at]) - 1, "alpha": _number(once["alpha"][at]),
        }
        for at, code in enumerate(of.codes)
    ]  # fmt: skip


def band(alpha: float | None, rules: AgreementRules) -> str:
    """What a code may be used for."""
    if alpha is None:
        return display.NOT_ESTIMABLE
    if alpha >= rules.use:
        return "use"
    return "tentative" if alpha >= rules.tentative else FLAGGED


def _number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _rows_behind(codings: list[Row], of: Judgements) -> list[tuple[str, int]]:
    places, coders = set(of.places), set(of.coders)
    return [
        (each["source"], each["source_row"])
        for each in codings
        if each["coder"] in coders and (each["document"], each["turn"]) in places
    ]


def _say_why_not(book: EvidenceBook, *, coders: int) -> list[Row]:
    why = {0: "nothing is coded", 1: "one coder only"}.get(coders, "no document was coded twice")
    book.thing("agreement.overall.alpha", "value", shown=f"{display.NOT_ESTIMABLE}: {why}")
    for id in ("agreement.codes.n", "agreement.flagged.n", "agreement.documents.n", "agreement.disagreements.n"):
        book.value(id, 0, shown="0", n=0)
    return book.evidence


def _note(book: EvidenceBook, overall: dict[str, Any], of: Judgements, basis: str, differing: list[Row]) -> None:
    turns, found = len(of.places), overall["seen"]
    alphas = [row["alpha"] for row in found if row["alpha"] is not None]
    middle, (low, high) = (float(np.median(alphas)) if alphas else None), overall["ends"]
    flagged = sum(row["band"] == FLAGGED for row in found)
    book.value(
        "agreement.overall.alpha", middle, shown=display.number(middle), low=low, high=high, n=turns,
        unit="alpha; n: turns", basis=basis,
    )  # fmt: skip
    counts = {"codes": len(found), "flagged": flagged, "documents": len(of.documents), "turns": turns,
              "disagreements": len(differing), "coders": len(of.coders)}  # fmt: skip
    for name, count in counts.items():
        book.value(f"agreement.{name}.n", count, shown=str(count), n=len(found) if name == "flagged" else turns, basis=basis)


def _note_code(book: EvidenceBook, id: str, row: Row, basis: str) -> None:
    n = row["n"]
    for name in ("kappa", "alpha"):
        book.value(
            f"{id}.{name}", row[name], shown=display.number(row[name]), low=row[f"{name}_low"], high=row[f"{name}_high"],
            n=n, unit="n: turns", basis=basis,
        )  # fmt: skip
    shown = display.interval(row["alpha_low"], row["alpha_high"], sign=False)
    book.thing(f"{id}.alpha.interval", "value", shown=shown, n=n, basis=basis)
    book.value(f"{id}.pabak", row["pabak"], shown=display.number(row["pabak"]), n=n, unit="n: turns", basis=basis)
    for name in ("prevalence", "percent"):
        book.value(f"{id}.{name}", row[name], shown=f"{100 * row[name]:.1f}%", n=n, unit="share of judgements", basis=basis)
