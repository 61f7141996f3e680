"""Who will render the report: Quarto when it is there, else Pandoc and Typst, said in words for the colophon."""

from __future__ import annotations

from scripts.ground.models.study import Running
from scripts.report.pandoc import pandoc_version
from scripts.report.quarto import quarto_version


def renderer(running: Running) -> dict:
    """`{name, words}`; a study that demands Quarto learns of its absence when it is rendered."""
    version = None if running.renderer == "pandoc" else quarto_version()
    if version:
        return {"name": "quarto", "words": f"Rendered with Quarto {version}."}
    why = "as the study asks" if running.renderer == "pandoc" else "Quarto was not available"
    return {"name": "pandoc", "words": f"Rendered with Pandoc {pandoc_version()} and Typst ({why})."}
