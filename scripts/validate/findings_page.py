"""The data check as a page for the team: what came in, what is wrong with it, what to do.

- the decision to go on or to stop, in the words in which the run itself will say it
- the flow of every source, the findings by severity, source and rule with all their rows, completeness by wave, signs of
  careless answering, lost codings, the reading reports
- made before the decision is carried out, so that it stands when the run stops
The page tells counts, columns and rows, never an answer, a name or a text. It stays with the team: small counts stand in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from scripts.ground.display import join, percent
from scripts.ground.evidence import as_ranges
from scripts.ground.faults import Fault
from scripts.ground.models.study import Fictional, Running, Title
from scripts.ground.schema import Rows
from scripts.ground.schemas.anonymise import CodingLosses, ReviewQueue
from scripts.ground.schemas.ingest import Findings
from scripts.ground.schemas.validate import Completeness, Flow, ResponseQuality, SafeReadings, WavePatterns
from scripts.validate.check_inputs import alike, quarantined_rows, reasons_to_stop, roster_sources
from scripts.validate.markup import bullets, element, heading, page, paragraph, severity, table, text
from scripts.validate.page_style import STYLE

SEVERITIES = {"error": "Errors", "warning": "Warnings", "note": "Notes"}
MEANT = {
    "error": "An error sets the row aside, or leaves the cell missing.",
    "warning": "A warning changes nothing; a person should look.",
    "note": "A note says what was done.",
}
SECTIONS = {
    "next": "What to do next",
    "flow": "What came in and what became of it",
    "findings": "Findings",
    "completeness": "Completeness by wave",
    "quality": "Signs of careless answering",
    "codings": "Codings that were lost",
    "readings": "How the files were read",
}
# a list of single rows grows long; findings.csv has them all
SHOWN_RANGES = 60

Row = dict[str, Any]


def findings_page(
    findings: Rows[Findings],
    flow: Rows[Flow],
    safe_readings: Rows[SafeReadings],
    completeness: Rows[Completeness],
    wave_patterns: Rows[WavePatterns],
    response_quality: Rows[ResponseQuality],
    losses: Rows[CodingLosses],
    queue: Rows[ReviewQueue],
    title: Title,
    mark: Fictional,
    running: Running,
) -> str:
    """The page, whole."""
    reasons = reasons_to_stop(findings, flow, queue, running)
    bodies = {
        "next": bullets(_next(findings, flow, queue), ordered=True),
        "flow": _flow(flow),
        "findings": _findings(findings, roster_sources(flow)),
        "completeness": _completeness(completeness, wave_patterns),
        "quality": _quality(response_quality),
        "codings": _codings(losses),
        "readings": _readings(safe_readings),
    }
    sections = [element("section", heading(2, title, id), bodies[id], aria_labelledby=id) for id, title in SECTIONS.items()]
    main = element("main", _decision(reasons, findings, flow, running), _outline(), *sections)
    return page(f"Data check: {title.title}", STYLE, _header(title.title, mark) + "\n" + main)


def _header(title: str, mark: Fictional) -> str:
    notice = element("p", "Fictional demonstration", class_="notice") if mark.fictional else ""
    told = "For the team only: small counts stand here. No name, answer or text does."
    return element("header", notice, heading(1, "Data check"), paragraph(title), paragraph(told))


def _decision(reasons: list[Fault], findings: list[Row], flow: list[Row], running: Running) -> str:
    counts = Counter(each["severity"] for each in findings)
    told = join([_counted(counts[word], word) for word in SEVERITIES])
    aside = _counted(quarantined_rows(flow), "row")
    limit = f"{aside} set aside; the study allows {running.quarantine_limit}."
    if not reasons:
        return element("div", paragraph("The evaluation goes on."), paragraph(f"{told}. {limit}"), class_="decision")
    # the first line of a fault says what is wrong; the lines below it repeat the findings
    why = [f"{reason.what.splitlines()[0]} {reason.remedy}" for reason in reasons]
    return element(
        "div", paragraph("The evaluation stops here."), bullets(why), paragraph(f"{told}. {limit}"), class_="decision stops"
    )


def _outline() -> str:
    links = [element("li", element("a", text(title), href=f"#{id}")) for id, title in SECTIONS.items()]
    return element("nav", element("ul", *links), aria_label="Contents")


def _next(findings: list[Row], flow: list[Row], queue: list[Row]) -> list[str]:
    counts = Counter(each["severity"] for each in findings)
    undecided = len({each["item"] for each in queue if not each["decided"]})
    empty = [row["source"] for row in flow if not row["files"]]
    steps = []
    if counts["error"]:
        steps.append("Go through the errors: correct each in the system the file came from, export again, and check again.")
    if counts["warning"]:
        steps.append("Look at the warnings. Correct what is wrong; leave what is right: a warning sets nothing aside.")
    if undecided:
        steps.append(f"Doubtful cases in texts wait for a decision: {undecided}. Decide with make review; masks stay meanwhile.")
    if empty:
        steps.append(f"Add the files of {join(empty)} when they come.")
    return steps or ["Nothing: make the report."]


def _flow(flow: list[Row]) -> str:
    counts = ("files", "read", "used", "quarantined", "excluded")
    head = ["Source", "Unit", "Files", "Read", "Used", "Quarantined", "Excluded", "Reasons"]
    rows = [[row["source"], row["unit"], *(f"{row[each]:,}" for each in counts), row["reasons"] or "–"] for row in flow]
    told = "Quarantined: set aside because of an error. Excluded: left out by rule."
    return paragraph(told) + table("Every source: read = used + quarantined + excluded", head, rows, numbers=range(2, 7))


def _findings(findings: list[Row], rosters: set[str]) -> str:
    told = (
        "Rows are lines of a CSV or text file as an editor counts them, rows of a workbook, cases of an SPSS file. Where a "
        "spreadsheet counts a CSV file otherwise, a note of the rule `lines and rows` says by how much. One line gathers what "
        "was found alike."
    )
    parts = [paragraph(told)]
    for word, title in SEVERITIES.items():
        groups = _in_order([each for each in findings if each["severity"] == word], rosters)
        parts.append(heading(3, f"{title} ({sum(len(rows) for rows in groups.values())})"))
        parts.append(paragraph(MEANT[word] if groups else "None."))
        if groups:
            parts.append(_findings_table(word, title, groups))
    return "".join(parts)


def _in_order(findings: list[Row], rosters: set[str]) -> dict[tuple[str, ...], list[Row]]:
    """Findings that differ in their row only, those of the roster first, then in the order of sources and rules."""
    groups = alike(findings).items()
    return dict(
        sorted(groups, key=lambda each: (each[0][0].split(":")[0] not in rosters, *each[0][:2], _first(each[1]), each[0]))
    )


def _first(findings: list[Row]) -> int:
    return min(each["source_row"] or 0 for each in findings)


def _findings_table(word: str, title: str, groups: dict[tuple[str, ...], list[Row]]) -> str:
    head = ["Source", "Severity", "Row", "Column", "Rule", "What was found", "What to do"]
    rows = [
        [source, severity(word), _rows(rows), field or "–", rule.replace("_", " "), message, remedy]
        for (source, rule, field, message, remedy), rows in groups.items()
    ]
    return element("div", table(f"{title}, by source and rule", head, rows), class_="findings")


def _rows(findings: list[Row]) -> str:
    """Rows as ranges; the whole file is meant where there are none."""
    numbers = {each["source_row"] for each in findings if each["source_row"] is not None}
    ranges = as_ranges(numbers).split(",") if numbers else ["whole file"]
    rest = len(ranges) - SHOWN_RANGES
    shown = [each.replace("-", "–") for each in ranges[:SHOWN_RANGES]]
    return ", ".join(shown) + (f" and {rest} more in findings.csv" if rest > 0 else "")


def _completeness(rows: list[Row], patterns: list[Row]) -> str:
    head = ["Name", "Wave", "Expected", "Answered", "Missing", "Share"]
    captions = {
        "wave": "Active participants and responses",
        "behaviour": "People with enough items for a score",
        "item": "Items that somebody left out",
    }
    parts = [paragraph("Expected are the active participants of the roster.")]
    for level, caption in captions.items():
        told = [row for row in rows if row["level"] == level and (level != "item" or row["missing"])]
        # of items those left out by people who did respond are of interest, worst first
        told = _left_out(told, rows) if level == "item" else told
        if told:
            parts.append(table(caption, head, [_complete_row(row) for row in told], numbers=range(2, 6)))
    counts = [[row["pattern"], f"{row['people']:,}"] for row in patterns]
    return "".join(parts) + table("Waves answered", ["Waves", "People"], counts, numbers=(1,))


def _left_out(items: list[Row], rows: list[Row]) -> list[Row]:
    responded = {row["wave"]: row["answered"] for row in rows if row["level"] == "wave"}
    left = [row for row in items if row["answered"] < responded[row["wave"]]]
    return sorted(left, key=lambda row: (row["wave"], row["answered"] - responded[row["wave"]], row["name"]))


def _complete_row(row: Row) -> list[object]:
    counts = (f"{row[each]:,}" for each in ("expected", "answered", "missing"))
    return [row["name"], row["wave"], *counts, percent(row["share"])]


def _quality(responses: list[Row]) -> str:
    told = (
        "Signs are reasons to look, not to exclude; nobody is left out because of one. Whoever wants to leave responses out "
        "writes the rule into the analysis plan before the outcome is known."
    )
    by_wave: dict[str, list[Row]] = defaultdict(list)
    for row in responses:
        by_wave[row["wave"]].append(row)
    signs = sorted({sign for row in responses for sign in _signs(row)})
    rows = []
    for wave, those in sorted(by_wave.items()):
        counts = Counter(sign for row in those for sign in _signs(row))
        touched = sum(bool(row["signs"]) for row in those)
        rows.append([wave, f"{len(those):,}", f"{touched:,}", percent(touched / len(those)), *(counts[sign] for sign in signs)])
    head = ["Wave", "Responses", "With a sign", "Share", *signs]
    return paragraph(told) + table("Self-assessments with a sign", head, rows, numbers=range(1, len(head)))


def _signs(row: Row) -> list[str]:
    return row["signs"].split("|") if row["signs"] else []


def _codings(losses: list[Row]) -> str:
    if not losses:
        return paragraph("None.")
    alike: dict[tuple[str, str], set[int]] = defaultdict(set)
    for each in losses:
        alike[each["source"], each["reason"]].add(each["source_row"])
    rows = [
        [source, reason, f"{len(numbers):,}", _rows([{"source_row": number} for number in numbers])]
        for (source, reason), numbers in sorted(alike.items())
    ]
    return table("Lost codings by reason", ["Source", "Reason", "Codings", "Numbers in the project"], rows, numbers=(2,))


def _readings(readings: list[Row]) -> str:
    told = (
        "Columns that nothing uses are counted only, for a header may be a person's data; the reading reports in the "
        "restricted zone name them. Unreadable answers, neither on the scale nor a declared label, count as missing. "
        "Lost is what a text cannot hold, for instance a selection in a picture."
    )
    head = ["File", "Format", "Rows read", "Kept", "Set aside", "Unused columns", "Unreadable answers", "Lost"]
    counts = ("rows_read", "rows_kept", "rows_set_aside", "unused_columns", "unreadable")
    rows = [[row["source"], row["format"], *(f"{row[each]:,}" for each in counts), row["lost"] or "–"] for row in readings]
    return paragraph(told) + table("Every raw file", head, rows, numbers=range(2, 7))


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
