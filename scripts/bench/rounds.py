"""Every job of a study's workflow, each in a process of its own, with what it cost.

- The commands are those that the engine would give, told by a dry run; the door is called with no engine around it.
- CPU seconds and the largest memory come from the operating system when the process ends (`wait4`).
- The coding project is made after redaction, as the researchers would make it, and is no job.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.one_process import engine_commands
from scripts.ground.environment import QUIET, REPOSITORY

KIB = 1024 if sys.platform == "linux" else 1  # ru_maxrss counts KiB on Linux, bytes on macOS


@dataclass(frozen=True)
class Cost:
    """What one job took."""

    step: str
    seconds: float
    wall: float
    memory: int
    stands: bool

    @property
    def stage(self) -> str:
        return self.step.split(".")[0]


def run_jobs(study: Path, told: Callable[[Cost], None], only: Callable[[str], bool] = lambda step: True) -> list[Cost]:
    """Run what can be run, in the order of the inputs; a failed job keeps those after it from running."""
    waiting = [words for words in engine_commands(study) if only(words[0])]
    costs: list[Cost] = []
    while ready := [words for words in waiting if all((study / path).exists() for path in _inputs(words))]:
        for words in ready:
            costs.append(run_job(study, words))
            told(costs[-1])
            waiting.remove(words)
    return costs


def run_job(study: Path, words: list[str]) -> Cost:
    """Run the door in a new process and wait for what it used."""
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY), "SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0", QUIET: "1"}
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "scripts.ground.door", *words], cwd=study, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    return Cost(words[0], used.ru_utime + used.ru_stime, wall, used.ru_maxrss * KIB, process.returncode == 0)


def _inputs(words: list[str]) -> list[str]:
    return [words[place + 1].split("=", 1)[1] for place, word in enumerate(words) if word == "--in"]
