"""How numbers are printed: one format for every place."""

from __future__ import annotations

import math

MINUS = "\u2212"
FICTIONAL = "FICTIONAL DEMONSTRATION"  # the mark that everything made of the demonstration bears
UNWRITTEN = "The team has not written this chapter yet."
NOT_ESTIMABLE = "not estimable"
NOT_SHOWN = "not shown"  # held back: few people stand behind it, or it would tell of few


def number(value: float | None, digits: int = 2) -> str:
    """A number with a true minus sign; `not estimable` when there is none."""
    if value is None or math.isnan(value):
        return NOT_ESTIMABLE
    text = f"{value:.{digits}f}"
    return text.replace("-", MINUS) if float(text) != 0 else text.removeprefix("-")


def signed(value: float | None, digits: int = 2) -> str:
    """A change, with its sign: +0.61, −0.20, 0.00."""
    text = number(value, digits)
    return f"+{text}" if value is not None and not math.isnan(value) and float(f"{value:.{digits}f}") > 0 else text


def interval(low: float | None, high: float | None, *, sign: bool = True, digits: int = 2) -> str:
    """An interval: `+0.31 to +0.91`."""
    show = signed if sign else number
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return NOT_ESTIMABLE
    return f"{show(low, digits)} to {show(high, digits)}"


def percent(share: float | None) -> str:
    """A share as a whole percentage."""
    return NOT_ESTIMABLE if share is None or math.isnan(share) else f"{100 * share:.0f}%"


def p_value(p: float | None) -> str:
    """A p-value: three decimals, never zero."""
    if p is None or math.isnan(p):
        return NOT_ESTIMABLE
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def join(words: list[str]) -> str:
    """A list in a sentence: `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def cohort_name(name: str) -> str:
    """A cohort as tables call it: many are called "cohort 1" already."""
    return name if name.lower().startswith("cohort") else f"cohort {name}"
