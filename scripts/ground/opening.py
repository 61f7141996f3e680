"""Opening a study: everything that must be right before the first job, told at once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from scripts.ground import environment
from scripts.ground.config import Config, load_config
from scripts.ground.faults import Fault, Faults, KeyFault, StudyFault, raise_all
from scripts.ground.key import Key, load_key, refuse_known_to_git
from scripts.ground.raw import find_raw, refuse_unknown_raw, refuse_unread_withdrawals

EVERY_KIND = (
    "roster", "organisations", "survey", "feedback", "interviews", "reflections", "focus_group",
    "coding", "projects", "attendance", "withdrawals",
)  # fmt: skip
# the first record that a key leaves behind
LINKED = "results/pseudonymised/records/anonymise.linkage.json"
PRIVATE = ("results/pseudonymised", ".snakemake")


def open_study(folder: Path) -> Config:
    """Load and check a study, settle the environment, and make its private folders.

    Raises Fault or Faults: config, key, raw files, and a git repository that would take the data.
    """
    config = load_config(folder)
    faults: list[Fault] = []
    for check in (refuse_unknown_raw, refuse_unread_withdrawals, refuse_careless_git, _check_key, _find_all_raw):
        faults += _faults_of(check, config)
    raise_all(faults)
    environment.settle(config.study.publication.report_date)
    for place in (config.study.places.restricted, *PRIVATE):
        _close(config.folder / place)
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


def _close(private: Path) -> None:
    """Make a folder that nobody else can look into; tell when others could, for they may have."""
    was_open = private.is_dir() and private.stat().st_mode & 0o077 and any(private.iterdir())
    private.mkdir(parents=True, exist_ok=True, mode=0o700)
    private.chmod(0o700)
    if was_open:
        sys.stderr.write(f"Others could read {private.name} of this study; it is closed to them now.\n")


def _check_key(config: Config) -> None:
    key = load_key(config)
    refuse_known_to_git(config)
    _refuse_strange_key(config, key)


def _refuse_strange_key(config: Config, key: Key) -> None:
    """Refuse a sound key that is not this study's: every pseudonym would change, and coded texts would lose their names."""
    record = config.folder / LINKED
    if not record.exists() or not (config.folder / config.study.places.restricted / "anonymise/linkage.csv").exists():
        return
    try:
        made_with = json.loads(record.read_text(encoding="utf-8"))["key_fingerprint"]
    except (ValueError, KeyError):
        return
    if made_with not in {each.fingerprint for each in key.versions}:
        raise KeyFault(
            "This is not the key that the results of this study were made with.",
            where="the key file, compared with the records in results",
            remedy="Name the study's own key. If that is lost: make purge, then make report; docs/keys-and-withdrawal.md says "
            "what is lost with it.",
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
