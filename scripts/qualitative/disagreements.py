"""Every turn that two coders coded differently, with its redacted words: what coders talk through."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from scripts.ground.models.codebook import Codebook
from scripts.ground.spreadsheet import harmless
from scripts.qualitative.judgements import Judgements
from scripts.qualitative.voices import live_codes

Row = dict[str, Any]
Spans = dict[tuple[str, str, int], list[tuple[str, int, int]]]


def find_disagreements(of: Judgements, codings: list[Row], turns: list[Row], codebook: Codebook) -> list[Row]:
    """One row a turn and pair of coders; uncoded turns are not in question."""
    texts = {(each["document"], each["turn"]): each["text"] for each in turns}
    spans = _spans(codings, codebook)
    return [
        row
        for first, second in of.pairs()
        for at, place in enumerate(of.places)
        if of.judged[first][at] and of.judged[second][at]
        if (row := _row(place, first, second, spans, texts[place]))
    ]


def _spans(codings: list[Row], codebook: Codebook) -> Spans:
    """What each coder gave where: code, start and end."""
    live = live_codes(codebook)
    spans: Spans = defaultdict(list)
    for each in codings:
        if each["code"] in live:
            spans[each["coder"], each["document"], each["turn"]].append((live[each["code"]].id, each["start"], each["end"]))
    return spans


def _row(place: tuple[str, int], first: str, second: str, spans: Spans, text: str) -> Row | None:
    one, other = spans.get((first, *place), []), spans.get((second, *place), [])
    codes, others = {code for code, _, _ in one}, {code for code, _, _ in other}
    if codes == others:
        return None
    disputed = [each for each in (*one, *other) if each[0] in codes ^ others]
    start, end = min(start for _, start, _ in disputed), max(end for _, _, end in disputed)
    return {
        "document": place[0],
        "turn": place[1],
        "start": start,
        "end": end,
        "text": harmless(text[start:end]) or "(no words)",
        "first_coder": first,
        "first_codes": " ".join(sorted(codes - others)),
        "second_coder": second,
        "second_codes": " ".join(sorted(others - codes)),
        "shared_codes": " ".join(sorted(codes & others)),
    }
