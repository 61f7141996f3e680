"""Answers of a survey: from a number or a label in a cell to a score on the scale.

- A label map may name the text of the cell, the number, or (in an SPSS file) the value label of the code; an item's own map
  goes before that of all items.
- Items that the export has reversed are turned back, so that later keying is right.
- Where most answers of an item cannot be read, it is told once a file: `labels` are missing, not cells wrong.
- A word to which two items, or the map of all items and that of one, give different scores is told.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from scripts.ground.findings import OUT_OF_SCALE, UNKNOWN_LABEL, UNREADABLE_ANSWERS, Finding, finding
from scripts.ground.models.instrument import Scale
from scripts.ground.models.sources import SEEN_NOT_ANSWERED, SurveySource
from scripts.ingest.cells import fold, likeness, number
from scripts.ingest.columns import Columns
from scripts.ingest.tabular import Row

LEFT_OUT = "left out"
# With fewer than these of an item, the cells themselves are told.
FEWEST_UNREAD = 3
SHOWN_LENGTH = 40


class Answering:
    """Reads the answers of one survey file; labels may map to .nan for “does not apply”."""

    def __init__(self, columns: Columns, scale: Scale) -> None:
        self.columns, self.scale = columns, scale
        source: SurveySource = columns.table.file.source
        general = {_label(text): score for text, score in source.labels.items()}
        self.labels = {
            item: general | {_label(text): score for text, score in own.items()} for item, own in source.item_labels.items()
        }
        self.general = general
        self.already_keyed = frozenset(source.already_keyed)
        self.is_qualtrics = source.format == "qualtrics-csv"
        # each with its item
        self.told: list[tuple[str, Finding]] = []
        self.left_out = 0
        self.asked: set[str] = set()
        # a survey has few different answers: each is understood once
        self._score = cache(self._read)

    def answers(self, row: Row, items: list[str]) -> dict[str, float | None]:
        """Scores by item; None where the question was left out or the answer cannot be used."""
        self.asked.update(items)
        return {item: self._answer(row, item) for item in items}

    def findings(self, rows: Iterable[Row]) -> list[Finding]:
        """What is the matter with answers; items of which more than half cannot be read in these rows are told once for all."""
        rows = list(rows)
        idle = self._idle_labels(rows) if any(each["rule"] == UNKNOWN_LABEL for _, each in self.told) else []
        return [*self._unread(rows), *idle]

    def _unread(self, rows: list[Row]) -> list[Finding]:
        unread = {item: count for item, count in Counter(item for item, _ in self.told).items() if count >= FEWEST_UNREAD}
        lost = [item for item, count in unread.items() if 2 * count > self._filled(item, rows)]
        if not lost:
            return [each for _, each in self.told]
        # what lacks its labels in most answers of one item lacks them in the others
        return [self._unreadable(unread, lost), *(each for item, each in self.told if item not in unread)]

    def _idle_labels(self, rows: list[Row]) -> list[Finding]:
        """Declared labels that no answer has, where some answers have none: one of them may be misspelt."""
        places = [self.columns.places[item] for item in self.asked]
        seen = {_label(row.cells[place]) for row in rows for place in places}
        declared = {name for labels in (self.general, *self.labels.values()) for name in labels}
        idle = sorted(name for name in declared - seen if number(name) is None)
        if not idle or len(idle) == len(declared):
            return []
        file = self.columns.table.file
        message = f"Declared labels that no answer has: {', '.join(f'“{_short(name)}”' for name in idle)}."
        remedy = f"Compare their spelling with the answers that could not be read; `labels` of source {file.key}."
        return [finding("warning", file.id, "labels without answers", message, remedy)]

    def _filled(self, item: str, rows: list[Row]) -> int:
        return sum(bool(fold(row.cells[self.columns.places[item]])) for row in rows)

    def _unreadable(self, unread: dict[str, int], lost: list[str]) -> Finding:
        file = self.columns.table.file
        message = (
            f"{sum(unread.values())} answers to {len(unread)} item(s) are neither numbers on the scale nor declared labels, and "
            f"count as missing. Of {len(lost)} item(s) that is more than half: {', '.join(sorted(lost))}."
        )
        remedy = f"Declare every answer of the form under `labels` of source {file.key}; `make inspect` drafts them."
        return finding("error", file.id, UNREADABLE_ANSWERS, message, remedy)

    def _answer(self, row: Row, item: str) -> float | None:
        score, fault = self._score(item, row.cells[self.columns.places[item]])
        if fault == LEFT_OUT:
            self.left_out += 1
        elif fault == UNKNOWN_LABEL:
            message = "The answer is neither a number nor one of the declared labels; it counts as missing."
            remedy = "Add the label to `labels` of the source (`.nan`: does not apply), or correct the cell."
            self._tell(row, item, UNKNOWN_LABEL, message, remedy)
        elif fault == OUT_OF_SCALE:
            message = f"The answer lies outside {self.scale.minimum:g} to {self.scale.maximum:g}; it counts as missing."
            remedy = "Correct the cell, or the scale in config/instrument.yaml, or map recoded values by `labels`."
            self._tell(row, item, OUT_OF_SCALE, message, remedy)
        return score

    def _read(self, item: str, cell: str) -> tuple[float | None, str]:
        """Score of a cell, and what is the matter with it."""
        if not fold(cell):
            return None, ""
        score = self._labelled(item, cell)
        if score is None:
            return None, UNKNOWN_LABEL
        if math.isnan(score):
            return None, ""
        if score == SEEN_NOT_ANSWERED and self.is_qualtrics:
            return None, LEFT_OUT
        if not self.scale.minimum <= score <= self.scale.maximum:
            return None, OUT_OF_SCALE
        return (self.scale.minimum + self.scale.maximum - score if item in self.already_keyed else score), ""

    def _labelled(self, item: str, cell: str) -> float | None:
        labels = self.labels.get(item, self.general)
        meaning = self.columns.table.value_labels.get(self.columns.places[item], {}).get(cell, "")
        for name in (cell, meaning):
            if name and _label(name) in labels:
                return labels[_label(name)]
        return number(cell)

    def _tell(self, row: Row, item: str, rule: str, message: str, remedy: str) -> None:
        source, header = self.columns.table.file.id, self.columns.header(item)
        self.told.append((item, finding("error", source, rule, message, remedy, row=row.number, field=header)))


def words_of_several_scores(source_id: str, source: SurveySource) -> list[Finding]:
    """A warning for each word that does not score the same wherever the source declares it."""
    declared: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for place, labels in [
        ("`labels`", source.labels),
        *((f"`item_labels` of {item}", own) for item, own in source.item_labels.items()),
    ]:
        for text, score in labels.items():
            declared[_label(text)]["does not apply" if math.isnan(score) else f"{score:g}"].append(place)
    remedy = "Nothing, if the form scores the items so; else give the word one score, under `labels` alone."
    return [
        finding("warning", source_id, "one word, several scores", f"“{_short(word)}” is {_scored(by_score)}.", remedy)
        for word, by_score in declared.items()
        if len(by_score) > 1
    ]


def _scored(by_score: dict[str, list[str]]) -> str:
    return " and ".join(f"{score} by {', '.join(places)}" for score, places in by_score.items())


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"


def _label(text: str) -> str:
    """What two spellings of an answer have in common: a number is its value."""
    # Microsoft Forms ends the answers of a multiple-choice question with a semicolon
    bare = likeness(text).rstrip("; ")
    value = number(bare)
    return bare if value is None else f"{value:g}"
