"""The plan in one normal form: every value that decides about outcomes, by its dotted key, as text.

- analysis_plan.yaml: everything but `version` and `deviations`, which speak about the plan
- instrument.yaml: what scoring uses: ends of the scale, share answered, items with behaviour, scale and keying; no wording
- study.yaml: the waves in order and what decides each aim

Two plans are alike when their values are; layout, comments, order of keys and 4 or 4.0 make no difference.
"""

from __future__ import annotations

from typing import Any

from scripts.ground.hashing import json_digest
from scripts.ground.models.analysis_plan import AnalysisPlan
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts
from scripts.ground.tables import number_text

ABOUT_THE_PLAN = {"version", "deviations"}
BETWEEN = ", "


def planned_values(plan: AnalysisPlan, instrument: Instrument, cohorts: Cohorts) -> dict[str, str]:
    """Key → value as text, sorted by key."""
    values = _flat("analysis_plan", plan.model_dump(mode="json", exclude=ABOUT_THE_PLAN))
    values |= _flat("instrument", _scoring(instrument))
    values["study.waves"] = BETWEEN.join(wave.id for wave in cohorts.waves)
    values |= {f"study.aims.{aim.id}.evidence": aim.evidence for aim in cohorts.aims}
    return dict(sorted(values.items()))


def default_values() -> dict[str, str]:
    """What a plan that says nothing says: the values of every optional key of analysis_plan.yaml."""
    silent = AnalysisPlan(version="", estimand="").model_dump(mode="json", exclude=ABOUT_THE_PLAN | {"estimand"})
    return _flat("analysis_plan", silent)


def values_digest(values: dict[str, str]) -> str:
    """SHA-256 of planned values."""
    return json_digest(values)


def _scoring(instrument: Instrument) -> dict[str, Any]:
    return {
        "scale": {"minimum": instrument.scale.minimum, "maximum": instrument.scale.maximum},
        "answered_share": instrument.answered_share,
        "behaviours": [behaviour.id for behaviour in instrument.behaviours],
        "items": {item.id: {"belongs_to": item.behaviour or item.scale, "keyed": item.keyed} for item in instrument.items},
        "other_scales": {
            scale.id: {"kind": scale.kind, "favourable_from": scale.favourable_from} for scale in instrument.other_scales
        },
    }


def _flat(path: str, value: Any) -> dict[str, str]:
    if isinstance(value, dict):
        return {key: text for name, inner in value.items() for key, text in _flat(f"{path}.{name}", inner).items()}
    return {path: _text(value)}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return BETWEEN.join(_text(each) for each in value)
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    if isinstance(value, int | float):
        return number_text(value)
    return " ".join(str(value).split())
