"""The coding of the texts, from projects and tables of every coding program.

- One row a passage, code and coder; positions are code points of `coded_texts`, the text as the coders saw it (LF, no BOM).
- A passage whose place is not given goes on by its words.
- Where the coding holds no text, the files that `texts` of the source names give it.
- Several projects (one a coder) may hold the same texts; a text that differs between them is kept in each form, as `name (2)`.
- Codes, values of cases, members of cases and sets, and notes become tables of their own.
- Every coding of a file is kept, or counted by what became of it (pictures, PDFs, sound, film, cases, ...).

Fails when a file is empty, is not what it is declared to be, is damaged, or would swell (zip bomb, XML entities).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from scripts.ground.findings import Finding, finding, reading
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.sources import CONSENSUS
from scripts.ground.raw import RawFile, RawFiles
from scripts.ground.schema import Rows
from scripts.ground.schemas.ingest import (
    CaseValues,
    CodedTexts,
    CodingNotes,
    Codings,
    Findings,
    Memberships,
    ProjectCodes,
    Readings,
)
from scripts.ingest.coding_tables import code_rows, member_rows, note_rows, strangers, value_rows
from scripts.ingest.coding_texts import coding_texts, document_key
from scripts.ingest.files import gather
from scripts.ingest.project import UNKNOWN_CODER, Project, Selection, TextSource
from scripts.ingest.qdpx_codings import ON_A_CASE
from scripts.ingest.qdpx_text import plain

CODEBOOK_ONLY = "qdc"
# Formats without texts: their places count in the text as it was exported for coding.
WITHOUT_TEXTS = ("segments-csv", "segments-xlsx", "taguette-csv", "taguette-xlsx")

NO_TEXT = "codings of a text that is not there"
NO_NAME = "codings without the name of a text or code"
OUTSIDE = "places outside their text"
TWICE = "codings given twice"
UNKNOWN_CODE = "codings to an unknown code"
UNCODED = "selections without a code"

Row = dict[str, Any]


class Made(NamedTuple):
    """What this step makes."""

    codings: Rows[Codings]
    coded_texts: Rows[CodedTexts]
    codes: Rows[ProjectCodes]
    case_values: Rows[CaseValues]
    memberships: Rows[Memberships]
    coding_notes: Rows[CodingNotes]
    readings: Rows[Readings]
    findings: Rows[Findings]


@dataclass
class _Read:
    """What has been read so far, over all files; `lost` is of the present file."""

    made: Made = field(default_factory=lambda: Made([], [], [], [], [], [], [], []))
    keys: set[tuple[Any, ...]] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)

    def lose(self, kind: str, count: int = 1) -> int:
        self.lost[kind] += count
        return 0

    def tell(self, severity: str, file: RawFile, rule: str, message: str, remedy: str, row: int | None = None) -> None:
        self.made.findings.append(finding(severity, file.id, rule, message, remedy, row=row))


def coding(raw: RawFiles, codebook: Codebook) -> Made:
    """Codings, coded texts and everything else of all files."""
    read = _Read()
    for file, project, texts in gather(raw, _project):
        read.lost = project.other_selections + project.losses + Counter({UNKNOWN_CODE: project.unknown_codes})
        total = sum(len(source.selections) for source in project.sources) + read.lost.total()
        kept = sum(_take_source(read, file, source, texts) for source in project.sources)
        lost = read.lost + project.left_out + Counter({UNCODED: project.uncoded})
        told = ", ".join(f"{kind}: {count}" for kind, count in sorted(lost.items()) if count)
        read.made.readings.append(reading(file.id, file.source.format, total, kept, lost=told))
        _take_tables(read, file, project, codebook)
    read.made.coded_texts.extend({"document_name": name, "text": text} for name, text in read.texts.items())
    return read.made


def _project(file: RawFile) -> tuple[RawFile, Project, dict[str, str]]:
    """A file as its format's reader gives it, and the texts declared beside it."""
    texts = coding_texts(file) if file.source.texts else {}
    match file.source.format:
        case "qdpx":
            from scripts.ingest.qdpx import qdpx

            project = qdpx(file, texts)
        case "qdc":
            from scripts.ingest.qdc import qdc

            project = qdc(file)
        case "qualcoder":
            from scripts.ingest.qualcoder import qualcoder

            project = qualcoder(file)
        case "taguette" | "taguette-csv" | "taguette-xlsx":
            from scripts.ingest.taguette import taguette

            project = taguette(file)
        case _:
            from scripts.ingest.segments import segments

            project = segments(file)
    return file, project, texts


def _take_source(read: _Read, file: RawFile, source: TextSource, texts: dict[str, str]) -> int:
    """Take the codings of one text; how many were kept."""
    declared = texts.get(document_key(source.name))
    text = source.text or (plain(declared) if declared is not None else "")
    if not source.name:
        return _set_aside(read, file, source, "text without name", "A coded text has no name.", NO_NAME)
    if not text:
        return _take_without_text(read, file, source)
    taken = read.texts.setdefault(source.name, text)
    if taken.rstrip() != text.rstrip():
        return _take_version(read, file, source, text)
    return sum(_take_placed(read, file, source.name, selection, text) for selection in source.selections)


