"""Cases of an SPSS file (SAV, ZSAV): codes as text, with their value labels beside them.

- A cell is the code: whole numbers without a point, dates and times in ISO; a column goes by its variable's name and label.
- System-missing is blank. Values declared missing by the user (single values and ranges) are blank too, counted and told.
- Rows are cases, counted from 1.

Fails when the file is no SPSS file, is damaged, or its text is in an encoding it does not declare.
"""

from __future__ import annotations

import datetime as dt
import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scripts.ground.faults import UnreadableFile
from scripts.ground.findings import Finding, finding
from scripts.ground.raw import RawFile
from scripts.ingest.files import SPSS, require_kind

# SPSS counts seconds from the first day of the Gregorian calendar.
EPOCH = dt.datetime(1582, 10, 14)
DATES = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR")
MOMENTS = ("DATETIME", "YMDHMS")
CLOCKS = ("TIME", "DTIME", "MTIME")
# A file that does not say its encoding was written on some Windows machine of western Europe.
ENCODINGS = (None, "WINDOWS-1252")
ENCODING_SIGNS = ("requested encoding", "character set")
# The fixed header: byte order is told by the layout code; zlib packs a thousand bytes into one at the most.
HEADER_LENGTH, LAYOUT_AT, CASES_AT = 176, 64, 80
LAYOUTS = (2, 3)
MOST_CASES_A_BYTE = 1100


@dataclass(frozen=True)
class Cases:
    """An SPSS file: names of the columns, cells of the cases, and what codes mean, by place."""

    names: tuple[tuple[str, ...], ...]
    cases: list[tuple[str, ...]]
    value_labels: dict[int, dict[str, str]]
    lost: str


def sav_cases(file: RawFile, findings: list[Finding]) -> Cases:
    """Everything an SPSS file holds that a table can hold."""
    require_kind(file, SPSS)
    _refuse_impossible(file)
    columns, about = _opened(file, findings)
    if len(columns) != len(about.column_names) or not all(about.column_names):
        # variables without a name, or two of one name, are the mark of damage
        raise _damaged(file)
    ranges = about.missing_ranges or {}
    made, missed = [], 0
    for name, values in columns.items():
        texts, count = _texts(values, about.original_variable_types.get(name) or "", ranges.get(name, []))
        made.append(texts)
        missed += count
        if count:
            findings.append(_missing_told(file, name, count))
    names = tuple(tuple(text for text in texts if text) for texts in zip(about.column_names, about.column_labels, strict=True))
    labels = {
        place: {_plain(code): label or "" for code, label in about.variable_value_labels[name].items()}
        for place, name in enumerate(about.column_names)
        if name in about.variable_value_labels
    }
    lost = f"values declared missing in SPSS: {missed}" if missed else ""
    return Cases(names, list(zip(*made, strict=True)), labels, lost)


def _opened(file: RawFile, findings: list[Finding]) -> tuple[dict[str, list[Any]], Any]:
    import pyreadstat

    for encoding in ENCODINGS:
        try:
            columns, about = pyreadstat.read_sav(
                str(file.path), output_format="dict", user_missing=True, disable_datetime_conversion=True, encoding=encoding
            )
        except UnicodeDecodeError:
            continue
        except Exception as error:
            if any(sign in str(error) for sign in ENCODING_SIGNS):
                continue
            # the library's messages are for programmers
            raise _damaged(file) from None
        if encoding:
            message = f"The texts are not in the encoding that the file declares; they were read as {encoding}."
            findings.append(finding("note", file.id, "encoding", message, "If accents look wrong, save it as Unicode in SPSS."))
        return columns, about
    raise UnreadableFile(
        "The texts are in an encoding that cannot be told.",
        where=file.id,
        remedy="Open the file in SPSS or PSPP in Unicode mode and save it again.",
    )


def _refuse_impossible(file: RawFile) -> None:
    """Refuse a file whose header promises more cases than its bytes can hold: the library would reserve room for them."""
    size = file.path.stat().st_size
    with file.path.open("rb") as opened:
        header = opened.read(HEADER_LENGTH)
    if len(header) < HEADER_LENGTH:
        raise _damaged(file)
    order = "<" if struct.unpack_from("<i", header, LAYOUT_AT)[0] in LAYOUTS else ">"
    cases = struct.unpack_from(f"{order}i", header, CASES_AT)[0]
    if cases > size * (MOST_CASES_A_BYTE if header.startswith(b"$FL3") else 1):
        raise _damaged(file)


def _damaged(file: RawFile) -> UnreadableFile:
    return UnreadableFile(
        "The SPSS file is damaged or cut off.", where=file.id, remedy="Export it again, or open it in SPSS or PSPP and save it."
    )


def _texts(values: list[Any], form: str, missing: list[dict[str, Any]]) -> tuple[list[str], int]:
    """Cells of one variable, and how many of them were declared missing by the user."""
    write = _writer(form)
    texts, count = [], 0
    for value in values:
        if value is None or value != value:
            texts.append("")
        elif any(_within(value, each) for each in missing):
            texts.append("")
            count += 1
        else:
            texts.append(write(value))
    return texts, count


def _within(value: Any, limits: dict[str, Any]) -> bool:
    low, high = limits["lo"], limits["hi"]
    if isinstance(value, str) or isinstance(low, str):
        return isinstance(value, str) and isinstance(low, str) and value.rstrip() == low.rstrip()
    return low <= value <= high


def _writer(form: str) -> Callable[[Any], str]:
    kind = form.rstrip("0123456789.").upper()
    return _moment if kind in MOMENTS else _day if kind in DATES else _clock if kind in CLOCKS else _plain


def _plain(value: Any) -> str:
    return value.rstrip() if isinstance(value, str) else f"{value:.15g}"


def _moment(seconds: Any) -> str:
    try:
        return (EPOCH + dt.timedelta(seconds=math.floor(seconds))).isoformat()
    except (OverflowError, TypeError, ValueError):
        return _plain(seconds)


def _day(seconds: Any) -> str:
    return _moment(seconds).partition("T")[0]


def _clock(seconds: Any) -> str:
    if isinstance(seconds, str) or not math.isfinite(seconds):
        return _plain(seconds)
    minutes, second = divmod(math.floor(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"


def _missing_told(file: RawFile, name: str, count: int) -> Finding:
    message = f"{count} value(s) of the variable are declared missing in SPSS; they count as missing."
    remedy = "Nothing, if that is right; else take the declaration out in SPSS (Variable View, Missing)."
    return finding("note", file.id, "declared missing", message, remedy, field=name)
