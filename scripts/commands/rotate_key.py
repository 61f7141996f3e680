"""`make rotate-key`: a new version of the pseudonym key; what was named under an earlier one is still recognised."""

from __future__ import annotations

import os
import sys

from scripts.commands.messages import fail
from scripts.ground.config import load_config
from scripts.ground.faults import Fault, Faults, KeyFault
from scripts.ground.key import CONTENT, key_file, load_key, rotate_key
from scripts.ground.named import named_study

DONE = """The key has version {version} now; the file holds the earlier ones too, each needed for what was named under it.
  1. Back the file up again, in place of the old copy: {path}
  2. make report STUDY=...    every pseudonym is new, no number changes; links.csv, explanations and coded texts still count
  3. make forgotten and make purge look for the pseudonyms of all versions."""


def main() -> int:
    study = named_study(sys.argv[1])
    try:
        config = load_config(study)
        path = key_file(config)
        if os.environ.get(CONTENT) or path is None:
            raise KeyFault(
                "There is no key file to rotate.",
                where=f"{CONTENT} and places.key_file in config/study.yaml",
                remedy="Name the key's file; the public key of a demonstration and one in the environment cannot be rotated.",
            )
        load_key(config)
        key = rotate_key(path)
    except (Fault, Faults) as fault:
        return fail(fault)
    print(DONE.format(version=key.version, path=path))
    return 0


if __name__ == "__main__":
    sys.exit(main())
