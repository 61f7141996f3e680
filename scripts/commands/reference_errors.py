"""The page of errors: every message that a person may meet, with its remedy, as the code says it (reference_told.py)."""

from __future__ import annotations

import inspect

from scripts.commands.reference_told import told_by
from scripts.ground import faults
from scripts.ground.environment import REPOSITORY

ESCAPED = str.maketrans({"|": "\\|", "\n": " ", "<": "&lt;", "[": "\\["})

HEAD = """# Errors and findings

Generated from the code by `make docs`; do not edit. `…` stands for what a message fills in. No message contains a name, free
text, a person's id or a key.

## Errors that stop a run

All that can be told are told at once; nothing is left half-written, and the next run goes on. The exit code is 2. Exit code 1
with "this is a defect of the pipeline" is our mistake: please report it.
"""
FINDINGS = """
## Findings about the data

They are gathered in `results/pseudonymised/validation/findings.csv` and on the page of the data check. An `error` sets the row
aside; more errors than `study.yaml` allows stop the run. A `warning` wants a look; a `note` says what was done.

| rule | severity | what it says | what to do | told by |
|---|---|---|---|---|
"""


def errors_page() -> str:
    """The page."""
    kinds = _fault_classes()
    found = [each for path in sorted((REPOSITORY / "scripts").rglob("*.py")) for each in told_by(path, kinds)]
    parts = [HEAD]
    for kind, meaning in kinds.items():
        rows = sorted({each for each in found if each.kind == kind and each.words})
        if rows:
            lines = [f"| {cell(each.words)} | {cell(each.remedy)} | `{each.file}` |" for each in rows]
            parts.append(
                "\n".join([f"\n### {meaning}\n", "| what it says | what to do | told by |", "|---|---|---|", *lines]) + "\n"
            )
    findings = sorted({each for each in found if each.severity})
    parts.append(FINDINGS)
    parts += [
        f"| `{each.kind}` | {each.severity} | {cell(each.words)} | {cell(each.remedy)} | `{each.file}` |\n" for each in findings
    ]
    return "".join(parts)


def _fault_classes() -> dict[str, str]:
    """Classes of faults in the order of their file, with their meaning."""
    classes = [each for each in vars(faults).values() if isinstance(each, type) and issubclass(each, faults.Fault)]
    return {each.__name__: inspect.getdoc(each) or "" for each in classes if each is not faults.Fault}


def cell(text: str) -> str:
    return text.translate(ESCAPED)
