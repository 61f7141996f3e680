"""Decide whether the data are fit to go on: all errors told at once, and a limit on rows set aside.

Fails when more rows are quarantined than `running.quarantine_limit` allows, or, under `running.strict`, while
redactions wait for a decision.
"""

from __future__ import annotations

from typing import Any

from scripts.ground.faults import TooManyErrors
from scripts.ground.models.study import Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import ReviewQueue
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.validate import Flow

SHOWN = 40


def check_inputs(findings: Rows[Findings], flow: Rows[Flow], queue: Rows[ReviewQueue], running: Running) -> dict:
    """Counts that let the run go on; raises TooManyErrors otherwise."""
    errors = [each for each in findings if each["severity"] == "error"]
    quarantined = sum(row["quarantined"] for row in flow if row["unit"] != "codings")
    undecided = sum(not each["decided"] for each in queue)
    lost = [each for each in errors if each["rule"] == "balance"]
    if lost:
        raise TooManyErrors(
            f"Rows were lost on the way.\n{_list(lost)}",
            where="results/pseudonymised/validation/flow.csv",
            remedy="This is a defect of the pipeline; please report it.",
        )
    codings = [row for row in flow if row["unit"] == "codings" and row["read"]]
    if codings and not any(row["used"] for row in codings):
        raise TooManyErrors(
            "Every coding was lost on the way to the texts.",
            where="; ".join(f"{row['source']}: {row['reasons']}" for row in codings),
            remedy="Was the key changed, or is this the coding of another study? docs/bring-your-data.md says how to code.",
        )
    if quarantined > running.quarantine_limit:
        raise TooManyErrors(
            f"{quarantined} rows had to be set aside; the study allows {running.quarantine_limit}.\n{_list(errors)}",
            where="results/pseudonymised/validation/findings.csv lists every finding",
            remedy="Correct the files, or raise running.quarantine_limit in config/study.yaml if the loss is acceptable.",
        )
    if running.strict and undecided:
        raise TooManyErrors(
            f"{undecided} redactions wait for a person's decision, and the study is strict.",
            where="results/pseudonymised/anonymise/queue.csv",
            remedy="Decide them, or set running.strict to false: undecided places stay masked.",
        )
    return {"errors": len(errors), "quarantined": quarantined, "undecided_redactions": undecided}


def _list(errors: list[dict[str, Any]]) -> str:
    lines = [f"  {_place(each)}: {each['message']} → {each['remedy']}" for each in errors[:SHOWN]]
    rest = len(errors) - SHOWN
    return "\n".join(lines + ([f"  ... and {rest} more"] if rest > 0 else []))


def _place(each: dict[str, Any]) -> str:
    row = f", row {each['source_row']}" if each["source_row"] is not None else ""
    return f"{each['source']}{row}{', ' + each['field'] if each['field'] else ''}"
