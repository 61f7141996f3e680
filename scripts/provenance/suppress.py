"""Hide small counts in tables, so that nobody can work them out: `python -m scripts.provenance.suppress IN... --out DIR`.

Each IN is a CSV table of counts of people, or a folder of such tables:
- wide: labels in the first column(s), one column a category; with or without totals
- long: label columns and one column of counts (role,answer,count); with or without rows for totals
Tables given together are protected together: wherever they share labels and their counts agree, they are linked. So give all
tables of one release at once.

Counts of 1 to MINIMUM - 1 are hidden, and as many others as needed. Zeros stay, because nobody stands behind one; --zeros hidden
treats them as small. DIR gets files of the same names, rows, columns and order, with [c] in the hidden cells (confidential: the
shorthand of the UK's Analysis Function), and report.json with what was kept and what the audit found.
Where less than the share --keep of the cells would stay, ranges may get narrower than MINIMUM values, never down to a single one;
--keep 0 forbids that.

Exit codes: 0 done, 1 the tables cannot be protected (nothing is written), 2 a fault in what was given.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from scripts.ground.disclosed import Hidden, hide
from scripts.ground.faults import Fault, Faults, UnreadableFile, raise_all
from scripts.provenance.suppress_read import CsvTables, read_tables, written

MARK = "[c]"
MINIMUM = 10
HALF = 0.5
REPORT = "report.json"
EXIT_UNSAFE, EXIT_FAULT = 1, 2


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.minimum < 1 or not 0 <= given.keep <= 1:
        parser.error("--minimum must be 1 or more, --keep a share from 0 to 1")
    try:
        files = _read(given.tables, given.out)
        tables = [table for file in files for table in file.tables]
        hidden = hide(tables, given.minimum, keep=given.keep, zeros=given.zeros == "hidden")
        if not hidden.safe:
            print("These tables cannot be protected; nothing was written. Merge categories and try again.", file=sys.stderr)
            return EXIT_UNSAFE
        report = _write(files, hidden, given)
    except (Fault, Faults) as fault:
        print(f"\nNothing was written.\n\n{fault}", file=sys.stderr)
        return EXIT_FAULT
    except OSError as error:
        print(f"\nThe tables could not be written: {error.strerror}.\n  to do: give another --out.", file=sys.stderr)
        return EXIT_FAULT
    print(f"{len(files)} files written, {report['kept_share']:.0%} of {report['cells']} cells kept; none can be worked out.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.provenance.suppress", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tables", nargs="+", type=Path, metavar="IN", help="CSV tables of counts, or folders of them")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder for the protected tables")
    parser.add_argument("--minimum", type=int, default=MINIMUM, help="smallest count that is shown (10)")
    parser.add_argument("--zeros", choices=("shown", "hidden"), default="shown", help="whether a zero is small, too (shown)")
    parser.add_argument("--keep", type=float, default=HALF, help="share of cells worth narrower ranges (0.5)")
    parser.add_argument("--mark", default=MARK, help="what stands in a hidden cell ([c])")
    return parser


def _read(given: list[Path], out: Path) -> list[CsvTables]:
    """Every table; all faults at once."""
    paths = [file for path in given for file in (sorted(path.glob("*.csv")) if path.is_dir() else [path])]
    faults: list[Fault] = [
        UnreadableFile("This folder holds no CSV table.", where=path.name, remedy="Give the tables themselves.")
        for path in given
        if path.is_dir() and not any(path.glob("*.csv"))
    ]
    names = Counter(path.name for path in paths)
    faults += [
        UnreadableFile("Two tables have the same file name.", where=name, remedy="Rename one: both would become one file.")
        for name, times in sorted(names.items())
        if times > 1
    ]
    faults += [
        UnreadableFile("The table would be overwritten.", where=path.name, remedy="Give another folder as --out.")
        for path in paths
        if path.resolve() == (out / path.name).resolve()
    ]
    files = []
    for path in paths:
        try:
            files.append(read_tables(path))
        except Fault as fault:
            faults.append(fault)
    raise_all(faults)
    return files


def _write(files: list[CsvTables], hidden: Hidden, given: argparse.Namespace) -> dict:
    given.out.mkdir(parents=True, exist_ok=True)
    report, at = _report(files, hidden, given), 0
    for file in files:
        keys = [hidden.all(at + place) for place in range(len(file.tables))]
        at += len(file.tables)
        (given.out / file.name).write_text(written(file, keys, given.mark), encoding="utf-8", newline="")
    (given.out / REPORT).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return report


def _report(files: list[CsvTables], hidden: Hidden, given: argparse.Namespace) -> dict:
    """What was kept, table by table; no count and no place of a hidden cell."""
    tables = [(file.name, table) for file in files for table in file.tables]
    rows = [
        {
            "file": name,
            "cells": len(table.cells),
            "primary": len(hidden.primary[at]),
            "secondary": len(hidden.secondary[at]),
            "kept_share": round(1 - len(hidden.all(at)) / len(table.cells), 4),
        }
        for at, (name, table) in enumerate(tables)
    ]
    cells = sum(row["cells"] for row in rows)
    gone = sum(row["primary"] + row["secondary"] for row in rows)
    return {
        "status": "safe",
        "minimum": given.minimum,
        "mark": given.mark,
        "zeros": given.zeros,
        "possible_values_of_each_hidden_cell_at_least": hidden.width + 1,
        "found_out": hidden.found_out,
        "found_out_by_a_reader_who_knows_which_are_small": hidden.found_out_knowing,
        "cells": cells,
        "kept_share": round(1 - gone / cells, 4),
        "tables": rows,
    }


if __name__ == "__main__":
    sys.exit(main())