def _take_placed(read: _Read, file: RawFile, document: str, selection: Selection, text: str) -> bool:
    if 0 <= selection.start <= selection.end <= len(text):
        return _take(read, file, document, selection, (selection.start, selection.end), selection.quote)
    if selection.quote:
        return _take(read, file, document, selection, (None, None), selection.quote)
    remedy = "Export the project again; if it stays, code the passage anew."
    message = "The selection does not lie in its text; it is set aside."
    read.tell("error", file, "position outside text", message, remedy, selection.number)
    return bool(read.lose(OUTSIDE))


def _take_version(read: _Read, file: RawFile, source: TextSource, text: str) -> int:
    """Codings of a text that another project has in another form: each form keeps its own places."""
    number = 2
    while read.texts.setdefault(f"{source.name} ({number})", text) != text:
        number += 1
    if source.selections:
        remedy = "Nothing, if the coders worked on two exports; else name each document once."
        message = f"Two texts of one name differ. {len(source.selections)} coding(s) lie in the later one."
        read.tell("warning", file, "texts differ", message, remedy, source.selections[0].number)
    return sum(_take_placed(read, file, f"{source.name} ({number})", selection, text) for selection in source.selections)


def _take_without_text(read: _Read, file: RawFile, source: TextSource) -> int:
    """Codings go on by their words, and in tables by their place in the exported text."""
    by_place = file.source.format in WITHOUT_TEXTS
    usable = [each for each in source.selections if each.quote or (by_place and 0 <= each.start < each.end)]
    rest = tuple(each for each in source.selections if each not in usable)
    _set_aside(read, file, TextSource(source.name, None, rest), "text not in project", "A coded text is not there.", NO_TEXT)
    places = [(each.start, each.end) if 0 <= each.start < each.end and by_place else (None, None) for each in usable]
    pairs = zip(usable, places, strict=True)
    return sum(_take(read, file, source.name, selection, place, selection.quote) for selection, place in pairs)


def _set_aside(read: _Read, file: RawFile, source: TextSource, rule: str, message: str, kind: str) -> int:
    if not source.selections:
        return 0
    remedy = "Export the project with its sources inside, or name the texts under `texts` of the source in config/sources.yaml."
    if kind == NO_NAME:
        remedy = "Name the document in the coding program as the export named it."
    message = f"{message} Its {len(source.selections)} coding(s) are set aside."
    read.tell("error", file, rule, message, remedy, source.selections[0].number)
    return read.lose(kind, len(source.selections))


def _take(read: _Read, file: RawFile, document: str, selection: Selection, place: tuple[Any, Any], quote: str) -> bool:
    """Take one coding, unless it has no code or the same was taken before."""
    if not selection.code:
        read.tell("error", file, "code without name", "The code has no name.", "Name it in the coding program.", selection.number)
        return bool(read.lose(NO_NAME))
    coder = _coder(file, selection)
    key = (document, *place, quote, selection.code, coder)
    if key in read.keys:
        message = "The passage has the same code by the same coder twice; it counts once."
        read.tell("note", file, "coded twice", message, "Nothing.", selection.number)
        return bool(read.lose(TWICE))
    read.keys.add(key)
    counts = file.source.consensus or file.source.primary_coder in ("", coder)
    values = (document, *place, quote, selection.code, coder, counts, file.id, selection.number)
    read.made.codings.append(dict(zip(Codings.columns, values, strict=True)))
    return True


def _coder(file: RawFile, selection: Selection) -> str:
    return CONSENSUS if file.source.consensus else selection.coder or file.source.coder or UNKNOWN_CODER


def _take_tables(read: _Read, file: RawFile, project: Project, codebook: Codebook) -> None:
    read.made.codes.extend(code_rows(file, project))
    read.made.case_values.extend(value_rows(file, project))
    read.made.memberships.extend(member_rows(file, project))
    read.made.coding_notes.extend(note_rows(file, project))
    read.made.findings.extend((*project.findings, *_notes(file, project), *strangers(file, project, codebook)))
    if file.source.format == CODEBOOK_ONLY:
        message, remedy = "The file is a codebook: it holds codes, and no coding.", "Declare the coding project as well."
        read.tell("note", file, "codebook only", message, remedy)
        return
    primary = file.source.primary_coder
    coders = {_coder(file, selection) for source in project.sources for selection in source.selections}
    if primary and primary not in coders:
        # a coder who coded nothing would silently empty every count
        message = "The primary coder has coded nothing in this project, so no coding counts."
        read.tell("error", file, "primary coder missing", message, "Correct `primary_coder` in config/sources.yaml.")


def _notes(file: RawFile, project: Project) -> list[Finding]:
    notes = []
    others = project.other_selections.total() - project.other_selections[ON_A_CASE]
    if others:
        message = f"{others} coding(s) lie in pictures, PDFs, sound or film, which text cannot show; they are not carried on."
        notes.append(finding("warning", file.id, "not in text", message, "Code the redacted text export instead."))
    if project.other_selections[ON_A_CASE]:
        count = project.other_selections[ON_A_CASE]
        message = f"{count} passage(s) are coded to cases; they stand among the members of the cases."
        notes.append(finding("note", file.id, "coded to a case", message, "Nothing."))
    if project.unknown_codes:
        message = f"{project.unknown_codes} coding(s) point to no code of the project; they are not carried on."
        notes.append(finding("warning", file.id, "no code", message, "Export the project again with its codes."))
    if project.ambiguous_codes:
        message = f"{project.ambiguous_codes} name(s) stand for several codes of the project; they are read as one code."
        notes.append(finding("warning", file.id, "code name twice", message, "Give each code its own name."))
    return notes
