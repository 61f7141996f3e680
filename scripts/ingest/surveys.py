"""Self-assessments and feedback: responses with their standing, answers as scores, open answers as documents.

- Columns and items are found by header, question text or ImportId. Of our own columns a source may declare: person (must, in a
  self-assessment), recorded, status, finished, module, comment, open_answer (and open_answer_2, ...), response (the program's
  own number, not carried on). Status, finished and recorded of Qualtrics, and Forms' completion time, are found undeclared.
- Cells become scores by number or declared label; what is neither, or off the scale, is an error and counts as missing.
- Standing: see standing.py. Answers are given of used responses only; `value` is in scale points, not yet reverse-keyed.
- Open answers and comments of used responses (and of those whose only fault is that no item was answered) become documents.

Fails when a file is empty, of another kind, or lacks a declared column, or a self-assessment names no column of the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from scripts.ground.faults import MissingColumn
from scripts.ground.findings import Finding, finding
from scripts.ground.models.instrument import Instrument
from scripts.ground.raw import RawFile, RawFiles
from scripts.ground.schema import Rows
from scripts.ground.schemas.ingest import Answers, Documents, Findings, Readings, Responses, Turns
from scripts.ingest.answers import Answering
from scripts.ingest.cells import iso_dates, likeness
from scripts.ingest.columns import Columns, declared_names, locate, overfull, refuse_unknown, unused_columns
from scripts.ingest.files import gather
from scripts.ingest.standing import NO_ANSWERS, QUARANTINED, SHIFTED, USED, Response, exclude_duplicates, judge
from scripts.ingest.tabular import Row, tabular

OWN = frozenset(("person", "recorded", "status", "finished", "module", "comment", "response"))
OPEN = "open_answer"
# Columns every export of a program has, so that nobody needs to declare them.
STANDARD = {
    "qualtrics-csv": {
        "status": ("Status", "Response Type"),
        "finished": ("Finished",),
        "recorded": ("RecordedDate", "Recorded Date", "EndDate", "End Date"),
    },
    "forms-xlsx": {"recorded": ("Completion time",)},
}


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

    def reading(self) -> dict[str, Any]:
        return self.columns.reading(sum(each.standing == USED for each in self.responses))


def surveys(raw: RawFiles, instrument: Instrument) -> Made:
    """Responses, answers and open answers of all surveys."""
    read = gather(raw, lambda file: _survey(file, instrument))
    responses = [response for survey in read for response in survey.responses]
    exclude_duplicates(responses)
    written = [each for each in responses if each.texts and (each.standing == USED or each.reason == NO_ANSWERS)]
    return Made(
        responses=[_response_row(each) for each in responses],
        answers=[row for each in responses if each.standing == USED for row in _answer_rows(each)],
        documents=[_document_row(each) for each in written],
        turns=[row for each in written for row in _turn_rows(each)],
        readings=[survey.reading() for survey in read],
        findings=[row for survey in read for row in survey.findings] + [row for each in responses for row in each.findings],
    )


def _survey(file: RawFile, instrument: Instrument) -> _Survey:
    refuse_unknown(file, lambda name: name in OWN or name.startswith(OPEN))
    columns = _columns(file)
    table = columns.table
    answering = Answering(columns, instrument.scale)
    recorded, unread = iso_dates([columns.text(row, "recorded") for row in table.rows])
    needed = _needed_items(file, instrument)
    responses = []
    for row, time in zip(table.rows, recorded, strict=True):
        response = _response(columns, row, time)
        responses.append(response)
        if row.overfull:
            response.set_aside(QUARANTINED, SHIFTED, overfull(file.id, row))
            continue
        judge_first = len(answering.findings)
        response.answers = answering.answers(row, list(file.source.items))
        judge(response, columns.text(row, "status"), columns.text(row, "finished"), needed)
        if response.standing not in (USED, QUARANTINED):
            # what a preview or an abandoned response answered wrongly is nobody's concern
            del answering.findings[judge_first:]
    findings = table.findings + answering.findings + _file_notes(columns, answering, len(unread))
    return _Survey(columns, responses, findings)


def _columns(file: RawFile) -> Columns:
    table = tabular(file, declared_names(file.source))
    if file.source.kind == "survey" and "person" not in file.source.columns:
        raise MissingColumn(
            "The source does not say which column links a response to a person.",
            where=f"{file.id}, source {file.key} in config/sources.yaml",
            remedy="Add `person: <header>` to its `columns`; without it start and end cannot be compared.",
        )
    wanted = {f"columns.{name}": header for name, header in file.source.columns.items()}
    wanted |= {f"items.{item}": header for item, header in file.source.items.items()}
    places = {name.split(".", 1)[1]: place for name, place in locate(table, wanted).items()}
    places = _standard_places(file, table.names) | places
    return Columns(table, places, unused_columns(table, set(places.values())))


def _standard_places(file: RawFile, names: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for ours, candidates in STANDARD.get(file.source.format, {}).items():
        for candidate in candidates:
            place = next((at for at, each in enumerate(names) if likeness(candidate) in map(likeness, each)), None)
            if place is not None and ours not in found:
                found[ours] = place
    return found


def _needed_items(file: RawFile, instrument: Instrument) -> list[str]:
    """Items whose answers make an unfinished response complete enough: those of behaviours, else all."""
    of_behaviours = {item.id for item in instrument.items if item.behaviour}
    return [item for item in file.source.items if item in of_behaviours] or list(file.source.items)


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
        person=columns.text(row, "person"),
        recorded=recorded,
        answers={},
        texts=[text for name in opened if (text := columns.text(row, name))],
    )


def _file_notes(columns: Columns, answering: Answering, unread_dates: int) -> list[Finding]:
    source, notes = columns.table.file.id, []
    if not columns.table.rows:
        notes.append(finding("warning", source, "no rows", "The file has a header and no responses.", "Export it again."))
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
        "recorded": response.recorded,
        "standing": response.standing,
        "reason": response.reason,
        **_place(response),
    }


def _answer_rows(response: Response) -> list[dict[str, Any]]:
    return [{"item": item, "value": value, **_place(response)} for item, value in response.answers.items()]


def _document_row(response: Response) -> dict[str, Any]:
    return {
        "document": _document(response),
        "kind": "open_answer" if response.file.source.kind == "survey" else "comment",
        "group": "",
        "person": response.person,
        "module": response.module,
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
