"""The demonstration is drawn from a known truth, so the evaluation must find it again, and nobody in it."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from scripts.demo.truth import load_truth
from scripts.ground.config import load_config
from scripts.ground.schemas.quantitative import Change
from scripts.ground.tables import read_rows
from scripts.provenance.visible import pieces

STANDARD_ERRORS = 3
TRUE_CHANGE = load_truth().change


@pytest.mark.parametrize("behaviour", TRUE_CHANGE)
def test_the_estimated_change_covers_the_truth(demo: Path, behaviour: str) -> None:
    rows = read_rows(demo / "results/pseudonymised/quantitative/change.csv", Change)
    row = next(row for row in rows if row["behaviour"] == behaviour)
    standard_error = row["sd"] / math.sqrt(row["n"])
    assert abs(row["mean"] - TRUE_CHANGE[behaviour]) < STANDARD_ERRORS * standard_error


def test_the_planted_outsider_is_in_the_raw_texts_and_nowhere_in_the_release(demo: Path) -> None:
    canaries = load_config(demo).roots["disclosure"].canaries
    assert canaries
    restricted = (demo / "results/restricted/ingest/turns.csv").read_text(encoding="utf-8")
    texts = [
        piece.text
        for file in sorted((demo / "results/release").rglob("*"))
        if file.is_file()
        for piece in pieces(file.suffix, file.read_bytes())
    ]  # fmt: skip
    for canary in canaries:
        assert canary in restricted
        for name in (canary, *canary.split()):
            assert not any(name in text for text in texts)
