"""Many documents in batches, side by side: processes that share what was made ready before they began.

Batches as jobs of the engine would each make the detectors ready again, a quarter of the work on 10,000 people; processes
that fork from one job have them for nothing, and the number of jobs does not grow with the texts.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from math import ceil
from typing import Any, TypeVar

from scripts.ground.faults import StudyFault

Item = TypeVar("Item")
Made = TypeVar("Made")
# several to a process, so that none waits long for the slowest
BATCHES_EACH = 16


class Processes(int):
    """How many processes a step may use; what it makes never depends on it."""


def in_batches(work: Callable[[Item], Made], items: Sequence[Item], processes: int) -> list[Made]:
    """What `work` makes of each item, in their order, whatever the number of processes; what it raises is raised here.

    Raises StudyFault when the system ends one of the processes.
    """
    if processes < 2 or len(items) < 2:
        return [work(item) for item in items]
    # every job imports this file, and few work in batches
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    global _under_way
    _under_way = work, items
    try:
        batch = ceil(len(items) / (processes * BATCHES_EACH))
        with ProcessPoolExecutor(processes, get_context("fork"), _begin) as pool:
            return list(pool.map(_work, range(len(items)), chunksize=batch))
    except BrokenProcessPool:
        raise StudyFault(
            "The system ended a process of this step, most likely because memory ran out.",
            where="this machine",
            remedy="Run it with CORES=1, close other programs, or use a machine with more memory.",
        ) from None
    finally:
        _under_way = None


_under_way: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def _begin() -> None:
    """The process that began the work stops the others, and none of them outlives it."""
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    wait([parent_process().sentinel])
    os._exit(1)


def _work(place: int) -> Any:
    work, items = _under_way
    return work(items[place])
