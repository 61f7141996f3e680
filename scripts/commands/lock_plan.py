"""`make lock-plan`: freeze the plan of a study in config/plan.lock.yaml, before any outcome is seen.

- every value of the plan that decides about outcomes (scripts/ground/planned.py), and their digest
- the day: today, or `--date`; a lock is a person's act, so this is the one command that may look at the clock
- what was known: raw files of each source, counted and not opened; whether the study was interim; whether an earlier run had
  already estimated an outcome

Fails for a plan that is locked already: later changes are deviations, and a lock that can be renewed locks nothing. Fails for a
study in which texts of the scaffold stand: it has not been thought through yet.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from scripts.commands.messages import fail
from scripts.ground.config import Config, file_of, load_config
from scripts.ground.faults import ConfigFault, Fault, Faults, raise_all
from scripts.ground.models.plan_lock import PlanLock
from scripts.ground.named import named_study
from scripts.ground.placeholders import placeholder_faults
from scripts.ground.planned import planned_values, values_digest
from scripts.ground.raw import RAW

LOCK = Path("config") / file_of("plan_lock")
ESTIMATES = Path("results/pseudonymised/quantitative/change.csv")
SHOWS_OUTCOME = {"feedback", "projects"}
WIDTH = 120
HEAD = """# The plan as it was locked. Written by `make lock-plan`; do not edit.
# A later change of the plan goes into `deviations` of analysis_plan.yaml, with the key as it stands below and the reason.
"""


def main() -> int:
    given = _parse()
    try:
        lock = lock_plan(named_study(given.study), given.date or today())
    except (Fault, Faults) as fault:
        return fail(fault)
    print(_told(lock))
    return 0


def today() -> dt.date:
    """The day on which a person locks."""
    return dt.date.today()


def lock_plan(study: Path, date: dt.date) -> PlanLock:
    """Write the lock and return it; raises ConfigFault when there is one already, or the study is not described yet."""
    config = load_config(study)
    if (study / LOCK).exists():
        raise ConfigFault(
            f"The plan is locked already{_since(config)}.",
            where=LOCK.as_posix(),
            remedy="Write what changes into `deviations` of config/analysis_plan.yaml, with key and reason; the report lists it.",
        )
    raise_all(placeholder_faults(config, "locked"))
    lock = _lock(config, date)
    _write(study / LOCK, lock)
    return lock


def _lock(config: Config, date: dt.date) -> PlanLock:
    plan = config.roots["analysis_plan"]
    values = planned_values(plan, config.roots["instrument"], config.study.cohorts)
    return PlanLock(
        date=date,
        version=plan.version,
        digest=values_digest(values),
        interim=config.study.running.interim,
        results_existed=_results_exist(config.folder),
        known=_known(config),
        values=values,
    )


def _known(config: Config) -> list[dict[str, Any]]:
    first = config.study.cohorts.waves[0].id
    return [
        {
            "source": key,
            "kind": source.kind,
            "wave": getattr(source, "wave", ""),
            "files": len({path for pattern in source.files for path in (config.folder / RAW).glob(pattern)}),
            "outcome": source.kind in SHOWS_OUTCOME or (source.kind == "survey" and source.wave != first),
        }
        for key, source in config.sources.sources.items()
    ]


def _results_exist(folder: Path) -> bool:
    """Whether an earlier run has left an estimate of change; only the column that says so is looked at."""
    path = folder / ESTIMATES
    if not path.is_file():
        return False
    with path.open(encoding="utf-8", newline="") as file:
        return any(row.get("estimable") == "true" for row in csv.DictReader(file))


def _write(path: Path, lock: PlanLock) -> None:
    body = lock.model_dump(mode="json") | {"date": lock.date}
    text = HEAD + yaml.safe_dump(body, sort_keys=False, allow_unicode=True, width=WIDTH)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)


def _since(config: Config) -> str:
    date = config.roots["plan_lock"].date
    return f" since {date}" if date else ""


def _told(lock: PlanLock) -> str:
    seen = [each.source for each in lock.known if each.outcome and each.files]
    lines = [f"Version {lock.version} of the plan is locked as of {lock.date}: {len(lock.values)} values in {LOCK.as_posix()}."]
    if seen:
        lines.append(f"Files that can show an outcome were in the folder: {', '.join(seen)}. The report will say so.")
    if lock.results_existed:
        lines.append("An earlier run had already estimated an outcome. The report will say so.")
    lines.append("Give a copy of this file to somebody outside the team, or register it.")
    return "\n".join(lines)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make lock-plan", description="Freeze the plan of a study.")
    parser.add_argument("study", nargs="?", default=".")
    parser.add_argument("--date", type=dt.date.fromisoformat, help="day of the lock, YYYY-MM-DD; default today")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
