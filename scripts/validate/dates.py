"""Dates that cannot be: outside the study, or a later wave before an earlier one.

Only dates that ingestion could read count; what it could not read it has told already.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from typing import Any, NamedTuple

from scripts.ground.findings import Finding, finding
from scripts.ground.headers import header
from scripts.ground.models.sources import Sources
from scripts.ground.models.study import Cohorts

Row = dict[str, Any]
Place = tuple[str, int]
# fewer disordered people than this say nothing about the files
FEWEST_FOR_EXCHANGE = 3


class Span(NamedTuple):
    """Days between which a date of the study may lie."""

    earliest: dt.date
    latest: dt.date


def day(text: str | None) -> dt.date | None:
    """The day of an ISO date or time, if it is one."""
    try:
        return dt.datetime.fromisoformat(text or "").date()
    except ValueError:
        return None


def out_of_span(rows: list[Row], column: str, span: Span, sources: Sources) -> list[Finding]:
    """Dates after the report or before the study."""
    found = []
    for row in rows:
        date = day(row[column])
        if date is None or span.earliest <= date <= span.latest:
            continue
        late = date > span.latest
        rule = "date after the report" if late else "date too early"
        message = f"The date lies {'after the date of the report' if late else 'before the earliest date of the study'}."
        remedy = "Correct the date in the raw file, or publication.report_date and quality.earliest_date in config/study.yaml."
        place = {"row": row["source_row"], "field": header(sources, row["source"], column)}
        found.append(finding("warning", row["source"], rule, message, remedy, **place))
    return found


def out_of_order(responses: list[Row], used: dict[Place, str], cohorts: Cohorts, sources: Sources) -> list[Finding]:
    """Responses recorded before the same person's response at an earlier wave; most of them: exchanged files."""
    by_person = _dated(responses, used)
    order = [wave.id for wave in cohorts.waves]
    found, pairs, disordered = [], 0, defaultdict(int)
    for waves in by_person.values():
        present = [wave for wave in order if wave in waves]
        for earlier, later in pairwise(present):
            (first, first_day), (last, last_day) = waves[earlier], waves[later]
            pairs += 1
            if last_day < first_day:
                disordered[last["source"], first["source"]] += 1
                found.append(_disorder(last, first, later, earlier, sources))
    for (late, early), count in sorted(disordered.items()):
        if count >= FEWEST_FOR_EXCHANGE and count > pairs / 2:
            message = f"Most people answered this wave before the earlier one ({early})."
            found.append(finding("warning", late, "waves exchanged", message, "Look whether the two files were exchanged."))
    return found


def _dated(responses: list[Row], used: dict[Place, str]) -> dict[str, dict[str, tuple[Row, dt.date]]]:
    by_person: dict[str, dict[str, tuple[Row, dt.date]]] = defaultdict(dict)
    for row in responses:
        person, date = used[row["source"], row["source_row"]], day(row["recorded"])
        if row["kind"] == "survey" and person and date:
            by_person[person][row["wave"]] = (row, date)
    return by_person


def _disorder(last: Row, first: Row, later: str, earlier: str, sources: Sources) -> Finding:
    return finding(
        "warning", last["source"], "dates out of order",
        f"Recorded at {later} before the same person's {earlier} ({first['source']}, row {first['source_row']}).",
        "Look whether the ids of two people were exchanged, or a date was rewritten by a spreadsheet.",
        row=last["source_row"], field=header(sources, last["source"], "recorded"),
    )  # fmt: skip
