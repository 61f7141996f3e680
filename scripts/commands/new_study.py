"""`make new-study DIR=path`: the folder of a new study, outside this repository, with commented configuration and a checklist.

- from the scaffold: study, sources and instrument, the checklist, a .gitignore, notes in the folders people fill
- from this repository's own configuration: codebook, plan, logic model and disclosure rules as starting points, without
  what belongs to the demonstration

Fails when no folder is named, when it holds anything, and inside this repository.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

from scripts.commands.messages import fail
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import Fault, StudyFault

SCAFFOLD = REPOSITORY / "workflow/scaffold"
STARTING_POINTS = ("codebook", "analysis_plan", "logic_model", "disclosure")
# what in disclosure.yaml speaks of the people and units of the demonstration
OF_THE_DEMO = ("allowed_names", "bands", "canaries")
NAME = "STUDY-NAME"

NEXT = """A new study stands in {shown}. What to do next:

  1. Read and print {shown}/CHECKLIST.md; it begins before data collection.
  2. make key STUDY={study}
     creates the key that makes pseudonyms, at the place config/study.yaml names.
  3. Edit config/study.yaml, config/instrument.yaml and config/sources.yaml; read and settle the other four.
  4. make lock-plan STUDY={study}
     freezes the plan; run it when the plan is agreed and before any end score can be seen.
  5. Put the raw files into data/raw, then: make check STUDY={study}
  6. make report STUDY={study}"""


def main() -> int:
    named = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        new_study(named)
    except Fault as fault:
        return fail(fault)
    print(NEXT.format(shown=named, study=shlex.quote(named)))
    return 0


def new_study(named: str) -> Path:
    """Make the folder and return it; raises StudyFault for a folder that is not fit to become a study."""
    folder = _fit_folder(named)
    shutil.copytree(SCAFFOLD, folder, dirs_exist_ok=True)
    folder.chmod(0o700)
    for name in STARTING_POINTS:
        text = (REPOSITORY / f"config/{name}.yaml").read_text(encoding="utf-8")
        (folder / f"config/{name}.yaml").write_text(without_keys(text, OF_THE_DEMO), encoding="utf-8")
    study = folder / "config/study.yaml"
    study.write_text(study.read_text(encoding="utf-8").replace(NAME, _file_name(folder.name)), encoding="utf-8")
    return folder


def without_keys(text: str, keys: tuple[str, ...]) -> str:
    """A YAML file without some top-level keys, their values and the comments that introduce them; the rest as it stands."""
    kept: list[str] = []
    dropping = False
    for line in text.splitlines(keepends=True):
        if re.match(r"[A-Za-z_]", line):
            dropping = line.split(":")[0] in keys
            while dropping and kept and kept[-1].startswith("#"):
                kept.pop()
        elif line.startswith("#"):
            dropping = False
        if not dropping:
            kept.append(line)
    return "".join(kept).rstrip("\n") + "\n"


def _fit_folder(named: str) -> Path:
    if not named.strip():
        raise _fault("No folder was named.", "DIR", "Name one outside this repository: make new-study DIR=../my-study")
    folder = Path(named).expanduser().resolve()
    if folder.is_relative_to(REPOSITORY):
        raise _fault(
            "The folder lies inside this repository, where real data could be published by accident.",
            named,
            "Name a folder outside it: make new-study DIR=../my-study",
        )
    if folder.exists() and not folder.is_dir():
        raise _fault("There is a file of this name.", named, "Name another folder.")
    if folder.is_dir() and any(folder.iterdir()):
        raise _fault("The folder holds files already.", named, "Name a new or an empty folder; nothing is ever overwritten.")
    return folder


def _file_name(name: str) -> str:
    """The study's name as part of a file name: letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "study"


def _fault(what: str, where: str, remedy: str) -> StudyFault:
    return StudyFault(what, where=where, remedy=remedy)


if __name__ == "__main__":
    sys.exit(main())
