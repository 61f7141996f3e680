"""Improvement projects and attendance.

- Projects: numbers in units of the measure; a cell that is no number is an error and counts as missing. `direction` becomes
  higher or lower. Title and aim become a document of kind project with two turns.
- Attendance: one row a person and module, from the columns module_1, module_2, ...; yes, no or late.
- Words of direction, status, outcome_type and attended are translated by `labels`; one that is not declared is told.

Fails when a file is empty, of another kind, or lacks a declared column, that of the person or (attendance) any of a module.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from scripts.ground.faults import MissingColumn
from scripts.ground.findings import Finding, finding
from scripts.ground.raw import RawFile, RawFiles
from scripts.ground.schema import Rows
from scripts.ground.schemas.ingest import Attendance, Documents, Findings, Projects, Readings, Turns
from scripts.ingest.cells import likeness, number, yes_or_no
from scripts.ingest.columns import Columns, columns, no_rows, refuse_unknown_labels, translated, unknown_label
from scripts.ingest.files import gather
from scripts.ingest.tabular import Row

MODULE = "module_"
NUMBERS = ("baseline", "target", "follow_up", "reached")
TEXTS = ("measure", "status", "outcome_type")
TURNS = ("title", "aim")
ATTENDED = "attended"
TRANSLATED = {"projects": ("direction", "status", "outcome_type"), "attendance": (ATTENDED,)}
KNOWN = frozenset(("person", "direction", *TURNS, *NUMBERS, *TEXTS))
# What people write where a number is not there yet.
NOT_YET = frozenset(("", "-", "n/a", "na", "none", "tbc", "tba", "not yet", "not known", "unknown", "missing", "?"))
HIGHER = frozenset(("higher", "high", "up", "more", "increase", "increasing", "rise", "+", "higher is better"))
LOWER = frozenset(
    ("lower", "low", "down", "less", "fewer", "decrease", "decreasing", "reduce", "reduction", "fall", "lower is better")
)
LATE = frozenset(("late", "l", "arrived late"))


class Made(NamedTuple):
    """What this step makes."""

    projects: Rows[Projects]
    attendance: Rows[Attendance]
    documents: Rows[Documents]
    turns: Rows[Turns]
    readings: Rows[Readings]
    findings: Rows[Findings]


@dataclass
class _Log:
    """What one file holds."""

    projects: list[dict[str, Any]] = field(default_factory=list)
    attendance: list[dict[str, Any]] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    turns: list[dict[str, Any]] = field(default_factory=list)
    readings: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def logs(raw: RawFiles) -> Made:
    """Project log and attendance list."""
    tables = gather(raw, _table)
    read = [_projects(table) if table.table.file.source.kind == "projects" else _attendance(table) for table in tables]
    return Made(*([row for log in read for row in getattr(log, name)] for name in Made._fields))


def _table(file: RawFile) -> Columns:
    refuse_unknown_labels(file, TRANSLATED[file.source.kind])
    table = columns(file, _knows(file.source.kind), ("person",))
    if file.source.kind == "attendance" and not any(name.startswith(MODULE) for name in table.places):
        raise MissingColumn(
            "The source does not say which columns are modules, so no attendance would be read.",
            where=f"{file.id}, source {file.key} in config/sources.yaml",
            remedy="Add `module_1: <header>`, `module_2: <header>`, ... to its `columns`.",
        )
    return table


def _knows(kind: str) -> Any:
    if kind == "projects":
        return KNOWN.__contains__
    return lambda name: name == "person" or (name.startswith(MODULE) and name != MODULE)


def _projects(table: Columns) -> _Log:
    rows, faults = table.full_rows()
    log = _Log(findings=table.table.findings + no_rows(table.table) + faults)
    for row in rows:
        document = f"{table.table.file.id}#{row.number}"
        person = table.text(row, "person")
        if not person:
            log.findings.append(
                _told(table, row, "person", "warning", "missing id", "The project names no owner.", "Write the id.")
            )
        log.projects.append(
            {"person": person, "document": document, "direction": _direction(table, row, log)}
            | {name: _text(table, row, name, log) for name in TEXTS}
            | {name: _number(table, row, name, log) for name in NUMBERS}
            | _place(table, row)
        )
        log.documents.append(
            {"document": document, "kind": "project", "group": "", "person": person, "module": "", "file_name": ""}
            | _place(table, row)
        )
        log.turns += _turns(table, row, document, person)
    log.readings.append(table.reading(len(rows)))
    return log


def _turns(table: Columns, row: Row, document: str, person: str) -> list[dict[str, Any]]:
    return [
        {
            "document": document,
            "turn": turn,
            "speaker": "",
            "part": "speaker",
            "person": person,
            "start": "",
            "text": table.text(row, name),
            "source_row": row.number,
        }
        for turn, name in enumerate(TURNS, start=1)
        if table.text(row, name)
    ]


def _text(table: Columns, row: Row, name: str, log: _Log) -> str:
    word, is_known = translated(table, row, name)
    if not is_known:
        log.findings.append(unknown_label(table, row, name))
    return word


def _direction(table: Columns, row: Row, log: _Log) -> str:
    word = likeness(translated(table, row, "direction")[0])
    if word in HIGHER or word in LOWER:
        return "higher" if word in HIGHER else "lower"
    if table.has("direction"):
        message = "The direction is neither higher nor lower, so the project cannot be judged."
        log.findings.append(_told(table, row, "direction", "error", "unknown direction", message, "Write higher or lower."))
    return ""


def _number(table: Columns, row: Row, name: str, log: _Log) -> float | None:
    text = table.text(row, name)
    value = number(text)
    if value is None and likeness(text) not in NOT_YET:
        message = "The cell holds no number; it counts as missing."
        log.findings.append(
            _told(table, row, name, "error", "no number", message, "Write the number alone, in units of the measure.")
        )
    return value


def _attendance(table: Columns) -> _Log:
    rows, faults = table.full_rows()
    log = _Log(findings=table.table.findings + no_rows(table.table) + faults)
    modules = sorted((name for name in table.places if name.startswith(MODULE)), key=table.places.__getitem__)
    for row in rows:
        person = table.text(row, "person")
        if not person:
            log.findings.append(_told(table, row, "person", "warning", "missing id", "The row names nobody.", "Write the id."))
        log.attendance += [
            {
                "person": person,
                "module": name.removeprefix(MODULE),
                "attended": _attended(table, row, name, log),
                **_place(table, row),
            }
            for name in modules
        ]
    log.readings.append(table.reading(len(rows)))
    return log


def _attended(table: Columns, row: Row, name: str, log: _Log) -> str:
    text = translated(table, row, name, ATTENDED)[0]
    if likeness(text) in LATE:
        return "late"
    word = {"attended": True, "present": True, "absent": False, "apologies": False}.get(likeness(text), yes_or_no(text))
    if word is None and text:
        message = "The cell is none of yes, no and late; it counts as missing."
        log.findings.append(_told(table, row, name, "warning", "unknown attendance", message, "Write yes, no or late."))
    return "" if word is None else "yes" if word else "no"


def _told(table: Columns, row: Row, name: str, severity: Any, rule: str, message: str, remedy: str) -> Finding:
    return finding(severity, table.table.file.id, rule, message, remedy, row=row.number, field=table.header(name) or name)


def _place(table: Columns, row: Row) -> dict[str, Any]:
    return {"source": table.table.file.id, "source_row": row.number}
