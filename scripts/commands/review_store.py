"""The review of one study: its cases, the decisions on them, and their file, written anew after each decision.

- `config/redaction_decisions.csv` is the only memory: it is read again when somebody edits it meanwhile,
- a new decision on all places of a case replaces the old ones; one on some places leaves the others as they are,
- `keep` lets words stand where they were seen, or everywhere if the person says so; what masks holds everywhere.

Fails with a fault for a decision that cannot be carried out; nothing is written then.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from scripts.anonymise.reviewed import Decided, review_faults
from scripts.ground.config import Config
from scripts.ground.faults import ConfigFault, Fault, raise_all
from scripts.ground.models.redaction_decisions import EVERYWHERE, RedactionDecision, RedactionDecisions
from scripts.ground.redaction_file import read_redaction_decisions, redaction_decisions_text
from scripts.ground.schemas.anonymise import Linkage, ReviewItems
from scripts.ground.schemas.ingest import People
from scripts.ground.tables import read_rows
from scripts.ground.written_table import what_is_wrong

FILE = "config/redaction_decisions.csv"
OPEN = ""

Row = dict[str, Any]


class Wish(BaseModel):
    """What a person wants done with a case: at some of its places or, if none is named, at all."""

    model_config = ConfigDict(extra="forbid", strict=True)

    item: str
    decision: str
    replacement: str = ""
    places: tuple[str, ...] = ()
    everywhere: bool = False
    decided_by: str
    note: str = ""


@dataclass(frozen=True)
class Material:
    """What there is to review: places by case in the order of doubt, and who may be meant."""

    cases: dict[str, list[Row]]
    people: list[dict[str, str]]
    known: frozenset[str]
    # cases and places under earlier versions of the key, each with its present name
    renamed: dict[str, str]


class Store:
    """Cases and decisions; safe to use from several threads."""

    def __init__(self, path: Path, material: Material, today: str) -> None:
        self.material = material
        self.lock = RLock()
        self._path, self._today = path, today
        self._undo: list[tuple[str, list[RedactionDecision]]] = []
        self._decisions: list[RedactionDecision] = []
        self._seen: bytes | None = None
        self._refresh()

    def decide(self, wish: Wish) -> None:
        """Record a decision.

        Raises Fault for one that cannot be carried out.
        """
        with self.lock:
            self._refresh()
            places = self._places(wish.item)
            new = _decision(wish, places, self._today)
            raise_all(review_faults(RedactionDecisions(decisions=(new,)), self._hints(), self.material.known, lambda _: False))
            self._record(wish.item, with_decision(self._decisions, new, places))

    def reopen(self, item: str) -> None:
        """Take every decision on a case back."""
        with self.lock:
            self._refresh()
            self._places(item)
            self._record(item, [each for each in self._decisions if each.item != item])

    def undo(self) -> str | None:
        """Take back what was done last; returns its case."""
        with self.lock:
            self._refresh()
            if not self._undo:
                return None
            item, before = self._undo.pop()
            self._write(before)
            return item

    def standing(self) -> dict[str, list[dict[str, str]]]:
        """What stands at each place of each case."""
        with self.lock:
            self._refresh()
            decided = Decided(self._decisions)
        return {item: [_told(decided.at(item, row["place"])) for row in rows] for item, rows in self.material.cases.items()}

    def _places(self, item: str) -> set[str]:
        if item not in self.material.cases:
            raise Fault("The review has no such case.", where="review", remedy="Load the page again.")
        return {row["place"] for row in self.material.cases[item]}

    def _hints(self) -> set[str]:
        return {item for item, rows in self.material.cases.items() if rows[0]["hint"]}

    def _record(self, item: str, after: list[RedactionDecision]) -> None:
        before = self._decisions
        self._write(after)
        self._undo.append((item, before))

    def _refresh(self) -> None:
        content = self._path.read_bytes() if self._path.exists() else b""
        if content != self._seen:
            self._decisions = list(read_redaction_decisions(self._path).decisions) if content else []
            self._decisions = [_under_present_names(each, self.material.renamed) for each in self._decisions]
            self._seen = content
            # what somebody wrote by hand meanwhile is not ours to undo
            self._undo.clear()

    def _write(self, decisions: list[RedactionDecision]) -> None:
        content = redaction_decisions_text(decisions).encode("utf-8")
        write_whole(self._path, content)
        self._decisions, self._seen = decisions, content


def material_of(config: Config) -> Material:
    """What the last run found doubtful."""
    restricted = config.folder / config.study.places.restricted
    cases: dict[str, list[Row]] = {}
    renamed: dict[str, str] = {}
    for row in read_rows(restricted / "anonymise/review_items.csv", ReviewItems):
        cases.setdefault(row["item"], []).append(row)
        for names in row["earlier"].split():
            renamed.update(zip(names.split("/"), (row["item"], row["place"]), strict=True))
    linkage = read_rows(restricted / "anonymise/linkage.csv", Linkage)
    people = {row["person"]: row for row in read_rows(restricted / "ingest/people.csv", People)}
    offered = [
        {"pseudonym": row["pseudonym"], "name": _name(people[row["person"]])} for row in linkage if row["person"] in people
    ]
    bodies = {row["organisation_code"]: row["organisation"] for row in linkage if row["organisation_code"]}
    offered += [{"pseudonym": code, "name": name} for code, name in bodies.items()]
    known = frozenset(each["pseudonym"] for each in offered)
    return Material(cases, sorted(offered, key=lambda each: each["name"].casefold()), known, renamed)


def with_decision(decisions: Iterable[RedactionDecision], new: RedactionDecision, places: set[str]) -> list[RedactionDecision]:
    """The decisions with a new one, which wins where it holds; `places` are all of its case."""
    whole = not new.places or places <= set(new.places)
    kept = []
    for each in decisions:
        rest = [place for place in each.places if place not in new.places]
        if each.item != new.item:
            kept.append(each)
        elif not whole and (rest or not each.places):
            kept.append(each.model_copy(update={"scope": " ".join(rest) or EVERYWHERE}))
    return [*kept, new]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, never half of it."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError:
        with suppress(OSError):
            Path(temporary).unlink()
        raise ConfigFault(
            "The decisions cannot be written.", where=FILE, remedy="Check the folder's permissions and space."
        ) from None


def _decision(wish: Wish, places: set[str], today: str) -> RedactionDecision:
    chosen = set(wish.places) & places or places
    where = EVERYWHERE if wish.everywhere or (chosen == places and wish.decision != "keep") else " ".join(sorted(chosen))
    try:
        return RedactionDecision(
            line=1, item=wish.item, decision=wish.decision, replacement=wish.replacement.strip(), scope=where,
            decided_by=wish.decided_by.strip(), date=today, note=wish.note.strip(),
        )  # fmt: skip
    except ValidationError as error:
        raise ConfigFault(what_is_wrong(error), where="this decision", remedy="Correct it and decide again.") from None


def _under_present_names(decision: RedactionDecision, renamed: dict[str, str]) -> RedactionDecision:
    names = {"item": renamed.get(decision.item, decision.item)}
    scope = " ".join(renamed.get(place, place) for place in decision.places) or EVERYWHERE
    return decision.model_copy(update={**names, "scope": scope})


def _told(decision: RedactionDecision | None) -> dict[str, str]:
    if decision is None:
        return {"decision": OPEN}
    given = {"decision": decision.decision, "replacement": decision.replacement, "note": decision.note, "by": decision.decided_by}
    return {**given, "everywhere": "" if decision.places else "yes"}


def _name(row: Row) -> str:
    return " ".join(part for part in (row["known_as"] or row["given_name"], row["family_name"]) if part) or row["person"]
