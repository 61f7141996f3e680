"""Whom an unlinked row may belong to: at most three candidates a row, for a person to decide on in `config/links.csv`.

- ids of the roster: the same but for signs, letters and digits that look alike, the same parts in another order, the number
  alone, one slip of typing (two in a long id: a character more, less, another, or two swapped),
- an e-mail address or a name of the roster in place of the id,
- codes of another wave: one slip of typing, or one part missing; only among codes without a partner,
- the nearest first; of equals, whoever has no response in that survey yet.

Nothing here links anything. The table stays in the restricted zone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from scripts.anonymise.coded import Coded
from scripts.anonymise.register import Register
from scripts.anonymise.rows import RESPONSES, USED, Place, Typed
from scripts.ground.findings import Finding, finding
from scripts.ground.key import canonical

if TYPE_CHECKING:
    from scripts.anonymise.likeness import Candidate

MOST = 3

Row = dict[str, Any]
# candidates of each row, with whether they have another response in its survey
Found: TypeAlias = "dict[Typed, list[tuple[Candidate, bool]]]"


def roster_candidates(rows: Iterable[Typed], people: list[Row], register: Register, taken: Taken) -> Found:
    """Candidates of rows that no roster id links."""
    from scripts.anonymise.likeness import Ids, Names

    ids, names = Ids({canonical(row["person"]): row["person"] for row in people}.values()), Names(people)
    found = {}
    for each in rows:
        near = [*ids.near(each.person), *names.near(each.person)] if each.person else []
        found[each] = _nearest(near, lambda person, row=each: taken.has(register.find(person), row))
    return found


def code_candidates(coded: Coded) -> Found:
    """Candidates of coded responses without a partner at another wave, and of those whose code is nobody's."""
    from scripts.anonymise.likeness import Candidate, near_codes

    waves_of: dict[str, set[str]] = defaultdict(set)
    for each in coded.rows:
        if each.standing == USED and each.place in coded.code_at:
            waves_of[coded.code_at[each.place]].add(each.wave)
    single = {code: min(waves) for code, waves in waves_of.items() if len(waves) == 1}
    found: Found = {each: [(Candidate(each.person, 1.0, "two responses have this code"), True)] for each in coded.ambiguous}
    for wave in sorted(set(single.values()) - {""}):
        others = [code for code, where in single.items() if where not in (wave, "")]
        near = near_codes([code for code, where in single.items() if where == wave], others)
        for each in coded.rows:
            nearest = _nearest(near.get(coded.code_at.get(each.place, ""), []), lambda _: False)
            if each.wave == wave and each.standing == USED and nearest:
                found[each] = nearest
    return found


class Taken:
    """Who has answered which survey."""

    def __init__(self, rows: Iterable[Typed], owners: dict[Place, Row | None]) -> None:
        self._answered = {
            (owner["pseudonym"], *each.survey) for each in rows if each.kind in RESPONSES and (owner := owners.get(each.place))
        }

    def has(self, person: Row | None, row: Typed) -> bool:
        return person is not None and (person["pseudonym"], *row.survey) in self._answered


def _nearest(near: Iterable[Candidate], elsewhere: Callable[[str], bool]) -> list[tuple[Candidate, bool]]:
    """The likeliest candidates, each person once, with whether they have another response."""
    best: dict[str, Candidate] = {}
    for each in sorted(near, key=lambda one: (-one.likeness, one.why)):
        best.setdefault(each.person, each)
    known = [(each, elsewhere(each.person)) for each in best.values()]
    return sorted(known, key=lambda each: (-each[0].likeness, each[1], each[0].person))[:MOST]


def candidate_rows(found: Found, prints: dict[Place, str]) -> list[Row]:
    """The table of candidates; a row without any stands in it too, with its fingerprint."""
    from scripts.anonymise.likeness import Candidate

    nobody = (Candidate("", None, ""), None)
    return [
        {
            "source": each.source, "source_row": each.source_row, "person": candidate.person,
            "fingerprint": prints[each.place], "kind": each.kind, "wave": each.wave, "typed": each.person,
            "likeness": candidate.likeness, "why": candidate.why, "elsewhere": elsewhere, "rank": rank if near else 0,
        }
        for each, near in found.items()
        for rank, (candidate, elsewhere) in enumerate(near or [nobody], start=1)
    ]  # fmt: skip


def candidate_findings(found: Found) -> list[Finding]:
    """How many rows of each file have candidates, and where they stand."""
    counts: dict[str, int] = defaultdict(int)
    for each, near in found.items():
        counts[each.source] += bool(near)
    return [
        finding(
            "warning", source, "link_candidates",
            f"Rows that nothing links and that have candidates: {count}; link_candidates.csv of the restricted zone lists them.",
            "Decide on each in config/links.csv; nothing is linked by likeness.", field="person",
        )
        for source, count in sorted(counts.items())
        if count
    ]  # fmt: skip
