"""Whether labels score on the scale: an answer off the scale counts as missing, so a slip here would lose every such answer.

All items, those of feedback and knowledge too, have the one scale of the instrument. Besides it `.nan` says that an answer does
not apply, and the number that Qualtrics writes for a question seen and left out may stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from scripts.ground.config_yaml import place_in
from scripts.ground.display import join
from scripts.ground.faults import ConfigFault
from scripts.ground.models.instrument import Scale
from scripts.ground.models.sources import SEEN_NOT_ANSWERED, Sources, SurveySource

Keys = tuple[str, ...]


def score_faults(sources: Sources, scale: Scale, folder: Path) -> list[ConfigFault]:
    """One fault for each map of labels that leaves the scale, with the line of the first such label."""
    return [
        ConfigFault(
            f"`{'.'.join(keys)}` of source {source} scores {_scored(off)}, outside the scale {_span(scale)}.",
            where=place_in(folder, "sources.yaml", "sources", source, *keys, next(iter(off))),
            remedy="Correct the score, or `scale` in config/instrument.yaml; write .nan for an answer that does not apply.",
        )
        for source, each in sources.of_kind("survey", "feedback").items()
        for keys, labels in _maps(each)
        if (off := {text: score for text, score in labels.items() if not _may_stand(score, scale, each)})
    ]


def _maps(source: SurveySource) -> Iterator[tuple[Keys, dict[str, float]]]:
    yield ("labels",), source.labels
    for item, labels in source.item_labels.items():
        yield ("item_labels", item), labels


def _may_stand(score: float, scale: Scale, source: SurveySource) -> bool:
    left_out = source.format == "qualtrics-csv" and score == SEEN_NOT_ANSWERED
    return math.isnan(score) or left_out or scale.minimum <= score <= scale.maximum


def _scored(labels: dict[str, float]) -> str:
    return join([f"“{text}” as {score:g}" for text, score in labels.items()])


def _span(scale: Scale) -> str:
    return f"{scale.minimum:g} to {scale.maximum:g}"
