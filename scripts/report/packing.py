"""Re-packs ZIP-based documents so that equal content gives equal bytes.

- every entry keeps its bytes but gets the same time, attributes and compression level
- the content-type list comes first, as Word expects; the rest is sorted by name
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

# The earliest time a ZIP entry can carry: it says nothing about when the file was made.
EPOCH = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"


def unpack(content: bytes) -> dict[str, bytes]:
    """All files of a ZIP document by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def pack(entries: Mapping[str, bytes]) -> bytes:
    """A ZIP document of these files, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(entries, key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, entries[name], compresslevel=6)
    return buffer.getvalue()
