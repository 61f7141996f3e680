"""The archive of a REFI-QDA project: its project file, its texts, and the texts that lie beside it.

- The project file is `project.qde` in any case, or the only other `.qde` (ATLAS.ti names it after the project), in any folder.
- A text is looked for in `sources/` beside the project file, then beside it, then anywhere by its name.
- `relative://` and `absolute://` paths are looked for beside the archive, never outside data/raw.

Fails when the archive is no project, is damaged or locked, would swell, or names a file twice or outside itself.
"""

from __future__ import annotations

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from scripts.ground.faults import UnreadableFile
from scripts.ground.raw import RawFile
from scripts.ingest.coding_texts import raw_folder, word_text
from scripts.ingest.files import REFI, decode, refuse_bomb, require_kind
from scripts.ingest.qdpx_xml import parsed

OUTSIDE = ("relative:", "absolute:", "file:")
LARGEST_TEXT = 256 * 1024**2
AGAIN = "Export the project again from the coding program."
# RuntimeError: a member with a password, or packed in a way nobody reads; ValueError: names or offsets that are none
UNREADABLE = (OSError, RuntimeError, EOFError, ValueError, OverflowError)
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, *UNREADABLE)


class Archive:
    """An opened project."""

    def __init__(self, file: RawFile, archive: zipfile.ZipFile) -> None:
        self._file, self._archive = file, archive
        names = [name for name in archive.namelist() if not name.endswith(("/", "\\"))]
        self._refuse_doubtful(names)
        self._members = {_plain(name).casefold(): name for name in reversed(names)}
        self._project = self._project_member(names)
        self._folder = posixpath.dirname(_plain(self._project)).casefold()

    def root(self) -> Any:
        """The project file's root element."""
        root = parsed(self._read(self._project), self._file.id, "project file")
        if not str(root.tag).endswith("Project"):
            raise UnreadableFile("The project file holds no project.", where=self._file.id, remedy=AGAIN)
        return root

    def text(self, path: str | None) -> str | None:
        """A plain text as it is stored, with its byte order mark; None when it is not here or no text."""
        data = self._data(path)
        decoded = decode(data) if data is not None else None
        if decoded is None or data is None:
            return None
        marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and not decoded[0].startswith("\ufeff")
        return "\ufeff" + decoded[0] if marked else decoded[0]

    def rich_text(self, path: str | None) -> str | None:
        """The paragraphs of a Word document; None when it is not here or none."""
        data = self._data(path)
        return word_text(data) if data is not None and data.startswith(b"PK") else None

    def _data(self, path: str | None) -> bytes | None:
        written = (path or "").strip().replace("\\", "/")
        scheme, _, rest = written.partition(":")
        is_outside = f"{scheme.casefold()}:" in OUTSIDE
        name = (rest if is_outside or scheme.casefold() == "internal" else written).lstrip("/")
        if not name:
            return None
        return self._beside(name) if is_outside else self._inside(name)

    def _inside(self, name: str) -> bytes | None:
        for each in dict.fromkeys((name.casefold(), unquote(name).casefold())):
            places = [posixpath.join(self._folder, "sources", each), posixpath.join(self._folder, each)]
            places += [member for member in self._members if member.endswith(f"/{posixpath.basename(each)}")][:1]
            found = next((self._members[place] for place in places if place in self._members), None)
            if found is not None:
                return self._read(found)
        return None

    def _beside(self, name: str) -> bytes | None:
        folder, top = self._file.path.parent, raw_folder(self._file.path)
        base = posixpath.basename(name)
        for path in (folder / name, Path("/") / name, folder / base, folder / "sources" / base):
            try:
                # a path from another machine may be longer than this one allows
                inside = path.resolve().is_relative_to(top) and path.is_file() and path.stat().st_size <= LARGEST_TEXT
            except OSError:
                continue
            if inside:
                return path.read_bytes()
        return None

    def _read(self, member: str) -> bytes:
        if self._archive.getinfo(member).file_size > LARGEST_TEXT:
            what = "The project file or a text of the project is larger than any coding program writes."
            raise UnreadableFile(what, where=self._file.id, remedy=AGAIN)
        with _damage_told(self._file):
            return self._archive.read(member)

    def _project_member(self, names: list[str]) -> str:
        found = [name for name in names if _is_project_file(_plain(name))]
        named = [name for name in found if posixpath.basename(_plain(name)).casefold() == "project.qde"]
        top = sorted(named or found, key=lambda name: (_plain(name).count("/"), len(name), name))
        if not top:
            require_kind(self._file, REFI)
        if not named and len(top) > 1:
            what = "The archive holds several project files, none of them called project.qde."
            raise UnreadableFile(what, where=self._file.id, remedy="Export each project into its own file.")
        return top[0]

    def _refuse_doubtful(self, names: list[str]) -> None:
        if any(".." in _plain(name).split("/") for name in names):
            what = "The archive names files outside itself, which no coding program does."
            raise UnreadableFile(what, where=self._file.id, remedy=AGAIN)
        if any(count > 1 for count in Counter(names).values()):
            what = "The archive holds several files of one name, so it does not say which is meant."
            raise UnreadableFile(what, where=self._file.id, remedy=AGAIN)


@contextmanager
def opened(file: RawFile) -> Iterator[Archive]:
    """The archive of a project, ready for reading."""
    with file.path.open("rb") as start:
        is_zip = start.read(2) == b"PK"
    if not is_zip:
        require_kind(file, REFI)
    with _damage_told(file):
        refuse_bomb(file)
        archive = zipfile.ZipFile(file.path)
    with archive:
        yield Archive(file, archive)


@contextmanager
def _damage_told(file: RawFile) -> Iterator[None]:
    try:
        yield
    except DAMAGE:
        raise UnreadableFile("The project archive is damaged or locked.", where=file.id, remedy="Export it again.") from None


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _is_project_file(name: str) -> bool:
    # macOS adds shadow files to archives made by hand
    base = posixpath.basename(name)
    return base.casefold().endswith(".qde") and not base.startswith(".") and not name.startswith("__MACOSX/")
