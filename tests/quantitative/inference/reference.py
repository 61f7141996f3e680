"""The reference results (R 4.2) and their data, as the tests of this folder read them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
RESULTS: dict[str, Any] = json.loads((REFERENCE / "expected.json").read_text(encoding="utf-8"))["results"]


def column(file: str, name: str) -> np.ndarray:
    """One column of a reference data set, as floats."""
    with (REFERENCE / file).open(encoding="utf-8", newline="") as rows:
        return np.array([float(row[name]) for row in csv.DictReader(rows)])


def value(result: str) -> Any:
    """The value of a reference result."""
    return RESULTS[result]["value"]


def near(result: str, expected: Any) -> Any:
    """The expected number or numbers within the tolerance that the reference declares."""
    return pytest.approx(expected, rel=RESULTS[result]["rel_tol"], abs=0)


SLEEP = column("student_sleep.csv", "g1"), column("student_sleep.csv", "g2")
LIKERT = column("likert20_synthetic.csv", "pre"), column("likert20_synthetic.csv", "post")
SEPARATED = column("likert20_separated_synthetic.csv", "pre"), column("likert20_separated_synthetic.csv", "post")
NEGATIVE = column("negative_r_pairs.csv", "pre"), column("negative_r_pairs.csv", "post")
DEPRESSION = column("hollander_wolfe_depression.csv", "y"), column("hollander_wolfe_depression.csv", "x")
