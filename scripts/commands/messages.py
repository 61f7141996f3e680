"""How commands speak: one voice, errors on standard error, never a traceback for what a person can cause."""

from __future__ import annotations

import signal
import sys

EXIT_FAULT = 2


def end_with_the_reader() -> None:
    """`make trace ... | head` ends quietly when `head` has read enough."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def fail(fault: Exception) -> int:
    """Tell a fault and give the exit code."""
    sys.stderr.write(f"\nThe evaluation stopped.\n\n{fault}\n")
    return EXIT_FAULT
