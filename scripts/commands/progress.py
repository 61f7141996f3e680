"""What the terminal shows while the workflow runs: steps done of all, and what runs now."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from snakemake.logging import logger
from snakemake_interface_logger_plugins.common import LogEvent

WIDTH = 100


class Progress(logging.Handler):
    """Listens to the engine's events; draws one line on a terminal, one line a step elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.total = 0
        self.done = 0
        self.running: dict[int, str] = {}
        self.failed_logs: list[str] = []
        self.live = sys.stderr.isatty()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take the place of the engine's own display."""
        before = list(logger.handlers)
        for handler in before:
            logger.removeHandler(handler)
        logger.addHandler(self)
        try:
            yield
        finally:
            logger.removeHandler(self)
            for handler in before:
                logger.addHandler(handler)
            self._clear()

    def emit(self, record: logging.LogRecord) -> None:
        event = getattr(record, "event", None)
        told = record.__dict__
        if event == LogEvent.RUN_INFO:
            self.total = told.get("stats", {}).get("total", 0)
        elif event == LogEvent.JOB_INFO:
            self.running[told["jobid"]] = told.get("rule_msg") or told["rule_name"]
            self._draw()
            self._tell(self.running[told["jobid"]])
        elif event == LogEvent.JOB_FINISHED:
            self.running.pop(told.get("job_id", told.get("jobid")), None)
            self.done += 1
            self._draw()
        elif event == LogEvent.PROGRESS:
            self.total = told["total"]
        elif event == LogEvent.JOB_ERROR:
            self.failed_logs += [str(log) for log in told.get("log") or []]

    def failures(self) -> str:
        """The words of the failed jobs, from their logs."""
        told = [Path(log).read_text(encoding="utf-8").strip() for log in dict.fromkeys(self.failed_logs) if Path(log).exists()]
        return "\n\n".join(words for words in told if words)

    def _draw(self) -> None:
        now = "; ".join(self.running.values())
        line = f"[{self.done:>2}/{self.total}] {now}"
        if self.live:
            sys.stderr.write(f"\r\033[K{line[:WIDTH]}")
            sys.stderr.flush()

    def _tell(self, started: str) -> None:
        """Off a terminal: one line a step."""
        if not self.live:
            sys.stderr.write(f"[{self.done:>2}/{self.total}] {started}\n")

    def _clear(self) -> None:
        if self.live:
            sys.stderr.write("\r\033[K")
