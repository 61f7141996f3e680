"""The report as PDF."""

from __future__ import annotations

from pathlib import Path

from scripts.ground.models.study import Publication
from scripts.report.render_step import render_step


def render_pdf(project: Path, renderer: dict, lua: list[Path], publication: Publication) -> bytes:
    """The bytes of report.pdf; raises RenderFault when the sources ask for something that is not there."""
    return render_step(project, "pdf", renderer, lua, publication)
