"""Who takes part, where they work, and who withdrew.

- Roster: one row a person and part; consent cells (yes, no, true, 1, ja, ...) become true or false; blank or unclear is no.
- A row without an id, with an unknown part, with an id and part that stood before, or with more cells than columns is set aside
  as an error; its names are kept for redaction, which must know everybody.
- Organisations: the declared list, and every organisation the roster names beside it (redaction must know all of them).
- Withdrawals: as written, dates in ISO where they can be read in one way only.
- Quasi-identifiers stand once more in a table of their own, with those that `roles` of the source adds or takes out.
- Columns are named as in the tables People, Organisations and Withdrawals.

Fails when a file is empty, of another kind, or lacks a declared column or that of the person (organisations: of the name).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from scripts.ground.findings import Finding, finding
from scripts.ground.raw import RawFile, RawFiles
from scripts.ground.schema import Rows
from scripts.ground.schemas.ingest import Findings, NamesOnly, Organisations, People, Quasi, Readings, Withdrawals
from scripts.ingest.cells import iso_dates, likeness, yes_or_no
from scripts.ingest.columns import Columns, columns, no_rows, refuse_unknown_labels, translated, unknown_label
from scripts.ingest.files import gather
from scripts.ingest.quasi import quasi_rows
from scripts.ingest.tabular import Row

PARTS = ("participant", "sponsor", "facilitator")
CONSENTS = ("consent_analyse", "consent_quote", "consent_archive")
PLACE = ("source", "source_row")
PEOPLE_TEXTS = tuple(name for name in People.columns if name not in ("person", "part", *CONSENTS, *PLACE))
KNOWN = {
    "roster": frozenset(People.columns) - set(PLACE),
    "organisations": frozenset(Organisations.columns) - set(PLACE),
    "withdrawals": frozenset(Withdrawals.columns) - set(PLACE),
}
TRANSLATED = {"withdrawals": ("what",), "organisations": ()}
NEEDED = {"roster": ("person",), "organisations": ("name",), "withdrawals": ("person",)}


class Made(NamedTuple):
    """What this step makes."""

    people: Rows[People]
    quasi: Rows[Quasi]
    names_only: Rows[NamesOnly]
    organisations: Rows[Organisations]
    withdrawals: Rows[Withdrawals]
    readings: Rows[Readings]
    findings: Rows[Findings]


@dataclass
class _Told:
    """What reading leaves behind besides the tables."""

    names_only: list[dict[str, Any]] = field(default_factory=list)
    readings: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def people(raw: RawFiles) -> Made:
    """Roster, organisations and withdrawals."""
    tables = gather(raw, _table)
    told = _Told()
    for table in tables:
        told.findings += table.table.findings
    roster = [person for table in _of_kind(tables, "roster") for person in _people(table, told)]
    listed = [each for table in _of_kind(tables, "organisations") for each in _organisations(table, told)]
    organisations = _with_those_of_roster(listed, [*roster, *told.names_only], told)
    withdrawals = [each for table in _of_kind(tables, "withdrawals") for each in _withdrawals(table, told)]
    quasi = [each for table in _of_kind(tables, "roster") for each in quasi_rows(table, roster)]
    return Made(roster, quasi, told.names_only, organisations, withdrawals, told.readings, told.findings)


def _table(file: RawFile) -> Columns:
    kind = file.source.kind
    if kind in TRANSLATED:
        refuse_unknown_labels(file, TRANSLATED[kind])
    return columns(file, KNOWN[kind].__contains__, NEEDED[kind])


def _of_kind(tables: list[Columns], kind: str) -> list[Columns]:
    return [table for table in tables if table.table.file.source.kind == kind]


def _people(table: Columns, told: _Told) -> list[dict[str, Any]]:
    _warn_of_absent_columns(table, told)
    rows, faults = table.full_rows()
    told.findings += no_rows(table.table) + faults
    told.names_only += [_names(table, row) for row in table.table.rows if row.overfull]
    kept: list[dict[str, Any]] = []
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        person, part = table.text(row, "person"), _part(table, row)
        fault = _roster_fault(table, row, person, part, seen)
        if fault:
            told.findings.append(fault)
            told.names_only.append(_names(table, row))
            continue
        seen[likeness(person), part] = row.number
        kept.append(
            {"person": person, "part": part}
            | {name: table.text(row, name) for name in PEOPLE_TEXTS}
            | {name: _consent(table, row, name, told) for name in CONSENTS}
            | _place(table.table.file, row)
        )
    told.readings.append(table.reading(len(kept)))
    return kept


def _names(table: Columns, row: Row) -> dict[str, Any]:
    names = [name for name in NamesOnly.columns if name not in PLACE]
    return {name: table.text(row, name) for name in names} | _place(table.table.file, row)


def _part(table: Columns, row: Row) -> str:
    """Participant, sponsor or facilitator; a roster without that column lists participants."""
    if not table.has("part"):
        return "participant"
    return likeness(table.text(row, "part")).removesuffix("s")


def _roster_fault(table: Columns, row: Row, person: str, part: str, seen: dict[tuple[str, str], int]) -> Finding | None:
    if not person:
        return _row_error(table, row, "person", "missing id", "The row has no id.", "Give the person an id.")
    if part not in PARTS:
        message = "The part is none of participant, sponsor and facilitator."
        return _row_error(table, row, "part", "unknown part", message, "Write one of the three.")
    if (likeness(person), part) in seen:
        message = f"The id stood in row {seen[likeness(person), part]} before, with the same part."
        return _row_error(
            table, row, "person", "duplicate id", message, "Give each person one id, and each id one row for each part."
        )
    return None


def _consent(table: Columns, row: Row, name: str, told: _Told) -> bool:
    written = table.text(row, name)
    consents = yes_or_no(written)
    if consents is None and table.has(name):
        rule, message = (
            ("unclear consent", "The consent is neither a yes nor a no; it counts as no consent.")
            if written
            else ("blank consent", "The consent is blank; it counts as no consent.")
        )
        remedy = "Write yes or no, as the person decided."
        told.findings.append(
            finding("warning", table.table.file.id, rule, message, remedy, row=row.number, field=table.header(name))
        )
    return bool(consents)


def _warn_of_absent_columns(table: Columns, told: _Told) -> None:
    for name in ("part", *CONSENTS):
        if not table.has(name):
            meaning = "everybody counts as participant" if name == "part" else "nobody counts as consenting"
            told.findings.append(
                finding(
                    "warning",
                    table.table.file.id,
                    f"no column {name}",
                    f"The roster has no column `{name}`: {meaning}.",
                    f"Add the column, or name it: `{name}: <header>` in `columns` of the source.",
                    field=name,
                )
            )


def _organisations(table: Columns, told: _Told) -> list[dict[str, Any]]:
    rows, faults = table.full_rows()
    told.findings += no_rows(table.table) + faults
    kept: list[dict[str, Any]] = []
    seen: set[str] = set()
    for row in rows:
        name = table.text(row, "name")
        if not name or likeness(name) in seen:
            rule = "duplicate organisation" if name else "missing name"
            message = "The organisation stood before." if name else "The row names no organisation."
            told.findings.append(_row_error(table, row, "name", rule, message, "List each organisation once."))
            continue
        seen.add(likeness(name))
        texts = {each: table.text(row, each) for each in ("abbreviation", "domain")}
        kept.append({"name": name, **texts, **_place(table.table.file, row)})
    told.readings.append(table.reading(len(kept)))
    return kept


def _with_those_of_roster(listed: list[dict[str, Any]], roster: list[dict[str, Any]], told: _Told) -> list[dict[str, Any]]:
    """The list, and what only the roster names: a name left out would not be masked in the texts."""
    named = {likeness(each["name"]) for each in listed}
    added: list[dict[str, Any]] = []
    for person in roster:
        name = person["organisation"]
        if not name or likeness(name) in named:
            continue
        named.add(likeness(name))
        added.append({"name": name, "abbreviation": "", "domain": ""} | {place: person[place] for place in PLACE})
        if listed:
            told.findings.append(
                finding(
                    "warning",
                    person["source"],
                    "organisation not listed",
                    "The roster names an organisation that the list of organisations does not have.",
                    "Add it to the list, with its abbreviation and e-mail domain, or correct the spelling.",
                    row=person["source_row"],
                    field="organisation",
                )
            )
    return listed + added


def _withdrawals(table: Columns, told: _Told) -> list[dict[str, Any]]:
    rows, faults = table.full_rows()
    told.findings += faults
    dates, unread = iso_dates([table.text(row, "date") for row in rows])
    kept: list[dict[str, Any]] = []
    for position, row in enumerate(rows):
        person = table.text(row, "person")
        if not person:
            message = "The withdrawal names nobody."
            told.findings.append(
                _row_error(table, row, "person", "missing id", message, "Write the id of the person who withdrew.")
            )
            continue
        if position in unread:
            message, remedy = "The date can be read in two ways or none.", "Write it as year-month-day."
            told.findings.append(
                finding(
                    "warning", table.table.file.id, "unclear date", message, remedy, row=row.number, field=table.header("date")
                )
            )
        what, is_known = translated(table, row, "what")
        if not is_known:
            told.findings.append(unknown_label(table, row, "what"))
        kept.append({"person": person, "date": dates[position], "what": what, **_place(table.table.file, row)})
    told.readings.append(table.reading(len(kept)))
    return kept


def _row_error(table: Columns, row: Row, name: str, rule: str, message: str, remedy: str) -> Finding:
    text = f"{message} The row is set aside."
    return finding("error", table.table.file.id, rule, text, remedy, row=row.number, field=table.header(name) or name)


def _place(file: RawFile, row: Row) -> dict[str, Any]:
    return {"source": file.id, "source_row": row.number}
