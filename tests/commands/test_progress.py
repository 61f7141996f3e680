import json
import logging
import time

import pytest
from snakemake.logging import logger
from snakemake_interface_logger_plugins.common import LogEvent

from scripts.commands import progress as module
from scripts.commands.progress import Progress
from scripts.commands.remaining import Remaining


def told(progress, event, **given):
    record = logging.LogRecord("snakemake", logging.INFO, "", 0, "", (), None)
    record.__dict__.update(event=event, **given)
    progress.emit(record)


def started(progress, id, name, message=""):
    told(progress, LogEvent.JOB_INFO, jobid=id, rule_name=name, rule_msg=message)


def test_jobs_are_counted_when_they_are_done_and_forgotten_when_they_end():
    progress = Progress()
    started(progress, 1, "people", "Read the roster")
    started(progress, 2, "surveys")
    assert list(progress.running.values()) == ["Read the roster", "surveys"]
    told(progress, LogEvent.JOB_FINISHED, job_id=1)
    told(progress, LogEvent.PROGRESS, done=1, total=7)
    assert (progress.done, progress.total, list(progress.running.values())) == (1, 7, ["surveys"])


def test_on_a_terminal_one_line_is_drawn_over_and_over_and_cleared_in_the_end(capsys):
    progress = Progress()
    progress.live = True
    with progress.listening():
        told(progress, LogEvent.PROGRESS, done=0, total=3)
        started(progress, 1, "people", "Read " + "very " * 40 + "long")
    written = capsys.readouterr().err
    assert "\n" not in written
    assert max(len(line) for line in written.split("\r\033[K")) <= 100
    assert written.endswith("\r\033[K")


def test_elsewhere_nothing_is_drawn_over(capsys):
    progress = Progress()
    progress.live = False
    with progress.listening():
        started(progress, 1, "people")
    assert "\r" not in capsys.readouterr().err


def test_the_words_of_failed_jobs_come_from_their_logs_once_each(tmp_path):
    for name, words in (("a", "The roster is empty.\n"), ("b", ""), ("c", "No key is named.\n")):
        (tmp_path / f"{name}.log").write_text(words)
    progress = Progress()
    for name in ("a", "b", "c", "a", "lost"):
        told(progress, LogEvent.JOB_ERROR, log=[str(tmp_path / f"{name}.log")])
    told(progress, LogEvent.JOB_ERROR, log=None)
    assert progress.failures() == "The roster is empty.\n\nNo key is named."


@pytest.mark.parametrize("fails", [False, True])
def test_the_display_of_the_engine_comes_back_afterwards(fails):
    theirs = logging.NullHandler()
    logger.addHandler(theirs)
    before = list(logger.handlers)
    progress = Progress()
    try:
        with progress.listening():
            assert logger.handlers == [progress]
            if fails:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert logger.handlers == before
    logger.removeHandler(theirs)


def test_on_a_terminal_the_time_left_is_told_and_told_again_while_a_long_step_runs(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(module, "REDRAWN", 0.01)
    (tmp_path / "durations.json").write_text(json.dumps({"people": 100, "surveys": 200}))
    progress = Progress(Remaining(tmp_path / "durations.json"))
    progress.live = True
    with progress.listening():
        told(progress, LogEvent.RUN_INFO, stats={"people": 1, "surveys": 1, "total": 2})
        started(progress, 1, "people", "Read the roster")
        time.sleep(0.1)
    drawn = [line for line in capsys.readouterr().err.split("\r\033[K") if line]
    assert len(drawn) > 2
    assert set(drawn) == {"[ 0/2] about 5 min left, Read the roster"}


def test_the_next_run_knows_how_long_this_ones_steps_took(tmp_path):
    record = tmp_path / "durations.json"
    progress = Progress(Remaining(record))
    progress.live = False
    with progress.listening():
        started(progress, 1, "people")
        told(progress, LogEvent.JOB_FINISHED, job_id=1)
    assert "people" in json.loads(record.read_text())
