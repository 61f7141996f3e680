"""What a job leaves behind besides its results: a record of exactly what it was made from."""

from __future__ import annotations

import contextlib
import json
import shutil
import site
import sys
from pathlib import Path
from typing import Any

from scripts.ground.closure import code_files, normal_digest
from scripts.ground.environment import REPOSITORY
from scripts.ground.hashing import file_digest, file_digests, json_digest, path_digest
from scripts.ground.leftovers import hold_study

RESULTS = ("results",)
RECORDS = Path("results/pseudonymised/records")


def make_record(
    step: str,
    *,
    inputs: dict[str, list[Path]],
    outputs: dict[str, Path],
    raw: dict[str, str],
    config: dict[str, str],
    key: str,
) -> dict[str, Any]:
    """The record of one job.

    `inputs` and `outputs` map names to files, `raw` maps raw file ids (`interviews:3`) to SHA-256, `config` maps
    config slices to digests; `key` is the fingerprint of the pseudonym key, or empty.
    """
    module = f"scripts.{step}"
    return {
        "step": step,
        "inputs": {name: [_file(path) for path in paths] for name, paths in sorted(inputs.items())},
        "outputs": {name: _file(path) for name, path in sorted(outputs.items())},
        "raw": dict(sorted(raw.items())),
        "config": dict(sorted(config.items())),
        "code": {path: _code(path) for path in code_files(module)},
        "key_fingerprint": key,
        "environment": {
            "python": ".".join(map(str, sys.version_info[:3])),
            "lock": file_digest(REPOSITORY / "requirements.txt"),
            "conda": file_digest(REPOSITORY / "environment.yml"),
            "installed": installed_digest(),
        },
    }


def read_records(folder: Path) -> list[dict[str, Any]]:
    """All records of a study, sorted by step."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def drop_stale_records(folder: Path) -> None:
    """Remove the record of every job whose results were edited or lost since, so that the engine makes them anew.

    A step that the pipeline has no more takes its results with it.

    Does nothing while another run holds the study: its results are in the making.
    """
    if not hold_study():
        return
    for path in folder.glob("*.json"):
        if _is_of_no_step(path):
            _clear(path)
        elif not _still_true(path):
            path.unlink()


def _is_of_no_step(record: Path) -> bool:
    return not (REPOSITORY / "scripts" / Path(*record.stem.split("."))).with_suffix(".py").is_file()


def _clear(record: Path) -> None:
    """Remove a record and what it says was made, as far as that lies among the results of the study."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        for each in json.loads(record.read_text(encoding="utf-8"))["outputs"].values():
            made = Path(each["path"])
            if made.parts[:1] == RESULTS and ".." not in made.parts:
                shutil.rmtree(made) if made.is_dir() else made.unlink()
    record.unlink()


def _still_true(record: Path) -> bool:
    try:
        outputs = json.loads(record.read_text(encoding="utf-8"))["outputs"].values()
        return all(path_digest(Path(each["path"])) == each["sha256"] for each in outputs)
    except (OSError, ValueError, KeyError):
        return False


def installed_digest() -> str:
    """Digest of the names and versions of the installed packages, from the names of their metadata folders."""
    names = {path.name for folder in site.getsitepackages() for path in Path(folder).glob("*.dist-info")}
    return json_digest(sorted(names))


def _file(path: Path) -> dict[str, Any]:
    shown = path.relative_to(REPOSITORY).as_posix() if path.is_absolute() and path.is_relative_to(REPOSITORY) else path.as_posix()
    within = {"files": file_digests(path)} if path.is_dir() else {}
    return {"path": shown, "sha256": path_digest(path)} | within


def _code(path: str) -> dict[str, str]:
    return {"sha256": file_digest(REPOSITORY / path), "normal": normal_digest(REPOSITORY / path)}
