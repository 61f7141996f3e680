"""The toy report that the rendering tests share."""

from __future__ import annotations

import shutil
from pathlib import Path

from scripts.ground.environment import REPOSITORY
from scripts.ground.lineage import Lineages
from scripts.report.lineage_page import lineage_page
from scripts.report.rendering import Rendered, render

TEMPLATES = REPOSITORY / "report"
STATIC = ("_quarto.yml", "style.css", "header.typ", "formats.lua", "reference.docx")
FORMATS = ("html", "pdf", "docx")
NOTICE = "FICTIONAL DEMONSTRATION"
REPORT_DATE = 1932681600
NUMBERS = {"behaviour.B1.change.mean": 0.39, "behaviour.B2.change.mean": 0.08, "behaviour.B3.change.mean": 0.61}
STEPS = {
    "ingest.surveys": "",
    "anonymise.tables": "ingest.surveys",
    "quantitative.change": "anonymise.tables",
    "quantitative.fig_change": "quantitative.change",
    "report.exhibits_outcomes": "quantitative.change",
}


def toy_project(folder: Path) -> Path:
    """The toy chapters beside the report's real templates, as the assembling step lays them out."""
    project = folder / "a project"
    shutil.copytree(Path(__file__).parent / "toy_project", project)
    for name in STATIC:
        shutil.copy(TEMPLATES / name, project)
    printed = "".join(f"{{{{< var {id.replace('.', '-')} >}}}}" for id in NUMBERS) + "{#tbl-change} {#fig-change}"
    script = (TEMPLATES / "lineage.js").read_text(encoding="utf-8")
    (project / "lineage.html").write_text(lineage_page(toy_lineages(), [printed], script), encoding="utf-8")
    return project


def toy_lineages() -> Lineages:
    """Three numbers in a table and a figure, made from one survey."""
    told = {
        "n": 34,
        "unit": "scale points",
        "low": 0.06,
        "high": 0.912345,
        "table": "tbl-change",
        "record": "quantitative.change",
    }
    used = [{"source": "survey", "used": 34}]
    numbers = [
        {"id": id, "kind": "value", "value": value, "display": str(value), "cell": id, "sources": used, **told}
        for id, value in NUMBERS.items()
    ]
    blank = {**dict.fromkeys(("value", "low", "high", "n")), "unit": "", "table": "", "cell": "", "sources": []}
    table = blank | {"id": "tbl-change", "kind": "table", "display": "Mean scores", "record": "report.exhibits_outcomes"}
    figure = blank | {"id": "fig-change", "kind": "figure", "display": "Change", "record": "quantitative.fig_change"}
    counts = {"unit": "responses", "files": 1, "read": 41, "used": 34, "quarantined": 3, "excluded": 4, "reasons": "preview 4"}
    released = {"evidence": [*numbers, table, figure], "sources": {"survey": counts | {"keyed_digest": "cd" * 32}}}
    return Lineages(released, [_record(step, reads) for step, reads in STEPS.items()])


def _record(step: str, reads: str) -> dict:
    inputs = {"read": [{"path": f"{reads}.csv"}]} if reads else {}
    raw = {} if reads else {"survey:1": "0"}
    return {"step": step, "inputs": inputs, "outputs": {"made": {"path": f"{step}.csv"}}, "raw": raw, "config": {"plan": "0"}}


def rendered(project: Path, output: str, **options: object) -> Rendered:
    given = {"renderer": "pandoc", "timestamp": REPORT_DATE, "lua": TEMPLATES / "fallback/filter.lua", "header_text": NOTICE}
    return render(project, output, **given | options)
