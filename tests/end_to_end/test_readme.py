import re
from pathlib import Path

from scripts.commands.reference_evidence import PAGE, evidence_file
from scripts.commands.trace import trace
from scripts.ground.environment import REPOSITORY

FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
TRACED = "behaviour.B3.change.mean"
ABRIDGED = "..."


def test_the_trace_in_the_readme_is_the_trace_of_today(demo: Path) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    shown = next(block for block in FENCE.findall(readme) if block.startswith(TRACED))
    today = "\n".join(trace(TRACED, demo))
    pieces = [piece for line in shown.splitlines() for piece in line.split(ABRIDGED) if piece.strip()]
    assert [piece for piece in pieces if piece not in today] == []


def test_the_reference_of_evidence_ids_is_that_of_today(demo: Path) -> None:
    assert (REPOSITORY / PAGE).read_text(encoding="utf-8") == evidence_file(demo), "run: make report, then make docs"
