"""Who will render the report: Quarto when it is there, else Pandoc and Typst, said in words for the colophon."""

from __future__ import annotations

from scripts.ground.faults import StudyFault
from scripts.ground.models.study import Running
from scripts.report.pandoc import pandoc_version
from scripts.report.quarto import quarto_version


def renderer(running: Running) -> dict:
    """`{name, words}`. Raises a StudyFault where the study demands Quarto and there is none."""
    version = None if running.renderer == "pandoc" else quarto_version()
    if version:
        return {"name": "quarto", "words": f"Rendered with Quarto {version}."}
    if running.renderer == "quarto":
        raise StudyFault(
            "Quarto is not on this machine, and the study asks for it.",
            where="config/study.yaml, running.renderer",
            remedy="Install Quarto (make doctor says whether it is found), or write `renderer: auto`.",
        )
    why = "as the study asks" if running.renderer == "pandoc" else "Quarto was not available"
    return {"name": "pandoc", "words": f"Rendered with Pandoc {pandoc_version()} and Typst ({why})."}
