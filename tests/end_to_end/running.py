"""Copies of the studies, and the real workflow run on them as a person runs it: in a process of its own."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.ground.environment import REPOSITORY

STUDIES = {
    "demo": REPOSITORY,
    "seed_only": REPOSITORY / "tests/studies/seed_only",
    "negative": REPOSITORY / "tests/studies/negative",
}
REPORTS = ("report.docx", "report.html", "report.pdf", "evidence.json")
RELEASED = (
    *REPORTS, "CITATION.cff", "README.md", "Snakefile", "analysis_plan.yaml", "audit.py", "codebook.csv", "codecheck.yml",
    "gate.json", "ledger.json", "logic_model.yaml", "ro-crate-metadata.json", "tables",
)  # fmt: skip
RECORDS = Path("results/pseudonymised/records")
CODE = ("Snakefile", "workflow", "scripts", "report", "environment.yml", "requirements.txt", "pyproject.toml")


@dataclass(frozen=True)
class Ran:
    """What a run said, and its exit code."""

    code: int
    told: str

    def must_succeed(self) -> Ran:
        assert self.code == 0, self.told
        return self


def copy_study(name: str, to: Path) -> Path:
    """Configuration and raw files of a study, without results."""
    for part in ("config", "data"):
        shutil.copytree(STUDIES[name] / part, to / part)
    return to


def copy_finished(study: Path, to: Path) -> Path:
    """A study with its results and what the engine knows about them."""
    return Path(shutil.copytree(study, to, symlinks=True))


def copy_code(to: Path) -> Path:
    """The code of the pipeline, to be changed by a test."""
    to.mkdir(parents=True)
    for name in CODE:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, to / name)
    return to


def run(study: Path, target: str = "report", *, cores: int = 2, code: Path = REPOSITORY, **environment: str) -> Ran:
    """`make report STUDY=...`, without make."""
    command = [sys.executable, "-m", "scripts.commands.run", target, str(study), "--cores", str(cores)]
    return _run(command, code, environment)


def run_plain(study: Path, *arguments: str, code: Path = REPOSITORY) -> Ran:
    """Plain `snakemake`, as somebody without our commands runs it."""
    command = [str(Path(sys.executable).parent / "snakemake"), "--directory", str(study), "--snakefile"]
    return _run([*command, str(code / "Snakefile"), *arguments], code, {})


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> Ran:
    inherited = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "EVALUATION_KEY_FILE")}
    done = subprocess.run(
        command, cwd=folder, env=inherited | environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return Ran(done.returncode, done.stdout + done.stderr)


def planned(study: Path, code: Path = REPOSITORY) -> set[str]:
    """Rules that the next run would run."""
    told = run_plain(study, "--dry-run", "--quiet", "rules", code=code).must_succeed().told
    stats = re.search(r"^job +count\n[- ]+\n(.*?)^total ", told, re.MULTILINE | re.DOTALL)
    return {line.split()[0] for line in stats[1].splitlines()} - {"all"} if stats else set()


def digests(folder: Path, pattern: str = "*") -> dict[str, str]:
    """SHA-256 of every file below a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob(pattern))
        if path.is_file()
    }


def tables_and_release(study: Path) -> dict[str, str]:
    """Everything that two runs must make alike."""
    results = study / "results"
    tables = {f"pseudonymised/{name}": digest for name, digest in digests(results / "pseudonymised", "*.csv").items()}
    return tables | {f"release/{name}": digest for name, digest in digests(results / "release").items()}


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Files that only one of two runs made, or that differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def times(study: Path) -> dict[str, int]:
    """When each step last finished, by rule."""
    return {path.stem.split(".", 1)[1]: path.stat().st_mtime_ns for path in (study / RECORDS).glob("*.json")}


def rerun_since(before: dict[str, int], study: Path) -> set[str]:
    """Rules that ran again."""
    return {rule for rule, time in times(study).items() if before.get(rule) != time}
