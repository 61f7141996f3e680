"""Driving Snakemake through its Python API, which spares the second that its command line waits, with our own display.

The same Snakefile, the same jobs, the same bytes as plain `snakemake`.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.commands.porter import porter
from scripts.commands.settled import Settled
from scripts.ground.config import Config
from scripts.ground.disk import disk_fault
from scripts.ground.environment import QUIET, REPOSITORY
from scripts.ground.faults import Fault, StudyFault
from scripts.ground.leftovers import forget_locks, hold_study, let_go, sweep, wait_for_jobs

WORDLESS = "A step ended without a word: interrupted, or out of memory. Run it again; what is done stays done."
# with less than this a step may not even be able to write what stopped it
SCARCE_BYTES = 32 << 20


class JobFault(Fault):
    """A job failed; its own words say why."""

    def __str__(self) -> str:
        return self.what


def run_workflow(config: Config, target: str, *, cores: int) -> int:
    """Run the workflow of a study up to a rule; returns the number of jobs done.

    Raises JobFault with the words of the failed jobs, StudyFault when another run is under way.
    """
    os.chdir(config.folder)
    os.environ[QUIET] = "1"
    with _only_run():
        wait_for_jobs()
        forget_locks()
        sweep([Path("results"), Path(config.study.places.restricted)])
        settled = Settled(config, target)
        if settled.is_true():
            return 0
        with porter():
            done = _execute(config.folder, target, cores)
        settled.refuse_changed()
        settled.keep()
        return done


def _execute(study: Path, target: str, cores: int) -> int:
    from snakemake.api import SnakemakeApi
    from snakemake.exceptions import WorkflowError
    from snakemake.scheduling.greedy import SchedulerSettings
    from snakemake.settings.types import (
        DAGSettings,
        ExecutionSettings,
        OutputSettings,
        Quietness,
        ResourceSettings,
        SchedulingSettings,
    )

    from scripts.commands.progress import Progress

    progress = Progress()
    try:
        with SnakemakeApi(OutputSettings(quiet={Quietness.ALL}, enable_file_logging=False)) as api, progress.listening():
            workflow = api.workflow(
                resource_settings=ResourceSettings(cores=cores), snakefile=REPOSITORY / "Snakefile", workdir=study
            )
            dag = workflow.dag(DAGSettings(targets={target}, force_incomplete=True))
            dag.execute_workflow(
                executor="local",
                execution_settings=ExecutionSettings(keep_going=False),
                scheduling_settings=SchedulingSettings(scheduler="greedy"),
                scheduler_settings=SchedulerSettings(),
            )
    except WorkflowError as error:
        words = progress.failures()
        if not words:
            _refuse_full_disk(study)
        raise JobFault(words or (WORDLESS if progress.failed_logs else str(error)), where="", remedy="") from None
    return progress.done


def _refuse_full_disk(study: Path) -> None:
    if shutil.disk_usage(study).free < SCARCE_BYTES:
        raise disk_fault(OSError(errno.ENOSPC, ""), study)


@contextmanager
def _only_run() -> Iterator[None]:
    """Hold the study for one run at a time; the operating system frees the lock of a killed run."""
    if not hold_study():
        raise StudyFault(
            "Another run of this study is under way.", where="this study folder", remedy="Wait until it has finished."
        )
    try:
        yield
    finally:
        let_go()
