"""`make bench-scale`: what each stage costs as the cohort and the transcripts grow; a table and a figure in docs/performance.md.

    python -m scripts.bench.scale [--participants 100 1000 10000 100000] [--transcripts 20 200 2000]

- Cohorts grow with 20 transcripts, transcripts with 3,000 participants; the coding project is made after redaction.
- Every job runs in a process of its own: CPU seconds, and the largest memory of any one process of a stage.
- The exponent is the slope of the CPU time between the two largest sizes, in logarithms: 1 is proportional. Below ten seconds it
  says how Python starts, and is not told.
- All jobs up to the release are run; one that fails is named below the table, and what waits for it is not measured.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from scripts.bench.growth import Point, write_section
from scripts.bench.rounds import Cost, run_jobs
from scripts.demo.coding import write_coding
from scripts.demo.study import truth_of_size, write_study
from scripts.ground.environment import REPOSITORY

PARTICIPANTS = (100, 1_000, 10_000, 100_000)
TRANSCRIPTS = (20, 200, 2_000)
FEWEST_TRANSCRIPTS = 20
WITH_TRANSCRIPTS = 3_000  # participants, enough for each transcript to be of another person
REDACTED = "anonymise.redact"
INGESTED = "ingest.coding"


def main() -> int:
    """Measure, print, and write the section of the page."""
    told = _parse()
    cohorts = [Point(size, _measure(size, FEWEST_TRANSCRIPTS)) for size in sorted(told.participants)]
    transcripts = [Point(size, _measure(WITH_TRANSCRIPTS, size)) for size in sorted(told.transcripts)]
    print(write_section(cohorts, transcripts, REPOSITORY / "docs"))
    return 0


def _measure(participants: int, transcripts: int) -> tuple[Cost, ...]:
    """All jobs of a study of this size; the coding is made when the texts are redacted, and what it changes runs then."""
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        study = Path(folder) / "study"
        _elsewhere(_write_study, study, participants, transcripts)
        _say(f"{participants} participants, {transcripts} transcripts")
        # to the redacted texts, as for the coders
        first = _costs(study, only=_up_to_redaction)
        _elsewhere(_write_coding, study, participants, transcripts)
        second = _costs(study, only=lambda step: step == INGESTED or not _up_to_redaction(step))
    return (*(cost for cost in first if cost.step != INGESTED), *second)


def _elsewhere(make: Callable[[Path, int, int], None], study: Path, participants: int, transcripts: int) -> None:
    """Make files in a process of its own: what this one holds would count as memory of every job it starts."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        process.submit(make, study, participants, transcripts).result()


def _write_study(study: Path, participants: int, transcripts: int) -> None:
    write_study(study, truth_of_size(participants, transcripts))


def _write_coding(study: Path, participants: int, transcripts: int) -> None:
    write_coding(study, truth_of_size(participants, transcripts))


def _up_to_redaction(step: str) -> bool:
    return step.startswith("ingest.") or step in ("anonymise.linkage", REDACTED)


def _costs(study: Path, only: Callable[[str], bool]) -> list[Cost]:
    return run_jobs(study, lambda cost: _say(_line(cost)), only)


def _line(cost: Cost) -> str:
    failed = "" if cost.stands else "  FAILED"
    return f"  {cost.step:34} {cost.seconds:8.1f} s {cost.memory / 2**20:8.0f} MiB{failed}"


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-scale", description="Measure how the stages grow.")
    parser.add_argument("--participants", type=int, nargs="*", default=PARTICIPANTS)
    parser.add_argument("--transcripts", type=int, nargs="*", default=TRANSCRIPTS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
