"""What the web page holds of every id it prints: the lineage as data, and the script that opens it.

Plain text, not compressed: the leak gate reads it like every other word of the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable

from scripts.ground.lineage import PRINTED, Lineages
from scripts.report.markdown import EXHIBIT_ID
from scripts.report.told import key_of

# `[(`id`)]{.exhibit-id}`, with or without the brackets
NAMED = re.compile(r"\[\(?`([^`]+)`\)?\]\{\.exhibit-id\}")


def lineage_page(lineages: Lineages, texts: Iterable[str], script: str) -> str:
    """The end of the page's body: the lineages of every id that the texts print, and the script."""
    data = lineages.embedded(printed_ids(texts, lineages.entries))
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="lineage-data">{told}</script>\n<script>\n{script}</script>\n'


def printed_ids(texts: Iterable[str], known: Collection[str]) -> set[str]:
    """Ids of the evidence whose value, exhibit or name stands in the texts."""
    by_key = {key_of(id): id for id in known}
    ids: set[str] = set()
    for text in texts:
        ids.update(by_key[key] for key in PRINTED.findall(text) if key in by_key)
        ids.update(id for id in (*EXHIBIT_ID.findall(text), *NAMED.findall(text)) if id in known)
    return ids


def without_unknown_names(text: str, known: Collection[str]) -> str:
    """The text without the printed ids that lead nowhere: an id that stands beside something can be traced."""
    return NAMED.sub(lambda found: found[0] if found[1] in known else "", text)
