"""The section on growth: exponents, remarks, and its place in the page."""

from __future__ import annotations

import pytest

from scripts.bench.growth import TITLE, Point, exponent, replaced, section_of, table, write_section
from scripts.bench.rounds import Cost

MIB = 2**20


def cost(step: str, seconds: float, memory: int = 100 * MIB, stands: bool = True) -> Cost:
    return Cost(step, seconds, seconds, memory, stands)


def row(told: str, stage: str) -> list[str]:
    (line,) = (line for line in told.splitlines() if line.startswith(f"| {stage} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize(("larger", "power"), [(20.0, 1.0), (200.0, 2.0), (2.0, 0.0)])
def test_the_exponent_is_the_power_of_the_size(larger: float, power: float) -> None:
    assert exponent(2.0, larger, 10) == pytest.approx(power)


def test_a_stage_adds_its_jobs_times_and_tells_the_largest_memory() -> None:
    small = Point(100, (cost("ingest.people", 1), cost("ingest.surveys", 3)))
    large = Point(1_000, (cost("ingest.people", 10, 512 * MIB), cost("ingest.surveys", 30)))
    assert row(table([small, large]), "ingest") == ["ingest", "4.0 s, 0.10", "40.0 s, 0.50", "1.00"]


def test_no_exponent_is_told_of_a_stage_that_hardly_takes_time() -> None:
    told = table([Point(100, (cost("ingest.people", 1),)), Point(1_000, (cost("ingest.people", 9),))])
    assert row(told, "ingest")[-1] == ""


def test_steep_and_failed_jobs_are_named() -> None:
    small = Point(100, (cost("ingest.people", 1), cost("ingest.surveys", 2)))
    large = Point(1_000, (cost("ingest.people", 10), cost("ingest.surveys", 200), cost("report.exhibits_flow", 1, stands=False)))
    told = table([small, large])
    assert "faster than 1.1: `ingest.surveys` 2.00." in told
    assert "not run: report.exhibits_flow" in told


def test_the_section_takes_the_place_of_its_earlier_self_and_leaves_the_others() -> None:
    page = f"# Performance\n\nfirst\n\n{TITLE}\n\nold\n\n## Later\n\nlast\n"
    again = replaced(page, f"{TITLE}\n\nnew")
    assert section_of(again) == f"{TITLE}\n\nnew\n"
    assert "first" in again
    assert "## Later\n\nlast" in again
    assert "old" not in again
    assert replaced(again, f"{TITLE}\n\nnew") == again


def test_page_and_figure_are_written(tmp_path) -> None:
    (tmp_path / "performance.md").write_text("# Performance\n", encoding="utf-8")
    points = [Point(100, (cost("ingest.people", 1),)), Point(1_000, (cost("ingest.people", 12),))]
    write_section(points, [], tmp_path)
    assert "### Participants" in (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert "<svg" in (tmp_path / "pictures/scale.svg").read_text(encoding="utf-8")
