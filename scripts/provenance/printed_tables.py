"""The released tables: every table of the report as CSV, cell by cell as printed, and nothing that is not printed.

- rows and columns of the exhibit, each number put in by its evidence id and with the digits the reader sees
- a minus sign is the keyboard's, so that programs read numbers; a text that a spreadsheet would take for a formula is quoted
  with an apostrophe

Because a released table is made of the printed one, disclosure control of the exhibits covers it, too. Fails when an exhibit
prints an id that no evidence explains.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from scripts.ground.faults import EvidenceFault
from scripts.ground.schema import Folder, Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.spreadsheet import harmless

SHORTCODE = re.compile(r"\{\{<\s*var\s+(\S+)\s*>\}\}")
LINE = re.compile(r"^\|(.*)\|$", re.MULTILINE)
BETWEEN = re.compile(r"(?<!\\)\|")
SPAN = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\{[^{}]*\}")
SUBSCRIPT = re.compile(r"(?<!\\)~([^~\s]+)~")
MARKS = re.compile(r"(?<!\\)(?:\*\*|[*`^])")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
MINUS = "\u2212"
NUMBER = re.compile(r"[-+]?\d[\d,.]*%?( to [-+]?\d[\d,.]*%?)?")


def printed_tables(exhibits: list[Folder], evidence: Rows[Evidence]) -> dict[str, bytes]:
    """Tables by file name: `tbl-change.csv`."""
    shown = {each["id"].replace(".", "-"): each["display"] for each in evidence}
    texts = {Path(name): text for files in exhibits for name, text in files.items() if name.startswith("tbl-")}
    return {f"{path.stem}.csv": _csv(_cells(text.decode("utf-8"), shown, path.name)) for path, text in sorted(texts.items())}


def _cells(text: str, shown: dict[str, str], name: str) -> list[list[str]]:
    """Head and rows of a pipe table, without the rule between them."""
    lines = [[_printed(cell, shown, name) for cell in BETWEEN.split(line)] for line in LINE.findall(text)]
    return [lines[0], *lines[2:]] if lines else []


def _printed(cell: str, shown: dict[str, str], name: str) -> str:
    def value(code: re.Match[str]) -> str:
        if code[1] not in shown:
            raise EvidenceFault(
                "A table prints an id that no evidence explains.",
                where=name,
                remedy="Report this as a defect of the table's step.",
            )
        return shown[code[1]]

    # what stands in curly braces after a value is its span, so values go in last
    plain = ESCAPED.sub(r"\1", MARKS.sub("", SUBSCRIPT.sub(r"_\1", SPAN.sub(r"\1", cell))))
    return _harmless(" ".join(SHORTCODE.sub(value, plain).split()))


def _harmless(cell: str) -> str:
    keyboard = cell.replace(MINUS, "-")
    if NUMBER.fullmatch(keyboard):
        return keyboard
    return harmless(cell)


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8")
