"""Somebody who withdrew, as the last run of a study knows them: their rows in the raw files, their texts, what to look for.

Fails when nobody bears the id, when the person has not withdrawn, and when results are older than what they were made from.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.anonymise.linkage import WITHDRAWN
from scripts.anonymise.register import Register
from scripts.commands.people_sought import DOCUMENT, PSEUDONYM, Run, Sought, runs_of, sought
from scripts.ground.config import Config
from scripts.ground.faults import MissingInput, StudyFault
from scripts.ground.hashing import path_digest
from scripts.ground.key import Key, canonical
from scripts.ground.models.disclosure import Disclosure
from scripts.ground.models.links import Links
from scripts.ground.opening import EVERY_KIND
from scripts.ground.raw import find_raw
from scripts.ground.records import RECORDS, read_records
from scripts.ground.schemas.anonymise import Linkage
from scripts.ground.schemas.ingest import Attendance, Documents, NamesOnly, People, Projects, Responses, Turns, Withdrawals
from scripts.ground.tables import read_rows

Row = dict[str, Any]
Place = tuple[str, int]
EACH_OTHER = "each other"
OWN_FILE = ("interviews", "reflections")
RUN_FIRST = "Run: make report STUDY=..., then this again."
TABLES = {
    "people": ("people", People), "names_only": ("names_only", NamesOnly), "withdrawals": ("withdrawals", Withdrawals),
    "responses": ("responses", Responses), "projects": ("projects", Projects), "attendance": ("attendance", Attendance),
}  # fmt: skip
# one table each of texts, surveys and logs
TEXTS = ("", "survey_", "log_")


@dataclass(frozen=True)
class Withdrawn:
    """A person who withdrew."""

    id: str
    pseudonyms: tuple[str, ...]
    rows: frozenset[Place]
    # raw files that are theirs as a whole
    files: frozenset[str]
    sought: Sought


def find_withdrawn(id: str, config: Config, key: Key) -> Withdrawn:
    """The person with this roster id or self-generated code."""
    if not id.strip():
        raise StudyFault("No id was given.", where="ID", remedy="Say whose withdrawal to prove: make forgotten ID=person-id")
    tables = read_restricted(config)
    refuse_stale(config)
    register = Register(read_rows(restricted(config) / "anonymise/linkage.csv", Linkage))
    person = register.find(id)
    codes = {canonical(row["person"] or "") for row in tables["responses"] if row["linked_to"] == EACH_OTHER} - {""}
    if person is None and canonical(id) not in codes:
        raise StudyFault(
            "Nobody of the last run bears this id.",
            where="the roster, and self-generated codes",
            remedy=f"Correct the id. If the roster is newer than the results: {RUN_FIRST}",
        )
    if (person or {"standing": _code_standing(id, tables)})["standing"] != WITHDRAWN:
        raise StudyFault(
            "This person has not withdrawn from everything, as the last run read the withdrawals.",
            where="the source of kind withdrawals",
            remedy=f"Add the id to the withdrawals file (with nothing, or “everything”, as what is withdrawn). {RUN_FIRST}",
        )
    return _withdrawn(id if person is None else person["person"], person is not None, tables, config, key)


def refuse_stale(config: Config) -> None:
    """Raise when there are no results, or raw files or results changed since they were used."""
    records = read_records(config.folder / RECORDS)
    if not records or not (config.folder / "results/release").is_dir():
        raise MissingInput("This study has no finished results to look through.", where="results of the study", remedy=RUN_FIRST)
    raw = {file.id: file.sha256 for file in find_raw(config, EVERY_KIND)}
    read = {file: sha256 for record in records for file, sha256 in record["raw"].items()}
    made = {each["path"]: each["sha256"] for record in records for each in record["outputs"].values()}
    used = [each for record in records for files in record["inputs"].values() for each in files]
    is_stale = (
        raw != read
        or any(made.get(each["path"], each["sha256"]) != each["sha256"] for each in used)
        or any(not _stands(config.folder / path, sha256) for path, sha256 in made.items())
    )
    if is_stale:
        raise StudyFault(
            "The results are older than the raw files, or not all of them were made anew.",
            where="results, compared with data/raw and the records",
            remedy=RUN_FIRST,
        )


def read_restricted(config: Config) -> dict[str, list[Row]]:
    """The tables that say who is who, as ingestion left them; raises MissingInput when they were purged."""
    ingest = restricted(config) / "ingest"
    if not (ingest / "people.csv").exists():
        raise MissingInput(
            "The identified tables are gone, so nobody can be looked for.",
            where="the restricted folder",
            remedy=f"They were purged, or the study has not been run. {RUN_FIRST}",
        )
    tables = {name: read_rows(ingest / f"{file}.csv", table) for name, (file, table) in TABLES.items()}
    tables["documents"] = [row for name in TEXTS for row in read_rows(ingest / f"{name}documents.csv", Documents)]
    tables["turns"] = [row for name in TEXTS for row in read_rows(ingest / f"{name}turns.csv", Turns)]
    return tables


def restricted(config: Config) -> Path:
    """The restricted folder of a study."""
    return config.folder / config.study.places.restricted


def _stands(path: Path, sha256: str) -> bool:
    return path.exists() and path_digest(path) == sha256


def _withdrawn(id: str, is_in_roster: bool, tables: dict[str, list[Row]], config: Config, key: Key) -> Withdrawn:
    theirs = _Theirs(id, is_in_roster, config)
    rows = [row for name in ("people", "responses", "projects", "attendance") for row in tables[name] if theirs.row(row)]
    documents = {row["document"]: row for row in tables["documents"] if theirs.row(row)}
    spoken = [row for row in tables["turns"] if theirs.turn(row, documents)]
    source_of = {row["document"]: row["source"] for row in tables["documents"]}
    places = {(row["source"], row["source_row"]) for row in (*rows, *documents.values())}
    places |= {(source_of[row["document"]], row["source_row"]) for row in spoken}
    pseudonyms = {
        PSEUDONYM: key.names("person" if is_in_roster else "code", id),
        DOCUMENT: [name for document in documents for name in key.names("document", document)],
    }
    look_for = sought(
        [row for row in tables["people"] if theirs.row(row)] if is_in_roster else [_code_row(id)],
        [*tables["people"], *tables["names_only"]],
        pseudonyms,
        _own_words(spoken, tables["turns"]),
        [each.name for each in config.slice(Disclosure).allowed_names],
    )
    whole = frozenset(row["source"] for row in documents.values() if row["kind"] in OWN_FILE)
    return Withdrawn(id, tuple(pseudonyms[PSEUDONYM]), frozenset(places), whole, look_for)


class _Theirs:
    """Tells which rows are this person's: by the id as typed, or by a decision of links.csv."""

    def __init__(self, id: str, is_in_roster: bool, config: Config) -> None:
        self._id, self._mine = canonical(id), Register([{"person": id}]) if is_in_roster else None
        self._decided = {(each.source, each.row) for each in config.slice(Links).decisions if self._is_id(each.person)}

    def row(self, row: Row) -> bool:
        return self._is_id(row["person"]) or (row["source"], row["source_row"]) in self._decided

    def turn(self, turn: Row, documents: dict[str, Row]) -> bool:
        in_own_text = turn["document"] in documents and not turn["person"]
        return turn["part"] == "speaker" and (in_own_text or self._is_id(turn["person"]))

    def _is_id(self, typed: str | None) -> bool:
        return self._mine.find(typed) is not None if self._mine else canonical(typed or "") == self._id


def _own_words(spoken: list[Row], turns: list[Row]) -> frozenset[Run]:
    """What nobody else said or wrote."""
    theirs = {(row["document"], row["turn"]) for row in spoken}
    others = (row["text"] for row in turns if (row["document"], row["turn"]) not in theirs)
    return frozenset(runs_of(row["text"] for row in spoken) - runs_of(others))


def _code_row(code: str) -> Row:
    return {"person": code, "given_name": "", "family_name": "", "known_as": "", "email": ""}


def _code_standing(code: str, tables: dict[str, list[Row]]) -> str:
    return WITHDRAWN if canonical(code) in {canonical(row["person"]) for row in tables["withdrawals"]} else "active"
