"""Renders a project with Quarto itself, where a machine has it.

- Quarto works in a temporary copy of the project, because it writes beside its sources
- it ends with code 0 after many mistakes; the caller scans the text of what it wrote
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import yaml

from scripts.ground.faults import RenderFault

FORMATS = {"html": ("html", ".html"), "pdf": ("typst", ".pdf"), "docx": ("docx", ".docx")}
MAIN = "report.qmd"


def quarto_version() -> str | None:
    """Quarto's version, or None on a machine without it."""
    path = shutil.which("quarto")
    return _version(path) if path else None


@functools.cache
def _version(path: str) -> str | None:
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() if answer.returncode == 0 and answer.stdout.strip() else None


def render_with_quarto(project: Path, output: str, *, timestamp: int, header_typ: str) -> tuple[bytes, list[str]]:
    """The document in one format, before finishing, and what Quarto warned about."""
    target, ending = FORMATS[output]
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        copy = Path(folder) / "report"
        shutil.copytree(project, copy, ignore=shutil.ignore_patterns(".quarto", "rendered"))
        (copy / "header.typ").write_text(header_typ, encoding="utf-8")
        result = subprocess.run(
            ["quarto", "render", MAIN, "--to", target],
            cwd=copy,
            env=os.environ | {"SOURCE_DATE_EPOCH": str(timestamp)},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        config = yaml.safe_load((copy / "_quarto.yml").read_text(encoding="utf-8"))
        written = copy / config["project"].get("output-dir", ".") / Path(MAIN).with_suffix(ending)
        if result.returncode != 0 or not written.exists():
            raise RenderFault(
                f"Quarto could not render the report: {result.stderr.strip()}",
                where=str(project / MAIN),
                remedy="correct the source the message names",
            )
        return written.read_bytes(), [line.strip() for line in result.stderr.splitlines() if "WARN" in line]
