"""A share with Wilson's score interval (Wilson 1927, JASA 22: 209-212), for counts of people, projects or responses.

It exists at none and all, and stays inside 0 to 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True)
class Share:
    """`count` of `n`; share, low and high from 0 to 1."""

    count: int
    n: int
    share: float
    low: float
    high: float


def wilson(count: int, n: int, confidence: float = 0.95) -> Share:
    """Share with the score interval, without continuity correction; raises ValueError for impossible counts and n = 0."""
    if not 0 <= count <= n or n == 0:
        raise ValueError(f"{count} of {n} is no share")
    z2, share = NormalDist().inv_cdf((1 + confidence) / 2) ** 2, count / n
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n**2))) / (1 + z2 / n)
    # rounding must not move the ends past none and all
    return Share(count, n, share, 0.0 if count == 0 else centre - half, 1.0 if count == n else centre + half)
