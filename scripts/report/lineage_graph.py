"""The whole provenance as one picture: sources, the steps that lead to an exhibit, exhibits.

- columns by stage; in each column the order that crosses fewest lines, found by averaging neighbours a few times
- a line that another way already tells is left out (transitive reduction)
- text in a font of equal letter widths, so that every label fits its box whatever font a reader has
- SVG by hand, since a drawing library would cost a second; PNG of the same by Typst, for Word
"""

from __future__ import annotations

import html
import io
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from scripts.ground.lineage import Lineages

COLUMNS = ("Sources", "Reading", "Privacy, checks", "Analysis", "Joining", "Exhibits")
COLUMN_OF = {"ingest": 1, "anonymise": 2, "validate": 2, "quantitative": 3, "qualitative": 3, "integrate": 4, "report": 4}
EXHIBITS = len(COLUMNS) - 1
SWEEPS = 8
FONT, LETTER, ROW, PAD, GAP, TOP = 7.5, 0.602 * 7.5, 14, 3, 16, 24
LONGEST = 24
FILLS = ("#fdf6e3", "#f4f6f8", "#f4f6f8", "#eef5f9", "#eef5f9", "#edf6f0")
PNG_PPI = 160
COLOURS = 64

Node = tuple[int, str]
Edges = dict[Node, set[Node]]


class Box(NamedTuple):
    """Where a node stands."""

    x: float
    y: float
    width: float


def provenance_graph(lineages: Lineages, exhibits: Iterable[str]) -> tuple[str, str]:
    """The picture as SVG, and what it shows in words."""
    edges = _reduced(_edges(lineages, sorted(exhibits)))
    columns = _ordered(edges)
    return _svg(columns, edges), _alt(columns, lineages, edges)


def as_png(svg: str) -> bytes:
    """The same picture in dots, in as few colours as it needs: a third of the bytes."""
    import typst
    from PIL import Image

    sheet = "#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg))"
    dots = typst.compile(sheet.encode(), format="png", ppi=PNG_PPI, ignore_system_fonts=True, sys_inputs={"svg": svg})
    coloured = Image.open(io.BytesIO(dots)).convert("RGB")
    few = coloured.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    png = io.BytesIO()
    few.save(png, "PNG", dpi=(PNG_PPI, PNG_PPI))
    return png.getvalue()


def _edges(lineages: Lineages, exhibits: list[str]) -> Edges:
    """From each node to those made from it; only what leads to an exhibit."""
    edges: Edges = defaultdict(set)
    quotes = sorted(id for id, each in lineages.entries.items() if each["kind"] == "quote")
    ends = [(id, lineages.makers(id)) for id in exhibits]
    ends += [(f"{len(quotes)} quotes", lineages.makers(quotes[0]))] if quotes else []
    waiting: list[str] = []
    for name, makers in ends:
        for step in makers:
            edges[_step(step)].add((EXHIBITS, name))
            waiting.append(step)
    seen: set[str] = set()
    while waiting:
        step = waiting.pop()
        if step not in seen:
            seen.add(step)
            for source in lineages.upstream[step]:
                edges[_step(source)].add(_step(step))
            for source in {file.split(":")[0] for file in lineages.records[step]["raw"]}:
                edges[(0, source)].add(_step(step))
            waiting += lineages.upstream[step]
    return edges


def _step(step: str) -> Node:
    stage, name = step.split(".", 1)
    return (4 if name.startswith("fig_") else COLUMN_OF.get(stage, 4), name)


def _reduced(edges: Edges) -> Edges:
    beyond: dict[Node, set[Node]] = {}

    def reach(node: Node) -> set[Node]:
        if node not in beyond:
            beyond[node] = set()
            for each in edges.get(node, ()):
                beyond[node] |= {each} | reach(each)
        return beyond[node]

    return {node: {end for end in ends if not any(end in reach(other) for other in ends - {end})} for node, ends in edges.items()}


