"""Unpaired comparison of the first and the last wave: everybody who answered, linked or not. Not the planned estimand.

- n, mean and standard deviation of each wave over all scores in use, nameless responses too
- difference of the means with Welch's interval (inference/unpaired.py)
- how many scores of each wave have no partner in the other; where these are few, the evidence tells no mean or spread of all,
  since the paired means beside them would give away what the few answered

It is always computed; the report shows it where few are paired (`poor` in pseudonymised/people/wave_pairs.csv). While the study
is interim the last wave is not scored, so no difference can be seen.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.disclosure import Classes
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import SafeAnswers
from scripts.ground.schemas.evidence import Basis, Evidence
from scripts.ground.schemas.quantitative import Unpaired
from scripts.quantitative.inference.refusal import NotEstimable, require_people
from scripts.quantitative.inference.unpaired import mean_difference
from scripts.quantitative.scores import score_responses

UNIT = "scale points"

Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    unpaired: Rows[Unpaired]
    evidence: Rows[Evidence]
    basis: Rows[Basis]


def unpaired(
    answers: Rows[SafeAnswers],
    instrument: Instrument,
    inference: Inference,
    cohorts: Cohorts,
    running: Running,
    classes: Classes,
) -> Made:
    """The comparison of every behaviour, estimable or not."""
    scored = [row for row in score_responses(answers, instrument, cohorts, running) if row["score"] is not None]
    book, rows = EvidenceBook("quantitative.unpaired"), []
    for behaviour in instrument.behaviours:
        start, end = (_of(scored, behaviour.id, cohorts.waves[place].id) for place in (0, -1))
        if len(cohorts.waves) == 1:
            end = []
        rows.append(_compare(behaviour.id, start, end, inference))
        places = [(row["source"], row["source_row"]) for row in (*start, *end)]
        basis = book.basis(f"behaviour.{behaviour.id}.unpaired", places) if places else ""
        _note(book, rows[-1], basis, classes.distributions.minimum)
    return Made(rows, book.evidence, book.bases)


def _of(scored: list[Row], behaviour: str, wave: str) -> list[Row]:
    return [row for row in scored if (row["behaviour"], row["wave"]) == (behaviour, wave)]


def _compare(behaviour: str, start: list[Row], end: list[Row], inference: Inference) -> Row:
    before, after = ([row["score"] for row in rows] for rows in (start, end))
    both = _people(start) & _people(end)
    row = dict.fromkeys(Unpaired.columns) | {"behaviour": behaviour, "estimable": False, "reason": ""}
    row |= _described("start", before) | _described("end", after)
    row |= {"unpaired_start": len(start) - len(both), "unpaired_end": len(end) - len(both)}
    try:
        for scores in (before, after):
            require_people(len(scores), inference.minimum_pairs, "a comparison of the waves")
        found = mean_difference(before, after, inference.confidence)
    except NotEstimable as refusal:
        return row | {"reason": refusal.reason}
    return row | {"difference": found.difference, "low": found.low, "high": found.high, "df": found.df, "estimable": True}


def _people(rows: list[Row]) -> set[str]:
    return {row["pseudonym"] for row in rows if row["pseudonym"]}


def _described(wave: str, scores: list[float]) -> Row:
    n = len(scores)
    mean = sum(scores) / n if n else None
    sd = (sum((score - mean) ** 2 for score in scores) / (n - 1)) ** 0.5 if n > 1 else None
    return {f"n_{wave}": n, f"mean_{wave}": mean, f"sd_{wave}": sd}


def _note(book: EvidenceBook, row: Row, basis: str, minimum: int) -> None:
    name = f"behaviour.{row['behaviour']}.unpaired"
    few = {wave: 0 < row[f"unpaired_{wave}"] < minimum for wave in ("start", "end")}

    def value(
        id: str, column: str, shown: str, n: int, *, low: str = "", high: str = "", unit: str = UNIT, hidden: bool = False
    ) -> None:
        where = {"table": "tbl-unpaired", "cell": f"{row['behaviour']}.{column}", "basis": basis}
        if hidden and row[column] is not None:
            book.thing(f"{name}.{id}", "value", shown=display.NOT_SHOWN, n=n, **where)
        else:
            book.value(f"{name}.{id}", row[column], shown=shown, low=row.get(low), high=row.get(high), n=n, unit=unit, **where)

    for wave in ("start", "end"):
        n = row[f"n_{wave}"]
        value(f"{wave}.n", f"n_{wave}", f"{n}", n, unit="respondents, paired or not")
        value(f"{wave}.mean", f"mean_{wave}", display.number(row[f"mean_{wave}"]), n, hidden=few[wave])
        value(f"{wave}.sd", f"sd_{wave}", display.number(row[f"sd_{wave}"]), n, hidden=few[wave])
        alone = row[f"unpaired_{wave}"]
        value(
            f"{wave}.without_partner", f"unpaired_{wave}", f"{alone}", n, unit="respondents without a partner in the other wave"
        )
    both, either = row["n_start"] + row["n_end"], any(few.values())
    value("difference", "difference", display.signed(row["difference"]), both, low="low", high="high", hidden=either)
    value("low", "low", display.signed(row["low"]), both, hidden=either)
    value("high", "high", display.signed(row["high"]), both, hidden=either)
