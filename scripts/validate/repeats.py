"""The same thing twice: one text under two documents, one file under two names.

Responses that stand in two overlapping exports are told where the exports are read.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from scripts.ground.findings import Finding, finding

# "nothing yet" is written by many; twenty words are not
FEWEST_WORDS = 20

Row = dict[str, Any]


def texts(documents: list[Row], turns: list[Row]) -> list[Finding]:
    """Documents whose redacted text is that of another one."""
    words: dict[str, int] = defaultdict(int)
    for turn in turns:
        words[turn["document"]] += len(turn["text"].split())
    first: dict[str, Row] = {}
    found = []
    for row in sorted(documents, key=lambda row: (row["source"], row["source_row"])):
        if words[row["document"]] < FEWEST_WORDS:
            continue
        known = first.setdefault(row["version"], row)
        if known is not row:
            message = f"The text is word for word that of {known['source']}, row {known['source_row']}."
            remedy = "Look whether a file was saved twice under two names, or an answer was copied; both are counted."
            found.append(finding("warning", row["source"], "same text twice", message, remedy, row=row["source_row"]))
    return found


def files(records: list[dict]) -> list[Finding]:
    """Raw files with equal content, by the digests that the readers' records keep."""
    by_digest: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for file, sha256 in record["raw"].items():
            by_digest[sha256].add(file)
    return [
        finding(
            "warning", file, "same file twice", f"The file is byte for byte the same as {first}.",
            "Remove one of them, or correct `files` of the source.",
        )
        for first, *others in sorted(sorted(files, key=_number) for files in by_digest.values())
        for file in others
    ]  # fmt: skip


def _number(file: str) -> tuple[str, int]:
    key, number = file.split(":")
    return key, int(number)