def _ordered(edges: Edges) -> list[list[Node]]:
    """Nodes of each column from top to bottom."""
    beside: dict[Node, set[Node]] = defaultdict(set)
    for node, ends in edges.items():
        for end in ends:
            beside[node].add(end)
            beside[end].add(node)
    columns = [sorted(node for node in beside if node[0] == number) for number in range(len(COLUMNS))]
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 else columns[::-1]:
            place = {node: (row + 0.5) / len(each) for each in columns for row, node in enumerate(each)}
            column.sort(key=lambda node: (sum(place[each] for each in beside[node]) / len(beside[node]), node))
    return columns


def _boxes(columns: list[list[Node]]) -> tuple[dict[Node, Box], float, float]:
    height = max(map(len, columns)) * ROW
    boxes, x = {}, 0.0
    for title, column in zip(COLUMNS, columns, strict=True):
        width = max([len(title), *(len(_label(node)) for node in column)]) * LETTER + 2 * PAD
        for row, node in enumerate(column):
            boxes[node] = Box(x, TOP + height * (row + 0.5) / len(column), width)
        x += width + GAP
    return boxes, x - GAP, TOP + height


def _svg(columns: list[list[Node]], edges: Edges) -> str:
    boxes, width, height = _boxes(columns)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width + 2:.1f} {height + 2:.1f}" width="{width + 2:.1f}pt" '
        f'height="{height + 2:.1f}pt" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{FONT}">',
        f'<rect width="{width + 2:.1f}" height="{height + 2:.1f}" fill="#ffffff"/><g transform="translate(1 1)">',
        '<g fill="none" stroke="#7b8fa3" stroke-width="0.45">',
        *(_line(boxes[node], boxes[end], node[0] == end[0]) for node, ends in sorted(edges.items()) for end in sorted(ends)),
        "</g>",
    ]
    for number, column in enumerate(columns):
        if column:
            parts.append(f'<text x="{boxes[column[0]].x:.1f}" y="9" font-weight="bold" fill="#1f2933">{COLUMNS[number]}</text>')
        parts += [_node(boxes[node], _label(node), FILLS[number]) for node in column]
    return "\n".join([*parts, "</g></svg>", ""])


def _label(node: Node) -> str:
    name = node[1]
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _line(start: Box, end: Box, same_column: bool) -> str:
    if same_column:
        bulge = start.x - GAP * 0.8
        return (
            f'<path d="M{start.x:.1f} {start.y:.1f}C{bulge:.1f} {start.y:.1f} {bulge:.1f} {end.y:.1f} {end.x:.1f} {end.y:.1f}"/>'
        )
    x, bend = start.x + start.width, max(GAP, (end.x - start.x - start.width) / 2)
    return (
        f'<path d="M{x:.1f} {start.y:.1f}C{x + bend:.1f} {start.y:.1f} {end.x - bend:.1f} {end.y:.1f} {end.x:.1f} {end.y:.1f}"/>'
    )


def _node(box: Box, label: str, fill: str) -> str:
    frame = f'<rect x="{box.x:.1f}" y="{box.y - 5.5:.1f}" width="{box.width:.1f}" height="11" rx="2" fill="{fill}" '
    text = f'<text x="{box.x + PAD:.1f}" y="{box.y + 2.6:.1f}" fill="#1f2933">{html.escape(label)}</text>'
    return f'{frame}stroke="#9fb3c8" stroke-width="0.5"/>{text}'


def _alt(columns: list[list[Node]], lineages: Lineages, edges: Edges) -> str:
    sources, exhibits = columns[0], columns[-1]
    steps = sum(map(len, columns[1:-1]))
    unused = sorted(set(lineages.sources) - {name for _, name in sources})
    fed = set(sources)
    while more := {end for node in fed for end in edges.get(node, ())} - fed:
        fed |= more
    apart = sorted(name for column, name in exhibits if (column, name) not in fed)
    told = f"Flow diagram. Raw sources: {len(sources)}; steps: {steps}; exhibits: {len(exhibits)}."
    told += f" Without raw data are {', '.join(apart)}." if apart else " Every exhibit leads back to raw data."
    return told + (f" No exhibit rests on {', '.join(unused)}." if unused else "")
