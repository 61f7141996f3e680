"""The order of texts as their files came: pseudonyms change with the key, and no choice or random draw may follow them."""

from __future__ import annotations

from typing import Any

from scripts.qualitative.development import natural


def order_of_files(documents: list[dict[str, Any]]) -> dict[str, int]:
    """Each document's place by raw file, two before ten, and row."""
    ordered = sorted(documents, key=lambda each: (natural(each["source"]), each["source_row"], each["document"]))
    return {each["document"]: place for place, each in enumerate(ordered)}
