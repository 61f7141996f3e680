"""What the three rendering steps share."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from scripts.ground.display import FICTIONAL
from scripts.ground.models.study import Publication
from scripts.report.rendering import Output, render

# the other files of the fallback are read by this one
FILTER = "filter.lua"


def render_step(project: Path, output: Output, renderer: dict, lua: list[Path], publication: Publication) -> bytes:
    """One format, dated with the report's date."""
    midnight = dt.datetime.combine(publication.report_date, dt.time(), tzinfo=dt.UTC)
    made = render(
        project,
        output,
        renderer=renderer["name"],
        timestamp=int(midnight.timestamp()),
        lua=next(path for path in lua if path.name == FILTER),
        header_text=FICTIONAL if publication.fictional else "",
    )
    for warning in made.warnings:
        sys.stderr.write(f"{output}: {warning}\n")
    return made.content
