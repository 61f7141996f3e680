"""What the instrument itself has to answer for: items against their scale, items that tell nobody apart, ceilings, odd models.

An item below zero with the rest of its scale is often one that the export had reversed already, or that the instrument keys the
wrong way. With few people it may be chance: the finding says which, by the interval of the correlation (Fisher 1921).
"""

from __future__ import annotations

import math
from typing import Any

from scripts.ground.display import number
from scripts.ground.findings import Finding, finding
from scripts.ground.models.analysis_plan import Measurement
from scripts.quantitative.inference.distributions import normal_quantile
from scripts.quantitative.responses import Level

AGAINST, ALIKE, CEILING, IMPROPER = (
    "item against its scale",
    "item without spread",
    "ceiling at the start",
    "improper factor model",
)

Row = dict[str, Any]


def instrument_findings(
    items: list[Row], reliabilities: list[Row], spreads: list[Row], level: Level, sources: dict[str, list[str]], plan: Measurement
) -> list[Finding]:
    """Findings of one level (behaviours or scales), each at the sources of the wave it was seen in."""
    found = [_against(row, source) for row in items if (row["item_rest"] or 0) < 0 for source in sources[row["wave"]]]
    used = {(row["wave"], row["item"]) for row in items}
    for row in reliabilities:
        for source in sources[row["wave"]]:
            if row["estimable"] and row["items_used"] < row["items"]:
                silent = [item for item in level.items(row["name"]) if (row["wave"], item) not in used]
                found += [_alike(row, item, source) for item in silent]
            if row["improper"]:
                found.append(_improper(row, source))
    first = next(iter(sources), "")
    found += [
        _ceiling(row, source)
        for row in spreads
        if row["ceiling"] is not None and row["ceiling"] >= plan.ceiling_share
        for source in sources[first]
    ]
    return found


def _against(row: Row, source: str) -> Finding:
    r, n = row["item_rest"], row["n"]
    reach = normal_quantile(0.975) / math.sqrt(n - 3) if n > 3 else math.inf
    clear = math.atanh(max(r, -1 + 1e-12)) + reach < 0
    strength = "Chance does not explain it." if clear else "With so few people this may be chance."
    return finding(
        "warning", source, AGAINST,
        f"The item goes against the rest of {row['name']} at {row['wave']} (correlation {number(r)}, {n} people). {strength}",
        "It may be reversed in the export already, or keyed the wrong way in the instrument: compare answers and wording.",
        field=row["item"],
    )  # fmt: skip


def _alike(row: Row, item: str, source: str) -> Finding:
    return finding(
        "note", source, ALIKE,
        f"At {row['wave']} the item has no answers, or the same from everybody; reliability of {row['name']} leaves it out.",
        "No harm, if the item was asked and all agree.", field=item,
    )  # fmt: skip


def _improper(row: Row, source: str) -> Finding:
    return finding(
        "note", source, IMPROPER,
        f"The factor model behind omega of {row['name']} at {row['wave']} leaves an item without its own error (Heywood case).",
        "Read omega with care and rely on alpha; few people or very unequal items make this happen.", field=row["name"],
    )  # fmt: skip


def _ceiling(row: Row, source: str) -> Finding:
    # the share itself may be of few people: the threshold says enough
    return finding(
        "note", source, CEILING,
        f"Many people stood at the top of {row['name']} at the start already, so they could not rise.",
        "Read its change as too small rather than too large; the limit is `measurement.ceiling_share` of the plan.",
        field=row["name"],
    )  # fmt: skip
