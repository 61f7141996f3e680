"""Typing a command as a reader does: in a copy of this repository, with the studies beside it.

- the copy holds the files that git knows or would take; its `.venv` is made of links, so that `make` runs the real Makefile,
  finds an environment that is ready, and can spoil nothing
- a home of its own holds the keys; nothing of the tests' environment reaches a command, and no network does
- a command that waits for a person is answered as soon as its output shows what the person waits for
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scripts.ground.environment import REPOSITORY

LONGEST_SECONDS = 900
LOOK_SECONDS = 0.1
NOWHERE = "http://127.0.0.1:9"
# what would ask the network, or a browser, finds nothing there
OFFLINE = {"http_proxy": NOWHERE, "https_proxy": NOWHERE, "no_proxy": "127.0.0.1,localhost"}
OFFLINE |= {"PIP_NO_INDEX": "1", "UV_OFFLINE": "1", "BROWSER": "true"}


@dataclass(frozen=True)
class Place:
    """Where a reader works: the copy of the repository, and what lies beside it."""

    repository: Path

    @property
    def beside(self) -> Path:
        return self.repository.parent

    @property
    def study(self) -> Path:
        return self.beside / "my-study"

    @property
    def home(self) -> Path:
        return self.beside / "home"


@dataclass(frozen=True)
class Typed:
    """A documented command or option, what is typed for it, and what must come of it."""

    documented: str
    # the command that a documented option is given to
    to: str = ""
    # what stands for the placeholders of the page
    put: Mapping[str, str] = field(default_factory=dict)
    # what the page leaves to the reader, such as the study
    add: str = ""
    code: int = 0
    # words that the output must hold
    told: str = ""
    # typed when it asks
    answer: str = ""
    # a pattern in the output of a command that waits, and what the person then does
    until: str = ""
    then: Callable[[int, str], None] | None = None
    # seen from the repository
    where: str = "."

    @property
    def line(self) -> str:
        """What is typed."""
        line = self.documented
        for placeholder, words in self.put.items():
            assert placeholder in line, f"`{self.documented}` does not hold {placeholder}: correct its entry"
            line = line.replace(placeholder, words)
        return " ".join(part for part in (self.to, line, self.add) if part)


def copy_repository(beside: Path) -> Place:
    """A place of its own: what a reader has after `git clone` and `make environment`."""
    place = Place(beside / "evaluation")
    place.home.mkdir(parents=True)
    for name in _known_to_git():
        (place.repository / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(REPOSITORY / name, place.repository / name)
    _link_environment(place.repository / ".venv")
    return place


def type_in(place: Place, typed: Typed) -> str:
    """Type a command, wait for its end and return its output; fails unless it does what its entry says."""
    said = place.beside / "said.txt"
    with said.open("w") as output:
        process = subprocess.Popen(
            ["/bin/bash", "-c", typed.line], cwd=place.repository / typed.where, env=_environment(place), text=True,
            stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        if typed.then:
            typed.then(process.pid, _wait_for(typed.until, said, process))
        process.communicate(typed.answer, timeout=LONGEST_SECONDS)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    told = said.read_text(encoding="utf-8")
    assert process.returncode == typed.code, f"`{typed.line}` ended with {process.returncode}, not {typed.code}:\n{told}"
    assert typed.told in told, f"`{typed.line}` did not say “{typed.told}” but:\n{told}"
    return told


def interrupt(process: int, _: str) -> None:
    """Ctrl-C, which reaches make and all that it started."""
    os.killpg(process, signal.SIGINT)


def _wait_for(pattern: str, said: Path, process: subprocess.Popen[str]) -> str:
    """The words that show that the person's turn has come."""
    last = time.monotonic() + LONGEST_SECONDS
    while not (found := re.search(pattern, said.read_text(encoding="utf-8"))):
        assert process.poll() is None and time.monotonic() < last, said.read_text(encoding="utf-8")
        time.sleep(LOOK_SECONDS)
    return found[0]


def _environment(place: Place) -> dict[str, str]:
    """A person's own, with the environment activated; whatever make and pytest hand down stays outside."""
    own = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    path = os.pathsep.join([str(place.repository / ".venv/bin"), os.environ["PATH"]])
    # what is said is there at once
    return own | OFFLINE | {"PATH": path, "HOME": str(place.home), "PYTHONUNBUFFERED": "1"}


def _known_to_git() -> list[str]:
    """Files in the index and those that would come into it, as far as they exist."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split("\0")
    return [name for name in names if name and (REPOSITORY / name).is_file()]


def _link_environment(folder: Path) -> None:
    """An environment that make takes for ready: younger than every file it could be made from."""
    folder.mkdir()
    for path in Path(sys.prefix).iterdir():
        (folder / path.name).symlink_to(path)
    (folder / "ready").unlink(missing_ok=True)
    (folder / "ready").touch()
