"""What `make inspect` tells of a table: its size, each column and what it holds, three masked rows, and a drafted source."""

from __future__ import annotations

import textwrap
from pathlib import Path

from pydantic import TypeAdapter

from scripts.commands.inspect_columns import Column, describe_columns, masked
from scripts.commands.inspect_draft import WIDTH, block, draft, quoted
from scripts.commands.inspect_likert import are_known, scores
from scripts.ground.formats import SEGMENTS
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import AnySource
from scripts.ground.models.study import Wave
from scripts.ground.raw import RawFile
from scripts.ingest.cells import likeness
from scripts.ingest.detect import head
from scripts.ingest.detect_tables import head_of_text, head_of_workbook, header_row, looks_like_data
from scripts.ingest.tabular import Table, tabular

KEY = "file"
ROWS_SHOWN = 3
HEADER_WIDTH = 44
KIND_WIDTH = 36
NEVER_SHOWN_LABELS = "value labels (not shown)"


def source_of(path: Path, **declared: object) -> RawFile:
    """A file with a source made for the purpose."""
    return RawFile(KEY, 1, path, TypeAdapter(AnySource).validate_python({"files": "*"} | declared))


def table_lines(path: Path, format: str, file: str, instrument: Instrument | None, waves: tuple[Wave, ...] = ()) -> list[str]:
    """Everything about a table; raises UnreadableFile as its reader does."""
    row = _header_row(path, format)
    plain = SEGMENTS.get(format, format)
    table = tabular(source_of(path, kind="survey", format=plain, columns={}, header_row=row))
    if looks_like_data(table.headers):
        return [*_size(table), *_notes(table), "", *_no_header()]
    columns = describe_columns(table)
    lines = [*_size(table), *_notes(table), "", *_columns(table, columns), "", *_first_rows(table)]
    if format in SEGMENTS:
        return [*lines, *block(coding_block(file, format))]
    return [*lines, *block(draft(table, columns, format, file, instrument, waves, header_row=row))]


def coding_block(file: str, format: str) -> list[str]:
    """The block of a coding source; its columns are known by their headers."""
    lines = ["  coding:", "    kind: coding", f"    files: {quoted(file)}", f"    format: {format}"]
    if format in SEGMENTS or format == "taguette":
        lines.append('    coder: ""  # whose coding it is, where the file does not say')
    if not format.startswith("taguette"):
        lines.append('    primary_coder: ""  # whose coding counts; empty: the coding of all together')
    return [*lines, "    optional: true  # coding comes after the first run"]


def _header_row(path: Path, format: str) -> int:
    if format.endswith("sav") or format in ("qualtrics-csv", "forms-xlsx"):
        return 1
    rows = head_of_workbook(path) if format.endswith("xlsx") else head_of_text(head(path))
    return header_row(rows)


def _size(table: Table) -> list[str]:
    blank = f", {table.blank_rows} blank rows left out" if table.blank_rows else ""
    where = f", header in row {table.header_row}" if table.header_row else ""
    return [f"  table     {len(table.rows)} rows, {len(table.names)} columns{where}{blank}"]


def _notes(table: Table) -> list[str]:
    lines = []
    for each in table.findings:
        told = f"{each['severity']}: {each['message']}"
        lines += textwrap.wrap(told, WIDTH, initial_indent="  reading   ", subsequent_indent=" " * 12)
    return lines


def _no_header() -> list[str]:
    told = (
        "The first full row holds numbers, dates or addresses: it looks like data, not like a header, so nothing of it is shown. "
        "Add a row with the names of the columns, or export the file again with its header."
    )
    return textwrap.wrap(told, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _columns(table: Table, columns: list[Column]) -> list[str]:
    lines = [f"columns{'':<43}hold{'':<33}filled"]
    for column in columns:
        filled = f"{100 * column.filled / column.rows:.0f}%" if column.rows else "-"
        lines.append(
            f"  {column.place:>3}  {_short(column.header, HEADER_WIDTH):<{HEADER_WIDTH}} {column.kind:<{KIND_WIDTH}} {filled:>6}"
        )
        lines += _more_names(column)
        lines += _choices(column)
        lines += _value_labels(table, column)
    return lines


def _more_names(column: Column) -> list[str]:
    others = [name for name in column.names[1:] if likeness(name) != likeness(column.header)]
    return [f"       {_short(' · '.join(others), WIDTH - 7)}"] if others else []


def _choices(column: Column) -> list[str]:
    if not column.choices:
        return []
    known = scores(column.choices)
    ordered = sorted(
        column.choices, key=lambda label: (known[label] is None, known[label] if known[label] == known[label] else 1e9, label)
    )
    others = f" · and {column.unshown} given once" if column.unshown else ""
    return _list(" · ".join(ordered) + others)


def _value_labels(table: Table, column: Column) -> list[str]:
    """What the codes of an SPSS variable mean; labels that may be people's names are not shown."""
    labels = table.value_labels.get(column.place - 1, {})
    if not labels:
        return []
    texts = list(labels.values())
    if not are_known(texts) and any(text and text[0].isupper() and text.istitle() and " " in text for text in texts):
        return _list(NEVER_SHOWN_LABELS)
    return _list(" · ".join(f"{code} {label}" for code, label in labels.items()))


def _list(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=" " * 7, subsequent_indent=" " * 7, break_long_words=False)


def _first_rows(table: Table) -> list[str]:
    lines = [f"first {ROWS_SHOWN} rows, masked: letters are x, digits 9"]
    for row in table.rows[:ROWS_SHOWN]:
        shape = " | ".join(masked(cell) or "-" for cell in row.cells)
        start = f"  row {row.number:<4}"
        lines += textwrap.wrap(shape, WIDTH, initial_indent=start, subsequent_indent=" " * len(start))
    return lines


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
