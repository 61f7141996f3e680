"""The toy report that the rendering tests share."""

from __future__ import annotations

import shutil
from pathlib import Path

from scripts.ground.environment import REPOSITORY
from scripts.report.rendering import Rendered, render

TEMPLATES = REPOSITORY / "report"
STATIC = ("_quarto.yml", "style.css", "header.typ", "formats.lua", "reference.docx")
FORMATS = ("html", "pdf", "docx")
NOTICE = "FICTIONAL DEMONSTRATION"
REPORT_DATE = 1932681600


def toy_project(folder: Path) -> Path:
    """The toy chapters beside the report's real templates, as the assembling step lays them out."""
    project = folder / "a project"
    shutil.copytree(Path(__file__).parent / "toy_project", project)
    for name in STATIC:
        shutil.copy(TEMPLATES / name, project)
    return project


def rendered(project: Path, output: str, **options: object) -> Rendered:
    given = {"renderer": "pandoc", "timestamp": REPORT_DATE, "lua": TEMPLATES / "fallback.lua", "header_text": NOTICE}
    return render(project, output, **given | options)
