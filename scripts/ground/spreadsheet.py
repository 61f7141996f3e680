"""Words for a spreadsheet: what it would take for a formula has an apostrophe before it."""

from __future__ import annotations

import re

FORMULA = re.compile(r"\s*[=+\-@]|[\t\r]")
# signs that a workbook cannot hold
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def harmless(text: str) -> str:
    """The text as a cell may hold it."""
    clean = CONTROL.sub("", text)
    return f"'{clean}" if FORMULA.match(clean) else clean
