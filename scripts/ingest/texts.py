"""Transcripts and written texts as documents and turns.

- Interviews and focus groups: one turn for each stretch of one speaker. Written texts: one for each paragraph, titles left out.
- The person of a document comes from the file name (`file_name`) or the list `people`. In an interview every turn that is not an
  interviewer's is that person's; where several speak, `speakers` says who is who.
- A label that is neither an interviewer nor a declared speaker, and a second voice in an interview, are warnings.
- An interview or reflection that belongs to nobody, or a transcript without speakers, is set aside: nobody's consent covers it.

Fails when a file is empty, of another kind, damaged, or holds no text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from scripts.ground.faults import ConfigFault, UnreadableFile
from scripts.ground.findings import Finding, finding, reading
from scripts.ground.models.sources import TextSource
from scripts.ground.raw import RawFile, RawFiles
from scripts.ground.schema import Rows
from scripts.ground.schemas.ingest import Documents, Findings, Readings, Turns
from scripts.ingest.cells import fold, likeness
from scripts.ingest.docx_text import docx_text, one_a_paragraph
from scripts.ingest.files import format_note, gather
from scripts.ingest.marks import is_chat, spoken_lines
from scripts.ingest.plain_text import paragraphs, plain_text
from scripts.ingest.speech import Piece, Speech, speech
from scripts.ingest.vtt import vtt

INTERVIEWER, SPEAKER = "interviewer", "speaker"


class Made(NamedTuple):
    """What this step makes."""

    documents: Rows[Documents]
    turns: Rows[Turns]
    readings: Rows[Readings]
    findings: Rows[Findings]


@dataclass
class _Text:
    """One file, read."""

    file: RawFile
    person: str
    module: str
    pieces: list[Piece] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    set_aside: bool = False
    # lines or cues of a transcript whose speakers cannot be told
    unread: int = 0

    @property
    def source(self) -> TextSource:
        return self.file.source

    @property
    def is_spoken(self) -> bool:
        return self.source.kind != "reflections" or self.source.format.endswith("vtt")

    def tell(self, severity: Any, rule: str, message: str, remedy: str, row: int | None = None) -> None:
        self.findings.append(finding(severity, self.file.id, rule, message, remedy, row=row))


def texts(raw: RawFiles) -> Made:
    """Documents and turns of all transcripts and written texts."""
    read = gather(raw, _text)
    for text in read:
        _check_owner(text)
    kept = [text for text in read if not text.set_aside]
    return Made(
        documents=[_document_row(text) for text in kept],
        turns=[row for text in kept for row in _turn_rows(text)],
        readings=[_reading(text) for text in read],
        findings=[row for text in read for row in text.findings],
    )


def _text(file: RawFile) -> _Text:
    person, module = _named_by_file(file)
    text = _Text(file, person, module)
    if text.is_spoken:
        _read_speech(text)
    else:
        _read_paragraphs(text)
    if not text.pieces and not text.set_aside:
        raise _no_text(text)
    return text


def _no_text(text: _Text) -> UnreadableFile:
    lost = _lost(text)
    what = f"The file holds no text, besides what is not read ({lost})." if lost else "The file holds no text."
    return UnreadableFile(what, where=text.file.id, remedy="Export it again, or take it out of data/raw.")


def _named_by_file(file: RawFile) -> tuple[str, str]:
    """Person and module, from the file's name or the list of people."""
    name = unicodedata.normalize("NFC", file.path.name)
    listed = {unicodedata.normalize("NFC", key): person for key, person in file.source.people.items()}
    person = listed.get(name, listed.get(unicodedata.normalize("NFC", file.path.stem), ""))
    try:
        match = re.search(unicodedata.normalize("NFC", file.source.file_name), name) if file.source.file_name else None
    except re.error as error:
        raise ConfigFault(
            f"`file_name` is not a regular expression: {error.msg}.",
            where=f"config/sources.yaml, source {file.key}",
            remedy="Correct the pattern; a round bracket or a dot of the name is written with a backslash.",
        ) from None
    groups = match.groupdict() if match else {}
    return person or groups.get("person") or "", groups.get("module") or ""


def _read_speech(text: _Text) -> None:
    declared = [*text.source.interviewers, *text.source.speakers, *filter(None, [text.person])]
    told = _vtt_speech(text, declared) if text.source.format.endswith("vtt") else _written_speech(text, declared)
    text.pieces = told.turns
    text.lost["lines before the first speaker"] += told.unspoken if told.turns else 0
    text.lost["title lines"] += told.titles
    _tell_of_speech(text, told)
    if told.turns:
        _check_voices(text)


def _vtt_speech(text: _Text, declared: list[str]) -> Speech:
    read = vtt(text.file, declared)
    text.findings += read.notes + format_note(text.file)
    text.lost += read.left_out
    if not read.has_header:
        message = "The file has no WebVTT header (SRT subtitles?); its cues were read all the same."
        text.tell(
            "note", "no header", message, "Compare the number of turns; if it is wrong, export the transcript again as VTT."
        )
    return read.speech


