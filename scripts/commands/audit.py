"""`make audit`: check every hash of a study's results against records, ledger, code, configuration and raw files.

Nothing is rerun. Each difference is named with the step that it concerns.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from scripts.commands.messages import end_with_the_reader, fail
from scripts.commands.purged import in_words, purged
from scripts.ground.closure import normal_digest
from scripts.ground.config import Config, load_config, section_paths
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import Fault, Faults, MissingInput
from scripts.ground.hashing import file_digest, json_digest, path_digest
from scripts.ground.opening import EVERY_KIND
from scripts.ground.raw import RAW, find_raw
from scripts.ground.records import RECORDS, read_records

EXIT_DIFFERS = 1
LEDGER = Path("results/pseudonymised/ledger.json")
RELEASE = Path("results/release")
TEMPLATES = ("report/", "workflow/")


def main() -> int:
    study = Path(sys.argv[1]).expanduser().resolve()
    try:
        problems, checked = audit(study)
        removed = purged(load_config(study))
    except (Fault, Faults) as fault:
        return fail(fault)
    if removed is not None:
        print(f"{in_words(removed)}\n")
    print("\n".join(problems) if problems else f"Every hash agrees: {checked} checked.")
    return EXIT_DIFFERS if problems else 0


def audit(study: Path) -> tuple[list[str], int]:
    """Differences in words, and how many hashes were compared; raises MissingInput before the first run."""
    records = read_records(study / RECORDS)
    if not records:
        raise MissingInput("This study has no records to audit.", where="results of the study", remedy="Run: make report")
    config = load_config(study)
    removed = purged(config)
    gone = () if removed is None else (f"{config.study.places.restricted}/",)
    has_raw = removed is None or not removed.get(RAW.as_posix())
    raw = {file.id: file.sha256 for file in find_raw(config, EVERY_KIND)} if has_raw else None
    problems: dict[str, list[str]] = {}
    checked = 0
    for record in records:
        for what, differs in _comparisons(record, study, config, raw, gone):
            checked += 1
            if differs:
                problems.setdefault(what, []).append(record["step"])
    lines = [f"{what}  (concerns {', '.join(steps)})" for what, steps in sorted(problems.items())]
    lines += _ledger_problems(study, records) + _release_problems(study)
    return lines, checked


def _comparisons(
    record: dict[str, Any], study: Path, config: Config, raw: dict[str, str] | None, gone: tuple[str, ...]
) -> list[tuple[str, bool]]:
    """Pairs of a sentence and whether it is true; `gone` are folders that were purged, and so are raw files that are None."""
    found = []
    files = [file for several in record["inputs"].values() for file in several] + list(record["outputs"].values())
    for file in files:
        if file["path"].startswith(gone):
            continue
        # a lost result of this study must not be looked for among those of the demonstration
        path = (REPOSITORY if file["path"].startswith(TEMPLATES) else study) / file["path"]
        state = "changed" if path.exists() else "is gone"
        found.append((f"result {file['path']} {state}", not path.exists() or path_digest(path) != file["sha256"]))
    for file, sha256 in record["raw"].items() if raw is not None else ():
        found.append((f"raw file {file} {'changed' if file in raw else 'is gone'}", raw.get(file) != sha256))
    for path, digests in record["code"].items():
        found.append((f"code {path} changed", _code_differs(REPOSITORY / path, digests)))
    for dotted, digest in record["config"].items():
        found.append((f"config {dotted} changed", _slice_digest(config, dotted) != digest))
    lock = file_digest(REPOSITORY / "requirements.txt")
    found.append(("the locked environment (requirements.txt) changed", lock != record["environment"]["lock"]))
    return found


def _code_differs(path: Path, digests: dict[str, str]) -> bool:
    """Code counts as the same while only comments and layout differ."""
    if not path.exists():
        return True
    return file_digest(path) != digests["sha256"] and normal_digest(path) != digests["normal"]


def _slice_digest(config: Config, dotted: str) -> str | None:
    sections = {".".join(path): section for section, path in section_paths().items()}
    return config.slice_digest(sections[dotted]) if dotted in sections else None


def _ledger_problems(study: Path, records: list[dict[str, Any]]) -> list[str]:
    """The ledger holds every record made before the report, unchanged, and its root is the hash over them."""
    if not (study / LEDGER).exists():
        return ["the ledger is gone"]
    ledger = json.loads((study / LEDGER).read_text(encoding="utf-8"))
    current = {record["step"]: json_digest(record) for record in records}
    problems = [
        f"record of {entry['step']} differs from the ledger"
        for entry in ledger["entries"]
        if current.get(entry["step"]) != entry["digest"] or json_digest(entry["record"]) != entry["digest"]
    ]
    if json_digest([[entry["step"], entry["digest"]] for entry in ledger["entries"]]) != ledger["root"]:
        problems.append("the ledger's root does not match its entries")
    return problems


def _release_problems(study: Path) -> list[str]:
    """The release names the ledger it was made from."""
    released = study / RELEASE / "evidence.json"
    if not released.exists():
        return ["the release is gone"]
    named = json.loads(released.read_text(encoding="utf-8"))["ledger_root"]
    root = json.loads((study / LEDGER).read_text(encoding="utf-8"))["root"] if (study / LEDGER).exists() else ""
    return [] if named == root else ["the release was made from another ledger"]


if __name__ == "__main__":
    end_with_the_reader()
    sys.exit(main())
