"""Self-assessments and feedback: responses with their standing, answers as scores, open answers as documents.

- Columns and items are found by header, question text or ImportId; items.py tells which items need not be named. Of our own
  columns a source may declare: person (or `code`; must, in a self-assessment), recorded, status, finished, module, comment,
  open_answer (and open_answer_2, ...), response (the program's own number, by which overlapping exports are told). What every
  export of a program has of these is found undeclared.
- A self-generated code is its parts, joined by a dot; a response that lacks a part has none.
- Cells become scores by number or declared label (answers.py); what is neither, or off the scale, counts as missing.
- Standing: see standing.py. Answers are given of used responses only; `value` is in scale points, not yet reverse-keyed.
- Open answers and comments of used responses (and of those whose only fault is that no item was answered) become documents.

Fails when a file is empty, of another kind, or lacks a declared column, or a self-assessment names no column of the person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from scripts.ground.columnwise import Columnwise
from scripts.ground.faults import MissingColumn
from scripts.ground.findings import Finding, finding
from scripts.ground.formats import tables_of
from scripts.ground.key import canonical
from scripts.ground.models.instrument import Instrument
from scripts.ground.raw import RawFile, RawFiles
from scripts.ground.schema import Rows
from scripts.ground.schemas.ingest import Answers, Documents, Findings, Readings, Responses, Turns
from scripts.ingest.absent_items import items_in_no_column, near_items
from scripts.ingest.answers import Answering, words_of_several_scores
from scripts.ingest.cells import iso_dates, likeness, number, serial_dates, yes_or_no
from scripts.ingest.columns import (
    Columns,
    declared_names,
    locate,
    no_rows,
    overfull,
    refuse_unknown,
    tell_cell_faults,
    undeclared_places,
    unused_columns,
)
from scripts.ingest.detect_tables import FORMS_END, is_of_qualtrics
from scripts.ingest.files import gather
from scripts.ingest.items import found_items, refuse_unknown_items
from scripts.ingest.standing import (
    NO_ANSWERS,
    QUARANTINED,
    SHIFTED,
    USED,
    Response,
    exclude_duplicates,
    exclude_repeats,
    is_known_status,
    judge,
)
from scripts.ingest.tabular import Row, tabular

OWN = frozenset(("person", "recorded", "status", "finished", "module", "comment", "response"))
OPEN = "open_answer"
JISC = {
    "recorded": ("Completed", "Completed date", "Completion date", "Date completed", "Submitted", "Submission date", "End date"),
    "response": ("Unique Response Number", "Unique Response No", "URN", "Response ID", "Response number"),
}
# Columns every export of a program has, so that nobody needs to declare them.
QUALTRICS = {
    "status": ("Status", "Response Type"),
    "finished": ("Finished",),
    "progress": ("Progress",),
    "recorded": ("RecordedDate", "Recorded Date", "EndDate", "End Date"),
    "response": ("ResponseId", "Response ID", "_recordId"),
}
STANDARD = {
    "qualtrics-csv": QUALTRICS,
    "forms-xlsx": {"recorded": FORMS_END, "response": ("ID",)},
    **dict.fromkeys(tables_of("jisc"), JISC),
}
# per cent
COMPLETE = 100
CODE_PART = "part of the code "
CODE_JOINT = "·"


class Made(NamedTuple):
    """What this step makes."""

    responses: Rows[Responses]
    answers: Rows[Answers]
    documents: Rows[Documents]
    turns: Rows[Turns]
    readings: Rows[Readings]
    findings: Rows[Findings]


@dataclass
class _Survey:
    """One file, read."""

    columns: Columns
    responses: list[Response]
    findings: list[Finding]
    unreadable: int

    def reading(self) -> dict[str, Any]:
        return self.columns.reading(sum(each.standing == USED for each in self.responses), self.unreadable)


def surveys(raw: RawFiles, instrument: Instrument) -> Made:
    """Responses, answers and open answers of all surveys."""
    read = gather(raw, lambda file: _survey(file, instrument))
    responses = [response for survey in read for response in survey.responses]
    repeats = exclude_repeats(responses)
    exclude_duplicates(responses)
    written = [each for each in responses if each.texts and (each.standing == USED or each.reason == NO_ANSWERS)]
    return Made(
        responses=[_response_row(each) for each in responses],
        answers=Columnwise.of_rows(
            Answers.columns, (row for each in responses if each.standing == USED for row in _answer_rows(each))
        ),
        documents=[_document_row(each) for each in written],
        turns=[row for each in written for row in _turn_rows(each)],
        readings=[survey.reading() for survey in read],
        findings=[row for survey in read for row in survey.findings]
        + [row for each in responses for row in each.findings]
        + repeats,
    )


def _survey(file: RawFile, instrument: Instrument) -> _Survey:
    refuse_unknown(file, lambda name: name in OWN or name.startswith(OPEN))
    refuse_unknown_items(file, instrument)
    columns, items = _columns(file, instrument)
    table = columns.table
    answering = Answering(columns, instrument.scale)
    recorded, unread = iso_dates([columns.text(row, "recorded") for row in table.rows])
    needed = _needed_items(items, instrument)
    responses, counted = [], []
    for row, time in zip(table.rows, recorded, strict=True):
        response = _response(columns, row, time)
        responses.append(response)
        if row.overfull:
            response.set_aside(QUARANTINED, SHIFTED, overfull(file.id, row))
            continue
        judge_first = len(answering.told)
        response.answers = answering.answers(row, items)
        judge(response, columns.text(row, "status"), _finished(columns, row), needed)
        if response.standing not in (USED, QUARANTINED):
            # what a preview or an abandoned response answered wrongly is nobody's concern
            del answering.told[judge_first:]
        else:
            counted.append(row)
            response.findings += _missing_parts(columns, row)
    _number_equal_rows(responses)
    serials = serial_dates([columns.text(row, "recorded") for row in table.rows])
    findings = table.findings + answering.findings(counted) + _file_notes(columns, answering, len(unread), serials)
    return _Survey(columns, responses, findings, len(answering.told))


def _columns(file: RawFile, instrument: Instrument) -> tuple[Columns, list[str]]:
    """The columns of a survey, and the items among them."""
    source = file.source
    table = tabular(file, declared_names(source))
    if source.kind == "survey" and "person" not in source.columns and not source.code:
        raise MissingColumn(
            "The source does not say which column links a response to a person.",
            where=f"{file.id}, source {file.key} in config/sources.yaml",
            remedy="Add `person: <header>` to its `columns`, or name the parts of a self-generated code by `code`; "
            "without it start and end cannot be compared.",
        )
    wanted = {f"columns.{name}": header for name, header in source.columns.items()}
    wanted |= {f"items.{item}": header for item, header in source.items.items()}
    wanted |= {f"code.{CODE_PART}{number}": header for number, header in enumerate(source.code, start=1)}
    places = {name.split(".", 1)[1]: place for name, place in locate(table, wanted).items()}
    places = _standard_places(file, table.names) | places
    found = found_items(table, instrument, set(places.values()))
    places |= {item: place for item, place in found.items() if item not in places}
    items = [item.id for item in instrument.items if item.id in source.items or item.id in found]
    used = set(places.values())
    near = near_items(table, instrument, items, undeclared_places(table, used))
    absent = items_in_no_column(table, instrument, set(items), near)
    table.findings.extend(absent)
    tell_cell_faults(table, used)
    unused = unused_columns(table, used, near)
    return Columns(table, places, unused, [each["message"] for each in absent]), items


def _standard_places(file: RawFile, names: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    program: Mapping[str, Iterable[str]] = STANDARD.get(file.source.format, {})
    if not program and is_of_qualtrics([(1, [name for each in names for name in each])]):
        program = QUALTRICS
    for ours, candidates in program.items():
        for candidate in candidates:
            place = next((at for at, each in enumerate(names) if likeness(candidate) in map(likeness, each)), None)
            if place is not None and ours not in found:
                found[ours] = place
    return found


def _finished(columns: Columns, row: Row) -> str:
    """What says whether a response was finished; where nothing does, how far it came."""
    progress = None if columns.has("finished") else number(columns.text(row, "progress"))
    return columns.text(row, "finished") if progress is None else "yes" if progress >= COMPLETE else "no"


def _unknown_words(columns: Columns) -> list[Finding]:
    """A warning where it cannot be told whether responses are previews, or finished."""
    told = []
    for name, is_known, meaning in (
        ("status", is_known_status, "a preview, a test or spam"),
        ("finished", lambda text: not text or yes_or_no(text) is not None, "finished"),
    ):
        rows = [row.number for row in columns.table.rows if not row.overfull and not is_known(columns.text(row, name))]
        if rows:
            message = f"Of {len(rows)} response(s) nothing tells whether they are {meaning}; they are used. First: row {rows[0]}."
            remedy = "Export it in English or with numbers instead of texts."
            source = columns.table.file.id
            told.append(finding("warning", source, f"unknown {name}", message, remedy, row=rows[0], field=columns.header(name)))
    return told


def _needed_items(items: list[str], instrument: Instrument) -> list[str]:
    """Items whose answers make an unfinished response complete enough: those of behaviours, else all."""
    of_behaviours = {item.id for item in instrument.items if item.behaviour}
    return [item for item in items if item in of_behaviours] or items


def _person(columns: Columns, row: Row) -> str:
    """The link id as typed, or the self-generated code, which is none when a part is missing."""
    parts = [canonical(columns.text(row, name)) for name in _code_parts(columns)]
    return columns.text(row, "person") if not parts else CODE_JOINT.join(parts) if all(parts) else ""


def _missing_parts(columns: Columns, row: Row) -> list[Finding]:
    message = "A part of the self-generated code is blank, so the response has no code and cannot be linked."
    remedy = "Nothing, if the respondent left it out; a report counts such responses as not linked."
    return [
        finding("warning", columns.table.file.id, "no code", message, remedy, row=row.number, field=columns.header(name))
        for name in _code_parts(columns)
        if not columns.text(row, name)
    ]


def _code_parts(columns: Columns) -> list[str]:
    return [f"{CODE_PART}{number}" for number in range(1, len(columns.table.file.source.code) + 1)]


def _number_equal_rows(responses: list[Response]) -> None:
    """Equal rows of one file are told apart by their order, so that each meets its like in another export."""
    times: Counter[tuple[str, ...]] = Counter()
    for each in responses:
        each.nth = times[each.cells]
        times[each.cells] += 1


def _response(columns: Columns, row: Row, recorded: str) -> Response:
    source = columns.table.file.source
    opened = sorted(
        (name for name in columns.places if name.startswith(OPEN) or name == "comment"), key=columns.places.__getitem__
    )
    return Response(
        file=columns.table.file,
        row=row.number,
        wave=source.wave,
        module=columns.text(row, "module") or source.module,
        person=_person(columns, row),
        recorded=recorded,
        answers={},
        texts=[text for name in opened if (text := columns.text(row, name))],
        id=columns.text(row, "response"),
        cells=row.cells,
    )


def _file_notes(columns: Columns, answering: Answering, unread_dates: int, serials: int) -> list[Finding]:
    source, notes = columns.table.file.id, no_rows(columns.table)
    keyed = sorted(answering.already_keyed & columns.places.keys())
    notes += _unknown_words(columns) + words_of_several_scores(source, columns.table.file.source)
    if keyed:
        message = f"The export has reversed {', '.join(keyed)} already; the answers were turned back before keying."
        notes.append(finding("note", source, "already keyed", message, "Nothing, if that is right."))
    if serials:
        message = f"{serials} date(s) are numbers by which Excel counts days; they were read as dates."
        notes.append(
            finding("note", source, "date numbers", message, "Nothing, if that is right.", field=columns.header("recorded"))
        )
    if answering.left_out:
        message = (
            f"{answering.left_out} answer(s) are -99, which Qualtrics writes for a question seen and left out: read as missing."
        )
        notes.append(finding("note", source, "seen, not answered", message, "Nothing, if that is right."))
    if unread_dates:
        message = f"{unread_dates} date(s) can be read in two ways or none; they stay as written."
        remedy = "Export again without opening the file in Excel."
        notes.append(finding("note", source, "unclear date", message, remedy, field=columns.header("recorded")))
    return notes


def _response_row(response: Response) -> dict[str, Any]:
    return {
        "kind": response.file.source.kind,
        "wave": response.wave,
        "module": response.module,
        "person": response.person,
        "linked_to": response.file.source.linked_to,
        "recorded": response.recorded,
        "standing": response.standing,
        "reason": response.reason,
        **_place(response),
    }


def _answer_rows(response: Response) -> Iterator[tuple[Any, ...]]:
    """In the order of the table's columns."""
    return ((item, value, response.file.id, response.row) for item, value in response.answers.items())


def _document_row(response: Response) -> dict[str, Any]:
    return {
        "document": _document(response),
        "kind": "open_answer" if response.file.source.kind == "survey" else "comment",
        "group": "",
        "person": response.person,
        "module": response.module,
        "file_name": "",
        **_place(response),
    }


def _turn_rows(response: Response) -> list[dict[str, Any]]:
    return [
        {
            "document": _document(response),
            "turn": turn,
            "speaker": "",
            "part": "speaker",
            "person": response.person,
            "start": "",
            "text": text,
            "source_row": response.row,
        }
        for turn, text in enumerate(response.texts, start=1)
    ]


def _document(response: Response) -> str:
    return f"{response.file.id}#{response.row}"


def _place(response: Response) -> dict[str, Any]:
    return {"source": response.file.id, "source_row": response.row}
