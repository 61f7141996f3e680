"""The coding of the texts, from REFI-QDA projects.

- One row a passage, code and coder; positions are code points of `coded_texts`, the text as the coders saw it (LF, no BOM).
- Several projects (one a coder) may hold the same texts; a text that differs between them is an error, and the later one is
  set aside with its codings.
- Selections in pictures, PDFs, sound and film are counted as lost.

Fails when a file is empty, is no project, is damaged, or would swell when opened (zip bomb, XML entities).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from scripts.ground.findings import Finding, finding, reading
from scripts.ground.raw import RawFile, RawFiles
from scripts.ground.schema import Rows
from scripts.ground.schemas.ingest import CodedTexts, Codings, Findings, Readings
from scripts.ingest.files import gather
from scripts.ingest.qdpx import Project, Selection, TextSource, qdpx


class Made(NamedTuple):
    """What this step makes."""

    codings: Rows[Codings]
    coded_texts: Rows[CodedTexts]
    readings: Rows[Readings]
    findings: Rows[Findings]


@dataclass
class _Read:
    """What has been read so far, over all projects."""

    codings: dict[tuple[Any, ...], dict[str, Any]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    readings: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def coding(raw: RawFiles) -> Made:
    """Codings and coded texts of all projects."""
    read = _Read()
    for file, project in gather(raw, lambda file: (file, qdpx(file))):
        kept = sum(_take_source(read, file, source) for source in project.sources)
        others = project.other_selections.total()
        total = sum(len(source.selections) for source in project.sources) + others + project.unknown_codes
        read.readings.append(reading(file.id, file.source.format, total, kept, lost=_lost(project)))
        read.findings += _notes(file, project)
        read.findings += _stranger(file, project)
    texts = [{"document_name": name, "text": text} for name, text in read.texts.items()]
    return Made(list(read.codings.values()), texts, read.readings, read.findings)


def _take_source(read: _Read, file: RawFile, source: TextSource) -> int:
    """Take the codings of one text; how many were kept."""
    fault = _text_fault(read, source)
    if fault:
        rule, message, remedy = fault
        if source.selections:
            message = f"{message} Its {len(source.selections)} coding(s) are set aside."
            read.findings.append(finding("error", file.id, rule, message, remedy, row=source.selections[0].number))
        return 0
    read.texts[source.name] = source.text
    return sum(_take_selection(read, file, source, selection) for selection in source.selections)


def _text_fault(read: _Read, source: TextSource) -> tuple[str, str, str] | None:
    if not source.text:
        remedy = "Export the project with its sources inside."
        return "text not in project", "A coded text lies outside the project, or is empty.", remedy
    if not source.name:
        return "text without name", "A coded text has no name.", "Name the document in the coding program as the export named it."
    if read.texts.get(source.name, source.text) != source.text:
        remedy = "Let all coders work on one export, and name each document once."
        return "texts differ", "Two texts of one name differ.", remedy
    return None


def _take_selection(read: _Read, file: RawFile, source: TextSource, selection: Selection) -> bool:
    if not 0 <= selection.start < selection.end:
        message = "The selection does not lie in its text; it is set aside."
        remedy = "Export the project again; if it stays, code the passage anew."
        read.findings.append(finding("error", file.id, "position outside text", message, remedy, row=selection.number))
        return False
    key = (source.name, selection.start, selection.end, selection.code, selection.coder)
    if key in read.codings:
        message = "The passage has the same code by the same coder twice; it counts once."
        read.findings.append(finding("note", file.id, "coded twice", message, "Nothing.", row=selection.number))
        return False
    read.codings[key] = {
        "document_name": source.name,
        "start": selection.start,
        "end": selection.end,
        "code": selection.code,
        "coder": selection.coder,
        "counts": file.source.primary_coder in ("", selection.coder),
        "source": file.id,
        "source_row": selection.number,
    }
    return True


def _stranger(file: RawFile, project: Project) -> list[Finding]:
    """A primary coder who coded nothing would silently empty every count."""
    primary = file.source.primary_coder
    if not primary or any(selection.coder == primary for source in project.sources for selection in source.selections):
        return []
    message = "The primary coder has coded nothing in this project, so no coding counts."
    return [finding("error", file.id, "primary coder missing", message, "Correct `primary_coder` in config/sources.yaml.")]


def _lost(project: Project) -> str:
    told = [f"{kind}: {count}" for kind, count in sorted(project.other_selections.items())]
    told += [f"selections without a code: {project.uncoded}"] if project.uncoded else []
    told += [f"codings to a case or an unknown code: {project.unknown_codes}"] if project.unknown_codes else []
    return ", ".join(told)


def _notes(file: RawFile, project: Project) -> list[Finding]:
    notes = []
    others = project.other_selections.total()
    if others:
        message = f"{others} coding(s) lie in pictures, PDFs, sound or film, which text cannot show; they are not carried on."
        notes.append(finding("warning", file.id, "not in text", message, "Code the redacted text export instead."))
    if project.unknown_codes:
        message = f"{project.unknown_codes} coding(s) point to a case or to no code; they are not carried on."
        notes.append(finding("note", file.id, "no code", message, "Nothing, if the project codes passages to cases."))
    if project.ambiguous_codes:
        message = f"{project.ambiguous_codes} name(s) stand for several codes of the project; they are read as one code."
        notes.append(finding("warning", file.id, "code name twice", message, "Give each code its own name."))
    return notes
