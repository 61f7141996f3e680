"""The appendix of provenance: the picture of the whole, the index of exhibits, and the digests of the sources.

In print this is where the short id beside an exhibit leads; in the web page the ids open their lineage as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from scripts.ground.display import join
from scripts.ground.lineage import DIGITS, Lineages, code_of
from scripts.report.markdown import escape, table

GRAPH, INDEX, DIGESTS = "fig-provenance", "index", "digests"


def lineage_index(lineages: Lineages, exhibits: Iterable[str], alt: str) -> dict[str, str]:
    """Generated files by name; `exhibits` are those that stand in the report."""
    return {GRAPH: _graph(alt), INDEX: _index(lineages, sorted(exhibits)), DIGESTS: _digests(lineages)}


def _graph(alt: str) -> str:
    caption = "From the raw sources over the steps of the evaluation to the exhibits of this report"
    words = alt.replace("\\", "\\\\").replace('"', "'")
    return f'![{caption}](figures/provenance){{#{GRAPH} fig-alt="{words}"}}\n'


def _index(lineages: Lineages, exhibits: list[str]) -> str:
    rows = [[_named(id), f"@{id}", _code(lineages.makers(id)), _sources(lineages, [id])] for id in exhibits]
    for kind, words in (("verdict", "the verdicts"), ("quote", "the quotes")):
        ids = sorted(id for id, entry in lineages.entries.items() if entry["kind"] == kind)
        steps = sorted({lineages.entries[id]["record"] for id in ids})
        rows += [[join([_named(id) for id in ids]), words, _code(steps), _sources(lineages, ids)]] if ids else []
    head = ["Id", "Where", "Made by", "Rests on"]
    return table("tbl-index", "Exhibits, the code that made them, and the sources behind them", head, rows, len(head))


def _digests(lineages: Lineages) -> str:
    rows = [
        [f"`{name}`", f"`{source['keyed_digest'][:DIGITS]}`" if source["keyed_digest"] else "no file"]
        for name, source in sorted(lineages.sources.items())
    ]
    return table("tbl-digests", "Sources and the keyed digests of their files", ["Source", "Keyed digest"], rows, 2)


def _named(id: str) -> str:
    return f"[`{id}`]{{.exhibit-id}}"


def _code(steps: Iterable[str]) -> str:
    return join([f"`{code_of(step)}`" for step in steps])


def _sources(lineages: Lineages, ids: Iterable[str]) -> str:
    names = sorted({name for id in ids for name in lineages.sources_of(id)})
    return join([escape(name) for name in names]) if names else "the plan and the code alone"
