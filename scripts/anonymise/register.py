"""The roster by id: exact after canonicalisation, then by the only normalisation declared safe (case, blanks, hyphens)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from scripts.ground.key import canonical

DIGITS = re.compile(r"\d+$")
SEPARATORS = re.compile(r"[\s\-_‐-―−]+")


class Register:
    """Rows that hold a roster id in `person`, found by an id as somebody typed it."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._exact: dict[str, dict[str, Any]] = {}
        self._loose: dict[str, dict[str, Any] | None] = {}
        for row in rows:
            if canonical(row["person"]) not in self._exact:
                self._exact[canonical(row["person"])] = row
                short = loose(row["person"])
                # two ids that differ by blanks or hyphens only are never confused: both need their exact form
                self._loose[short] = None if short in self._loose else row

    def find(self, typed: str | None) -> dict[str, Any] | None:
        """The row of an id, or nothing."""
        if not typed:
            return None
        return self._exact.get(canonical(typed)) or self._loose.get(loose(typed))

    @cached_property
    def id_heads(self) -> tuple[frozenset[str], bool]:
        """The letters that ids begin with, and whether there are ids of digits alone."""
        return frozenset(DIGITS.sub("", short) for short in self._loose if short.isalnum()), any(map(str.isdigit, self._loose))

    @property
    def loose_ids(self) -> dict[str, dict[str, Any] | None]:
        """Rows by id without case, blanks and hyphens; None where two ids fall together."""
        return self._loose


def loose(typed: str) -> str:
    """An id without case, blanks and hyphens."""
    return SEPARATORS.sub("", canonical(typed))
