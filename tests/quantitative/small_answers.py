"""Answers of a small cohort to an instrument with items, a knowledge scale and then-ratings."""

from __future__ import annotations

from scripts.ground.models.instrument import Instrument

INSTRUMENT = Instrument(
    scale={"minimum": 1, "maximum": 5, "low_label": "never", "high_label": "always"},
    behaviours=[{"id": "B1", "name": "own strengths", "meaning": "knows"}, {"id": "B2", "name": "values", "meaning": "shows"}],
    items=[
        {"id": "B1a", "text": "?", "behaviour": "B1"},
        {"id": "B1b", "text": "?", "behaviour": "B1", "keyed": "negative"},
        {"id": "B1c", "text": "?", "behaviour": "B1"},
        {"id": "B2a", "text": "?", "behaviour": "B2"},
        {"id": "K1", "text": "?", "scale": "knowledge"},
        {"id": "K2", "text": "?", "scale": "knowledge"},
        {"id": "then_B1", "text": "?", "scale": "then"},
        {"id": "look_back", "text": "?", "scale": "then", "about": "B2a"},
        {"id": "F1", "text": "?", "scale": "sessions"},
    ],
    other_scales=[
        {"id": "knowledge", "name": "knowledge", "kind": "knowledge"},
        {"id": "then", "name": "the start as seen from the end", "kind": "then"},
        {"id": "sessions", "name": "feedback", "kind": "feedback"},
    ],
)


def answered(item: str, wave: str, values: list[float | None], people: list[str] | None = None) -> list[dict]:
    """Answers of P01, P02, ... (or of the people named) to one item, in rows 1, 2, ... of the survey of that wave."""
    names = people or [f"P{number:02}" for number in range(1, len(values) + 1)]
    return [
        {
            "pseudonym": name, "kind": "survey", "wave": wave, "module": "", "item": item, "value": value,
            "source": f"survey_{wave}:1", "source_row": row,
        }
        for row, (name, value) in enumerate(zip(names, values, strict=True), start=1)
    ]  # fmt: skip


# Ten people: B1b is reversed, so that low answers mean much of the behaviour.
START = {
    "B1a": [1, 2, 2, 3, 3, 3, 4, 4, 5, 2],
    "B1b": [5, 5, 4, 3, 4, 3, 2, 1, 1, 3],
    "B1c": [2, 2, 3, 3, 2, 4, 4, 5, 4, 3],
    "B2a": [3, 3, 2, 4, 3, 2, 3, 4, 3, 3],
    "K1": [1, 2, 2, 3, 1, 2, 2, 3, 2, 2],
    "K2": [2, 2, 3, 3, 2, 3, 2, 4, 2, 2],
}
END = {
    "B1a": [2, 3, 2, 4, 4, 4, 4, 5, 5, 3],
    "B1b": [4, 4, 4, 2, 3, 2, 2, 1, 2, 3],
    "B1c": [3, 2, 4, 4, 3, 4, 5, 5, 4, 2],
    "B2a": [4, 3, 3, 4, 4, 2, 4, 4, 4, 2],
    "K1": [3, 3, 3, 4, 3, 3, 4, 4, 3, 3],
    "K2": [3, 3, 4, 4, 3, 4, 3, 5, 3, 4],
    "then_B1": [1, 1, 2, 3, 2, 3, 3, 4, 4, 2],
    "look_back": [2, 3, 2, 3, 3, 1, 3, 3, 3, 2],
}


def cohort(start: dict = START, end: dict = END) -> list[dict]:
    return [
        row
        for wave, items in (("T0", start), ("T1", end))
        for item, values in items.items()
        for row in answered(item, wave, values)
    ]
