"""`make key`: create the pseudonym key of a study, outside every repository, readable by its owner only."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.commands.messages import fail
from scripts.ground.config import load_config
from scripts.ground.faults import ConfigFault, Fault, Faults
from scripts.ground.key import create_key


def main() -> int:
    study = Path(sys.argv[1]).expanduser().resolve()
    try:
        config = load_config(study)
        named = config.study.places.key_file
        if not named:
            raise ConfigFault(
                "The study does not say where its key lies.",
                where="config/study.yaml, places.key_file",
                remedy="Name a file outside the study, e.g. key_file: ~/keys/my-study.key, and run this again.",
            )
        path = Path(named).expanduser()
        create_key(path if path.is_absolute() else study / path)
    except (Fault, Faults) as fault:
        return fail(fault)
    print(
        f"The key stands in {named}. Back it up where only data managers can read it: without it no pseudonym can be made again."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
