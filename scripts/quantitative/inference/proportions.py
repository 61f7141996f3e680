"""A share of people or projects with Wilson's score interval (Wilson 1927, JASA 22; Newcombe 1998, Stat Med 17:857-872).

It exists at 0 and n, stays inside 0 to 1, and is not the Wald interval, which collapses there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scripts.quantitative.inference.distributions import normal_quantile
from scripts.quantitative.inference.refusal import require_counts, require_level


@dataclass(frozen=True)
class Share:
    """`count` of `n`; share, low and high from 0 to 1."""

    count: int
    n: int
    share: float
    low: float
    high: float
    confidence: float


def wilson(count: int, n: int, confidence: float = 0.95) -> Share:
    """Share with the score interval, without continuity correction.

    Raises NotEstimable (n = 0), UnusableInput (impossible counts, confidence outside 0 to 1).
    """
    require_counts(n, count)
    require_level(confidence, "confidence")
    z2, share = normal_quantile((1 + confidence) / 2) ** 2, count / n
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n**2))) / (1 + z2 / n)
    low = 0.0 if count == 0 else centre - half
    high = 1.0 if count == n else centre + half
    return Share(count, n, share, low, high, confidence)
