"""The exhibits of the instrument and of change person by person: questions, reliability, spread, what could have been found."""

from __future__ import annotations

from scripts.ground.models.analysis_plan import Inference, Measurement
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.study import Cohorts, Running
from scripts.ground.schema import Rows
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
from scripts.report import tables_measurement as tables
from scripts.report.exhibit_files import Exhibits, as_reported, exhibit_files
from scripts.report.markdown import figure

LIKERT = (
    "Answers to the items of each behaviour by wave, reversed items turned; neighbouring answers joined where few people "
    "gave them"
)


def exhibits_measurement(
    reliability: Rows[Reliability],
    item_statistics: Rows[ItemStatistics],
    answer_shares: Rows[AnswerShares],
    wave_spread: Rows[WaveSpread],
    response_shift: Rows[ResponseShift],
    instrument_findings: Rows[Findings],
    ordinal: Rows[Ordinal],
    reliable_change: Rows[ReliableChanges],
    scale_change: Rows[ScaleChange],
    detectable: Rows[Detectable],
    alt_likert: str,
    instrument: Instrument,
    cohorts: Cohorts,
    inference: Inference,
    measurement: Measurement,
    running: Running,
) -> Exhibits:
    """Tables of the instrument and of individual change, and the answers by wave as a figure."""
    return exhibit_files(
        "report.exhibits_measurement",
        [
            tables.question_table(instrument),
            tables.reliability_table(reliability, instrument, cohorts, inference),
            tables.item_table(item_statistics, instrument, cohorts),
            figure("fig-likert", "likert", LIKERT, alt_likert) if answer_shares else "",
            tables.spread_table(as_reported(wave_spread, running), instrument, inference),
            tables.shift_table(response_shift, instrument, inference),
            tables.finding_table(instrument_findings),
            tables.ordinal_table(as_reported(ordinal, running), instrument, inference),
            tables.item_ordinal_table(as_reported(ordinal, running), instrument, inference),
            tables.reliable_change_table(as_reported(reliable_change, running), instrument, inference),
            tables.scale_table(as_reported(scale_change, running), instrument, inference),
            tables.power_table(as_reported(detectable, running), instrument, inference, measurement),
        ],
    )
