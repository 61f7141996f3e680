"""Tables of rows in use, by pseudonym.

- answers of used responses, with wave and module of the response,
- projects without title, attendance with one row a person and module (a later row of the log corrects an earlier one).
A row passes only if its standing is `used` and its person is active.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from scripts.anonymise.linkage import ACTIVE
from scripts.anonymise.rows import USED
from scripts.ground.columnwise import Columnwise, cells
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import Participants, SafeAnswers, SafeAttendance, SafeProjects, Standings
from scripts.ground.schemas.ingest import Answers, Attendance, Projects, Responses

Row = dict[str, Any]
Place = tuple[str, int]


class Made(NamedTuple):
    answers: Rows[SafeAnswers]
    projects: Rows[SafeProjects]
    attendance: Rows[SafeAttendance]


def tables(
    participants: Rows[Participants],
    standings: Rows[Standings],
    responses: Rows[Responses],
    answers: Rows[Answers],
    projects: Rows[Projects],
    attendance: Rows[Attendance],
) -> Made:
    """Answers, projects and attendance of active people."""
    used = _used(standings, participants)
    of_response = {_place(row): row for row in responses}
    return Made(
        Columnwise.of_rows(SafeAnswers.columns, _safe_answers(answers, used, of_response)),
        [_safe(SafeProjects, row, used) for row in projects if used.get(_place(row))],
        _last_word([_safe(SafeAttendance, row, used) for row in attendance if used.get(_place(row))]),
    )


def _used(standings: list[Row], participants: list[Row]) -> dict[Place, str]:
    """Places in use and whose they are; a nameless response has an empty pseudonym."""
    active = {row["pseudonym"] for row in participants if row["standing"] == ACTIVE} | {""}
    return {_place(row): row["pseudonym"] for row in standings if row["standing"] == USED and row["pseudonym"] in active}


def _safe_answers(answers: Iterable[Row], used: dict[Place, str], responses: dict[Place, Row]) -> Iterator[tuple[Any, ...]]:
    """In the order of the table's columns."""
    for *of_response, item, value in cells(answers, "source", "source_row", "item", "value"):
        place = tuple(of_response)
        if place in used and place in responses:
            response = responses[place]
            yield used[place], response["kind"], response["wave"], response["module"], item, value, *place


def _safe(table: type, row: Row, used: dict[Place, str]) -> Row:
    known = {**row, "pseudonym": used[_place(row)]}
    return {column: known[column] for column in table.columns}


def _last_word(rows: list[Row]) -> list[Row]:
    ordered = sorted(rows, key=lambda row: (row["source"], row["source_row"]))
    return list({(row["pseudonym"], row["module"]): row for row in ordered}.values())


def _place(row: Row) -> Place:
    return row["source"], row["source_row"]
