"""What stands for a masked span: the person's or organisation's pseudonym where it is certain, else the kind alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scripts.anonymise.linkage import ACTIVE, PARTS
from scripts.anonymise.register import Register
from scripts.anonymise.spans import Span

BY_PSEUDONYM = ("person", "organisation")


class Decider:
    """Chooses replacements; knows each pseudonym's part and whether it may be shown."""

    def __init__(self, people: Iterable[dict[str, Any]], register: Register) -> None:
        self._parts: dict[str, str] = {}
        self._active: set[str] = set()
        for row in people:
            link = register.find(row["person"])
            if link is None:
                continue
            parts = {row["part"], self._parts.get(link["pseudonym"], row["part"])}
            # a part that no study has, as a folder's roster may, comes last
            self._parts[link["pseudonym"]] = min(parts, key=lambda part: PARTS.index(part) if part in PARTS else len(PARTS))
            if link["standing"] == ACTIVE:
                self._active.add(link["pseudonym"])

    def certain(self, spans: Iterable[Span]) -> frozenset[str]:
        """Pseudonyms that a document names without ambiguity."""
        return frozenset(span.who[0] for span in spans if len(span.who) == 1)

    def replacement(self, span: Span, certain: frozenset[str]) -> str:
        """The text that stands for a span in a document that names `certain` people and organisations elsewhere.

        A name that several share is taken for the one of them whom the document names unmistakably.
        """
        if span.label not in BY_PSEUDONYM:
            return span.shown or f"[{span.label}]"
        who = span.who
        if len(who) > 1:
            named = tuple(each for each in who if each in certain)
            who = named if len(named) == 1 else ()
        if span.label == "organisation":
            return f"[authority {who[0]}]" if who else "[authority]"
        parts = {self._parts.get(each, "person") for each in who or span.who}
        part = parts.pop() if len(parts) == 1 else "person"
        # who withdrew leaves every output, by pseudonym too
        return f"[{part} {who[0]}]" if who and who[0] in self._active else f"[{part}]"
