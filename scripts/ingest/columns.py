"""Which column of a raw table is which of ours, by header, question text or ImportId."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from scripts.ground.faults import ConfigFault, Fault, MissingColumn, raise_all
from scripts.ground.findings import Finding, finding, reading
from scripts.ground.models.sources import TableSource
from scripts.ground.raw import RawFile
from scripts.ingest.absent_items import Near, items_line
from scripts.ingest.cells import fold, likeness
from scripts.ingest.missing_columns import missing_columns, place_of_header
from scripts.ingest.standard_columns import is_standard
from scripts.ingest.tabular import Row, Table, tabular

# the rule by which check_inputs knows columns that nothing declares
UNDECLARED = "unused columns"
NOTHING_NEAR: Near = {}
# Of these columns the code itself is meant where an SPSS file has labels for its codes; of all others the label.
CODES = frozenset(("person", "module", "response"))


@dataclass(frozen=True)
class Columns:
    """A raw table with the places of our columns in it."""

    table: Table
    places: dict[str, int]
    unused: list[str]
    lost: list[str] = field(default_factory=list)

    def text(self, row: Row, name: str) -> str:
        """A cell by our name for its column, white space folded; empty where the file has no such column.

        Of a code of an SPSS file its value label, but of ids.
        """
        if name not in self.places:
            return ""
        place = self.places[name]
        cell = row.cells[place]
        if place in self.table.value_labels and name not in CODES:
            cell = self.table.value_labels[place].get(cell, cell)
        return fold(cell)

    def has(self, name: str) -> bool:
        return name in self.places

    def header(self, name: str) -> str:
        """The column as the file calls it."""
        return fold(self.table.headers[self.places[name]]) if name in self.places else ""

    def full_rows(self) -> tuple[list[Row], list[Finding]]:
        """Rows that fit the header, and an error for each that has more cells than columns: its values have shifted."""
        return [row for row in self.table.rows if not row.overfull], [
            overfull(self.table.file.id, row) for row in self.table.rows if row.overfull
        ]

    def reading(self, kept: int, unreadable: int = 0) -> dict:
        """The row of the reading report."""
        file = self.table.file
        return reading(
            file.id,
            file.source.format,
            len(self.table.rows),
            kept,
            unused=self.unused,
            lost="; ".join(each for each in (blank_rows_told(self.table.blank_rows), self.table.lost, *self.lost) if each),
            unreadable=unreadable,
        )


def columns(file: RawFile, known: Callable[[str], bool], required: tuple[str, ...]) -> Columns:
    """Read a table and find our columns; one that is not declared is found when its header is our name for it.

    Raises ConfigFault for a column we do not know, MissingColumn for declared or required columns the file lacks.
    """
    refuse_unknown(file, known)
    table = tabular(file, declared_names(file.source))
    places = locate(table, {f"columns.{name}": wanted for name, wanted in file.source.columns.items()})
    found = {name.removeprefix("columns."): place for name, place in places.items()}
    ignored = {likeness(name) for name in (*file.source.ignore, *file.source.roles)}
    for place, header in enumerate(table.headers):
        name = likeness(header).replace(" ", "_").replace("-", "_")
        if known(name) and name not in found and place not in found.values() and likeness(header) not in ignored:
            found[name] = place
    raise_all([_not_declared(table, name) for name in required if name not in found])
    tell_cell_faults(table, set(found.values()))
    return Columns(table, found, unused_columns(table, set(found.values())))


def refuse_unknown(file: RawFile, known: Callable[[str], bool]) -> None:
    """A misspelt name in `columns` would silently lose a column."""
    raise_all(
        [
            ConfigFault(
                f"`columns` names “{name}”, which a source of kind {file.source.kind} does not have.",
                where=f"config/sources.yaml, source {file.key}",
                remedy="Correct the spelling; a column that is known and not used goes into `ignore`.",
            )
            for name in file.source.columns
            if not known(name)
        ]
    )


def locate(table: Table, wanted: Mapping[str, str]) -> dict[str, int]:
    """The place of each wanted column.

    Raises MissingColumn, all at once, for the names that stand nowhere and for each that stands over several columns.
    """
    places: dict[str, int] = {}
    missing: dict[str, str] = {}
    faults: list[Fault] = []
    for ours, name in wanted.items():
        found = _matches(table, name)
        if len(found) > 1:
            faults.append(_ambiguous(table, ours, name, len(found)))
        elif found:
            places[ours] = found[0]
        else:
            missing[ours] = name
    if missing:
        faults.append(missing_columns(table, missing, set(places.values())))
    raise_all(faults)
    return places


def undeclared_places(table: Table, used: set[int]) -> list[int]:
    """The places of columns that nothing uses or declares."""
    source = table.file.source
    declared = {likeness(name) for name in (*source.ignore, *source.roles)}
    return [
        place
        for place, names in enumerate(table.names)
        if place not in used and not declared & {likeness(name) for name in names} and not is_standard(source.format, names)
    ]


def unused_columns(table: Table, used: set[int], near: Near = NOTHING_NEAR) -> list[str]:
    """Headers nothing uses or declares; a finding about them goes to the table's, and stops a strict study.

    It is a warning if some are near to items that no column has: those are never told to be ignored.
    """
    places = undeclared_places(table, used)
    if places and near:
        table.findings.append(_near_to_items(table, places, near))
    elif places:
        table.findings.append(_undeclared(table, places, is_header=bool(used)))
    return [fold(table.headers[place]) for place in places]


def _undeclared(table: Table, places: list[int], *, is_header: bool) -> Finding:
    """What to write for columns that nothing declares; a row that is no header may be somebody's data, and is not shown."""
    message = f"{len(places)} column(s) of the file are neither used nor declared."
    remedy = "Is that the header row? Correct `header_row` of the source, or declare the columns."
    if is_header:
        line = _ignore_line(table, places)
        remedy = f"Those that nothing needs: write {line} in source {table.file.key}; name the others under `columns` or `roles`."
    return finding("note", table.file.id, UNDECLARED, message, remedy)


