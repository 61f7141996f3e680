"""Figure: which families of themes people wrote of after each module.

A row a family, a column a module, circles as in the figure of themes; of several written groups, the first by id.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scripts.ground import display
from scripts.ground.evidence import EvidenceBook
from scripts.ground.figures import canvas, picture
from scripts.ground.models.codebook import Codebook
from scripts.ground.models.study import Fictional
from scripts.ground.schema import Rows
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.qualitative import PublishedModules
from scripts.qualitative.disclosure import SOME
from scripts.qualitative.dots import column_label, draw_dots, height, say_empty

ID = "fig-modules"
EMPTY = "No reflections by module are coded yet."
Row = dict[str, Any]


class Made(NamedTuple):
    """What the step makes."""

    svg: bytes
    png: bytes
    alt: str
    evidence: Rows[Evidence]


def fig_modules(published_modules: Rows[PublishedModules], codebook: Codebook, mark: Fictional) -> Made:
    """The figure in both forms with its text alternative."""
    group = min((row["group"] for row in published_modules), default="")
    cells = sorted((row for row in published_modules if row["group"] == group), key=lambda row: row["order"])
    voiced = {row["family"] for row in cells if row["shown"] == SOME or row["people"]}
    families = [family for family in dict.fromkeys(code.family for code in codebook.codes) if family in voiced]
    modules = {row["module"]: row["module_people"] for row in cells}
    figure, axes = canvas(height(len(families)))
    if families:
        order = list(modules)
        placed = [(order.index(row["module"]), families.index(row["family"]), row) for row in cells if row["family"] in voiced]
        draw_dots(axes, placed, families, [column_label(f"module {module}", people) for module, people in modules.items()])
    else:
        say_empty(axes, EMPTY)
    made = picture(figure, ID, fictional=mark.fictional)
    book = EvidenceBook("qualitative.fig_modules")
    book.thing(ID, "figure", shown="People who wrote of each family of themes, module by module")
    return Made(made.svg, made.png, _alternative(cells, families, list(modules)), book.evidence)


def _alternative(cells: list[Row], families: list[str], modules: list[str]) -> str:
    if not families:
        return EMPTY
    lines = []
    for family in families:
        by_module = {row["module"]: row for row in cells if row["family"] == family}
        lines.append(f"{family}: " + ", ".join(_share(by_module[module]) for module in modules))
    named = display.join([str(module) for module in modules])
    shares = f"Share of the people who wrote for each module and wrote of each family, modules {named} in turn."
    return f"{_finding(cells, modules)} {shares} {'; '.join(lines)}."


def _finding(cells: list[Row], modules: list[str]) -> str:
    """What people wrote of most in each module whose people may be counted."""
    parts = []
    for module in modules:
        known = [row for row in cells if row["module"] == module and row["share"]]
        most = max((row["share"] for row in known), default=0)
        if top := display.join(sorted(row["family"] for row in known if row["share"] == most)):
            parts.append(f"in module {module} {top} ({display.percent(most)})")
    return f"Written of most: {'; '.join(parts)}." if parts else "Too few people wrote for any module to be counted."


def _share(row: Row) -> str:
    return row["shown"] if row["share"] is None else display.percent(row["share"])
