"""Opening a study: everything that must be right before the first job, told at once."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from scripts.ground import environment
from scripts.ground.config import Config, load_config
from scripts.ground.faults import Fault, Faults, StudyFault, raise_all
from scripts.ground.key import load_key
from scripts.ground.raw import find_raw, refuse_unknown_raw

EVERY_KIND = (
    "roster", "organisations", "survey", "feedback", "interviews", "reflections", "focus_group",
    "coding", "projects", "attendance", "withdrawals",
)  # fmt: skip
PRIVATE = ("results/pseudonymised", ".snakemake")


def open_study(folder: Path) -> Config:
    """Load and check a study, settle the environment, and make its private folders.

    Raises Fault or Faults: config, key, raw files, and a git repository that would take the data.
    """
    config = load_config(folder)
    faults: list[Fault] = []
    for check in (refuse_unknown_raw, refuse_careless_git, load_key, _find_all_raw):
        faults += _faults_of(check, config)
    raise_all(faults)
    environment.settle(config.study.publication.report_date)
    for place in (config.study.places.restricted, *PRIVATE):
        private = config.folder / place
        private.mkdir(parents=True, exist_ok=True)
        private.chmod(0o700)
    return config


def refuse_careless_git(config: Config) -> None:
    """Refuse a study with real people inside a git work tree that would take its data."""
    if config.study.publication.fictional:
        return
    folder = config.folder.absolute()
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return
    probes = ["data/raw/probe.csv", "results/probe.csv"]
    try:
        ignored = subprocess.run(["git", "check-ignore", *probes], cwd=folder, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        ignored = ""
    if len(ignored.split()) < len(probes):
        raise StudyFault(
            "The study lies inside a git repository that would take its data.",
            where="data/raw and results of the study",
            remedy="Move the study out of the repository, or add data/raw/ and results/ to its .gitignore.",
        )


def _find_all_raw(config: Config) -> None:
    find_raw(config, EVERY_KIND)


def _faults_of(check: Callable[[Config], object], config: Config) -> list[Fault]:
    try:
        check(config)
    except Fault as fault:
        return [fault]
    except Faults as several:
        return several.faults
    return []
