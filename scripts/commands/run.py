"""`make report`, `make check`, `make export-texts`: run the workflow, show how far it is, say what came of it."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from scripts.commands.engine import run_workflow
from scripts.commands.messages import fail
from scripts.commands.summary import summarise
from scripts.ground.faults import Fault, Faults
from scripts.ground.opening import open_study

TARGETS = {"report": "all", "check": "check_inputs", "export-texts": "export_texts"}


def main() -> int:
    """Exit code 0 when the target stands, 2 for anything a person can put right, 1 for a defect."""
    told = _parse()
    study = Path(told.study).expanduser().resolve()
    started = time.monotonic()
    try:
        config = open_study(study)
        done = run_workflow(config, TARGETS[told.target], cores=told.cores)
    except (Fault, Faults) as fault:
        return fail(fault)
    print(summarise(config, told.target, jobs=done, seconds=time.monotonic() - started))
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("study", nargs="?", default=".")
    parser.add_argument("--cores", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
