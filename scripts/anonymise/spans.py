"""What detectors return."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of the plain text that may identify somebody.

    `who` holds the pseudonyms it may stand for, `shown` a replacement that keeps meaning where the detector knows one,
    `doubt` why a person should look at it.
    """

    start: int
    end: int
    label: str
    detector: str
    who: tuple[str, ...] = ()
    shown: str = ""
    doubt: str = ""
