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
RELEASED = Path("results/release/gate.json")
OLD_RELEASE = "\nresults/release still holds the release of the run before; do not publish it as this one.\n"


def main() -> int:
    """Exit code 0 when the target stands, 2 for anything a person can put right, 130 after Ctrl-C, 1 for a defect."""
    told = _parse()
    try:
        return _run(told.target, told.study, told.cores)
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted. What is done stays done; run it again to finish.\n")
        return INTERRUPTED


def _run(target: str, named: str, cores: int) -> int:
    from scripts.commands.engine import JobFault, run_workflow
    from scripts.commands.messages import fail
    from scripts.commands.summary import summarise
    from scripts.ground.disk import disk_fault
    from scripts.ground.faults import Fault, Faults
    from scripts.ground.named import named_study
    from scripts.ground.opening import open_study

    started, study = time.monotonic(), named_study(named)
    before = _made(study)
    try:
        config = open_study(study)
        done = run_workflow(config, TARGETS[target], cores=cores)
        print(summarise(config, target, jobs=done, seconds=time.monotonic() - started))
    except JobFault as fault:
        code = fail(fault)
        # the closed gate, or whatever stopped the run, leaves the last release as it was
        if target == "report" and before is not None and _made(study) == before:
            sys.stderr.write(OLD_RELEASE)
        return code
    except (Fault, Faults) as fault:
        return fail(fault)
    except OSError as refusal:
        return fail(disk_fault(refusal, study))
    return 0


def _made(study: Path) -> int | None:
    """When the release was made; None while there is none."""
    return (study / RELEASED).stat().st_mtime_ns if (study / RELEASED).exists() else None


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("study", nargs="?", default=".")
    parser.add_argument("--cores", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
