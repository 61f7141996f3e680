"""Saturation: after how many texts a further run brought next to nothing new (Guest, Namey and Chen 2020, PLoS ONE 15(5)).

- base: the different codes in the first texts
- a run: the next texts together, sliding on by one text; its new codes, as share of those in the base, are new information
- reached: the first number of texts, the base or more, after which a run brought no more than the planned share
- the order of files is an accident, so the same is done for random orders; the band holds the confidence level of them
- series: each source group that may be counted, and all texts together; only texts that carry a code

A series shorter than base and run says so. As-collected figures stay with the team: one step is one person's text.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference, SaturationRules
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.study import Cohorts
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import PlacedCodings, SafeDocuments, SafeTurns
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.qualitative import Saturation, SaturationCurve
from scripts.qualitative.disclosure import published_groups
from scripts.qualitative.order import order_of_files
from scripts.qualitative.voices import Voice, find_voices, people_of_groups

STEP = "qualitative.saturation"
ALL, ALL_NAME = "all", "all texts"
NEVER = 0
Found = NDArray[np.bool_]
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    curve: Rows[SaturationCurve]
    saturation: Rows[Saturation]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def saturation(
    codings: Rows[PlacedCodings],
    documents: Rows[SafeDocuments],
    turns: Rows[SafeTurns],
    codebook: Codebook,
    cohorts: Cohorts,
    classes: Classes,
    inference: Inference,
    rules: SaturationRules,
) -> Made:
    """Saturation of every series; without coding, none."""
    book = EvidenceBook(STEP)
    voices = find_voices(codings, documents, turns, codebook)
    if not voices:
        return Made([], [], [], [])
    order = list(order_of_files(documents))
    groups = published_groups(people_of_groups(documents, turns, cohorts), cohorts, classes)
    series = [
        (group.id, group.name, [each for each in voices if each.group in group.members]) for group in groups if group.counted
    ]
    curve, rows = [], []
    for id, name, of_series in [*series, (ALL, ALL_NAME, voices)]:
        found = _found(of_series, order)
        row, steps = _examine(found, rules, inference)
        rows.append({"series": id, "name": name, **row})
        curve += [{"series": id, "name": name, **step} for step in steps]
        _note(book, rows[-1], of_series, rules)
    return Made(curve, rows, book.evidence, book.bases)


def _found(voices: list[Voice], order: list[str]) -> Found:
    """Texts, in the order of their files, × codes found in any of them."""
    codes: dict[str, set[str]] = defaultdict(set)
    for each in voices:
        codes[each.document].add(each.code.id)
    names = sorted(set().union(*codes.values()))
    texts = [document for document in order if document in codes]
    return np.array([[name in codes[document] for name in names] for document in texts], dtype=bool).reshape(
        len(texts), len(names)
    )


def _examine(found: Found, rules: SaturationRules, inference: Inference) -> tuple[Row, list[Row]]:
    texts, codes = found.shape
    so_far = codes_so_far(found[None])
    blank = dict.fromkeys(("base_codes", "reached", "orders_reached", "orders_median", "orders_low", "orders_high"))
    row = {"texts": texts, "codes": codes, **blank, "reason": ""}
    if texts < rules.base + rules.run:
        return row | {"reason": f"fewer texts than base and run ({rules.base} + {rules.run})"}, []
    orders = codes_so_far(_shuffled(found, rules.permutations, inference.seed)) if rules.permutations else so_far
    tails = [(1 - inference.confidence) / 2, (1 + inference.confidence) / 2]
    low, high = np.quantile(orders, tails, axis=0)
    reached = int(reached_after(so_far, rules)[0])
    row |= {"base_codes": int(so_far[0, rules.base - 1]), "reached": reached or None}
    if rules.permutations:
        row |= _over_orders(reached_after(orders, rules), tails)
    new = new_information(so_far, rules)[0]
    mean = orders.mean(axis=0)
    return row, [
        {
            "texts": at + 1, "as_collected": int(so_far[0, at]), "mean": float(mean[at]), "low": float(low[at]),
            "high": float(high[at]),
            "new_information": float(new[at + 1 - rules.base]) if rules.base <= at + 1 <= texts - rules.run else None,
        }
        for at in range(texts)
    ]  # fmt: skip


def _shuffled(found: Found, times: int, seed: int) -> Found:
    """The texts in `times` random orders."""
    generator = np.random.default_rng([seed, *STEP.encode()])
    return found[generator.permuted(np.tile(np.arange(len(found)), (times, 1)), axis=1)]


def codes_so_far(found: Found) -> NDArray[np.int64]:
    """Orders × texts × codes → orders × texts: different codes in the texts so far."""
    return np.logical_or.accumulate(found, axis=1).sum(axis=2)


def new_information(so_far: NDArray[np.int64], rules: SaturationRules) -> NDArray[np.float64]:
    """New codes in each run as share of the base: orders × the numbers of texts before the run, from the base on."""
    before = so_far[:, rules.base - 1 : so_far.shape[1] - rules.run]
    after = so_far[:, rules.base - 1 + rules.run :]
    return (after - before) / so_far[:, [rules.base - 1]]


def reached_after(so_far: NDArray[np.int64], rules: SaturationRules) -> NDArray[np.int64]:
    """Texts after which a run brought no more than the planned share, for each order; 0: never."""
    little = new_information(so_far, rules) <= rules.new_information
    return np.where(little.any(axis=1), rules.base + little.argmax(axis=1), NEVER)


def _over_orders(reached: NDArray[np.int64], tails: list[float]) -> Row:
    some = reached[reached != NEVER]
    share = {"orders_reached": len(some) / len(reached)}
    if not len(some):
        return share
    low, high = np.quantile(some, tails)
    return share | {"orders_median": float(np.median(some)), "orders_low": float(low), "orders_high": float(high)}


def _note(book: EvidenceBook, row: Row, voices: list[Voice], rules: SaturationRules) -> None:
    id = f"saturation.{row['series']}"
    basis = book.basis(id, [each.row for each in voices])
    for name in ("texts", "codes"):
        book.value(f"{id}.{name}.n", row[name], shown=str(row[name]), n=row["texts"], unit="n: texts", basis=basis)
    if row["reason"]:
        book.thing(f"{id}.reached", "value", shown=f"{display.NOT_ESTIMABLE}: {row['reason']}", basis=basis)
        return
    shown = f"{row['reached']}+{rules.run}" if row["reached"] else "not reached"
    book.thing(f"{id}.reached", "value", value=str(row["reached"] or ""), shown=shown, n=row["texts"], basis=basis)
    book.value(f"{id}.base.n", row["base_codes"], shown=str(row["base_codes"]), n=rules.base, unit="codes; n: texts", basis=basis)
    if row["orders_reached"] is None:
        return
    book.value(
        f"{id}.orders.share", row["orders_reached"], shown=display.percent(row["orders_reached"]), n=rules.permutations,
        unit="share of random orders", basis=basis,
    )  # fmt: skip
    book.value(
        f"{id}.orders.median", row["orders_median"], shown=display.number(row["orders_median"], 1), low=row["orders_low"],
        high=row["orders_high"], n=rules.permutations, unit="texts; n: random orders", basis=basis,
    )  # fmt: skip
