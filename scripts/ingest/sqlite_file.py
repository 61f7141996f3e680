"""SQLite databases of coding programs, read without changing a byte of them.

- A database with unfinished changes beside it (`-wal`, `-journal`) is copied to a temporary place and read there with these
  changes, as the program itself would; any other is opened read-only where it lies.
- Tables and columns differ from version to version: a column that is not there reads as nothing.

Fails when the file is empty, of another kind, damaged, or the database of another program.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from scripts.ground.faults import UnreadableFile
from scripts.ground.raw import RawFile, unfinished_changes
from scripts.ingest.files import require_kind

SQLITE = "an SQLite database"
SIGNATURE = b"SQLite format 3\0"
# Tables that only one program has, to tell a person what they gave us.
PROGRAMS = {
    "a Taguette database": frozenset(("highlights", "highlight_tags", "documents")),
    "a QualCoder project": frozenset(("code_text", "code_name", "source")),
    "an RQDA project": frozenset(("coding", "treecode", "freecode")),
}
# A rule of the table that a row breaks: the row can be read all the same.
HARMLESS = ("NULL value in", "CHECK constraint failed", "TEXT value in", "NUMERIC value in", "non-unique entry")

Record = dict[str, Any]


class Database:
    """The tables of an open database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        self.columns = {str(name).casefold(): self._columns(str(name)) for name in names}

    def _columns(self, table: str) -> frozenset[str]:
        return frozenset(str(row[1]).casefold() for row in self.connection.execute(f"pragma table_info({_quoted(table)})"))

    def records(self, table: str, *columns: str) -> list[Record]:
        """The rows of a table in the order of their numbers, with the given columns and `number`."""
        if table not in self.columns:
            return []
        there = [column for column in columns if column in self.columns[table]]
        chosen = "".join(f", {_quoted(column)}" for column in there)
        rows = self.connection.execute(f"select rowid{chosen} from {_quoted(table)} order by rowid")
        absent = dict.fromkeys(columns)
        return [absent | dict(zip(("number", *there), row, strict=True)) for row in rows]


@contextmanager
def opened(file: RawFile, program: str) -> Iterator[Database]:
    """The database of a declared program; everything SQLite has to complain of becomes a fault."""
    if not _is_sqlite(file.path):
        require_kind(file, SQLITE)
    try:
        with _readable(file.path) as uri, closing(sqlite3.connect(uri, uri=True)) as connection:
            # a damaged page may hold bytes that are no text
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            _refuse_damage(file, connection)
            database = Database(connection)
            _refuse_other(file, database, program)
            yield database
    except (sqlite3.Error, sqlite3.Warning, OSError, MemoryError, OverflowError, UnicodeDecodeError):
        # UnicodeDecodeError: SQLite quotes damaged bytes in its own complaint
        raise _damaged(file) from None


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(SIGNATURE)) == SIGNATURE


@contextmanager
def _readable(path: Path) -> Iterator[str]:
    changes = unfinished_changes(path)
    if not changes:
        yield f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        return
    with tempfile.TemporaryDirectory() as folder:
        for each in (path, *changes):
            shutil.copyfile(each, Path(folder) / each.name)
        yield f"{(Path(folder) / path.name).as_uri()}?mode=rw"


def _refuse_damage(file: RawFile, connection: sqlite3.Connection) -> None:
    connection.execute("pragma trusted_schema = off")
    complaints = [str(text) for (text,) in connection.execute("pragma quick_check(20)")]
    if any(text != "ok" and not text.startswith(HARMLESS) for text in complaints):
        raise _damaged(file)


def _refuse_other(file: RawFile, database: Database, program: str) -> None:
    if PROGRAMS[program] <= database.columns.keys():
        return
    found = next((name for name, tables in PROGRAMS.items() if tables <= database.columns.keys()), "")
    found = found or f"a database of another program, with {len(database.columns)} table(s)"
    raise UnreadableFile(
        f"The file should be {program} (format: {file.source.format}), but it is {found}.",
        where=file.id,
        remedy="Give the file that the coding program keeps or exports, or correct `format` in config/sources.yaml.",
    )


def _damaged(file: RawFile) -> UnreadableFile:
    return UnreadableFile(
        "The database is damaged.", where=file.id, remedy="Close the coding program, then copy or export the project again."
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def text(value: Any) -> str:
    """A cell as text; SQLite lets any kind stand in any column."""
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def whole(value: Any) -> int:
    """A cell as a position; -1 where it is none."""
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value) if len(value) < 19 else -1
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else -1
