"""What the same steps cost under other engines: GNU Make, and DVC where it is installed.

    python -m scripts.bench.other_engines STUDY make|dvc     prints the seconds from the call of the engine

- each step is a process of its own that opens the door; the engine knows its inputs and outputs
- two steps at a time under make; DVC runs one after the other
- neither is told of code, configuration or raw files, so this is the price of running, without what the workflow guards
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

from scripts.bench.one_process import engine_commands
from scripts.ground.environment import QUIET, REPOSITORY

AT_ONCE = "2"


def main() -> int:
    study, engine = Path(sys.argv[1]).resolve(), sys.argv[2]
    commands = engine_commands(study)
    call = prepare_make(study, commands) if engine == "make" else prepare_dvc(study, commands)
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY), "SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0", QUIET: "1"}
    started = time.perf_counter()
    subprocess.run(call, cwd=study, env=environment, check=True, capture_output=True)
    print(f"{time.perf_counter() - started:.3f}")
    return 0


def prepare_make(study: Path, commands: list[list[str]]) -> list[str]:
    """Write the Makefile; returns the call."""
    (study / "steps.mk").write_text(makefile(commands), encoding="utf-8")
    return ["make", "--silent", f"--jobs={AT_ONCE}", "--file=steps.mk"]


def makefile(commands: list[list[str]]) -> str:
    """A rule a step: its record after the records of the steps that make its inputs."""
    maker = {path: _record(words) for words in commands for path in (*_paths(words, "--out"), _record(words))}
    rules = [f"all: {' '.join(_record(words) for words in commands)}\n"]
    for words in commands:
        before = sorted({maker[path] for path in _paths(words, "--in") if path in maker})
        rules.append(f"{_record(words)}: {' '.join(before)}\n\t@{_command(words)}\n")
    return "\n".join(rules)


def prepare_dvc(study: Path, commands: list[list[str]]) -> list[str]:
    """Write the stages and make the folder DVC's; returns the call."""
    stages = {
        words[0].replace(".", "-"): {
            "cmd": _command(words),
            "deps": sorted(set(_paths(words, "--in"))),
            "outs": [{path: {"cache": False}} for path in sorted({*_paths(words, "--out"), _record(words)})],
        }
        for words in commands
    }
    (study / "dvc.yaml").write_text(json.dumps({"stages": stages}), encoding="utf-8")
    for call in (["git", "init", "--quiet"], ["dvc", "init", "--quiet"]):
        subprocess.run(call, cwd=study, check=True, capture_output=True)
    return ["dvc", "repro", "--quiet"]


def _command(words: list[str]) -> str:
    return shlex.join([sys.executable, "-m", "scripts.ground.door", *words])


def _record(words: list[str]) -> str:
    return words[words.index("--record") + 1]


def _paths(words: list[str], option: str) -> list[str]:
    return [words[place + 1].split("=", 1)[1] for place, word in enumerate(words) if word == option]


if __name__ == "__main__":
    sys.exit(main())
