"""Who descends from whom: from the records of a study, everything that was made with the help of a step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scripts.ground.records import RECORDS


class Descent:
    """The steps of a study and the files between them."""

    def __init__(self, records: Iterable[dict[str, Any]]) -> None:
        self._made = {each["step"]: [file["path"] for file in each["outputs"].values()] for each in records}
        self._users: dict[str, set[str]] = {}
        for record in records:
            for file in files_of(record["inputs"]):
                self._users.setdefault(file["path"], set()).add(record["step"])

    def downstream(self, steps: Iterable[str]) -> list[str]:
        """Files made by some steps and by all that used them, sorted."""
        waiting, seen = set(steps), set()
        while waiting:
            step = waiting.pop()
            seen.add(step)
            # the ledger is made of records, which none of them names as its own
            made = (*self._made.get(step, ()), (RECORDS / f"{step}.json").as_posix())
            users = (self._users.get(path, set()) for path in made)
            waiting |= set().union(*users) - seen
        return sorted(path for step in seen for path in self._made.get(step, ()))

    def users(self, path: str) -> list[str]:
        """Steps that read a file."""
        return sorted(self._users.get(path, ()))

    def makers(self, path: str) -> list[str]:
        """Steps that made a file; one, unless somebody tampered with the records."""
        return sorted(step for step, paths in self._made.items() if path in paths)


def files_of(inputs: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The files of a record's inputs, in the order named."""
    return [file for several in inputs.values() for file in several]
