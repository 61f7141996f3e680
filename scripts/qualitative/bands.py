"""How well the coders agreed on what a result rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

FLAGGED = "flagged"


def bands_of(agreement: list[dict[str, Any]], level: str = "code") -> dict[str, str]:
    """Code or family → use, tentative, flagged or not estimable; nothing where only one person coded."""
    return {row["code"]: row["band"] for row in agreement if row["level"] == level}


def flagged(bands: dict[str, str], codes: Iterable[str]) -> list[str]:
    """Those of the codes on which the coders did not agree well, sorted."""
    return sorted(code for code in codes if bands.get(code) == FLAGGED)
