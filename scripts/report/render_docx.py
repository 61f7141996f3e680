"""The report as DOCX."""

from __future__ import annotations

from pathlib import Path

from scripts.ground.models.study import Publication
from scripts.report.render_step import render_step


def render_docx(project: Path, renderer: dict, lua: list[Path], publication: Publication) -> bytes:
    """The bytes of report.docx; raises RenderFault when the sources ask for something that is not there."""
    return render_step(project, "docx", renderer, lua, publication)
