"""The evidence that each study is known to give; a change of any number must be meant.

python -m tests.end_to_end.golden            (run all studies and write tests/golden/ anew; or name some)
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from scripts.ground.environment import REPOSITORY
from tests.end_to_end.running import STUDIES, copy_study, run

GOLDEN = REPOSITORY / "tests/golden"
DIGITS = 8
MISSING = "-"


def essence(study: Path) -> dict[str, list[Any]]:
    """Id → kind, display, n and value of everything in a study's released evidence."""
    evidence = json.loads((study / "results/release/evidence.json").read_text(encoding="utf-8"))["evidence"]
    return {each["id"]: [each["kind"], each["display"], each["n"], _rounded(each["value"])] for each in evidence}


def read_golden(name: str) -> dict[str, list[Any]]:
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def write_golden(name: str, found: dict[str, list[Any]]) -> None:
    """One line an id, so that a change reads well in a diff."""
    lines = ",\n".join(f"{json.dumps(id)}: {json.dumps(entry, ensure_ascii=False)}" for id, entry in sorted(found.items()))
    (GOLDEN / f"{name}.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8", newline="\n")


def moved(golden: dict[str, list[Any]], found: dict[str, list[Any]]) -> list[str]:
    """What differs, one line an id."""
    return [
        f"{id}: {golden.get(id, MISSING)} → {found.get(id, MISSING)}"
        for id in sorted(golden.keys() | found.keys())
        if golden.get(id) != found.get(id)
    ]


def _rounded(value: Any) -> Any:
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value


def main() -> None:
    """Unpack the call."""
    parser = argparse.ArgumentParser(description="Run studies and keep their evidence as the golden one.")
    parser.add_argument("studies", nargs="*", default=list(STUDIES))
    GOLDEN.mkdir(exist_ok=True)
    for name in parser.parse_args().studies:
        with tempfile.TemporaryDirectory() as folder:
            study = copy_study(name, Path(folder) / name)
            run(study).must_succeed()
            found = essence(study)
        kept = read_golden(name) if (GOLDEN / f"{name}.json").exists() else {}
        changes = moved(kept, found)
        write_golden(name, found)
        print("\n".join([f"{name}: {len(found)} things, {len(changes)} changed", *changes]))


if __name__ == "__main__":
    main()
