"""`make audit`: check every hash of a study's results against records, ledger, release, code, configuration and raw files.

Nothing is rerun. Each difference is named with the steps that it concerns and everything downstream; edited comments and
layout are told as cosmetic. Exit code 0 when all agrees, 1 when something differs, 2 when there is nothing to audit.
"""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from pathlib import Path

from scripts.commands.audited import Audit, Difference, audit
from scripts.commands.messages import end_with_the_reader, fail
from scripts.commands.purged import in_words, purged
from scripts.ground.config import load_config
from scripts.ground.faults import Fault, Faults
from scripts.ground.named import named_study

EXIT_DIFFERS = 1
WIDTH = 132
# files downstream that are named unless all are asked for
MOST = 15


def main() -> int:
    told = _parse()
    study = named_study(told.study)
    try:
        found = audit(study)
        removed = _removed(study)
    except (Fault, Faults) as fault:
        return fail(fault)
    if told.json:
        print(json.dumps(_as_data(found), indent=1, ensure_ascii=False))
    else:
        print("\n".join(([] if removed is None else [f"{in_words(removed)}\n"]) + _in_words(found, told.all)))
    return EXIT_DIFFERS if found.serious else 0


def _removed(study: Path) -> dict | None:
    """What a purge removed; an invalid configuration is among the differences already."""
    try:
        return purged(load_config(study))
    except (Fault, Faults):
        return None


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__)
    parser.add_argument("study", nargs="?", default=".")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--all", action="store_true", help="name every file downstream")
    return parser.parse_args()


def _in_words(found: Audit, every: bool) -> list[str]:
    lines = [line for each in found.differences for line in _lines(each, every)]
    if found.serious:
        remedy = " To make everything anew: make report" if found.other else ""
        return [*lines, "", f"{len(found.serious)} difference(s); {found.checked} hashes checked.{remedy}"]
    return [*lines, f"Every hash agrees: {found.checked} checked."]


def _lines(each: Difference, every: bool) -> list[str]:
    lines = [f"{'cosmetic: ' if each.cosmetic else ''}{each.words}"]
    for name, several in (("concerns", each.steps), ("downstream", each.downstream)):
        if several and not (each.cosmetic and name == "downstream"):
            lead = f"    {name:<11}"
            shown = several if every or name != "downstream" else several[:MOST]
            more = f" and {len(several) - MOST} more files downstream (ALL=yes lists them)" if len(shown) < len(several) else ""
            lines += textwrap.wrap(
                ", ".join(shown) + more, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False
            )
    return lines


def _as_data(found: Audit) -> dict:
    return {
        "agrees": not found.serious,
        "checked": found.checked,
        "differences": [each._asdict() for each in found.differences],
    }


if __name__ == "__main__":
    end_with_the_reader()
    sys.exit(main())
