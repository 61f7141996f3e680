import os
import subprocess
import sys
import time

import pytest

from scripts.commands.porter import porter
from scripts.ground.bell import SOCKET
from scripts.ground.environment import REPOSITORY

BELL = [sys.executable, "-m", "scripts.ground.bell"]
# a step that needs nothing, and whose record tells what it was made in
STEP = ["report.renderer", "--out", "renderer=renderer.json", "--record", "record.json", "--log", "job.log"]


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A study folder with nothing but the demonstration's configuration."""
    (tmp_path / "config").symlink_to(REPOSITORY / "config")
    (tmp_path / ".snakemake").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    return tmp_path


def ring(*arguments):
    return subprocess.run([*BELL, *arguments], capture_output=True, text=True, timeout=60, check=False)


def wait_for(path):
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError("the porter did not come")


def test_a_job_leaves_the_same_files_with_and_without_a_porter(study):
    assert ring(*STEP).returncode == 0
    alone = [(study / name).read_bytes() for name in ("renderer.json", "record.json")]
    (study / "record.json").unlink()
    with porter():
        wait_for(study / SOCKET)
        assert ring(*STEP).returncode == 0
    assert [(study / name).read_bytes() for name in ("renderer.json", "record.json")] == alone


def test_the_porter_hands_on_the_exit_code_and_the_words_of_a_job_that_fails(study):
    with porter():
        wait_for(study / SOCKET)
        told = ring("report.no_such_step", "--record", "record.json", "--log", "job.log")
    assert told.returncode == 1
    assert "please report it" in told.stderr
    assert not (study / "record.json").exists()


def test_the_porter_does_the_job_and_not_the_bell(study):
    with porter():
        wait_for(study / SOCKET)
        # the environment that this bell gives keeps it from importing anything of the repository but itself
        alone = {**os.environ, "PYTHONPATH": str(study)}
        (study / "scripts/ground").mkdir(parents=True)
        (study / "scripts/ground/bell.py").write_bytes((REPOSITORY / "scripts/ground/bell.py").read_bytes())
        assert subprocess.run([*BELL, *STEP], env=alone, timeout=60, check=False).returncode == 0
    assert (study / "record.json").exists()


def test_a_porter_that_is_gone_changes_nothing(study):
    with porter():
        wait_for(study / SOCKET)
        kept = study / "kept"
        kept.hardlink_to(study / SOCKET)
    kept.rename(study / SOCKET)
    assert ring(*STEP).returncode == 0
    assert (study / "record.json").exists()
