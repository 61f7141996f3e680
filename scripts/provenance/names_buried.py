"""Whole names of which only the letters are in order: joined, set apart, cut by tags, backwards, or shifted by thirteen."""

from __future__ import annotations

import codecs
from collections import defaultdict
from collections.abc import Callable, Iterable

from scripts.provenance.names_forms import SHORTEST_JOINED
from scripts.provenance.names_plain import letters

# shortest forms inside other letters, and turned round
INSIDE, TURNED = 12, 10


class Buried:
    """Names as letters alone, by their family name, which most texts do not hold."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._turned: dict[str, set[str]] = defaultdict(set)
        for pair in pairs:
            given, family = map(letters, pair)
            for joined in (given + family, family + given):
                if len(joined) >= SHORTEST_JOINED:
                    self._forms[family].add(joined)
                if len(joined) >= TURNED:
                    self._turned[family[::-1]].add(joined[::-1])
                    self._turned[codecs.encode(family, "rot13")].add(codecs.encode(joined, "rot13"))

    def occur_in(self, text: str, holds: Callable[[str], bool]) -> bool:
        """Whether letters without anything between hold a name; a short one must not be a part of other words."""
        for family, forms in self._forms.items():
            if family in text and any(form in text and (len(form) >= INSIDE or holds(apart(form))) for form in sorted(forms)):
                return True
        return any(family in text and any(form in text for form in forms) for family, forms in self._turned.items())


def apart(joined: str) -> str:
    """A pattern of letters with anything but letters between them, and no letter before or behind."""
    return r"(?<![^\W\d_])" + r"[\W\d_]*".join(joined) + r"(?![^\W\d_])"
