"""Whether the verdict rules fit the study: a rule that no result could meet would give a false verdict.

- `behaviour_aim` names an aim of the study, wherever an aim is judged by the behaviours
- no rule counts more behaviours than the instrument has, or more aims than the study has
- `needs_one_of` names aims of the study

Only what is written is refused; a default is lowered to what the study has where the verdicts are given (`fitted` in
scripts/integrate/rules.py). A study without an aim that the behaviours decide says "cannot say" overall whatever the rules are;
there nothing is refused.
"""

from __future__ import annotations

from pathlib import Path

from scripts.ground.config_yaml import place_in
from scripts.ground.display import join
from scripts.ground.faults import ConfigFault
from scripts.ground.models.analysis_plan import AnalysisPlan, VerdictRules
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts


def verdict_faults(plan: AnalysisPlan, cohorts: Cohorts, instrument: Instrument, folder: Path) -> list[ConfigFault]:
    """Every rule that cannot be meant, with its line; `folder` is that of the study."""
    rules, aims = plan.verdicts, [aim.id for aim in cohorts.aims]
    by_behaviours = [aim.id for aim in cohorts.aims if aim.evidence == "behaviours"]
    faults: list[ConfigFault] = []
    if by_behaviours:
        faults += _unknown_aim(rules, aims, by_behaviours, folder)
        for key in ("behaviours_up", "behaviours_flat_or_down"):
            faults += _too_many(rules, key, len(instrument.behaviours), "behaviour", folder)
    if by_behaviours or rules.behaviour_aim in aims:
        faults += [*_too_many(rules, "insufficient_aims", len(aims), "aim", folder), *_unknown_needs(rules, aims, folder)]
    return faults


def _unknown_aim(rules: VerdictRules, aims: list[str], by_behaviours: list[str], folder: Path) -> list[ConfigFault]:
    key = "behaviour_aim"
    if rules.behaviour_aim in aims or (key not in rules.model_fields_set and len(by_behaviours) == 1):
        return []
    remedy = f"Name an aim of config/study.yaml ({join(aims)}); the behaviours decide {join(by_behaviours)}."
    what = f"`verdicts.{key}` names no aim of the study: “{rules.behaviour_aim}”."
    return [ConfigFault(what, where=_place(folder, key), remedy=remedy)]


def _too_many(rules: VerdictRules, key: str, most: int, unit: str, folder: Path) -> list[ConfigFault]:
    wanted = getattr(rules, key)
    if wanted <= most or key not in rules.model_fields_set:
        return []
    what = f"`verdicts.{key}` asks for {wanted} {unit}s, and the study has {most}: no result could meet it."
    remedy = f"Write a whole number up to {most}."
    return [ConfigFault(what, where=_place(folder, key), remedy=remedy)]


def _unknown_needs(rules: VerdictRules, aims: list[str], folder: Path) -> list[ConfigFault]:
    key = "needs_one_of"
    unknown = [aim for aim in rules.needs_one_of if aim not in aims]
    if not unknown or key not in rules.model_fields_set:
        return []
    what = f"`verdicts.{key}` names no aim of the study: {join([f'“{each}”' for each in unknown])}."
    remedy = f"Name aims of config/study.yaml ({join(aims)}), or write `needs_one_of: []` if no further aim must be supported."
    return [ConfigFault(what, where=_place(folder, key), remedy=remedy)]


def _place(folder: Path, key: str) -> str:
    return place_in(folder, "analysis_plan.yaml", "verdicts", key)
