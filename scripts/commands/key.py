"""`make key`: create the pseudonym key of a study, outside every repository, readable by its owner only."""

from __future__ import annotations

import sys

from scripts.commands.messages import fail
from scripts.ground.config import load_config
from scripts.ground.faults import ConfigFault, Fault, Faults
from scripts.ground.key import create_key, key_file, refuse_inside_study
from scripts.ground.named import named_study
from scripts.ground.records import RECORDS, read_records

MADE = "The key stands in {named}. Back it up where only data managers can read it: without it no pseudonym can be made again."
OTHER = """
The results of this study were made with another key. If you have that one, put it back over the new one now. If it is lost:
  make purge STUDY=...     removes what bears the old pseudonyms
  make report STUDY=...    makes everything anew, with new pseudonyms
docs/keys-and-withdrawal.md says what stays linked and what is lost."""


def main() -> int:
    study = named_study(sys.argv[1])
    try:
        config = load_config(study)
        path = key_file(config)
        if path is None:
            raise ConfigFault(
                "The study does not say where its key lies.",
                where="config/study.yaml, places.key_file",
                remedy="Name a file outside the study, e.g. key_file: ~/keys/my-study.key, and run this again.",
            )
        refuse_inside_study(path, study)
        create_key(path)
    except (Fault, Faults) as fault:
        return fail(fault)
    print(MADE.format(named=path))
    if any(record["key_fingerprint"] for record in read_records(study / RECORDS)):
        print(OTHER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
