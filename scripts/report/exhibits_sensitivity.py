"""The exhibits of other ways to estimate: all available data, cohorts, lost scores, combinations of the plan's choices."""

from __future__ import annotations

from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.sensitivity import Attrition, CohortChange, Imputed, Levels, Mixed, MultiverseCurve, WorstCases
from scripts.report import tables_missing as tables
from scripts.report.exhibit_files import Exhibits, as_reported, exhibit_files
from scripts.report.markdown import figure
from scripts.report.tables_plan import multiverse_table

MULTIVERSE = "Mean change of each behaviour under every combination of the plan's choices, in order; the planned one is marked"


def exhibits_sensitivity(
    mixed: Rows[Mixed],
    levels: Rows[Levels],
    cohort_change: Rows[CohortChange],
    attrition: Rows[Attrition],
    imputed: Rows[Imputed],
    worst_cases: Rows[WorstCases],
    curves: Rows[MultiverseCurve],
    alt_multiverse: str,
    instrument: Instrument,
    inference: Inference,
    running: Running,
) -> Exhibits:
    """Tables of models and missing scores, and the multiverse as table and figure."""
    names, level = {each.id: each.name for each in instrument.behaviours}, inference.confidence
    drawn = any(row["estimable"] for row in curves)
    return exhibit_files(
        "report.exhibits_sensitivity",
        [
            tables.all_data_table(as_reported(mixed, running), names, level),
            tables.levels_table(levels, cohort_change, names, level),
            tables.attrition_table(as_reported(attrition, running), names, level),
            tables.missing_table(as_reported(imputed, running), names, level),
            tables.worst_table(as_reported(worst_cases, running), names, level),
            multiverse_table(curves, names),
            figure("fig-multiverse", "multiverse", MULTIVERSE, alt_multiverse) if drawn else "",
        ],
    )
