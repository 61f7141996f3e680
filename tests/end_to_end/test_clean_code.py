"""What the tools that read code say of it: nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.ground.environment import REPOSITORY
from tests.end_to_end.running import copy_study

RUFF = [sys.executable, "-m", "ruff"]
CODE = ["scripts", "tests"]


@pytest.mark.parametrize(
    "command",
    [
        [*RUFF, "check", *CODE],
        [*RUFF, "format", "--check", *CODE],
        [sys.executable, "-m", "snakefmt", "--check", "Snakefile", "workflow"],
    ],
    ids=["ruff check", "ruff format", "snakefmt"],
)
def test_the_code_is_clean(command: list[str]) -> None:
    said = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


def test_the_workflow_passes_the_engines_lint(tmp_path: Path) -> None:
    study = copy_study("seed_only", tmp_path / "study")
    command = [
        sys.executable,
        "-m",
        "snakemake",
        "--lint",
        "--directory",
        str(study),
        "--snakefile",
        str(REPOSITORY / "Snakefile"),
    ]
    said = subprocess.run(command, cwd=study, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
