"""People known only by a self-generated code: surveys that are linked to each other, not to the roster.

- one code in each wave is one person, with a pseudonym of the code's own; capitals do not matter, every other difference does,
- a code that two responses of one survey bear belongs to nobody: two people chose alike, or one answered twice, and nothing
  tells which; responses that a person has decided on (links.csv) are left out of that count,
- whoever has no code, or a code that is nobody's, answered without a name: their scores count in the unpaired summary only.

ASSUME people consented to analysis in the anonymous survey itself; nobody asked whether they may be quoted, so nobody is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Literal

from scripts.anonymise.decisions import is_nobody
from scripts.anonymise.rows import DUPLICATE, EACH_OTHER, MAY_BE_NAMELESS, USED, Place, Typed
from scripts.ground.findings import Finding, finding
from scripts.ground.key import Key, canonical
from scripts.ground.models.links import Decision

KNOWN_BY = "code"
NAMELESS = "The answers count without a name, in no pair."
TELL = "If you can tell whose it is, say so in config/links.csv; link_candidates.csv of the restricted zone has the fingerprint."

Row = dict[str, Any]


class Coded:
    """The people behind the codes."""

    def __init__(self, rows: Iterable[Typed], key: Key) -> None:
        self.rows = [each for each in rows if each.linked_to == EACH_OTHER]
        self.codes = {code_of(each.person) for each in self.rows} - {""}
        self._key = key
        self._withdrawn: set[str] = set()
        self.code_at: dict[Place, str] = {}
        self.ambiguous: list[Typed] = []

    def knows(self, typed: str | None) -> bool:
        """Whether somebody answered under this code."""
        return code_of(typed) in self.codes

    def withdraw(self, typed: str) -> None:
        self._withdrawn.add(code_of(typed))

    def link(self, decisions: dict[Place, Decision]) -> None:
        """Say whose each row is."""
        same = defaultdict(list)
        for each in self.rows:
            decision = decisions.get(each.place)
            if decision is not None:
                if not is_nobody(decision):
                    self.code_at[each.place] = code_of(decision.person)
            elif code_of(each.person) and (each.standing == USED or each.reason == DUPLICATE):
                same[*each.survey, code_of(each.person)].append(each)
        taken = {(*each.survey, self.code_at[each.place]) for each in self.rows if each.place in self.code_at}
        for survey_and_code, rows in same.items():
            if len(rows) == 1 and survey_and_code not in taken:
                self.code_at[rows[0].place] = survey_and_code[-1]
            else:
                self.ambiguous += rows

    def owner(self, each: Typed) -> Row | None:
        """The person of a row, by pseudonym and standing."""
        code = self.code_at.get(each.place)
        return {"pseudonym": self._pseudonym(code), "standing": self._standing(code)} if code else None

    def is_withdrawn(self, each: Typed) -> bool:
        """Whether a row bears a withdrawn code, also one that is nobody's: in doubt both responses go."""
        return code_of(each.person) in self._withdrawn or self.code_at.get(each.place) in self._withdrawn

    def participants(self) -> list[Row]:
        """One row a person."""
        return [
            {
                "pseudonym": self._pseudonym(code), "known_by": KNOWN_BY, "part": "participant", "cohort": "",
                "organisation_code": "", "role": "", "may_quote": False, "standing": self._standing(code),
                "source": "", "source_row": None,
            }
            for code in sorted(set(self.code_at.values()))
        ]  # fmt: skip

    def findings(self, decisions: dict[Place, Decision]) -> list[Finding]:
        """Responses that are nobody's."""
        missing = [
            each
            for each in self.rows
            if each.standing == USED and not each.person and each.kind not in MAY_BE_NAMELESS and each.place not in decisions
        ]
        return [
            *(_finding(each, "note", "code_missing", f"There is no code. {NAMELESS}", "Nothing.") for each in missing),
            *(
                _finding(each, "warning", "code_twice", f"Another response has the same code. {NAMELESS}", TELL)
                for each in self.ambiguous
            ),
        ]

    def _pseudonym(self, code: str) -> str:
        return self._key.pseudonym("code", code)

    def _standing(self, code: str) -> str:
        return "withdrawn" if code in self._withdrawn else "active"


def code_of(typed: str | None) -> str:
    """One spelling of a code."""
    return canonical(typed or "")


def _finding(each: Typed, severity: Literal["warning", "note"], rule: str, message: str, remedy: str) -> Finding:
    return finding(severity, each.source, rule, message, remedy, row=each.source_row, field="person")
