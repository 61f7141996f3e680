"""What the disk refuses, in words: full, write-protected, or a file where a folder is needed.

Only places below results and the engine's own folder are named; the name of a raw file may name a person.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from scripts.ground.faults import StudyFault

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)
BLOCKED = (errno.ENOTDIR, errno.EEXIST, errno.EISDIR)
AFTERWARDS = "then run it again: what is done stays done."
NAMED = ("results", ".snakemake")


def disk_fault(error: OSError, study: Path) -> StudyFault:
    """The fault that tells a refusal of the disk."""
    what, remedy = _in_words(error)
    return StudyFault(what, where=_where(error.filename2 or error.filename, study), remedy=remedy)


def _in_words(error: OSError) -> tuple[str, str]:
    if error.errno in FULL:
        return "The disk is full, or a limit on its use is reached.", f"Free some space, {AFTERWARDS}"
    if error.errno in CLOSED:
        remedy = "Make the study's folder writable for you (owner, mode, write-protected disk)"
        return "A file or folder of the study may not be read or written.", f"{remedy}, {AFTERWARDS}"
    if error.errno in BLOCKED:
        return "A file stands where a folder is needed, or a folder where a file is.", f"Move it away, {AFTERWARDS}"
    told = os.strerror(error.errno) if error.errno else type(error).__name__
    return f"The computer could not read or write a file ({told}).", f"See that the disk is there and sound, {AFTERWARDS}"


def _where(name: object, study: Path) -> str:
    path = Path.cwd() / os.fsdecode(name) if isinstance(name, str | bytes) else None
    folder = study.absolute()
    if path and path.is_relative_to(folder) and path.relative_to(folder).parts[:1] in {(each,) for each in NAMED}:
        return path.relative_to(folder).as_posix()
    return "the study's folder"
