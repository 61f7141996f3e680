"""Small counts in released tables, by the classes of `disclosure.yaml`; a second look behind disclosure control.

- people per theme, told by a header of themes: a cell `3 of 8`, whose group is too small to be counted
- tables by organisation, role or another column of the roster, told by a header or by two bands of one column: counts below the
  first minimum
- distributions, told by a header of answers beside one of counts: counts below the second minimum

In the evidence every count has an id that tells its class. The report's tables are the same cells, for the CSV is made from what
it prints. Zeros, shares and figures with decimals are no counts. Tables of processes (flow, consent) have none of these headers.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from scripts.ground.models.disclosure import Disclosure
from scripts.ground.vocabulary import word_set
from scripts.provenance.carriers_text import decoded
from scripts.provenance.published_cells import published_cells
from scripts.provenance.visible import suffix_of

EVIDENCE = "evidence.json"
ENTRY = {"id", "kind", "value", "display", "n", "unit", "table"}
TABLES = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
OF_GROUP = re.compile(r"\s*(\d{1,6}) of (\d{1,6})\s*")
WITH_SHARE = re.compile(r"(\d{1,6}) \(\d{1,3}%\)")
FIGURE = re.compile(r"\s*[-+\u2212]?\d+\.\d")
COUNT = re.compile(r"\d{1,6}")
ATTRIBUTES = word_set(
    """
    organisation authority council employer role job grade cohort gender sex age age_band ethnicity years region team
    disability religion
    """
)
ANSWERS = {"answer", "answers", "category", "response", "option", "rating", "value", "change", "level"}
THEMES = {"theme", "themes", "code", "codes", "family"}
COUNTS = {"n", "count", "counts", "people", "participants", "respondents", "responses", "frequency"}

Row = list[str]


def small_cells(name: str, content: bytes, disclosure: Disclosure) -> Iterator[str]:
    """Places of small counts: row and column by number in a table of text, the id in the evidence."""
    if name == EVIDENCE:
        yield from _small_in_evidence(content, disclosure)
    separator = TABLES.get(suffix_of(name))
    if separator is None:
        return
    rows = list(csv.reader(io.StringIO(decoded(content)), delimiter=separator))
    minimum = _minimum(rows, disclosure)
    smallest_group = disclosure.classes.themes.minimum if rows and THEMES & {_plain(cell) for cell in rows[0]} else 0
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            of_group = OF_GROUP.fullmatch(cell)
            count = WITH_SHARE.sub(r"\1", cell.strip())
            is_small = bool(COUNT.fullmatch(count)) and number > 1 and 0 < int(count) < minimum and _counts(rows[0], column)
            if is_small or (of_group and 0 < int(of_group[2]) < smallest_group):
                yield f"row {number}, column {column}"


def _small_in_evidence(content: bytes, disclosure: Disclosure) -> Iterator[str]:
    """Ids of counts by organisation, role, cohort or part taken that are below the limit."""
    try:
        told = json.loads(content)
    except ValueError:
        # words that only look like evidence are read as words
        return
    entries = told.get("evidence") if isinstance(told, dict) else None
    ours = [each for each in entries or [] if isinstance(each, dict) and each.keys() >= ENTRY]
    for cell in published_cells(ours, "", disclosure.classes):
        if cell.kind == "attributes" and cell.count is not None and 0 < cell.count < cell.minimum:
            yield cell.cell


def _minimum(rows: list[Row], disclosure: Disclosure) -> int:
    """The least count that such a table may show; 0 for a table of no class."""
    header = {_plain(cell) for cell in rows[0]} if rows else set()
    labels = {_plain(cell) for row in rows for cell in row}
    bands = disclosure.bands.model_extra or {}
    crossed = any(len(labels & {_plain(name) for name in band.values()}) > 1 for band in bands.values() if isinstance(band, dict))
    if crossed or header & (ATTRIBUTES | {_plain(column) for column in bands}):
        return disclosure.classes.attributes.minimum
    if header & COUNTS and any(_plain(label) in ANSWERS and not _measures(rows, column) for column, label in enumerate(rows[0])):
        return disclosure.classes.distributions.minimum
    return 0


def _measures(rows: list[Row], column: int) -> bool:
    """Whether a column holds figures with decimals, such as a mean change, and so no answers."""
    return any(FIGURE.match(row[column]) for row in rows[1:] if column < len(row))


def _counts(header: Row, column: int) -> bool:
    """Whether a column may hold counts: not one whose own header is an attribute's or an answer's."""
    return column > len(header) or _plain(header[column - 1]) not in ATTRIBUTES | ANSWERS


def _plain(label: str) -> str:
    return "_".join(label.casefold().split())
