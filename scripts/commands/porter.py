"""The porter: a process that has imported everything already and forks a child for each job that rings (ground/bell.py).

A job's imports cost more than most steps. The porter imports while nobody rings; a child runs the door exactly as a process
of its own would, with the job's environment and streams. When the code changed since the porter came, the
child starts afresh. The porter goes when its standard input closes, that is with the run that keeps it, and ends the jobs that
are still at work: nobody waits for them any more.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.ground.bell import SOCKET, STANDARD_STREAMS
from scripts.ground.environment import REPOSITORY

STAGES = ("ingest", "anonymise", "validate", "quantitative", "qualitative", "integrate", "report", "provenance")
# what steps import only inside functions, in the order in which a run comes to need it
LIBRARIES = (
    "openpyxl",
    "docx",
    "defusedxml.ElementTree",
    "rapidfuzz.process",
    "numpy",
    "scipy.stats",
    "matplotlib.pyplot",
    "typst",
    "pypdf",
)


@contextmanager
def porter() -> Iterator[None]:
    """Keep a porter for the study in the current folder."""
    Path(SOCKET).unlink(missing_ok=True)
    command = [sys.executable, "-m", "scripts.commands.porter"]
    # Ctrl-C is for the run and its jobs; the porter goes with the run
    with subprocess.Popen(command, stdin=subprocess.PIPE, preexec_fn=_hear_no_interrupt) as process:
        try:
            yield
        finally:
            Path(SOCKET).unlink(missing_ok=True)
            process.stdin.close()


def _hear_no_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def main() -> int:
    """Serve until the standard input closes."""
    os.umask(0o077)
    children: set[int] = set()
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.bind(SOCKET)
        except OSError:
            # without a porter, on a full disk for example, each job runs by itself
            return 0
        line.listen(64)
        try:
            _serve(line, children)
        finally:
            _end(children)
    return 0


def _serve(line: socket.socket, children: set[int]) -> None:
    came = _newest_code()
    waiting = _modules()
    while True:
        ready, _, _ = select.select([line, sys.stdin], [], [], 0 if waiting else None)
        if sys.stdin in ready:
            return
        children -= {child for child in children if os.waitpid(child, os.WNOHANG)[0]}
        if line in ready:
            caller, _ = line.accept()
            child = os.fork()
            if child == 0:
                line.close()
                _child(caller, came)
            children.add(child)
            caller.close()
        elif waiting:
            # a module that cannot be imported fails in the job that needs it, which says so
            with contextlib.suppress(Exception):
                importlib.import_module(waiting.pop(0))


def _end(children: set[int]) -> None:
    """End the jobs whose run is over; a child that nobody has waited for keeps its number."""
    for child in children:
        if not os.waitpid(child, os.WNOHANG)[0]:
            os.kill(child, signal.SIGTERM)


def _child(caller: socket.socket, came: float) -> None:
    """Run one job and tell its exit code; never returns."""
    code = 1
    # so that what a job keeps elsewhere for a while is removed
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(code))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        arguments = _settle(caller)
        if _newest_code() > came:
            code = subprocess.run([sys.executable, "-m", "scripts.ground.door", *arguments], check=False).returncode
        else:
            from scripts.ground.door import main as run

            code = run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        caller.sendall(bytes([code]))
    finally:
        os._exit(code)


def _settle(caller: socket.socket) -> list[str]:
    """Take over the caller's streams and environment; its arguments."""
    head, streams, _, _ = socket.recv_fds(caller, 4, len(STANDARD_STREAMS))
    for stream, standard in zip(streams, STANDARD_STREAMS, strict=True):
        os.dup2(stream, standard)
        os.close(stream)
    size = int.from_bytes(head, "big")
    asked = b""
    while len(asked) < size:
        asked += caller.recv(size - len(asked))
    told = json.loads(asked)
    os.environ.clear()
    os.environ |= told["environment"]
    return told["arguments"]


def _modules() -> list[str]:
    """What to import, the door first."""
    files = [path for stage in STAGES for path in sorted((REPOSITORY / "scripts" / stage).rglob("*.py"))]
    ours = [".".join(path.relative_to(REPOSITORY).with_suffix("").parts) for path in files if path.name != "__init__.py"]
    return ["scripts.ground.door", *ours, *LIBRARIES]


def _newest_code() -> float:
    return max(path.stat().st_mtime for path in (REPOSITORY / "scripts").rglob("*.py"))


if __name__ == "__main__":
    sys.exit(main())
