"""Data files: JSON and notebooks, YAML, tables of text, SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterator

from scripts.provenance.carriers import Inner, Piece, raw
from scripts.provenance.carriers_text import decoded
from scripts.provenance.carriers_web import DATA, embedded

# what notebooks and web data keep pictures under
PICTURES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "application/pdf": ".pdf"}
SHORTEST_BLOB = 4


def open_json(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Every string of the data, also names of fields and those told twice; files embedded in it."""
    strings: list[str] = []
    numbers: list[str] = []
    pictures: list[tuple[str, str]] = []
    fields: dict[str, None] = {}
    _take(json.loads(decoded(content), object_pairs_hook=_Pairs), strings, numbers, pictures, fields)
    strings += fields
    yield Piece("text", DATA.sub("data:", "\n".join(strings)), shown=True)
    # the letters of a word, one a string; the small numbers of a large table, put one after the other, are no number of anybody's
    if any(len(each) == 1 for each in strings):
        yield Piece("text in short strings", "".join(each for each in strings if len(each) <= 2 and not each.isdigit()))
    yield Piece("numbers", "\n".join(numbers))
    for number, (suffix, body) in enumerate(pictures, start=1):
        yield from inner(f"picture {number}{suffix}", _base64(body))
    yield from embedded("\n".join(each for each in strings if "data:" in each), inner)


def open_json_lines(content: bytes, inner: Inner) -> Iterator[Piece]:
    """JSON, one value a line."""
    values = [line for line in decoded(content).splitlines() if line.strip()]
    yield from open_json(("[" + ",".join(values) + "]").encode(), inner)


class _Pairs(list):
    """The fields of an object, also a field told twice."""


def _take(
    value: object, strings: list[str], numbers: list[str], pictures: list[tuple[str, str]], fields: dict[str, None]
) -> None:
    if isinstance(value, _Pairs):
        for name, each in value:
            fields[name] = None
            if name in PICTURES and isinstance(each, str | list):
                pictures.append((PICTURES[name], each if isinstance(each, str) else "".join(map(str, each))))
            else:
                _take(each, strings, numbers, pictures, fields)
    elif isinstance(value, list):
        # notebooks keep the lines of a cell in a list
        if value and all(isinstance(each, str) for each in value):
            strings.append("".join(value))
        for each in value:
            _take(each, strings, numbers, pictures, fields)
    elif isinstance(value, str):
        strings.append(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        numbers.append(str(value))


def _base64(body: str) -> bytes:
    import base64

    return base64.b64decode("".join(body.split()))


def open_sqlite(content: bytes, inner: Inner) -> Iterator[Piece]:
    """Every table with its rows, the schema, blobs by their own kind; and the bytes, for deleted rows stay in free pages."""
    import sqlite3

    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(_without_log(content))
        connection.text_factory = lambda value: value.decode("utf-8", "replace")
        connection.execute("PRAGMA trusted_schema = OFF")
        schema = connection.execute("SELECT name, type, sql FROM sqlite_master").fetchall()
        yield Piece("schema", "\n".join(f"{name} {sql or ''}" for name, _, sql in schema), shown=True)
        for number, name in enumerate(sorted(name for name, kind, sql in schema if kind == "table" and sql), start=1):
            quoted = name.replace('"', '""')
            rows = connection.execute(f'SELECT * FROM "{quoted}"').fetchall()
            told = ("\t".join(str(value) for value in row if value is not None) for row in rows)
            yield Piece(f"table {number}", "\n".join(told), shown=True)
            for blob in (value for row in rows for value in row if isinstance(value, bytes) and len(value) >= SHORTEST_BLOB):
                yield from _blob(f"table {number}", blob, inner)
    finally:
        connection.close()
    yield raw("pages", content, sure=True)


def _without_log(content: bytes) -> bytes:
    """A database in write-ahead mode cannot be read from memory; its two version bytes say so."""
    return content[:18] + b"\x01\x01" + content[20:]


def _blob(place: str, value: bytes, inner: Inner) -> Iterator[Piece]:
    found = list(inner("", value))
    yield from (piece for piece in found if not piece.fault)
    # bytes without a kind of their own are read as they are
    yield raw(place, value, sure=True)


def open_yaml(content: bytes, inner: Inner) -> Iterator[Piece]:
    """The file as written, with its comments, and each of its strings as a reader of YAML takes them."""
    import yaml

    text = decoded(content)
    yield Piece("text", DATA.sub("data:", text), shown=True)
    strings = [token.value for token in yaml.scan(text) if isinstance(token, yaml.ScalarToken)]
    yield Piece("strings", "\n".join(strings))
    yield from embedded(text, inner)
