"""The page of methods: what each module of methods says of itself, with the sources of its formulas."""

from __future__ import annotations

import ast
from pathlib import Path

from scripts.ground.environment import REPOSITORY

HEAD = """# Methods and their sources

Generated from the code by `make docs`; do not edit. Each section is what the module that computes it says of itself. Which of
these a study uses, and with what thresholds, stands in its `config/analysis_plan.yaml`; how they behave in small samples was
simulated and stands in the report's chapter on methods.
"""
PARTS = {
    "Statistics": ("scripts/quantitative/inference/*.py", "scripts/ground/proportion.py"),
    "Texts": ("scripts/qualitative/agreement.py", "scripts/qualitative/saturation.py", "scripts/qualitative/themes.py"),
    "Verdicts": ("scripts/integrate/rules.py",),
    "Privacy": (
        "scripts/ground/key.py",
        "scripts/anonymise/redact.py",
        "scripts/anonymise/k_anonymity.py",
        "scripts/ground/disclosed.py",
        "scripts/provenance/gate.py",
    ),
}


def methods_page() -> str:
    """The page; a module without words of its own is left out."""
    parts = [HEAD]
    for part, patterns in PARTS.items():
        parts.append(f"\n## {part}\n")
        paths = [path for pattern in patterns for path in sorted(REPOSITORY.glob(pattern))]
        parts += [_section(path, words) for path in paths if (words := _words(path))]
    return "".join(parts)


def _words(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def _section(path: Path, words: str) -> str:
    name = path.stem.replace("_", " ")
    return f"\n### {name[0].upper()}{name[1:]}\n\n`{path.relative_to(REPOSITORY).as_posix()}`\n\n{words}\n"
