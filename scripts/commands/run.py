"""`make report`, `make check`, `make export-texts`: run the workflow, show how far it is, say what came of it.

Everything of ours is imported late, so that Ctrl-C is told in words from the first moment on.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

TARGETS = {"report": "all", "check": "check_inputs", "export-texts": "export_texts"}
# as shells tell it
INTERRUPTED = 130


def main() -> int:
    """Exit code 0 when the target stands, 2 for anything a person can put right, 130 after Ctrl-C, 1 for a defect."""
    told = _parse()
    try:
        return _run(told.target, Path(told.study).expanduser().resolve(), told.cores)
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted. What is done stays done; run it again to finish.\n")
        return INTERRUPTED


def _run(target: str, study: Path, cores: int) -> int:
    from scripts.commands.engine import run_workflow
    from scripts.commands.messages import fail
    from scripts.commands.summary import summarise
    from scripts.ground.disk import disk_fault
    from scripts.ground.faults import Fault, Faults
    from scripts.ground.opening import open_study

    started = time.monotonic()
    try:
        config = open_study(study)
        done = run_workflow(config, TARGETS[target], cores=cores)
        print(summarise(config, target, jobs=done, seconds=time.monotonic() - started))
    except (Fault, Faults) as fault:
        return fail(fault)
    except OSError as refusal:
        return fail(disk_fault(refusal, study))
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("study", nargs="?", default=".")
    parser.add_argument("--cores", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
