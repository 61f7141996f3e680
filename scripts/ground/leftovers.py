"""One run of a study at a time; what a killed run can leave behind, and how the next one does away with it.

- a run holds the study by a lock that the operating system frees however the run ends
- every job holds a shared lock while it works, so that a new run can wait for jobs that outlived theirs
- whatever is written first under a passing name bears `PART`, so that leftovers are known by their name
"""

from __future__ import annotations

import contextlib
import fcntl
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from scripts.ground.faults import StudyFault

PART = ".part"
RUN_LOCK = Path(".snakemake/run.lock")
JOBS = Path(".snakemake/jobs.lock")
LONGEST_WAIT = 300
PAUSE = 0.1
ENGINE_LOCKS = Path(".snakemake/locks")

_held: list[TextIO] = []


def hold_study() -> bool:
    """Hold the study in the current folder until this process ends or lets it go; False when another one holds it."""
    if _held:
        return True
    RUN_LOCK.parent.mkdir(exist_ok=True, mode=0o700)
    lock = RUN_LOCK.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return False
    _held.append(lock)
    return True


def let_go() -> None:
    """Free the study for others."""
    while _held:
        _held.pop().close()


@contextmanager
def job_under_way() -> Iterator[None]:
    """Tell others that a job of the study in the current folder works; the system frees the lock of a killed one."""
    try:
        lock = JOBS.open("a")
    except OSError:
        # outside a study's run nobody asks
        yield
        return
    with lock:
        # some shared disks know no locks
        with contextlib.suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def wait_for_jobs(seconds: float = LONGEST_WAIT) -> None:
    """Wait until no job of an earlier run works any more; raises StudyFault when that takes too long."""
    until = time.monotonic() + seconds
    with JOBS.open("a") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > until:
                    raise StudyFault(
                        "Steps of a run that was killed are still at work.",
                        where="this study folder",
                        remedy="Wait until they have finished, or end them, then run it again.",
                    ) from None
                time.sleep(PAUSE)


def forget_locks() -> None:
    """Remove the engine's locks of a run that was killed; only for who holds the study's own lock."""
    for lock in ENGINE_LOCKS.glob("*"):
        lock.unlink(missing_ok=True)


def part_of(path: Path) -> tuple[str, str]:
    """Prefix and suffix of the passing name of a file or folder."""
    return f".{path.name}.", PART


def sweep(places: Iterable[Path]) -> None:
    """Remove what was half-written; only for who knows that nobody is at work."""
    for place in places:
        for path in sorted(place.rglob(f".*{PART}")):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
