"""Answers of a survey: from a number or a label in a cell to a score on the scale.

- A label map may name the text of the cell, the number, or (in an SPSS file) the value label of the code; an item's own map
  goes before that of all items.
- Items that the export has reversed are turned back, so that later keying is right.
"""

from __future__ import annotations

import math
from functools import cache

from scripts.ground.findings import Finding, finding
from scripts.ground.models.instrument import Scale
from scripts.ground.models.sources import SurveySource
from scripts.ingest.cells import fold, likeness, number
from scripts.ingest.columns import Columns
from scripts.ingest.tabular import Row

# Qualtrics can write this for a question that was seen and left out.
SEEN_NOT_ANSWERED = -99
UNKNOWN, OUTSIDE, LEFT_OUT = "unknown label", "out of scale", "left out"


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
        self.findings: list[Finding] = []
        self.left_out = 0
        # a survey has few different answers: each is understood once
        self._score = cache(self._read)

    def answers(self, row: Row, items: list[str]) -> dict[str, float | None]:
        """Scores by item; None where the question was left out or the answer cannot be used."""
        return {item: self._answer(row, item) for item in items}

    def _answer(self, row: Row, item: str) -> float | None:
        score, fault = self._score(item, row.cells[self.columns.places[item]])
        if fault == LEFT_OUT:
            self.left_out += 1
        elif fault == UNKNOWN:
            message = "The answer is neither a number nor one of the declared labels; it counts as missing."
            remedy = "Add the label to `labels` of the source (`.nan`: does not apply), or correct the cell."
            self._tell(row, item, fault, message, remedy)
        elif fault == OUTSIDE:
            message = f"The answer lies outside {self.scale.minimum:g} to {self.scale.maximum:g}; it counts as missing."
            remedy = "Correct the cell, or the scale in config/instrument.yaml, or map recoded values by `labels`."
            self._tell(row, item, fault, message, remedy)
        return score

    def _read(self, item: str, cell: str) -> tuple[float | None, str]:
        """Score of a cell, and what is the matter with it."""
        if not fold(cell):
            return None, ""
        score = self._labelled(item, cell)
        if score is None:
            return None, UNKNOWN
        if math.isnan(score):
            return None, ""
        if score == SEEN_NOT_ANSWERED and self.is_qualtrics:
            return None, LEFT_OUT
        if not self.scale.minimum <= score <= self.scale.maximum:
            return None, OUTSIDE
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
        self.findings.append(finding("error", source, rule, message, remedy, row=row.number, field=header))


def _label(text: str) -> str:
    """What two spellings of an answer have in common: a number is its value."""
    # Microsoft Forms ends the answers of a multiple-choice question with a semicolon
    bare = likeness(text).rstrip("; ")
    value = number(bare)
    return bare if value is None else f"{value:g}"
