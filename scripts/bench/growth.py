"""The section of docs/performance.md on growth: a table and a figure for cohorts, the same for transcripts."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.rounds import Cost

TITLE = "## From forty to a hundred thousand"
STAGES = ("ingest", "anonymise", "validate", "quantitative", "qualitative", "integrate", "report", "provenance")
PICTURE = "pictures/scale.svg"
GIB = 2**30
# below, the start of Python is a good part of the time
TELLING = 10.0

HEAD = """
Written by `make bench-scale` from fictional studies of the demonstration's generator. Each job runs in a process of its own.
A cell holds CPU seconds of all jobs of a stage, and the largest memory of any of them in GiB. The exponent is the slope of time
over size between the two largest sizes, in logarithms: 1 is proportional. It is left out where a stage takes less than ten
seconds at the largest size. The goals are 1.1 and 4 GiB.

![CPU seconds of each stage over participants and over transcripts, both axes logarithmic](pictures/scale.svg)
"""


@dataclass(frozen=True)
class Point:
    """One size and what its jobs took."""

    size: int
    costs: tuple[Cost, ...]

    def seconds(self, stage: str) -> float:
        return sum(cost.seconds for cost in self.costs if cost.stage == stage)

    def memory(self, stage: str) -> int:
        return max((cost.memory for cost in self.costs if cost.stage == stage), default=0)


def write_section(cohorts: list[Point], transcripts: list[Point], docs: Path) -> str:
    """Put the section and its figure in the place of the earlier ones; the rest of the page stays. Returns the section."""
    parts = [TITLE, HEAD]
    if cohorts:
        parts.append("### Participants, with 20 transcripts\n\n" + table(cohorts))
    if transcripts:
        parts.append("### Transcripts, with 3,000 participants\n\n" + table(transcripts))
    section = "\n".join(parts)
    page = docs / "performance.md"
    page.write_text(replaced(page.read_text(encoding="utf-8"), section), encoding="utf-8")
    draw({"participants": cohorts, "transcripts": transcripts}, docs / PICTURE)
    return section


def section_of(page: str) -> str:
    """The section as it stands in a page; empty when there is none."""
    _, found, after = page.partition(f"\n{TITLE}\n")
    return f"{TITLE}\n{after.partition(chr(10) + '## ')[0]}".rstrip() + "\n" if found else ""


def replaced(page: str, section: str) -> str:
    """The page with this section at its end, instead of an earlier one."""
    before, _, after = page.partition(f"\n{TITLE}\n")
    _, mark, later = after.partition("\n## ")
    return f"{before.rstrip()}\n{mark}{later}".rstrip() + f"\n\n{section.strip()}\n"


def table(points: list[Point]) -> str:
    """Stages down, sizes across, with the exponent; below it, the steps that grow fastest, are largest or failed."""
    lines = [
        "| stage | " + " | ".join(f"{point.size:,}" for point in points) + " | exponent |",
        "|---|" + "--:|" * (len(points) + 1),
    ]
    for stage in STAGES:
        cells = [f"{point.seconds(stage):.1f} s, {point.memory(stage) / GIB:.2f}" for point in points]
        lines.append(f"| {stage} | " + " | ".join(cells) + f" | {_told(points, stage)} |")
    totals = [f"{sum(cost.seconds for cost in point.costs):.0f} s" for point in points]
    lines.append("| all | " + " | ".join(totals) + " | |")
    return "\n".join([*lines, "", *_remarks(points)]) + "\n"


def exponent(smaller: float, larger: float, ratio: float) -> float:
    """The power of the size that the time grows with, from two sizes of this ratio."""
    return math.log(larger / smaller) / math.log(ratio)


def _told(points: list[Point], stage: str) -> str:
    if len(points) < 2 or points[-1].seconds(stage) < TELLING or not points[-2].seconds(stage):
        return ""
    return f"{exponent(points[-2].seconds(stage), points[-1].seconds(stage), points[-1].size / points[-2].size):.2f}"


def _remarks(points: list[Point]) -> list[str]:
    last = points[-1]
    largest = sorted(last.costs, key=lambda cost: -cost.seconds)[:5]
    fattest = max(last.costs, key=lambda cost: cost.memory)
    told = ", ".join(f"`{cost.step}` {cost.seconds:.0f} s" for cost in largest)
    remarks = [
        f"At {last.size:,} the longest jobs are {told}; the largest is `{fattest.step}` with {fattest.memory / GIB:.1f} GiB."
    ]
    if steep := list(_steep(points)):
        remarks.append(f"Jobs that grow faster than 1.1: {', '.join(steep)}.")
    for point in points:
        failed = sorted(cost.step for cost in point.costs if not cost.stands)
        if failed:
            remarks.append(f"At {point.size:,} these jobs failed, and what waits for them was not run: {', '.join(failed)}.")
    return remarks


def _steep(points: list[Point]) -> Iterable[str]:
    if len(points) < 2:
        return
    ratio = points[-1].size / points[-2].size
    before: dict[str, float] = defaultdict(float)
    for cost in points[-2].costs:
        before[cost.step] += cost.seconds
    for cost in sorted(points[-1].costs, key=lambda cost: cost.step):
        if cost.seconds >= TELLING and cost.stands and before[cost.step]:
            slope = exponent(before[cost.step], cost.seconds, ratio)
            if slope > 1.1:
                yield f"`{cost.step}` {slope:.2f}"


def draw(series: dict[str, list[Point]], path: Path) -> None:
    """One panel a series, one line a stage, with a dashed line of proportional growth."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "scale"
    from matplotlib import pyplot

    shown = {name: points for name, points in series.items() if points}
    figure, panels = pyplot.subplots(1, len(shown), figsize=(5 * len(shown), 4), squeeze=False, sharey=True)
    for panel, (name, points) in zip(panels[0], shown.items(), strict=True):
        sizes = [point.size for point in points]
        for stage in STAGES:
            panel.plot(sizes, [max(point.seconds(stage), 0.01) for point in points], marker="o", label=stage)
        panel.plot(sizes, [points[-1].seconds("quantitative") * size / sizes[-1] for size in sizes], "k--", label="proportional")
        panel.set(xscale="log", yscale="log", xlabel=name)
    panels[0][0].set_ylabel("CPU seconds")
    panels[0][-1].legend(fontsize="small")
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
