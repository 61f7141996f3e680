"""The page of evidence ids: every kind of number, table, figure, quote and verdict that a report can hold.

Read from the released evidence of the demonstration, which has every kind of source. What an id names of a study (a behaviour, a
source, a code) stands as a place: FORMS says where; the rest is the same in every study.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scripts.commands.reference_errors import cell

EVIDENCE = Path("results/release/evidence.json")
PAGE = "docs/reference/evidence.md"
HEAD = """# Evidence ids

Generated from the released evidence of the demonstration by `make docs`, after `make report`; do not edit. Everything that a
report prints has an id. `make trace` follows it, `{{< var ... >}}` with `-` for each point prints it in the prose, and
`evidence.json` holds it with its value, interval, n and sources.

`<...>` stands for what a study names: an id of its configuration, for `<quote>` a digest of the words. A study without a source
lacks the ids that rest on it.

| id | kind | unit | made by | in the demonstration |
|---|---|---|---|---|
"""
# the first that fits counts; an id goes on behind it, but for those of WHOLE
FORMS = (
    "agreement.code.<code>", "agreement.family.<family>", "attrition.<behaviour>", "balance.<target>",
    "behaviour.<behaviour>.answers.<wave>.<score>", "behaviour.<behaviour>.cohort.<cohort>",
    "behaviour.<behaviour>.reliability.<wave>", "behaviour.<behaviour>", "claim.<target>",
    "cohort.<cohort>.behaviour.<behaviour>", "completeness.<wave>", "cooccurrence.<code>.<code>", "dose.behaviour.<behaviour>",
    "dose.<modules>.behaviour.<behaviour>", "family.<family>.<group>", "flow.<source>", "item.<item>.reliability.<wave>",
    "item.<item>", "linkage.<source>", "logic.element.<element>", "module.<module>", "modules.<group>.<module>.<family>",
    "negative.<target>", "power.<behaviour>", "projects.type.<type>", "rating.<source>", "saturation.<group>",
    "scale.<scale>.answers.<wave>.<score>", "scale.<scale>.reliability.<wave>", "scale.<scale>",
    "simulation.<procedure>.<what>.<who>.<scores>.<answers>", "theme.<code>.<group>", "verdict.behaviour.<behaviour>",
    "verdict.<aim>", "voices.<group>",
)  # fmt: skip
WHOLE = (
    "behaviour.<behaviour>.answers.<wave>.<score>", "scale.<scale>.answers.<wave>.<score>", "logic.element.<element>",
    "verdict.<aim>",
)  # fmt: skip
LONGEST = 60


def evidence_page(evidence: Iterable[dict[str, Any]]) -> str:
    """The page; of entries of one form the first stands as the example."""
    found: dict[str, dict[str, Any]] = {}
    for entry in evidence:
        found.setdefault(form_of(entry["id"], entry["kind"]), entry)
    return HEAD + "".join(_row(form, found[form]) for form in sorted(found))


def evidence_file(repository: Path) -> str | None:
    """The page from the demonstration's last release; None when it has not been run."""
    path = repository / EVIDENCE
    return evidence_page(json.loads(path.read_text(encoding="utf-8"))["evidence"]) if path.is_file() else None


def form_of(id: str, kind: str) -> str:
    """An id with places for what a study names."""
    if kind == "quote":
        return "<quote>"
    parts = id.split(".")
    for form in FORMS:
        places = form.split(".")
        goes_on = len(parts) > len(places) or (len(parts) == len(places) and form in WHOLE)
        if goes_on and all(place.startswith("<") or place == part for place, part in zip(places, parts, strict=False)):
            return ".".join([*places, *parts[len(places) :]])
    return id


def _row(form: str, entry: dict[str, Any]) -> str:
    shown = "…" if entry["kind"] == "quote" else entry["display"]
    shown = shown if len(shown) <= LONGEST else f"{shown[:LONGEST].rstrip()}…"
    return f"| `{form}` | {entry['kind']} | {cell(entry['unit'])} | `{entry['record']}` | {cell(shown)} |\n"
