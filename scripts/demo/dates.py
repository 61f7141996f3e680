"""The fictional calendar: two cohorts of four modules, then surveys, interviews and a focus group."""

from __future__ import annotations

import datetime as dt
import random

PACKED = dt.datetime(2025, 7, 1, 9, 0)  # the time every ZIP-based file carries
START = {"1": dt.date(2023, 9, 4), "2": dt.date(2024, 9, 30)}  # first day of the start survey
END = {"1": dt.date(2024, 2, 26), "2": dt.date(2025, 3, 17)}  # first day of the end survey
WITHDRAWAL = dt.date(2025, 6, 2)


def working_time(first: dt.date, days: int, draw: random.Random) -> dt.datetime:
    """Some moment in office hours (or the evening after) within `days` of a first day."""
    day = first + dt.timedelta(days=min(int(draw.expovariate(3 / days)), days))
    return dt.datetime.combine(day, dt.time(draw.randint(8, 20), draw.randint(0, 59), draw.randint(0, 59)))
