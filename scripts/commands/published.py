"""The ledger of published cells around `make release`: what earlier releases hold against this one, and what it adds."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from scripts.ground.config import Config
from scripts.ground.faults import Fault, Faults
from scripts.ground.models.disclosure import Classes
from scripts.provenance import published_cells as published

RELEASE = Path("results/release")


def held_against(config: Config) -> list[Fault]:
    """Why this release must not follow the earlier ones; nothing if it may."""
    try:
        return list(published.compare(_earlier(config), _now(config)))
    except Fault as fault:
        return [fault]
    except Faults as several:
        return several.faults


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
    return published.read_ledger(path.read_text(encoding="utf-8")) if path.exists() else []


def _now(config: Config) -> list[published.Cell]:
    """The cells of the finished release; the root of its ledger is its name."""
    evidence = json.loads((config.folder / RELEASE / "evidence.json").read_text(encoding="utf-8"))
    return published.published_cells(evidence["evidence"], evidence["ledger_root"], config.slice(Classes))
