"""The exhibits of "How far the results hold" and of the appendix: tables and figure blocks, every number by its evidence id.

- other ways to estimate: all available data, lost scores, combinations of choices, response shift, order only
- individual change, scales beside the behaviours, quality of the instrument, what could have been found
- attendance, cohorts, modules, projects by type
- deviations from the locked plan, the simulation of the methods

An exhibit whose data are missing is left out.
"""

from __future__ import annotations

from typing import NamedTuple

from scripts.ground.evidence import EvidenceBook
from scripts.ground.models.analysis_plan import Inference, Measurement
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts
from scripts.ground.schema import Rows
from scripts.ground.schemas.engagement import DoseRelation, GroupChange, ModuleEngagement, ProjectTypes
from scripts.ground.schemas.evidence import Evidence
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.measurement import (
    AnswerShares,
    Detectable,
    ItemStatistics,
    Ordinal,
    Reliability,
    ReliableChanges,
    ResponseShift,
    ScaleChange,
    WaveSpread,
)
from scripts.ground.schemas.sensitivity import (
    Attrition,
    CohortChange,
    Imputed,
    Levels,
    Mixed,
    MultiverseCurve,
    SimulationSummary,
    WorstCases,
)
from scripts.ground.schemas.validate import PlanDifferences
from scripts.report import tables_engagement, tables_measurement, tables_missing, tables_plan
from scripts.report.markdown import caption_of, exhibit_id, figure

LIKERT = (
    "Answers to the items of each behaviour by wave, reversed items turned; neighbouring answers joined where few people "
    "gave them"
)
MULTIVERSE = "Mean change of each behaviour under every combination of the plan's choices, in order; the planned one is marked"


class Made(NamedTuple):
    """What the step makes."""

    exhibits: dict[str, str]
    evidence: Rows[Evidence]


def checks(
    mixed: Rows[Mixed],
    levels: Rows[Levels],
    cohort_change: Rows[CohortChange],
    attrition: Rows[Attrition],
    imputed: Rows[Imputed],
    worst_cases: Rows[WorstCases],
    curves: Rows[MultiverseCurve],
    response_shift: Rows[ResponseShift],
    ordinal: Rows[Ordinal],
    reliable_change: Rows[ReliableChanges],
    scale_change: Rows[ScaleChange],
    reliability: Rows[Reliability],
    item_statistics: Rows[ItemStatistics],
    wave_spread: Rows[WaveSpread],
    answer_shares: Rows[AnswerShares],
    instrument_findings: Rows[Findings],
    detectable: Rows[Detectable],
    group_change: Rows[GroupChange],
    dose_relation: Rows[DoseRelation],
    modules: Rows[ModuleEngagement],
    types: Rows[ProjectTypes],
    differences: Rows[PlanDifferences],
    simulation: Rows[SimulationSummary],
    alt_likert: str,
    alt_multiverse: str,
    instrument: Instrument,
    cohorts: Cohorts,
    inference: Inference,
    measurement: Measurement,
) -> Made:
    """Markdown files by name (`tbl-missing.md`, ...) and the evidence of the tables."""
    names = {each.id: each.name for each in instrument.behaviours}
    level = inference.confidence
    shown = any(row["estimable"] for row in curves)
    made = [
        tables_missing.all_data_table(mixed, names, level),
        tables_missing.levels_table(levels, cohort_change, names, level),
        tables_missing.attrition_table(attrition, names, level),
        tables_missing.missing_table(imputed, names, level),
        tables_missing.worst_table(worst_cases, names, level),
        tables_plan.multiverse_table(curves, names),
        figure("fig-multiverse", "multiverse", MULTIVERSE, alt_multiverse) if shown else "",
        tables_measurement.shift_table(response_shift, instrument, inference),
        tables_measurement.ordinal_table(ordinal, instrument, inference),
        tables_measurement.item_ordinal_table(ordinal, instrument, inference),
        tables_measurement.reliable_change_table(reliable_change, instrument, inference),
        tables_measurement.scale_table(scale_change, instrument, inference),
        tables_measurement.reliability_table(reliability, instrument, cohorts, inference),
        tables_measurement.item_table(item_statistics, instrument, cohorts),
        tables_measurement.finding_table(instrument_findings),
        tables_measurement.spread_table(wave_spread, instrument, inference),
        tables_measurement.power_table(detectable, instrument, inference, measurement),
        figure("fig-likert", "likert", LIKERT, alt_likert) if answer_shares else "",
        tables_engagement.dose_table(group_change, dose_relation, names),
        tables_engagement.cohort_table(group_change, names),
        tables_engagement.module_table(modules),
        tables_engagement.project_table(types),
        tables_plan.differences_table(differences),
        tables_plan.simulation_table(simulation),
    ]
    exhibits = {exhibit_id(text): text for text in made if text}
    book = EvidenceBook("report.checks")
    for id, text in exhibits.items():
        if id.startswith("tbl-"):
            book.thing(id, "table", shown=caption_of(text))
    return Made({f"{id}.md": text for id, text in exhibits.items()}, book.evidence)
