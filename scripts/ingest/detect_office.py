"""Which program an Office file of the kind before 2007 belongs to, and whether it is a new one behind a password.

Such a file is a small file system: a header, a table of the chains its sectors form, and a directory of named streams.
Only the directory is read; a file whose directory cannot be followed is just “of the old kind, or with a password”.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

UNTOLD = "an Office file of the old kind, or one with a password"
STREAMS = (
    ("EncryptedPackage", "an Office file with a password"),
    ("Workbook", "an old Excel workbook (xls)"),
    ("Book", "an old Excel workbook (xls)"),
    ("WordDocument", "an old Word document (doc)"),
    ("PowerPoint Document", "an old PowerPoint file (ppt)"),
    ("__properties_version1.0", "an Outlook message (msg)"),
)
HEADER = 512
ENTRY = 128
# A directory of more sectors than this is no Office file's.
LONGEST_DIRECTORY = 4096
LAST_SECTOR = 0xFFFFFFFA


def office_kind(path: Path) -> str:
    """What the file is, in words."""
    try:
        with path.open("rb") as opened:
            names = _stream_names(opened)
    except (OSError, struct.error, ValueError):
        return UNTOLD
    return next((kind for name, kind in STREAMS if name in names), UNTOLD)


def _stream_names(opened: BinaryIO) -> set[str]:
    header = opened.read(HEADER)
    shift = struct.unpack_from("<H", header, 30)[0]
    if shift not in (9, 12):
        return set()
    size = 1 << shift
    tables = [sector for sector in struct.unpack_from("<109I", header, 76) if sector < LAST_SECTOR]
    sector = struct.unpack_from("<I", header, 48)[0]
    names: set[str] = set()
    for _ in range(LONGEST_DIRECTORY):
        if sector >= LAST_SECTOR:
            break
        names |= _names_of(_sector(opened, sector, size))
        place, offset = divmod(sector, size // 4)
        if place >= len(tables):
            break
        sector = struct.unpack_from("<I", _sector(opened, tables[place], size), 4 * offset)[0]
    return names


def _sector(opened: BinaryIO, number: int, size: int) -> bytes:
    opened.seek((number + 1) * size)
    return opened.read(size)


def _names_of(sector: bytes) -> set[str]:
    names = set()
    for at in range(0, len(sector) - ENTRY + 1, ENTRY):
        length = struct.unpack_from("<H", sector, at + 64)[0]
        if 2 <= length <= 64:
            names.add(sector[at : at + length - 2].decode("utf-16-le", "replace"))
    return names
