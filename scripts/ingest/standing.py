"""Which survey responses are used, which are excluded by rule, and which are quarantined.

- excluded: preview, test or spam (Qualtrics status); not finished, unless every behaviour item is answered; duplicate; the same
  response in another export of the source
- quarantined: more cells than columns; no answers
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from scripts.ground.findings import Finding, finding
from scripts.ground.raw import RawFile
from scripts.ingest.cells import fold, likeness, number, yes_or_no

USED, EXCLUDED, QUARANTINED = "used", "excluded", "quarantined"
REPEATED = "same response in another export"
# Programs that count responses from 1 give the same number in every survey; such a number alone says nothing.
SHORT_NUMBER = re.compile(r"\d{1,6}")
ROWS_SHOWN = 20
DUPLICATE, NO_ANSWERS, SHIFTED = "duplicate", "no answers", "more cells than columns"
# The status code of Qualtrics adds up: 1 preview, 2 test, 8 spam (9 is a preview marked as spam).
STATUS_BITS = ((1, "preview"), (2, "test"), (8, "spam"))
# The same in words: Qualtrics writes them in the language of the account.
STATUS_WORDS = (
    (
        "preview",
        ("preview", "vorschau", "aperçu", "vista previa", "anteprima", "voorbeeld", "visualização", "förhandsgranskning"),
    ),
    ("test", ("test", "prueba", "teste")),
    ("spam", ("spam",)),
)
ORDINARY_STATUS = ("ip", "import", "offline", "upload", "synthetic", "hochgeladen", "hors ligne", "adresse ip", "dirección ip",
                   "indirizzo ip", "endereço ip")  # fmt: skip


@dataclass
class Response:
    """One survey response and what becomes of it."""

    file: RawFile
    row: int
    wave: str
    module: str
    person: str
    recorded: str
    answers: dict[str, float | None]
    texts: list[str]
    id: str = ""
    cells: tuple[str, ...] = ()
    nth: int = 0
    standing: str = USED
    reason: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(value is not None for value in self.answers.values())

    def set_aside(self, standing: str, reason: str, finding_made: Finding) -> None:
        self.standing, self.reason = standing, reason
        self.findings.append(finding_made)


def unwanted_status(text: str) -> str:
    """Preview, test or spam, if that is what the status column says."""
    code = number(text)
    if code is not None:
        return next((name for bit, name in STATUS_BITS if int(code) & bit), "")
    return next((name for name, words in STATUS_WORDS if any(word in likeness(text) for word in words)), "")


def is_known_status(text: str) -> bool:
    """Whether a status says what became of the response; of one in an unknown language nobody can tell."""
    return not fold(text) or number(text) is not None or bool(unwanted_status(text)) or likeness(text).startswith(ORDINARY_STATUS)


def judge(response: Response, status: str, finished: str, needed: list[str]) -> None:
    """Exclude or quarantine one response; `needed` are the items that make an unfinished one complete enough."""
    unwanted = unwanted_status(status)
    if unwanted:
        _exclude(response, unwanted, f"The response is marked as {unwanted}.")
    elif yes_or_no(finished) is False and not _complete(response, needed):
        _exclude(response, "not finished", "The response was not finished.")
    elif response.answers and not response.answered:
        message = "No question was answered; the response is set aside."
        response.set_aside(
            QUARANTINED, NO_ANSWERS, _finding(response, "error", NO_ANSWERS, message, "Look whether answers were lost.")
        )
    elif yes_or_no(finished) is False:
        message = "The response was not finished, but every behaviour item is answered: it is used."
        response.findings.append(_finding(response, "note", "not finished, used", message, "Nothing, if that is right."))


def exclude_repeats(responses: list[Response]) -> list[Finding]:
    """Count a response once that stands in several exports of one source (or twice in one); a note for each pair of files.

    The same response is known by the program's own number, else by equal cells with a time or a person among them, else by
    equal files.
    """
    groups: dict[tuple[object, ...], list[Response]] = defaultdict(list)
    for each in responses:
        if each.standing != EXCLUDED:
            groups[_identity(each)].append(each)
    repeats: dict[tuple[str, str], list[int]] = defaultdict(list)
    for group in groups.values():
        if len(group) > 1:
            kept = max(group, key=_rank_of_repeats)
            for each in group:
                if each is not kept:
                    each.standing, each.reason = EXCLUDED, REPEATED
                    repeats[each.file.id, kept.file.id].append(each.row)
    return [_repeats_told(file, kept, rows) for (file, kept), rows in repeats.items()]


def _identity(response: Response) -> tuple[object, ...]:
    source = response.file.key
    if response.id:
        told_apart = (response.recorded, response.person) if SHORT_NUMBER.fullmatch(response.id) else ()
        return source, "id", response.id, *told_apart
    if response.cells and (response.recorded or response.person):
        # twice in one file it may be two people; that is for the search for duplicates
        return source, "cells", response.cells, response.nth
    return source, "file", response.file.sha256, response.row


def _rank_of_repeats(response: Response) -> tuple[bool, int, str, int, int]:
    return response.standing == USED, response.answered, response.recorded, -response.file.number, -response.row


def _repeats_told(file: str, kept: str, rows: list[int]) -> Finding:
    shown = ", ".join(map(str, rows[:ROWS_SHOWN])) + (f" and {len(rows) - ROWS_SHOWN} more" if len(rows) > ROWS_SHOWN else "")
    place = "the same file" if file == kept else kept
    message = f"{len(rows)} response(s) stand in {place} too and are counted once; here row {shown}."
    return finding("note", file, REPEATED, message, "Nothing, if the exports overlap.", row=rows[0], field=kept)


def exclude_duplicates(responses: list[Response]) -> None:
    """Of responses by one person to one survey, keep the most complete, then the latest."""
    groups: dict[tuple[str, ...], list[Response]] = defaultdict(list)
    for each in responses:
        # two people may have chosen one self-generated code; linkage deals with it
        if each.standing == USED and each.person and each.file.source.linked_to == "roster":
            groups[each.file.source.kind, each.wave, each.module, each.person].append(each)
    for group in groups.values():
        kept = max(group, key=_rank)
        for each in group:
            if each is not kept:
                message = f"The same id answered more than once; {kept.file.id}, row {kept.row}, is the most complete or latest."
                remedy = "Look whether two people used one id."
                each.set_aside(EXCLUDED, DUPLICATE, _finding(each, "warning", DUPLICATE, message, remedy))


def _complete(response: Response, needed: list[str]) -> bool:
    return bool(needed) and all(response.answers[item] is not None for item in needed)


def _rank(response: Response) -> tuple[int, bool, str, int, int]:
    recorded = response.recorded if response.recorded[:4].isdigit() else ""
    return response.answered, bool(recorded), recorded, response.file.number, response.row


def _exclude(response: Response, reason: str, message: str) -> None:
    response.set_aside(
        EXCLUDED, reason, _finding(response, "note", reason, f"{message} It is excluded.", "Nothing, if that is right.")
    )


def _finding(response: Response, severity: str, rule: str, message: str, remedy: str) -> Finding:
    return finding(severity, response.file.id, rule, message, remedy, row=response.row)
