"""What `make trace` tells the team of coded texts: the passages behind a thing, by document, span, coder and codebook version.

- a quote: the span it was taken from, with the digest of its words
- a count of people per theme: exactly the passages it counts, also where the public is told `some` or `none` alone
- anything else that rests on codings: the passages of those codings, as far as they could be placed in the redacted texts

None of it leaves the team: the release names neither documents nor coders.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scripts.ground.config import Config
from scripts.ground.schema import Table
from scripts.ground.schemas.anonymise import PlacedCodings, SafeDocuments
from scripts.ground.schemas.qualitative import Quotes, ThemePassages
from scripts.ground.tables import read_rows

SAFE = Path("results/pseudonymised")
# more lines than a person reads; the whole stands in the table named
MOST = 200
Row = dict[str, Any]


def coded_passages(entry: dict[str, Any], config: Config) -> list[str]:
    """Lines for the team, or none where the thing rests on no coding."""
    folder = config.folder / SAFE
    found, table = _find(entry, folder, config)
    if not found:
        return []
    files = {row["document"]: row["source"] for row in _rows(folder / "texts/documents.csv", SafeDocuments)}
    lines = [_line(row, files) for row in sorted(found, key=_place)]
    more = [f"  and {len(lines) - MOST} more, in {SAFE.as_posix()}/{table}"] if len(lines) > MOST else []
    return ["", "coded passages", *lines[:MOST], *more]


def _find(entry: dict[str, Any], folder: Path, config: Config) -> tuple[list[Row], str]:
    if entry["kind"] == "quote":
        table = "qualitative/quotes.csv"
        return [row for row in _rows(folder / table, Quotes) if row["quote"] == entry["id"]], table
    table = "qualitative/theme_passages.csv"
    counted = [row for row in _rows(folder / table, ThemePassages) if entry["id"].rpartition(".")[0] == row["id"]]
    if counted or entry["record"] == "qualitative.themes":
        return counted, table
    return _placed(entry, folder, config), "texts/codings.csv"


def _placed(entry: dict[str, Any], folder: Path, config: Config) -> list[Row]:
    """Codings by the rows of their project, under the version of the codebook that the study has now."""
    wanted = {(each["source"], row) for each in entry["rows"] for row in numbers(each["rows"])}
    placed = _rows(folder / "texts/codings.csv", PlacedCodings) if wanted else []
    version = config.roots["codebook"].version
    return [row | {"codebook_version": version} for row in placed if (row["source"], row["source_row"]) in wanted]


def numbers(ranges: str) -> list[int]:
    """`4-6,9` → 4, 5, 6, 9."""
    found: list[int] = []
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def _rows(path: Path, table: type[Table]) -> list[Row]:
    return read_rows(path, table) if path.exists() else []


def _place(row: Row) -> tuple[Any, ...]:
    return row["document"], row["turn"], row["start"], row["end"], row["code"], row["coder"]


def _line(row: Row, files: dict[str, str]) -> str:
    words = f", SHA-256 of the words {row['span_hash'][:16]}" if "span_hash" in row else ""
    return (
        f"  {row['document']} ({files.get(row['document'], 'file not here')}), turn {row['turn']}, characters {row['start']} to "
        f"{row['end']}: code {row['code']}, coder {row['coder']}, codebook {row['codebook_version']}{words}"
    )
