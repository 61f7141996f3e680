"""`make changes`: what moved since the last run that changed anything: values, n, verdicts, quotes."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.commands.messages import end_with_the_reader, fail
from scripts.ground.config import refuse_no_study
from scripts.ground.faults import ConfigFault, MissingInput

SAFE = Path("results/pseudonymised")


@dataclass(frozen=True)
class Runs:
    """Evidence by id, before and now."""

    before: dict[str, dict[str, Any]]
    now: dict[str, dict[str, Any]]


def main() -> int:
    study = Path(sys.argv[1]).expanduser()
    try:
        refuse_no_study(study)
        os.chdir(study)
        runs = compare(SAFE)
    except (ConfigFault, MissingInput) as fault:
        return fail(fault)
    print("\n".join(describe_changes(runs)) or "Nothing moved between the last two runs.")
    return 0


def remember(safe: Path) -> Runs:
    """Keep this run's evidence for the next comparison; an unchanged rerun keeps the older one to compare with."""
    current, kept = safe / "candidate/evidence.json", safe / "history/last.json"
    kept.parent.mkdir(exist_ok=True)
    if not kept.exists() or _evidence(kept) != _evidence(current):
        if kept.exists():
            kept.replace(safe / "history/before.json")
        temporary = kept.with_suffix(".new")
        shutil.copyfile(current, temporary)
        temporary.replace(kept)
        return compare(safe)
    same = _evidence(kept)
    return Runs(same, same)


def compare(safe: Path) -> Runs:
    """The last two different runs; raises MissingInput before the first."""
    now, before = safe / "history/last.json", safe / "history/before.json"
    if not now.exists():
        raise MissingInput("This study has not been run yet.", where="results of the study", remedy="Run: make report")
    return Runs(_evidence(before) if before.exists() else _evidence(now), _evidence(now))


def describe_changes(runs: Runs) -> list[str]:
    """One line for each thing that moved: verdicts first, then figures, quotes and the rest."""
    ids = sorted({*runs.before, *runs.now}, key=lambda id: (not id.startswith("verdict"), id))
    return [line for id in ids if (line := _line(id, runs.before.get(id), runs.now.get(id)))]


def _line(id: str, before: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
    if before is None:
        return f"{id}: new, {now['display']}"
    if now is None:
        return f"{id}: gone (was {before['display']})"
    shown = [f"{before['display']} → {now['display']}"] if before["display"] != now["display"] else []
    if before["n"] != now["n"]:
        shown.append(f"n {before['n']} → {now['n']}")
    if not shown and (before["value"], before["low"], before["high"]) != (now["value"], now["low"], now["high"]):
        shown.append(f"{now['display']}, moved below the digits shown")
    return f"{id}: {', '.join(shown)}" if shown else ""


def _evidence(path: Path) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in json.loads(path.read_text(encoding="utf-8"))["evidence"]}


if __name__ == "__main__":
    end_with_the_reader()
    sys.exit(main())
