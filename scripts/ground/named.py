"""How a person named the study's folder, so that what is told to them bears paths that they can type where they stand."""

from __future__ import annotations

import shlex
from pathlib import Path

_typed: dict[Path, Path] = {}


def named_study(typed: str | Path) -> Path:
    """The folder that a person named; how they named it is kept."""
    given = Path(typed).expanduser()
    folder = given.resolve()
    _typed[folder] = given
    return folder


def shown(path: Path) -> str:
    """A path of a study as it must be typed, whatever the current folder is now; other paths as they are."""
    # the innermost first
    for folder, given in sorted(_typed.items(), reverse=True):
        if path.is_relative_to(folder):
            return (given / path.relative_to(folder)).as_posix()
    return str(path)


def command_for(command: str, study: Path) -> str:
    """A command of make for a study, e.g. `make review STUDY=../my-study`."""
    typed = shown(study)
    return command if typed == "." else f"{command} STUDY={shlex.quote(typed)}"