def _near_to_items(table: Table, places: list[int], near: Near) -> Finding:
    """What to write where the answers to an item would be lost with such a column."""
    message = (
        f"{len(places)} column(s) of the file are neither used nor declared, and among them may be the answers to "
        f"{', '.join(near)}, which no column has: the wording is nearly the item's."
    )
    remedy = f"If it is the same question, {items_line(table, near)} in source {table.file.key}."
    rest = [place for place in places if all(place not in of_item for of_item in near.values())]
    if rest:
        remedy += f" For others that nothing needs, write {_ignore_line(table, rest)}, or name them under `columns` or `roles`."
    return finding("warning", table.file.id, UNDECLARED, message, remedy)


def _ignore_line(table: Table, places: list[int]) -> str:
    headers = [fold(table.headers[place]) for place in places]
    return f"ignore: {json.dumps([*table.file.source.ignore, *headers], ensure_ascii=False)}"


def refuse_unknown_labels(file: RawFile, known: Iterable[str]) -> None:
    """Labels of a column that has none would silently do nothing."""
    raise_all(
        [
            ConfigFault(
                f"`labels` names “{name}”, of which a source of kind {file.source.kind} translates no words.",
                where=f"config/sources.yaml, source {file.key}",
                remedy=f"Use one of: {', '.join(known)}." if known else "Take `labels` out.",
            )
            for name in file.source.labels
            if name not in known
        ]
    )


def translated(table: Columns, row: Row, name: str, labels: str = "") -> tuple[str, bool]:
    """A word of a log as `labels` translate it, and whether it is one of them (or none are declared)."""
    text = table.text(row, name)
    declared = table.table.file.source.labels.get(labels or name, {})
    words = {likeness(word): meaning for word, meaning in declared.items()}
    known = not text or not words or likeness(text) in words or likeness(text) in map(likeness, words.values())
    return words.get(likeness(text), text), known


def unknown_label(table: Columns, row: Row, name: str) -> Finding:
    """The warning about a word that `labels` should translate and do not."""
    message = "The word is none of the declared labels; it stays as written."
    remedy = "Add it to `labels` of the source, or correct the cell."
    return finding(
        "warning", table.table.file.id, "unknown label", message, remedy, row=row.number, field=table.header(name) or name
    )


def tell_cell_faults(table: Table, used: set[int]) -> None:
    """Add an error for each cell in use that holds no usable value, and one note about those of the other columns."""
    for (row, place), why in sorted(table.cell_faults.items()):
        if place in used:
            message = f"The cell holds {why}; it counts as missing."
            remedy = "Open the file in the program that made it, put the formula right or write the value, and save it again."
            told = finding("error", table.file.id, "no value", message, remedy, row=row, field=fold(table.headers[place]))
            table.findings.append(told)
    others = sum(place not in used for _, place in table.cell_faults)
    if others:
        message = f"{others} cell(s) of columns that are not used hold formulas without a value."
        table.findings.append(finding("note", table.file.id, "no value", message, "Nothing, if the columns are not needed."))


def no_rows(table: Table) -> list[Finding]:
    """What to say about a table with a header and nothing below: an error where there can be no study without rows."""
    if table.rows:
        return []
    severity = "error" if table.file.source.kind in ("roster", "survey") else "warning"
    message, remedy = "The file has a header and not one row below it.", "Export it again, with its rows."
    return [finding(severity, table.file.id, "no rows", message, remedy)]


def overfull(source: str, row: Row) -> Finding:
    """The error for a row with more cells than the header."""
    return finding(
        "error",
        source,
        "more cells than columns",
        "The row has more cells than the header, so its values may have shifted; it is set aside.",
        "Put the cell that holds the delimiter into quotation marks, or export the file again.",
        row=row.number,
    )


def blank_rows_told(count: int) -> str:
    """How the reading report speaks of blank rows."""
    return f"blank rows, not counted as read: {count}" if count else ""


def declared_names(source: TableSource) -> frozenset[str]:
    """Everything a source calls a column, for comparison."""
    named = [*source.columns, *source.columns.values(), *source.ignore, *source.roles, *getattr(source, "code", ())]
    named += getattr(source, "items", {}).values()
    return frozenset(likeness(name) for name in named)


def _matches(table: Table, wanted: str) -> list[int]:
    """Columns that bear a name exactly (folded); if none does, those that bear it but for case and quotes."""
    for form in (fold, likeness):
        found = [place for place, names in enumerate(table.names) if form(wanted) in map(form, names)]
        if found:
            return found
    return []


def _ambiguous(table: Table, ours: str, wanted: str, times: int) -> MissingColumn:
    return MissingColumn(
        f"“{wanted}”, which `{ours}` names, stands over {times} columns.",
        where=place_of_header(table),
        remedy="Name the column by its full question text or its ImportId, or make the headers differ.",
    )


def _not_declared(table: Table, name: str) -> MissingColumn:
    return MissingColumn(
        f"The source does not say which column is `{name}`.",
        where=f"{place_of_header(table)}; source {table.file.key} in config/sources.yaml",
        remedy=f"Add `{name}: <header>` to its `columns`; if the header stands in another row, write it as `header_row`.",
    )
