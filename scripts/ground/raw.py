"""Raw files as the rest of the pipeline knows them: a source key and a number, never a file name."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from scripts.ground.config import Config
from scripts.ground.faults import ConfigFault, Fault, MissingInput, StudyFault, UnreadableFile, raise_all
from scripts.ground.hashing import file_digest, json_digest
from scripts.ground.models.sources import Source

RAW = Path("data/raw")
MANIFEST = "MANIFEST.txt"
# QualCoder keeps a project as a folder; the database in it is the file.
QUALCODER_FOLDER = ".qda"
QUALCODER_DATABASE = "data.qda"


@dataclass(frozen=True)
class RawFile:
    """One file of a declared source."""

    key: str
    number: int
    path: Path
    source: Source

    @property
    def id(self) -> str:
        """How tables and logs call the file, e.g. `interviews:3`."""
        return f"{self.key}:{self.number}"

    @cached_property
    def sha256(self) -> str:
        return file_digest(self.path)


class RawFiles(list[RawFile]):
    """The files of some sources, in the order declared."""


def find_raw(config: Config, kinds: Iterable[str], *, all_must_exist: bool = True) -> RawFiles:
    """Files of all sources of the given kinds; an optional source may have none.

    Raises, all at once, MissingInput for a required source without a file, UnreadableFile for links that lead out of the folder
    or nowhere, ConfigFault for a pattern that is none.
    """
    folder = config.folder / RAW
    found, faults = RawFiles(), []
    for key, source in config.sources.of_kind(*kinds).items():
        matches, no_patterns = _matches(key, source, folder)
        faults += no_patterns
        paths = sorted({file for path in matches if (file := _file(path)).is_file()})
        hollow = [path for path in matches if _is_project_folder(path) and not _file(path).is_file()]
        faults += [_hollow(key)] * bool(hollow)
        dangling = [path for path in matches if path.is_symlink() and not path.exists()]
        faults += [_link_nowhere(key)] * bool(dangling)
        if not paths and not hollow and not dangling and not no_patterns and all_must_exist and not source.optional:
            faults.append(_missing(key, source, folder))
        for number, path in enumerate(paths, start=1):
            if not path.resolve().is_relative_to(folder.resolve()):
                faults.append(_link_out(key, number))
            elif not os.access(path, os.R_OK):
                faults.append(_closed(key, number))
            found.append(RawFile(key, number, path, source))
    raise_all(faults)
    return found


def raw_digest(config: Config, files: RawFiles) -> str:
    """Digest of names, contents and declarations of some sources' files."""
    declarations = {key: config.sources.sources[key].model_dump(mode="json") for key in {file.key for file in files}}
    folder = config.folder / RAW
    contents = {
        file.id: [
            file.path.relative_to(folder).as_posix(),
            file.sha256,
            *[file_digest(path) for path in (*unfinished_changes(file.path), *_coded_texts(file, folder))],
        ]
        for file in files
    }
    return json_digest([declarations, contents])


def unfinished_changes(path: Path) -> list[Path]:
    """Changes that a program left beside its SQLite database when it was copied before it was closed."""
    beside = [path.with_name(path.name + ending) for ending in ("-journal", "-wal")]
    return [each for each in beside if each.is_file() and each.stat().st_size]


def _coded_texts(file: RawFile, folder: Path) -> list[Path]:
    """The texts that a coding without texts of its own names."""
    patterns = file.source.texts if file.source.kind == "coding" else ()
    return sorted({path for pattern in patterns for path in matching(folder, pattern) or () if path.is_file()})


def refuse_unknown_raw(config: Config) -> None:
    """A fictional study refuses raw files that are not its own, so that real data never lands in the demo."""
    if not config.study.publication.fictional:
        return
    folder = config.folder / RAW
    manifest = folder / MANIFEST
    known = set(manifest.read_text(encoding="utf-8").split("\n")) if manifest.exists() else set()
    strangers = [
        path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).as_posix() not in known | {MANIFEST}
    ]
    if strangers:
        raise StudyFault(
            f"{len(strangers)} raw file(s) do not belong to this fictional study.",
            where="data/raw, compared with its MANIFEST.txt",
            remedy="Put real data into a study of its own: make new-study DIR=... (outside this repository).",
        )


def matching(folder: Path, pattern: str) -> set[Path] | None:
    """What a pattern finds below a folder; None when it is no pattern."""
    try:
        return set(folder.glob(pattern))
    except (ValueError, IndexError, NotImplementedError):
        return None


def _matches(key: str, source: Source, folder: Path) -> tuple[set[Path], list[Fault]]:
    """Everything the patterns of a source find, and a fault for each that is none."""
    found: set[Path] = set()
    faults: list[Fault] = []
    for pattern in source.files:
        paths = matching(folder, pattern)
        if paths is None:
            what, where = f"`files` “{pattern}” is no pattern.", f"source {key} in config/sources.yaml"
            faults.append(ConfigFault(what, where=where, remedy="Write a file name; * stands for letters, **/ for folders."))
        # a link to nowhere is found by its name, too
        found |= (paths or set()) | {path for path in [folder / pattern] if path.is_symlink()}
    return found, faults


def _file(path: Path) -> Path:
    return path / QUALCODER_DATABASE if _is_project_folder(path) else path


def _is_project_folder(path: Path) -> bool:
    return path.suffix.casefold() == QUALCODER_FOLDER and path.is_dir()


def _hollow(key: str) -> Fault:
    return UnreadableFile(
        f"A QualCoder project folder holds no {QUALCODER_DATABASE}.",
        where=f"source {key}",
        remedy="Copy the whole .qda folder into data/raw.",
    )


def _missing(key: str, source: Source, folder: Path) -> Fault:
    what = "There is no data/raw folder." if not folder.is_dir() else "The source has no file."
    return MissingInput(
        what,
        where=f"source {key} in config/sources.yaml, looking for {', '.join(source.files)} in data/raw",
        remedy="Put the file there, correct the pattern, or mark the source `optional: true`.",
    )


def _link_nowhere(key: str) -> Fault:
    return UnreadableFile("A link leads nowhere.", where=f"source {key}", remedy="Copy the file itself into data/raw.")


def _closed(key: str, number: int) -> Fault:
    remedy = "Close it in other programs, or change who may read it."
    return UnreadableFile("The file may not be read.", where=f"{key}:{number}", remedy=remedy)


def _link_out(key: str, number: int) -> Fault:
    return UnreadableFile(
        "The file is a link that leads out of data/raw.", where=f"{key}:{number}", remedy="Copy the file itself into data/raw."
    )
