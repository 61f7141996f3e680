"""The header rows of a table: one, several of Qualtrics, or two of a sheet whose first is merged over groups of columns."""

from __future__ import annotations

import json
import re

from scripts.ground.faults import UnreadableFile
from scripts.ground.findings import Finding, finding
from scripts.ground.raw import RawFile
from scripts.ingest.cells import fold, likeness, number
from scripts.ingest.xlsx_cells import Area

Record = tuple[int, list[str]]

HEADER_ROWS_SEARCHED = 5
# Columns of Qualtrics that hold a time or a number in every response; in a row of question texts they hold words.
QUALTRICS_TIMES = frozenset(("startdate", "enddate", "recordeddate"))
QUALTRICS_NUMBERS = frozenset(("progress", "duration(inseconds)", "locationlatitude", "locationlongitude"))


def written_names(rows: list[tuple[str, ...]], *, grouped: bool) -> tuple[tuple[str, ...], ...]:
    """The names of each column, the header first; the JSON of an ImportId is opened.

    `grouped`: the rows above name groups, so that a column is called by group and header together, and by its header.
    """
    named = []
    for place, names in enumerate(zip(*rows, strict=True), start=1):
        written = tuple(_import_id(name) or name for name in names if name.strip())
        if grouped and len(written) > 1 and len(set(map(fold, written))) > 1:
            written = (" - ".join(map(fold, written)), written[-1])
        elif grouped:
            written = written[:1]
        named.append(written or (f"(column {place}, no header)",))
    return tuple(named)


def merged_headers(file: RawFile, filled: list[Record], at: int, merged: list[Area], findings: list[Finding]) -> list[Record]:
    """The declared header row, and the one below it when the header is merged over groups of columns.

    A title that is merged over the whole table is no header: the row below it is.

    Raises UnreadableFile when cells of the header are merged over columns and nothing stands below them to tell them apart.
    """
    position = next(index for index, (number, _) in enumerate(filled) if number == at)
    touching = [area for area in merged if area[0] <= at <= area[2]]
    header = (at, _spread(list(filled[position][1]), at, touching, filled))
    groups = [area for area in touching if area[1] < area[3]]
    if not groups or all(area[2] > at for area in groups):
        return [header]
    below = filled[position + 1] if position + 1 < len(filled) else (0, [])
    if below[0] != at + 1 or not _names_columns(below[1], groups, touching, at):
        raise UnreadableFile(
            "Cells of the header are merged over several columns, and no second header row tells the columns apart.",
            where=f"{file.id}, row {at}",
            remedy="Give every column a header of its own, or name the row that holds them by `header_row` of the source.",
        )
    if len(set(filter(None, header[1]))) == 1 and len(groups) == 1:
        message = "A title is merged over the table; the row below it was read as the header."
        findings.append(finding("note", file.id, "title above the header", message, "Nothing, if that is right.", row=at + 1))
        return [below]
    message = "The header has two rows, the first merged over groups of columns; they were read as one."
    findings.append(finding("note", file.id, "two header rows", message, "Nothing, if that is right.", row=at))
    return [header, (at + 1, _spread(list(below[1]), at + 1, [area for area in touching if area[2] > at], filled))]


def _spread(cells: list[str], row: int, areas: list[Area], filled: list[Record]) -> list[str]:
    """Cells of one row, the value of a merged area repeated over the columns it covers."""
    by_row = dict(filled)
    for top, left, bottom, right in areas:
        source = by_row.get(top, [])
        if top <= row <= bottom and left <= len(source):
            cells += [""] * (right - len(cells))
            cells[left - 1 : right] = [source[left - 1]] * (right - left + 1)
    return cells


def _names_columns(cells: list[str], groups: list[Area], touching: list[Area], at: int) -> bool:
    """Whether a row reads as the second of a header: names below the groups, and nothing below the other columns."""
    below = {place for _, left, _, right in groups for place in range(left, right + 1)}
    written = {place for place, cell in enumerate(cells, start=1) if cell.strip()}
    is_covered = any(top == at and bottom > at for top, _, bottom, _ in touching)
    names = [cells[place - 1] for place in written & below]
    return bool(names) and (is_covered or not written - below) and not any(re.fullmatch(r"[\d.,\s%-]+", name) for name in names)


def qualtrics_headers(file: RawFile, filled: list[Record], declared: frozenset[str], findings: list[Finding]) -> list[Record]:
    """Header rows of a Qualtrics export: up to the row of ImportIds, or as many as can be recognised without it."""
    for position, (_, cells) in enumerate(filled[:HEADER_ROWS_SEARCHED]):
        if _is_import_row(cells):
            return filled[: position + 1]
    rows = 2 if len(filled) > 1 and _is_text_row(filled[0][1], filled[1][1], declared) else 1
    findings.append(
        finding(
            "note",
            file.id,
            "no ImportId row",
            f"The row of ImportIds is missing (legacy export, or deleted by hand); {rows} header row(s) were recognised.",
            "Check that the first response is not lost; better, export again without changing the file.",
        )
    )
    return filled[:rows]


def _is_import_row(cells: list[str]) -> bool:
    written = [cell for cell in cells if cell.strip()]
    return sum(bool(_import_id(cell)) for cell in written) * 2 > len(written)


def _import_id(cell: str) -> str:
    if "ImportId" not in cell:
        return ""
    try:
        return str(json.loads(cell).get("ImportId", ""))
    except (ValueError, AttributeError, RecursionError):
        # Excel and hand edits damage the quotes, not the id
        match = re.search(r"ImportId\W+([\w.-]+)", cell)
        return match[1] if match else ""


def _is_text_row(header: list[str], cells: list[str], declared: frozenset[str]) -> bool:
    """Whether the second row holds texts of questions: declared ones, Qualtrics' own, or words where no response has any."""
    known = {likeness(cell).replace(" ", "") for cell in cells if cell.strip()}
    if known & QUALTRICS_TIMES or len({likeness(cell) for cell in cells} & declared) >= 2:
        return True
    own = {likeness(name).replace(" ", ""): fold(cell) for name, cell in zip(header, cells, strict=False)}
    times = [own[name] for name in QUALTRICS_TIMES if own.get(name)]
    numbers = [own[name] for name in QUALTRICS_NUMBERS if own.get(name)]
    are_words = [not any(map(str.isdigit, time)) for time in times] + [number(each) is None for each in numbers]
    return bool(are_words) and all(are_words)
