"""How a job's command reaches the door: by the porter, if one is there, else by opening the door itself.

    python -m scripts.ground.bell quantitative.change --in scores=... --out change=... --record ... --log ...

Only the standard library is imported before a porter (porter.py) has been asked. A porter that is gone, or dies over the
job, changes nothing: the door writes whole files only, so the job simply runs here.
"""

from __future__ import annotations

import json
import os
import socket
import sys

# relative to the study, because the path of a socket may hold no more than about a hundred bytes
SOCKET = ".snakemake/porter"
STANDARD_STREAMS = (0, 1, 2)
# as shells tell it
INTERRUPTED = 130


def main() -> int:
    """The exit code of the step."""
    arguments = sys.argv[1:]
    code = _by_porter(arguments)
    if code is not None:
        return code
    from scripts.ground.door import main as run

    os.umask(0o077)
    return run(arguments)


def _by_porter(arguments: list[str]) -> int | None:
    """The exit code as the porter's child reports it; None when no porter did the job."""
    asked = json.dumps({"arguments": arguments, "environment": dict(os.environ)}).encode()
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(SOCKET)
            socket.send_fds(line, [len(asked).to_bytes(4, "big")], STANDARD_STREAMS)
            line.sendall(asked)
            answer = line.recv(1)
    except OSError:
        return None
    return answer[0] if answer else None


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
