"""Each study is run once a session, whoever asks first; tests that change something work on a copy."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.running import copy_study, run


@pytest.fixture(scope="session")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Make a folder once for all workers: the first to come makes it, the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def once(name: str, folder: str) -> Path:
        study, said = shared / folder, shared / f"{folder}.said"
        with (shared / f"{folder}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not said.exists():
                ran = run(copy_study(name, study))
                said.write_text(f"{ran.code}\n{ran.told}", encoding="utf-8")
        code, told = said.read_text(encoding="utf-8").split("\n", 1)
        assert code == "0", f"the run of {name} failed:\n{told}"
        return study

    return once


@pytest.fixture(scope="session")
def demo(run_once: Callable[[str, str], Path]) -> Path:
    return run_once("demo", "demo")


@pytest.fixture(scope="session")
def seed_only(run_once: Callable[[str, str], Path]) -> Path:
    return run_once("seed_only", "a study with blanks")


@pytest.fixture(scope="session")
def negative(run_once: Callable[[str, str], Path]) -> Path:
    return run_once("negative", "negative")


@pytest.fixture(params=["demo", "seed_only", "negative"])
def study(request: pytest.FixtureRequest) -> tuple[str, Path]:
    """Each of the three studies in turn: its name and its folder, finished."""
    return request.param, request.getfixturevalue(request.param)
