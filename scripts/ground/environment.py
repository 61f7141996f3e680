"""The process environment that equal bytes need; set before any job starts, by whoever starts it."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

# set where somebody else tells a job's faults
QUIET = "EVALUATION_QUIET_JOBS"

FIXED = {
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
    "PYTHONUTF8": "1",
}


def settle(report_date: dt.date) -> None:
    """Fix everything that could make two runs differ, for this process's children."""
    midnight = dt.datetime(report_date.year, report_date.month, report_date.day, tzinfo=dt.UTC)
    os.environ |= FIXED | {"SOURCE_DATE_EPOCH": str(int(midnight.timestamp()))}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if platform.machine() == "x86_64":
        # ASSUME every such machine of the last ten years has AVX2: one kernel, one rounding
        os.environ["OPENBLAS_CORETYPE"] = "Haswell"
    _first("PATH", str(Path(sys.executable).parent))
    _first("PYTHONPATH", str(REPOSITORY))


def _first(variable: str, folder: str) -> None:
    present = [part for part in os.environ.get(variable, "").split(os.pathsep) if part and part != folder]
    os.environ[variable] = os.pathsep.join([folder, *present])
