"""Raw files as the rest of the pipeline knows them: a source key and a number, never a file name."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from scripts.ground.config import Config
from scripts.ground.faults import ConfigFault, Fault, MissingInput, StudyFault, UnreadableFile, raise_all
from scripts.ground.hashing import file_digest, json_digest
from scripts.ground.models.sources import Source

RAW = Path("data/raw")
MANIFEST = "MANIFEST.txt"
# QualCoder keeps a project as a folder; the database in it is the file.
QUALCODER_FOLDER = ".qda"
QUALCODER_DATABASE = "data.qda"
# what may lie beside raw data without being any: notes, what a desktop or an office program leaves, changes of a database;
# audit.py of a release, which stands alone, has the same
BESIDE_RAW = re.compile(r"MANIFEST\.txt|README.*|\..*|~\$.*|Thumbs\.db|desktop\.ini|.*-(wal|journal|shm)", re.IGNORECASE)
# how alike two names of files must be for one to be the other, renamed
SAME_NAME = 0.75
# what the name of a file of withdrawals holds
WITHDRAWN = "withdraw"


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
    or nowhere, ConfigFault for a pattern that is none; of a folder without any file, that alone.
    """
    folder, kinds = config.folder / RAW, tuple(kinds)
    if all_must_exist:
        _refuse_empty(config, folder, kinds)
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
            faults.append(_missing(config, key, source))
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
    own = set(manifest.read_text(encoding="utf-8").split("\n")) if manifest.exists() else set()
    present = {path.relative_to(folder).as_posix() for path in _data(folder.rglob("*")) if path.is_file()}
    strangers = sorted(present - own - {MANIFEST})
    if strangers:
        missing = sorted(own - present - {"", MANIFEST})
        lost = f" Of its own {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing." if missing else ""
        renamed = " A file that was only renamed gets its name back." if missing else ""
        raise StudyFault(
            f"{len(strangers)} raw file(s) do not belong to this fictional study{_renamed(strangers, missing)}.{lost}",
            where="data/raw, compared with its MANIFEST.txt",
            remedy=f"Put real data into a study of its own: make new-study DIR=... (outside this repository).{renamed}",
        )


def unread_raw(config: Config) -> list[Path]:
    """Files that no source declares: they change no result, but somebody put them there as if they were data."""
    folder = config.folder / RAW
    sources = config.sources.sources.values()
    patterns = [pattern for source in sources for pattern in (*source.files, *getattr(source, "texts", ()))]
    declared = {_file(path) for pattern in patterns for path in matching(folder, pattern) or ()}
    return [
        path
        for path in sorted(_data(folder.rglob("*")) - declared)
        if path.is_file() and not any(_is_project_folder(folder / parent) for parent in path.relative_to(folder).parents)
    ]


def refuse_unread_withdrawals(config: Config) -> None:
    """A file of withdrawals that nothing reads would leave people in who have withdrawn."""
    found = [path for path in unread_raw(config) if WITHDRAWN in path.name.casefold()]
    if found and not config.sources.of_kind("withdrawals"):
        raise StudyFault(
            "config/sources.yaml declares no withdrawals, and data/raw holds a file whose name speaks of them.",
            where="`withdrawals` in config/sources.yaml",
            remedy="Declare the file as a source of kind `withdrawals`, and take `withdrawals: none so far` out.",
        )


def _renamed(strangers: list[str], missing: list[str]) -> str:
    """The strangers called much as a missing file of the study, whose names are invented; others may bear somebody's name."""
    lost = [PurePath(name).name for name in missing]
    named = [name for name in strangers if difflib.get_close_matches(PurePath(name).name, lost, n=1, cutoff=SAME_NAME)]
    others = len(strangers) - len(named)
    told = [*named, *([f"{others} whose names are not shown"] if others and named else [])]
    return f": {', '.join(told)}" if told else ""


def matching(folder: Path, pattern: str) -> set[Path] | None:
    """What a pattern finds below a folder, without what lies there beside data (`~$roster.xlsx`); None when it is no pattern."""
    try:
        found = set(folder.glob(pattern))
        return found if pattern in {path.relative_to(folder).as_posix() for path in found} else _data(found)
    except (ValueError, IndexError, NotImplementedError):
        return None


def _data(paths: Iterable[Path]) -> set[Path]:
    return {path for path in paths if not BESIDE_RAW.fullmatch(path.name)}


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


def _refuse_empty(config: Config, folder: Path, kinds: tuple[str, ...]) -> None:
    """One message where each source would have the same: no raw folder, or nothing in it."""
    waiting = [key for key, source in config.sources.of_kind(*kinds).items() if not source.optional]
    has_files = any(path.is_file() or path.is_symlink() for path in _data(folder.rglob("*")))
    if waiting and not has_files:
        raise MissingInput(
            "data/raw is empty." if folder.is_dir() else "There is no data/raw folder.",
            where=f"data/raw, in which config/sources.yaml looks for {', '.join(waiting)}",
            remedy="Put the exports there; a source that is not in yet may be marked `optional: true`.",
        )


def _missing(config: Config, key: str, source: Source) -> Fault:
    """A source without file; how many files no source names is told, but not their names, which may be people's."""
    others = _named_by_no_source(config)
    told = f" {others} file{'s' * (others > 1)} in data/raw {'is' if others == 1 else 'are'} named by no source."
    renamed = "; a renamed file gets its name back" if others else ""
    where = f"source {key} in config/sources.yaml, looking for {', '.join(source.files)} in data/raw"
    what = f"The source has no file.{told if others else ''}"
    if _is_needed(config, source):
        return MissingInput(what, where=where, remedy=f"Put the file there, or correct the pattern{renamed}.")
    return MissingInput(
        what, where=where, remedy=f"Put the file there, correct the pattern, or mark the source `optional: true`{renamed}."
    )


def _is_needed(config: Config, source: Source) -> bool:
    """Whether nothing can be reported without the source: the roster, and a self-assessment of the baseline."""
    return source.kind == "roster" or (source.kind == "survey" and source.wave == config.study.cohorts.waves[0].id)


def _named_by_no_source(config: Config) -> int:
    """How many files of data/raw no pattern of any source finds; what lies in a project folder is part of it."""
    folder = config.folder / RAW
    patterns = {
        pattern for source in config.sources.sources.values() for pattern in (*source.files, *getattr(source, "texts", ()))
    }
    named = {path for pattern in patterns for path in matching(folder, pattern) or ()}
    return sum(
        path.is_file() and not named & {path, *filter(_is_project_folder, path.parents)} for path in _data(folder.rglob("*"))
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