def _written_speech(text: _Text, declared: list[str]) -> Speech:
    lines = _lines(text)
    if is_chat(lines):
        raise UnreadableFile(
            "The file is a saved chat, not a transcript.",
            where=text.file.id,
            remedy="Export the transcript of the recording; what was typed in the chat is another source.",
        )
    spoken, left_out = spoken_lines(lines)
    text.lost += left_out
    return speech(spoken, declared)


def _read_paragraphs(text: _Text) -> None:
    lines = _lines(text)
    text.lost["title lines"] += sum(line.is_title for line in lines)
    text.pieces = one_a_paragraph(lines) if text.source.format == "docx" else paragraphs(lines)


def _lines(text: _Text) -> list[Piece]:
    if text.source.format == "docx":
        word = docx_text(text.file, rows_are_turns=text.is_spoken)
        text.lost += word.lost
        return word.lines
    lines, notes = plain_text(text.file)
    text.findings += notes
    return lines


def _tell_of_speech(text: _Text, told: Speech) -> None:
    if not told.turns and told.unspoken:
        text.set_aside = True
        text.unread = told.unspoken
        message = "No speaker could be told in the transcript; it is set aside."
        remedy = "Write `Name: ...` at each turn, or declare the labels under `interviewers` and `speakers` of the source."
        text.tell("error", "no speakers", message, remedy)
    if told.once:
        message = f"{told.once} label(s) that stand only once may be of somebody who speaks once; they were read as speech."
        text.tell("warning", "label or speech", message, "If they are labels, declare them under `speakers` or `interviewers`.")


def _check_voices(text: _Text) -> None:
    """Warn of labels nobody declared; the label itself may be a name and is not shown."""
    interviewers, speakers = _interviewers(text), _speakers(text)
    first_row: dict[str, int] = {}
    spoken: Counter[str] = Counter()
    for piece in text.pieces:
        first_row.setdefault(likeness(piece.speaker), piece.row)
        spoken[likeness(piece.speaker)] += len(piece.text)
    unknown = [label for label in first_row if label not in interviewers | set(speakers) | {likeness(text.person)}]
    if text.source.kind == "interviews":
        owner_known = any(label in first_row for label in (likeness(text.person), *speakers))
        unknown = sorted(unknown, key=lambda label: -spoken[label])[0 if owner_known else 1 :]
    for label in unknown:
        message = "A speaker is neither a declared interviewer nor a declared speaker."
        remedy = "Declare the label under `interviewers` or `speakers` of the source, or correct it in the transcript."
        text.tell("warning", "unknown speaker", message, remedy, first_row[label])
    if interviewers and not interviewers & set(first_row):
        message = "None of the declared interviewers speaks; questions may be taken for the person's words."
        text.tell("warning", "no interviewer", message, "Add the label this transcript uses to `interviewers`.")


def _check_owner(text: _Text) -> None:
    if text.source.kind == "focus_group" or text.person or text.set_aside:
        return
    text.set_aside = True
    message = "The text belongs to nobody: its file name does not match `file_name` and is not in `people`. It is set aside."
    text.tell("error", "no person", message, "Correct the file name, the pattern, or add it to `people` of the source.")


def _interviewers(text: _Text) -> frozenset[str]:
    return frozenset(likeness(label) for label in text.source.interviewers)


def _speakers(text: _Text) -> dict[str, str]:
    return {likeness(label): person for label, person in text.source.speakers.items()}


def _document_row(text: _Text) -> dict[str, Any]:
    return {
        "document": text.file.id,
        "kind": text.source.kind,
        "group": text.source.group,
        "person": text.person,
        "module": text.module,
        "file_name": text.file.path.stem,
        "source": text.file.id,
        "source_row": 1,
    }


def _turn_rows(text: _Text) -> list[dict[str, Any]]:
    interviewers, speakers = _interviewers(text), _speakers(text)
    rows = []
    for turn, piece in enumerate(text.pieces, start=1):
        label = likeness(piece.speaker)
        is_interviewer = bool(label) and label in interviewers
        person = "" if is_interviewer else speakers.get(label, text.person)
        rows.append(
            {
                "document": text.file.id,
                "turn": turn,
                "speaker": piece.speaker,
                "part": INTERVIEWER if is_interviewer else SPEAKER,
                "person": person,
                "start": piece.start,
                "text": fold(piece.text),
                "source_row": piece.row,
            }
        )
    return rows


def _reading(text: _Text) -> dict[str, Any]:
    read = len(text.pieces) + text.unread
    kept = 0 if text.set_aside else read
    return reading(text.file.id, text.source.format, read, kept, lost=_lost(text))


def _lost(text: _Text) -> str:
    return "; ".join(f"{kind}: {count}" for kind, count in sorted(text.lost.items()) if count)
