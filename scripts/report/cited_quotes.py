"""A quote that prose or an explanation cites must still be in the report: other words have another id, and the old one stops."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from scripts.ground.faults import EvidenceFault, raise_all

CITED = re.compile(r"\bq-[0-9a-f]{8}\b")


def refuse_lost_quotes(texts: Mapping[str, str], known: Collection[str]) -> None:
    """Raise EvidenceFault for every line of the given texts that cites a quote which is not among the known ids."""
    faults = [
        EvidenceFault(
            f"The quote {id} is cited and no longer in the report: its words, its code or its speaker's consent changed.",
            where=f"{name}, line {line}",
            remedy="Cite another quote, or none; results/pseudonymised/qualitative/quotes.csv lists them.",
        )
        for name, text in sorted(texts.items())
        for line, content in enumerate(text.split("\n"), start=1)
        for id in dict.fromkeys(CITED.findall(content))
        if id not in known
    ]
    raise_all(faults)
