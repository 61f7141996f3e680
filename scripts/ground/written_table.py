"""Reading a table of `config/` that people write in a text editor or save from Excel: every fault at once, by line.

- UTF-8 (with or without mark), UTF-16 or Windows' own encoding; comma, semicolon or tab between cells
- columns by name in any order, blank lines left out

Fails when the file is no table, or a column or cell is missing or unknown.
"""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from scripts.ground.faults import ConfigFault, raise_all
from scripts.ground.models.base import Section

DELIMITERS = (",", ";", "\t")
# a workbook under the name of a table
ZIP = b"PK\x03\x04"
LINE = "line"

Line = tuple[int, list[str]]
Written = TypeVar("Written", bound=Section)


class TableFile:
    """A table of `config/`: where faults say they are, and the model of its rows (a column a field, besides `line`)."""

    def __init__(self, where: str, row: type[Written], remedy: str) -> None:
        self.where = where
        self.columns = tuple(name for name in row.model_fields if name != LINE)
        self._row = row
        self._needed = tuple(name for name in self.columns if row.model_fields[name].is_required())
        self._remedy = remedy

    def read(self, path: Path) -> tuple[list[Written], list[ConfigFault]]:
        """The rows that can be read, and the faults of the others; a file without lines holds none."""
        head, *lines = self._lines(self._decoded(path.read_bytes())) or [(1, list(self.columns))]
        names = [" ".join(cell.lower().split()).replace(" ", "_") for cell in head[1]]
        self._check_header(names, head[0])
        rows, faults = [], []
        for line, cells in lines:
            try:
                rows.append(self._one(names, line, cells))
            except ConfigFault as fault:
                faults.append(fault)
        return rows, faults

    def fault(self, what: str, line: int, remedy: str) -> ConfigFault:
        """A fault of one line."""
        return ConfigFault(what, where=f"{self.where}, line {line}", remedy=remedy)

    def _decoded(self, content: bytes) -> str:
        if content.startswith(ZIP):
            raise self.fault("The file is a workbook.", 1, "Save it as CSV.")
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16", errors="replace")
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            # what Excel writes on a Windows machine of western Europe
            return content.decode("cp1252", errors="replace")

    def _lines(self, text: str) -> list[Line]:
        """Lines that hold anything, each with its number in the file."""
        first = next((line for line in text.splitlines() if line.strip()), "")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
        found, line = [], 1
        try:
            for cells in reader:
                stripped = [cell.strip() for cell in cells]
                if any(stripped):
                    found.append((line, stripped))
                line = reader.line_num + 1
        except csv.Error:
            raise self.fault(
                "The line is no row of a table: a quotation mark has no partner.", line, "Close or remove the quotation mark."
            ) from None
        return found

    def _check_header(self, names: list[str], line: int) -> None:
        remedy = f"The columns are: {', '.join(self.columns)}."
        faults = [self.fault(f"The column {column} is missing.", line, remedy) for column in self._needed if column not in names]
        faults += [
            self.fault(f"Column {place} of the header is none of ours, or stands twice.", line, remedy)
            for place, name in enumerate(names, start=1)
            if name and (name not in self.columns or name in names[: place - 1])
        ]
        raise_all(faults)

    def _one(self, names: list[str], line: int, cells: list[str]) -> Written:
        if any(cells[len(names) :]) or any(cell for name, cell in zip(names, cells, strict=False) if not name):
            raise self.fault(
                "The line has more cells than the header.", line, "Put a note with the separator in quotation marks."
            )
        given = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        try:
            return self._row.model_validate({**given, LINE: line})
        except ValidationError as error:
            raise self.fault(what_is_wrong(error), line, self._remedy) from None


def what_is_wrong(error: ValidationError) -> str:
    """What is wrong with a line, without its content."""
    errors = error.errors(include_input=False)
    ours = [each["msg"].removeprefix("Value error, ") for each in errors if each["type"] == "value_error"]
    wrong = sorted({str(each["loc"][0]) for each in errors if each["type"] != "value_error" and each["loc"]})
    cells = [f"The cell is empty or cannot be read: {', '.join(wrong)}."] if wrong else []
    return " ".join([*cells, *(f"{each[:1].upper()}{each[1:]}." for each in ours)])
