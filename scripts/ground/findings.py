"""Making findings: what a stage has to say about the data, located and with a remedy."""

from __future__ import annotations

from typing import Any, Literal

# the rule of the note that says how a spreadsheet counts the rows of a file
LINES_AND_ROWS = "lines and rows"

Finding = dict[str, Any]


def finding(
    severity: Literal["error", "warning", "note"],
    source: str,
    rule: str,
    message: str,
    remedy: str,
    *,
    row: int | None = None,
    field: str = "",
) -> Finding:
    """One row of the findings table; `message` must not hold free text, names or ids of people."""
    return {
        "severity": severity,
        "source": source,
        "source_row": row,
        "field": field,
        "rule": rule,
        "message": message,
        "remedy": remedy,
    }


def reading(source: str, format: str, read: int, kept: int, *, unused: list[str] | None = None, lost: str = "") -> dict[str, Any]:
    """One row of the reading report."""
    return {
        "source": source,
        "format": format,
        "rows_read": read,
        "rows_kept": kept,
        "rows_set_aside": read - kept,
        "unused_columns": "|".join(unused or []),
        "lost": lost,
    }
