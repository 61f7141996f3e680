"""What only several tables together can show: dates, people, projects, modules, repeated texts and files, explanations.

- dates: a later wave recorded before an earlier one, dates after the report or before `quality.earliest_date`
- people: one name twice in an organisation, an e-mail of another organisation, a part that does not fit the source
- projects: no declared direction, a target that is no improvement, completed without follow-up, follow-up without baseline
- modules: feedback or reflections on a module that the attendance list does not know, or that the person did not attend
- repeats: one redacted text under two documents, one raw file under two names
- explanations of a verdict that does not exist
Only rows in use are looked at: what was excluded is nobody's concern. An id that is not in the roster, a row without owner and a
coding of an unknown text are told where they are found, by anonymise.linkage and anonymise.codings.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scripts.ground.findings import Finding, finding
from scripts.ground.models.explanations import Explanations
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import Sources
from scripts.ground.models.study import Cohorts, Quality, ReportDate
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import SafeDocuments, SafeTurns, Standings
from scripts.ground.schemas.ingest import Attendance, Findings, Organisations, People, Projects, Responses, Withdrawals
from scripts.validate import dates, modules, persons, project_log, repeats


class Made(NamedTuple):
    """What the step makes."""

    findings: Rows[Findings]


def cross_table(
    people: Rows[People],
    organisations: Rows[Organisations],
    withdrawals: Rows[Withdrawals],
    responses: Rows[Responses],
    projects: Rows[Projects],
    attendance: Rows[Attendance],
    standings: Rows[Standings],
    documents: Rows[SafeDocuments],
    turns: Rows[SafeTurns],
    records: list[dict],
    day: ReportDate,
    cohorts: Cohorts,
    limits: Quality,
    sources: Sources,
    instrument: Instrument,
    explanations: Explanations,
) -> Made:
    """All findings of all tables; the order is that of the docstring."""
    span = dates.Span(limits.earliest_date, day.report_date)
    used = {_place(row): row["pseudonym"] for row in standings if row["standing"] == "used"}
    in_use, roster, log = ([row for row in rows if _place(row) in used] for rows in (responses, people, projects))
    found = [
        *dates.out_of_span(in_use, "recorded", span, sources),
        *dates.out_of_span(withdrawals, "date", span, sources),
        *dates.out_of_order(in_use, used, cohorts, sources),
        *persons.twice(roster, sources),
        *persons.foreign_addresses(roster, organisations, sources),
        *persons.quotation_unknown(roster, sources),
        *persons.wrong_part(people, standings, documents, cohorts),
        *project_log.project_findings(log, sources),
        *modules.module_findings(in_use, documents, attendance, used, sources),
        *repeats.texts(documents, turns),
        *repeats.files(records),
        *_unknown_explanations(explanations, instrument),
    ]
    return Made(found)


def _unknown_explanations(explanations: Explanations, instrument: Instrument) -> list[Finding]:
    known = {f"verdict.behaviour.{behaviour.id}.joint" for behaviour in instrument.behaviours}
    remedy = "Use an id as the report prints it: verdict.behaviour.<behaviour>.joint."
    return [
        finding(
            "warning", "explanations.yaml", "explanation of nothing",
            f"Explanation {number} names a verdict that does not exist; it explains nothing.", remedy, field="verdict",
        )
        for number, each in enumerate(explanations.explanations, start=1)
        if each.verdict not in known
    ]  # fmt: skip


def _place(row: dict[str, Any]) -> tuple[str, int]:
    return row["source"], row["source_row"]
