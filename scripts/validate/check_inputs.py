"""Decide whether the data are fit to go on: all errors told at once, and a limit on rows set aside.

Fails when a raw table has columns that nothing declares (unless `running.undeclared_columns` says note), when more rows are
quarantined than `running.quarantine_limit` allows, or, under `running.strict`, while
redactions wait for a decision.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from scripts.ground.evidence import as_ranges
from scripts.ground.faults import Fault, TooManyErrors, raise_all
from scripts.ground.models.study import Running
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import ReviewQueue
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.validate import Flow

# lines, and ranges of rows in a line, that a terminal can take; the page has all
SHOWN, SHOWN_RANGES = 40, 20
# what follows from a fault in the roster: an id that was set aside there is in no roster
KNOCK_ON = "not_in_roster"
# the rule of ingestion's findings about such columns
UNDECLARED = "unused columns"
PAGE = "results/pseudonymised/validation/report.html"

Row = dict[str, Any]


def check_inputs(findings: Rows[Findings], flow: Rows[Flow], queue: Rows[ReviewQueue], running: Running) -> dict:
    """Counts that let the run go on; raises TooManyErrors for each reason against it, all at once."""
    raise_all(reasons_to_stop(findings, flow, queue, running))
    return {
        "errors": len(_errors(findings)),
        "quarantined": quarantined_rows(flow),
        "undecided_redactions": _undecided(queue),
    }


def reasons_to_stop(findings: list[Row], flow: list[Row], queue: list[Row], running: Running) -> list[Fault]:
    """Why the run must not go on; the page says the same before the run stops."""
    errors, quarantined, undecided = _errors(findings), quarantined_rows(flow), _undecided(queue)
    reasons: list[Fault] = []
    lost = [each for each in errors if each["rule"] == "balance"]
    if lost:
        reasons.append(
            TooManyErrors(
                f"Rows were lost on the way.\n{_list(lost)}",
                where="results/pseudonymised/validation/flow.csv",
                remedy="This is a defect of the pipeline; please report it.",
            )
        )
    codings = [row for row in flow if row["unit"] == "codings" and row["read"]]
    if codings and not any(row["used"] for row in codings):
        reasons.append(_no_coding_placed(codings))
    undeclared = [each for each in findings if each["rule"] == UNDECLARED]
    if undeclared and running.undeclared_columns == "stop":
        reasons.append(
            TooManyErrors(
                f"Columns that nothing declares: nobody has said whether they identify people.\n{_list(undeclared)}",
                where="config/sources.yaml",
                remedy="Declare them as told above; `running.undeclared_columns: note` in config/study.yaml lets them pass.",
            )
        )
    if quarantined > running.quarantine_limit:
        reasons.append(
            TooManyErrors(
                f"{quarantined} rows had to be set aside; the study allows {running.quarantine_limit}.\n"
                f"{_list(errors, roster_sources(flow))}",
                where=f"{PAGE} shows every finding, findings.csv beside it lists them",
                remedy="Correct the files, or raise running.quarantine_limit in config/study.yaml if the loss is acceptable.",
            )
        )
    if running.strict and undecided:
        reasons.append(
            TooManyErrors(
                f"Cases in texts that wait for a person's decision: {undecided}; the study is strict.",
                where="results/pseudonymised/anonymise/queue.csv",
                remedy="Decide them with: make review, or set running.strict to false: undecided places stay masked.",
            )
        )
    return reasons


def quarantined_rows(flow: list[Row]) -> int:
    """Rows set aside because of an error; codings have a balance of their own."""
    return sum(row["quarantined"] for row in flow if row["unit"] != "codings")


def _errors(findings: list[Row]) -> list[Row]:
    return [each for each in findings if each["severity"] == "error"]


def _undecided(queue: list[Row]) -> int:
    return len({each["item"] for each in queue if not each["decided"]})


def _no_coding_placed(codings: list[Row]) -> Fault:
    return TooManyErrors(
        "Every coding was lost on the way to the texts.",
        where="; ".join(f"{row['source']}: {row['reasons']}" for row in codings),
        remedy="Was the key changed, or is this the coding of another study? docs/bring-your-data.md says how to code.",
    )


def roster_sources(flow: list[Row]) -> set[str]:
    """The source that lists people; a fault there has others in its wake."""
    return {row["source"] for row in flow if row["unit"] == "people"}


def alike(findings: list[Row]) -> dict[tuple[str, ...], list[Row]]:
    """Findings that differ in their row only."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for each in findings:
        groups[tuple(each[name] or "" for name in ("source", "rule", "field", "message", "remedy"))].append(each)
    return groups


def _list(errors: list[Row], rosters: set[str] | None = None) -> str:
    """A line for all that is alike: what concerns the roster first, what follows from it last."""
    groups = sorted(
        alike(errors).values(),
        key=lambda group: (group[0]["source"].split(":")[0] not in (rosters or set()), group[0]["rule"] == KNOCK_ON),
    )
    lines = [f"  {_place(group)}: {group[0]['message']} → {group[0]['remedy']}" for group in groups[:SHOWN]]
    rest = sum(len(group) for group in groups[SHOWN:])
    return "\n".join(lines + ([f"  ... and {rest} more"] if rest > 0 else []))


def _place(group: list[Row]) -> str:
    field = f", {group[0]['field']}" if group[0]["field"] else ""
    return f"{group[0]['source']}{_rows(group)}{field}"


def _rows(group: list[Row]) -> str:
    """The rows of a group as ranges."""
    numbers = {each["source_row"] for each in group if each["source_row"] is not None}
    if not numbers:
        return ""
    ranges = as_ranges(numbers).split(",")
    rest = len(ranges) - SHOWN_RANGES
    more = f" and {rest} more" if rest > 0 else ""
    return f", row{'s' if len(numbers) > 1 else ''} {', '.join(ranges[:SHOWN_RANGES])}{more}"
