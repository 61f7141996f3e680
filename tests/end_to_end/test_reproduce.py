"""`make reproduce` on a finished study: equal, different with the step that is to blame, and interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.ground.environment import REPOSITORY
from tests.end_to_end.running import copy_code, copy_finished, copy_study, run

LONGEST = 600


def reproducing(study: Path, folder: Path, code: Path = REPOSITORY) -> subprocess.Popen[str]:
    """The command under way; its clean folder is made below `folder`."""
    folder.mkdir(exist_ok=True)
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.Popen(
        [sys.executable, "-m", "scripts.commands.reproduce", str(study)], cwd=code, env=inherited | {"TMPDIR": str(folder)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


@pytest.mark.slow
def test_a_finished_and_released_study_is_reproduced_and_its_clean_folder_removed(seed_only: Path, tmp_path: Path) -> None:
    study = copy_finished(seed_only, tmp_path / "study")
    subprocess.run(
        [sys.executable, "-m", "scripts.commands.release", str(study)], cwd=REPOSITORY, check=True, capture_output=True
    )
    assert list((study / "results").glob("*.zip"))
    (study / "results/README.md").write_text("What a study keeps here.\n", encoding="utf-8")
    with reproducing(study, tmp_path / "aside") as process:
        said, _ = process.communicate(timeout=LONGEST)
    assert process.returncode == 0, said
    assert "files are equal, byte for byte" in said
    assert list((tmp_path / "aside").iterdir()) == []


@pytest.mark.slow
def test_a_step_that_reads_the_clock_is_named(tmp_path: Path) -> None:
    code, study = copy_code(tmp_path / "code"), copy_study("seed_only", tmp_path / "study")
    step = code / "scripts/provenance/study_files.py"
    step.write_text(step.read_text(encoding="utf-8") + CLOCK, encoding="utf-8")
    run(study, code=code).must_succeed()
    with reproducing(study, tmp_path / "aside", code) as process:
        said, _ = process.communicate(timeout=LONGEST)
    assert process.returncode == 1, said
    assert "results/pseudonymised/study_files/codebook.csv  (made by provenance.study_files)" in said
    assert "reads the clock" in said


CLOCK = """

import time

_made = study_files


def study_files(*given, **named):
    return {name: content if name != "codebook.csv" else _late(content) for name, content in _made(*given, **named).items()}


def _late(content):
    told = content if isinstance(content, bytes) else content.encode()
    return told + f"# {time.time_ns()}\\n".encode()


study_files.__annotations__, study_files.__wrapped__ = _made.__annotations__, _made
"""


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_when_interrupted_no_copy_of_the_raw_files_stays(seed_only: Path, tmp_path: Path, sign: int) -> None:
    aside = tmp_path / "aside"
    with reproducing(copy_finished(seed_only, tmp_path / "study"), aside) as process:
        until = time.monotonic() + LONGEST
        while not list(aside.glob("*/study/results/pseudonymised/records/*.json")):
            assert process.poll() is None and time.monotonic() < until
            time.sleep(0.1)
        process.send_signal(sign)
        said, _ = process.communicate(timeout=LONGEST)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert list(aside.iterdir()) == []
