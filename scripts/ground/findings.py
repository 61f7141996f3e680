"""Making findings: what a stage has to say about the data, located and with a remedy."""

from __future__ import annotations

from typing import Any, Literal

# rules that more than one stage knows: how a spreadsheet counts the rows of a file; an answer that is neither a number nor a
# declared label; one off the scale; most answers of an item
LINES_AND_ROWS = "lines and rows"
UNKNOWN_LABEL, OUT_OF_SCALE, UNREADABLE_ANSWERS = "unknown label", "out of scale", "unreadable answers"

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


def reading(
    source: str, format: str, read: int, kept: int, *, unused: list[str] | None = None, lost: str = "", unreadable: int = 0
) -> dict[str, Any]:
    """One row of the reading report."""
    return {
        "source": source,
        "format": format,
        "rows_read": read,
        "rows_kept": kept,
        "rows_set_aside": read - kept,
        "unreadable": unreadable,
        "unused_columns": "|".join(unused or []),
        "lost": lost,
    }
