"""What a paired t test on n people could have detected (Cohen 1988, ch. 2; as R's power.t.test).

Power for d_z is the chance that T lies beyond its two-sided critical value on the side of d_z, when T is noncentral t with
noncentrality d_z sqrt(n) on n - 1 degrees of freedom: a significant change in the wrong direction does not count as
detected. For a family of six, give alpha / 6.
"""

from __future__ import annotations

import math

from scripts.quantitative.inference.distributions import falling_root, noncentral_t_cdf, t_quantile
from scripts.quantitative.inference.refusal import NotEstimable, UnusableInput, require_level, require_people


def power(d_z: float, n: float, alpha: float = 0.05) -> float:
    """Chance of a two-sided p below alpha, in the true direction, when the mean change is d_z sds of change.

    n: people, may be fractional. Raises NotEstimable (n < 2), UnusableInput.
    """
    require_level(alpha, "alpha")
    require_people(n, 2, "a paired t test")
    critical = t_quantile(1 - alpha / 2, n - 1)
    return 1 - noncentral_t_cdf(critical, n - 1, abs(d_z) * math.sqrt(n))


def minimal_detectable_dz(n: int, alpha: float = 0.05, target: float = 0.8) -> float:
    """The smallest d_z that n people detect with power `target`; sd of change units.

    Raises NotEstimable (n < 2), UnusableInput (target not between alpha and 1).
    """
    _require_target(alpha, target)
    require_people(n, 2, "a paired t test")
    high = 1 / math.sqrt(n)
    while power(high, n, alpha) < target:
        high *= 2
    return falling_root(lambda d_z: target - power(d_z, n, alpha), 0.0, high)


def people_needed(d_z: float, alpha: float = 0.05, target: float = 0.8) -> float:
    """People with both waves needed to detect d_z with power `target`; fractional, so round up.

    Raises NotEstimable (d_z = 0), UnusableInput (target not between alpha and 1).
    """
    _require_target(alpha, target)
    if d_z == 0:
        raise NotEstimable("no number of people detects a change of zero")
    high = 2.0
    while power(d_z, high, alpha) < target:
        high *= 2
    return falling_root(lambda n: target - power(d_z, n, alpha), 2.0, high)


def _require_target(alpha: float, target: float) -> None:
    require_level(alpha, "alpha")
    if not alpha < target < 1:
        raise UnusableInput(f"the power aimed at must lie between alpha and 1, not {target}")
