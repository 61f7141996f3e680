"""Evidence as the report's sentences use it: values to decide by, shortcodes to print."""

from __future__ import annotations

import re
from typing import Any

from scripts.ground.display import NOT_SHOWN
from scripts.ground.faults import EvidenceFault
from scripts.report.markdown import escape

PLACEHOLDER = re.compile(r"\{([a-z][\w.-]*)\}")


class Told:
    """Looks evidence up by id; a sentence prints a number only through `show`."""

    def __init__(self, evidence: list[dict[str, Any]]) -> None:
        self.entries = {each["id"]: each for each in evidence}

    def has(self, id: str) -> bool:
        return id in self.entries

    def value(self, id: str) -> Any:
        """The value to decide by: a number, a word, or None where nothing could be estimated."""
        return self._entry(id)["value"]

    def hidden(self, id: str) -> bool:
        """Whether a value is known and held back."""
        return self.has(id) and self._entry(id)["display"] == NOT_SHOWN

    def show(self, id: str) -> str:
        """The shortcode that prints the value."""
        self._entry(id)
        return shortcode(id)

    def fill(self, text: str) -> str:
        """Words from a table, escaped, with each `{id}` in them turned into the shortcode that prints it."""
        for id in PLACEHOLDER.findall(text):
            self._entry(id)
        return filled(text)

    def plain(self, id: str) -> str:
        """The words of a verdict, for a decision or a class name."""
        return str(self._entry(id)["display"])

    def ids(self, start: str) -> list[str]:
        """All ids that begin so, sorted."""
        return sorted(id for id in self.entries if id.startswith(start))

    def variables(self) -> dict[str, str]:
        """`_variables.yml`: every value and verdict, each carrying its id."""
        return {
            key_of(id): f"[{each['display']}]{{.evidence evidence='{id}'}}"
            for id, each in sorted(self.entries.items())
            if each["kind"] in ("value", "verdict")
        }

    def _entry(self, id: str) -> dict[str, Any]:
        if id not in self.entries:
            raise EvidenceFault(
                "The report asks for evidence that does not exist.", where=id, remedy="Correct the id; evidence.json lists all."
            )
        return self.entries[id]


def key_of(id: str) -> str:
    """The key of an id in `_variables.yml`, where a dot would mean nesting."""
    return id.replace(".", "-")


def shortcode(id: str) -> str:
    """What prints an evidence id."""
    return f"{{{{< var {key_of(id)} >}}}}"


def filled(text: str) -> str:
    """Words from a table, escaped, with each `{id}` as the shortcode that prints it."""
    parts = PLACEHOLDER.split(text)
    return "".join(shortcode(part) if place % 2 else escape(part, keep_blanks=True) for place, part in enumerate(parts))
