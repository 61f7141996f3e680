"""`make doctor`: is this machine, and this study, fit to run? One line a check, and what to do about each that is not.

Looks at Python and packages, memory, disk, the renderer, the study's configuration, key, raw files and permissions. It changes
nothing and prints no content. Exit code 0 when nothing stands in the way, 2 when something does.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.commands.messages import EXIT_FAULT
from scripts.ground.config import Config, load_config
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import Fault, Faults
from scripts.ground.key import load_key
from scripts.ground.named import command_for, named_study, shown
from scripts.ground.opening import EVERY_KIND, refuse_careless_git
from scripts.ground.placeholders import REMEDY, placeholders
from scripts.ground.raw import find_raw, refuse_unknown_raw, refuse_unread_withdrawals, unread_raw

FINE, MIND, STOP = "ok", "mind", "stop"
OLDEST_PYTHON = (3, 11)
# measured on the demonstration: environment 1.6 GB, a run 0.3 GB of memory
LEAST_DISK, LEAST_MEMORY = 2.0, 2.0
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?", re.MULTILINE)
COLOURS = {FINE: "\033[32m", MIND: "\033[33m", STOP: "\033[31m"}


class Checked(NamedTuple):
    """The state of one thing, and what to do if it is not as it should be."""

    state: str
    what: str
    remedy: str = ""


def main() -> int:
    study = named_study(sys.argv[1] if len(sys.argv) > 1 else ".")
    found = [*machine(), *of_study(study)]
    for each in found:
        print(_line(each, colour=sys.stdout.isatty()))
    if any(each.state == STOP for each in found):
        print("\nSomething stands in the way; the lines marked `stop` say what to do.")
        return EXIT_FAULT
    print(f"\nNothing stands in the way: {command_for('make report', study)}")
    return 0


def machine() -> Iterator[Checked]:
    """What holds for every study on this machine."""
    yield _python()
    yield _packages()
    yield _disk(REPOSITORY)
    yield _memory()
    yield _renderer()


def of_study(study: Path) -> Iterator[Checked]:
    """What holds for one study; stops at a configuration that cannot be read."""
    try:
        config = load_config(study)
    except (Fault, Faults) as fault:
        yield _stop("configuration", fault)
        return
    yield Checked(FINE, f"configuration: {len(config.sources.sources)} sources declared")
    yield _described(config)
    yield _unread(config)
    looks: dict[str, Callable] = {
        "key": load_key,
        "raw files": lambda config: find_raw(config, EVERY_KIND),
        "raw files of this study only": refuse_unknown_raw,
        "withdrawals": refuse_unread_withdrawals,
        "git keeps data out": refuse_careless_git,
    }
    for what, look in looks.items():
        try:
            look(config)
            yield Checked(FINE, what)
        except (Fault, Faults) as fault:
            yield _stop(what, fault)
    if not config.study.publication.fictional:
        yield permissions(study, Path(config.study.places.restricted))
    yield _disk(study)


def _python() -> Checked:
    version = platform.python_version()
    if sys.version_info[:2] < OLDEST_PYTHON:
        return Checked(STOP, f"Python {version}", "Install Python 3.11 or newer, remove .venv, and type make again.")
    return Checked(FINE, f"Python {version} on {platform.system()}")


def _packages() -> Checked:
    """Installed versions against the lock, by name; markers that need an evaluation are left to the installer."""
    lock = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8")
    wanted: dict[str, set[str]] = {}
    for name, version, marker in PINNED.findall(lock):
        if not marker.strip() or "python" in marker:
            wanted.setdefault(name, set()).add(version)
    other = sorted(name for name, versions in wanted.items() if _installed(name) not in versions)
    if other:
        told = f"{len(other)} of {len(wanted)} packages are not those of the lock, e.g. {other[0]}"
        return Checked(STOP, told, "Remove .venv and type make again.")
    return Checked(FINE, f"{len(wanted)} packages as locked")


def _installed(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _disk(folder: Path) -> Checked:
    present = next(each for each in (folder, *folder.parents) if each.exists())
    free = shutil.disk_usage(present).free / 1e9
    told = f"disk: {free:.0f} GB free where {'the pipeline' if folder == REPOSITORY else 'the study'} lies"
    return Checked(FINE, told) if free >= LEAST_DISK else Checked(STOP, told, f"Make room: {LEAST_DISK:.0f} GB are needed.")


def _memory() -> Checked:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    told = f"memory: {memory:.0f} GB, {os.cpu_count()} cores"
    return Checked(FINE, told) if memory >= LEAST_MEMORY else Checked(MIND, told, "Close other programs, or use CORES=1.")


def _renderer() -> Checked:
    if quarto := shutil.which("quarto"):
        return Checked(FINE, f"Quarto at {Path(quarto).parent}")
    return Checked(
        MIND, "no Quarto: Pandoc and Typst render the report, and its colophon says so", "Nothing, or install Quarto 1.9."
    )


def permissions(study: Path, restricted: Path) -> Checked:
    """Whether anybody but the owner may look into what is identified."""
    raw = study / "data/raw"
    open_to_others = [each for each in (raw, study / restricted) if each.is_dir() and each.stat().st_mode & 0o077]
    if not open_to_others:
        return Checked(FINE, "permissions: identified data are closed to others")
    names = [shown(each) for each in open_to_others]
    return Checked(MIND, f"others on this machine may look into {', '.join(names)}", f"chmod -R go-rwx {shlex.join(names)}")


def _described(config: Config) -> Checked:
    found = placeholders(config)
    if not found:
        return Checked(FINE, "texts of the scaffold: all replaced")
    return Checked(MIND, f"texts of the scaffold that nobody has replaced: {'; '.join(found)}", REMEDY)


def _unread(config: Config) -> Checked:
    found = len(unread_raw(config))
    if not found:
        return Checked(FINE, "raw files: each is read by a source")
    return Checked(
        MIND, f"raw files that no source reads: {found}", "make audit names them; declare them, or take them out of data/raw."
    )


def _stop(what: str, fault: Fault | Faults) -> Checked:
    faults = fault.faults if isinstance(fault, Faults) else [fault]
    told = "; ".join(f"{each.what} ({each.where})" for each in faults)
    return Checked(STOP, f"{what}: {told}", " ".join(dict.fromkeys(each.remedy for each in faults)))


def _line(each: Checked, *, colour: bool) -> str:
    state = f"{COLOURS[each.state]}{each.state:<5}\033[0m" if colour else f"{each.state:<5}"
    return f"{state} {each.what}" + (f"\n      to do: {each.remedy}" if each.remedy else "")


if __name__ == "__main__":
    sys.exit(main())
