"""ZIP-based files (XLSX, DOCX) with the same bytes in every run: fixed times, fixed order, stored entries."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook

from scripts.demo.dates import PACKED

STAMP = f"{PACKED:%Y-%m-%dT%H:%M:%SZ}"


def write_workbook(path: Path, workbook: Workbook, author: str) -> None:
    """Save a workbook; openpyxl writes the time of saving into its properties, which is put back here."""
    workbook.properties.creator = author
    workbook.properties.created = PACKED
    buffer = io.BytesIO()
    workbook.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", STAMP, core).encode()
    write_package(path, parts)


def write_package(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write a package; entries are stored, because compressed bytes differ between zlib builds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    first = [name for name in ("[Content_Types].xml", "project.qde") if name in parts]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in first + sorted(set(parts) - set(first)):
            entry = zipfile.ZipInfo(name, PACKED.timetuple()[:6])
            entry.create_system = 3  # the same on every platform
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, parts[name])
