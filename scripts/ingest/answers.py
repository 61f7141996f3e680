"""Answers of a survey: from a number or a label in a cell to a score on the scale."""

from __future__ import annotations

import math

from scripts.ground.findings import Finding, finding
from scripts.ground.models.instrument import Scale
from scripts.ground.models.sources import SurveySource
from scripts.ingest.cells import likeness, number
from scripts.ingest.columns import Columns
from scripts.ingest.tabular import Row

# Qualtrics can write this for a question that was seen and left out.
SEEN_NOT_ANSWERED = -99


class Answering:
    """Reads the answers of one survey file; labels may map to .nan for “does not apply”."""

    def __init__(self, columns: Columns, scale: Scale) -> None:
        self.columns, self.scale = columns, scale
        source: SurveySource = columns.table.file.source
        self.labels = {_label(text): score for text, score in source.labels.items()}
        self.is_qualtrics = source.format == "qualtrics-csv"
        self.findings: list[Finding] = []
        self.left_out = 0

    def answers(self, row: Row, items: list[str]) -> dict[str, float | None]:
        """Scores by item; None where the question was left out or the answer cannot be used."""
        return {item: self._answer(row, item) for item in items}

    def _answer(self, row: Row, item: str) -> float | None:
        text = self.columns.text(row, item)
        if not text:
            return None
        score = self.labels.get(_label(text), number(text))
        if score is None:
            message = "The answer is neither a number nor one of the declared labels; it counts as missing."
            remedy = "Add the label to `labels` of the source (`.nan`: does not apply), or correct the cell."
            self._tell(row, item, "unknown label", message, remedy)
            return None
        if math.isnan(score):
            return None
        if score == SEEN_NOT_ANSWERED and self.is_qualtrics:
            self.left_out += 1
            return None
        if not self.scale.minimum <= score <= self.scale.maximum:
            message = f"The answer lies outside {self.scale.minimum:g} to {self.scale.maximum:g}; it counts as missing."
            remedy = "Correct the cell, or the scale in config/instrument.yaml, or map recoded values by `labels`."
            self._tell(row, item, "out of scale", message, remedy)
            return None
        return score

    def _tell(self, row: Row, item: str, rule: str, message: str, remedy: str) -> None:
        source, header = self.columns.table.file.id, self.columns.header(item)
        self.findings.append(finding("error", source, rule, message, remedy, row=row.number, field=header))


def _label(text: str) -> str:
    # Microsoft Forms ends the answers of a multiple-choice question with a semicolon
    return likeness(text).rstrip("; ")
