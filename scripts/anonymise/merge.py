"""One span where several overlap, covering all of them, so that no half of a name stays."""

from __future__ import annotations

from collections.abc import Iterable

from scripts.anonymise.spans import Span

# of two equally long spans the more telling one names the replacement
RANK = {"person": 0, "organisation": 1, "name?": 9}


def merge(spans: Iterable[Span]) -> list[Span]:
    """Disjoint spans in order; of overlapping ones the longest says what it is."""
    merged: list[Span] = []
    end, best = -1, None
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if best is None or span.start >= end:
            merged.append(span)
            end, best = span.end, span
            continue
        end = max(end, span.end)
        best = min((best, span), key=_preference)
        merged[-1] = best._replace(start=merged[-1].start, end=end)
    return merged


def _preference(span: Span) -> tuple[int, int, int]:
    return (span.start - span.end, RANK.get(span.label, 5), span.start)
