"""What the terminal shows while the workflow runs: steps done of all, how long it will still take, and what runs now.

The time left is told on a terminal only, and only when the last run says how long these steps take (remaining.py).
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from snakemake.logging import logger
from snakemake_interface_logger_plugins.common import LogEvent

from scripts.commands.remaining import Remaining, in_words

WIDTH = 100
REDRAWN = 1.0  # seconds
# in the engine's statistics; the goal of a run is no work
NO_STEPS = {"total", "all"}


class Progress(logging.Handler):
    """Listens to the engine's events; draws one line on a terminal, one line a step elsewhere."""

    def __init__(self, remaining: Remaining | None = None) -> None:
        super().__init__()
        self.remaining = remaining or Remaining()
        self.rules: dict[int, str] = {}
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
        over = threading.Event()
        threading.Thread(target=self._redraw_until, args=(over,), daemon=True).start()
        try:
            yield
        finally:
            over.set()
            self.remaining.keep()
            logger.removeHandler(self)
            for handler in before:
                logger.addHandler(handler)
            self._clear()

    def emit(self, record: logging.LogRecord) -> None:
        event = getattr(record, "event", None)
        told = record.__dict__
        if event == LogEvent.RUN_INFO:
            stats = told.get("stats", {})
            self.total = stats.get("total", 0)
            self.remaining.plan(set(stats) - NO_STEPS)
        elif event == LogEvent.JOB_INFO:
            self.running[told["jobid"]] = told.get("rule_msg") or told["rule_name"]
            self.rules[told["jobid"]] = told["rule_name"]
            self.remaining.begin(told["rule_name"])
            self._draw()
            self._tell(self.running[told["jobid"]])
        elif event == LogEvent.JOB_FINISHED:
            job = told.get("job_id", told.get("jobid"))
            self.running.pop(job, None)
            if job in self.rules:
                self.remaining.end(self.rules.pop(job))
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
        parts = (in_words(self.remaining.seconds()), "; ".join(self.running.values()))
        line = f"[{self.done:>2}/{self.total}] {', '.join(part for part in parts if part)}"
        if self.live:
            sys.stderr.write(f"\r\033[K{line[:WIDTH]}")
            sys.stderr.flush()

    def _redraw_until(self, over: threading.Event) -> None:
        """A long step says nothing, but the time left grows less."""
        while self.live and not over.wait(REDRAWN):
            with self.lock:
                if not over.is_set():
                    self._draw()

    def _tell(self, started: str) -> None:
        """Off a terminal: one line a step."""
        if not self.live:
            sys.stderr.write(f"[{self.done:>2}/{self.total}] {started}\n")

    def _clear(self) -> None:
        if self.live:
            sys.stderr.write("\r\033[K")
