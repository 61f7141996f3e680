"""The ledger of published cells around `make release`: what earlier releases hold against this one, and what it adds.

A zip of an earlier release that the ledger does not know of forbids the next one: the counts it told cannot be compared.
"""

from __future__ import annotations

import csv
import json
import os
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from scripts.ground.config import Config
from scripts.ground.faults import ConfigFault, Fault, Faults, StudyFault
from scripts.ground.models.disclosure import Classes
from scripts.provenance import published_cells as published

RELEASE = Path("results/release")
EVIDENCE = "evidence.json"
# the end of a release's name: digits of its root
ZIP_NAME = re.compile(r".*-([0-9a-f]{12})\.zip")
# how a file that was edited or cut short fails to be read
DAMAGE = (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, csv.Error)


def held_against(config: Config) -> list[Fault]:
    """Why this release must not follow the earlier ones; nothing if it may."""
    try:
        return list(published.compare(_earlier(config), _now(config)))
    except Fault as fault:
        return [fault]
    except Faults as several:
        return several.faults


def unremembered(config: Config) -> list[Fault]:
    """Zips of earlier releases that the ledger does not know of; the zip of this very release is none."""
    try:
        known = {each.release for each in _earlier(config)} | {_read_now(config)["ledger_root"]}
    except Fault:
        # told by held_against
        return []
    named = {path: ZIP_NAME.fullmatch(path.name) for path in sorted((config.folder / RELEASE.parent).glob("*.zip"))}
    strange = [
        path.name
        for path, found in named.items()
        if found and not any(root.startswith(found[1]) for root in known) and _tells_counts(config, path)
    ]
    if not strange:
        return []
    where = f"results/{strange[0]}{' and others' if len(strange) > 1 else ''}"
    remedy = (
        f"Put {published.PATH} back as the last release wrote it (from version control or a backup). If that zip was never "
        "published: make release FIRST=yes"
    )
    what = f"There is an earlier release of which {published.PATH} knows nothing, so this one cannot be held against it."
    return [StudyFault(what, where=where, remedy=remedy)]


def _tells_counts(config: Config, path: Path) -> bool:
    """Whether a zip may have told any; one that cannot be read may."""
    try:
        with zipfile.ZipFile(path) as archive:
            name = next(each for each in archive.namelist() if each.rpartition("/")[2] == EVIDENCE)
            evidence = json.loads(archive.read(name))
        return bool(published.published_cells(evidence["evidence"], "", config.slice(Classes)))
    except (*DAMAGE, StopIteration):
        return True


def remember(config: Config) -> None:
    """Write the cells of this release into the ledger; written whole or not at all."""
    path = config.folder / published.PATH
    path.parent.mkdir(exist_ok=True)
    text = published.record(_earlier(config), _now(config))
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)


def _earlier(config: Config) -> list[published.Cell]:
    path = config.folder / published.PATH
    try:
        return published.read_ledger(path.read_text(encoding="utf-8")) if path.exists() else []
    except DAMAGE:
        remedy = "Put the file back as the last release wrote it (from version control or a backup)."
        raise ConfigFault("The ledger of published cells cannot be read.", where=published.PATH, remedy=remedy) from None


def _now(config: Config) -> list[published.Cell]:
    """The cells of the finished release; the root of its ledger is its name."""
    evidence = _read_now(config)
    try:
        return published.published_cells(evidence["evidence"], evidence["ledger_root"], config.slice(Classes))
    except DAMAGE:
        raise _damaged() from None


def _read_now(config: Config) -> dict[str, Any]:
    try:
        evidence = json.loads((config.folder / RELEASE / EVIDENCE).read_text(encoding="utf-8"))
        return {"evidence": evidence["evidence"], "ledger_root": str(evidence["ledger_root"])}
    except DAMAGE:
        raise _damaged() from None


def _damaged() -> StudyFault:
    where = f"{RELEASE.as_posix()}/{EVIDENCE}"
    return StudyFault("The evidence of the release cannot be read.", where=where, remedy="Run: make report")
