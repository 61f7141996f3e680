"""Distribution of the answers by wave, in classes of neighbouring categories that no few people hold.

- of each item, and of all items of a behaviour or scale together; reversed items turned
- classes are the same at every wave where that leaves more than one, so that waves can be compared; else each wave has its own
- a wave has none where too few people answered, or too few answered differently
- a class must be held by enough different people, not only hold enough answers: one person may give several
"""

from __future__ import annotations

from typing import Any

from scripts.quantitative.inference.ordinal import category_of, merged
from scripts.quantitative.responses import Level, Place

Row = dict[str, Any]
Given = dict[str, dict[Place, dict[str, float]]]
Holders = list[list[tuple[Place, str]]]


def answer_shares(level: Level, given: Given, minimum: int) -> list[Row]:
    """Rows of all measures and items of a level."""
    rows = []
    for measure in level.measures:
        items = level.items(measure)
        rows += _of(level, level.name, measure, items, given, minimum)
        for item in items:
            rows += _of(level, "item", item, [item], given, minimum)
    return rows


def _of(level: Level, kind: str, name: str, items: list[str], given: Given, minimum: int) -> list[Row]:
    lowest, highest = level.instrument.scale.minimum, level.instrument.scale.maximum
    steps = category_of(highest, lowest) + 1
    by_wave = {wave: _by_category(responses, items, lowest, steps) for wave, responses in given.items()}
    people = {wave: [{place for place, _ in holders} for holders in each] for wave, each in by_wave.items()}
    enough = [wave for wave in given if len(set().union(*people[wave])) >= minimum]
    shared = merged([people[wave] for wave in enough], minimum)
    classes = {wave: shared if len(shared) > 1 else merged([people[wave]], minimum) for wave in enough}
    return [
        _row(kind, name, wave, members, by_wave[wave], lowest)
        for wave in enough
        if len(classes[wave]) > 1
        for members in classes[wave]
    ]


def _by_category(responses: dict[Place, dict[str, float]], items: list[str], lowest: float, steps: int) -> Holders:
    """Who gave which answer, by category: pairs of response and item."""
    holders: Holders = [[] for _ in range(steps)]
    for place, answers in responses.items():
        for item in items:
            if item in answers:
                holders[category_of(answers[item], lowest)].append((place, item))
    return holders


def _row(kind: str, name: str, wave: str, members: range, holders: Holders, lowest: float) -> Row:
    held = [each for category in members for each in holders[category]]
    return {
        "level": kind, "name": name, "wave": wave, "lowest": lowest + members.start, "highest": lowest + members.stop - 1,
        "people": len({place for place, _ in held}), "answers": len(held), "share": len(held) / sum(map(len, holders)),
    }  # fmt: skip
