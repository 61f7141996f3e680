"""`make trace ID=...`: the chain behind one reported thing, down to raw file and rows.

- first what the public may see: the value, the steps, the sources by count and keyed digest
- then, for the team, the physical rows of each raw file, and of what rests on coded texts every passage with document, span,
  coder and codebook version; `FORM=release` leaves this out
"""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Any

from scripts.commands.coded_passages import coded_passages
from scripts.commands.kept_files import PublicEvidence, TeamEvidence, read_kept, read_record_files
from scripts.commands.messages import end_with_the_reader, fail
from scripts.commands.purged import in_words, purged
from scripts.ground.config import Config, load_config, refuse_no_study
from scripts.ground.evidence import in_ranges
from scripts.ground.faults import EvidenceFault, Fault, Faults, MissingInput, StudyFault
from scripts.ground.findings import LINES_AND_ROWS
from scripts.ground.headers import item_header
from scripts.ground.lineage import Lineages
from scripts.ground.models.sources import SurveySource
from scripts.ground.named import named_study
from scripts.ground.opening import EVERY_KIND
from scripts.ground.raw import RAW, find_raw
from scripts.ground.records import RECORDS
from scripts.ground.schemas.ingest import Findings
from scripts.ground.tables import read_rows

TEAM = Path("results/pseudonymised/evidence.json")
# what the report was rendered from, also while the leak gate holds it back
RELEASED = Path("results/pseudonymised/candidate/evidence.json")
EXHIBITS = Path("results/pseudonymised/exhibits")
FINDINGS = Path("results/pseudonymised/validation/findings.csv")
PAGE = "results/pseudonymised/validation/report.html"
FORMS = ("", "release")
EXAMPLES = ("value", "verdict", "quote")
CHANGE = ".change.mean"
MOST_IDS = 4


def main() -> int:
    id, study, form = sys.argv[1], named_study(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else ""
    try:
        print("\n".join(trace(id, study, form)))
    except (Fault, Faults) as fault:
        return fail(fault)
    return 0


def trace(id: str, study: Path, form: str = "") -> list[str]:
    """Lines that lead from the printed thing through every step to its sources, and for the team to the raw rows.

    With the form `release` only what the public may see: word for word the panel of the web page.
    Raises MissingInput before the first run, EvidenceFault for an unknown id, UnreadableFile for a damaged file.
    """
    if form not in FORMS:
        raise StudyFault(f"'{form}' is no form of a trace.", where="FORM=", remedy="Write FORM=release, or leave it out.")
    missing = [file for file in (TEAM, RELEASED) if not (study / file).exists()]
    if missing:
        refuse_no_study(study)
        raise MissingInput("This study has not been run yet.", where="results of the study", remedy="Run: make report")
    entries = {each["id"]: each for each in read_kept(TEAM, TeamEvidence, study)["evidence"]}
    if not id:
        raise EvidenceFault(
            "No id was given.",
            where="make trace ID=...",
            remedy=f"Type: make trace ID={', or ID='.join(_examples(entries))}. A click on a number of report.html shows its id; "
            "evidence.json lists all.",
        )
    if id not in entries:
        raise EvidenceFault(
            "There is no evidence of this id.",
            where=id,
            remedy=f"Did you mean: {', '.join(_near(id, entries))}? evidence.json lists all ids.",
        )
    records = {each["step"]: each for each in read_record_files(RECORDS, study)}
    told = _released_lines(id, study, records)
    if form == "release":
        return told
    return [*told, "", *_raw(entries[id], records, study), *coded_passages(entries[id], load_config(study))]


def _near(id: str, entries: dict[str, dict[str, Any]]) -> list[str]:
    """Ids that go on where this one ends, the plainest first; else those that look like it; else examples."""
    longer = [each for each in entries if each.casefold().startswith(id.casefold())]
    plain = sorted(longer, key=lambda each: _plainness(entries[each]))
    return plain[:MOST_IDS] or difflib.get_close_matches(id, entries, n=MOST_IDS) or _examples(entries)


def _examples(entries: dict[str, dict[str, Any]]) -> list[str]:
    """A value, a verdict and a quote, as far as this study has them."""
    kinds = ({kind: [each for each in entries.values() if each["kind"] == kind] for kind in EXAMPLES}).values()
    return [min(several, key=_plainness)["id"] for several in kinds if several]


def _plainness(entry: dict[str, Any]) -> tuple[bool, bool, int, str]:
    """The change itself first, then what has an interval and rows, then what has few parts in its id."""
    told = entry["low"] is not None and bool(entry["rows"])
    return not entry["id"].endswith(CHANGE), not told, entry["id"].count("."), entry["id"]


def _released_lines(id: str, study: Path, records: dict[str, dict[str, Any]]) -> list[str]:
    try:
        return Lineages(read_kept(RELEASED, PublicEvidence, study), records.values(), _exhibits(study)).lines(id)
    except KeyError as lost:
        raise MissingInput(
            f"The record of {lost.args[0]} is gone.", where="results of the study", remedy="Run: make report"
        ) from None


def _exhibits(study: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((study / EXHIBITS).glob("*/tbl-*.md"))}


def _raw(entry: dict[str, Any], records: dict[str, dict[str, Any]], study: Path) -> list[str]:
    if not entry["rows"]:
        return ["for the team: it rests on no raw rows of its own; the steps above made it"]
    config = load_config(study)
    removed = purged(config)
    # after a purge of the raw files only their numbers are left
    names = {} if removed and removed.get(RAW.as_posix()) else _file_names(config)
    digests = {file: sha256 for record in records.values() for file, sha256 in record["raw"].items()}
    lines = ["for the team: raw rows"]
    for each in entry["rows"]:
        lines.append(f"  {each['source']:<22}{names.get(each['source'], '(file purged)' if removed else '(file not here)')}")
        lines.append(f"  {'':<22}rows {each['rows']} ({each['used']} used), sha256 {digests.get(each['source'], 'unknown')[:16]}")
        columns = _columns(entry["id"], each["source"], config)
        lines += [f"  {'':<22}{told}" for told in [*dict.fromkeys(columns.values()), *_remarks(each, columns, study)]]
    return lines if removed is None else [*lines, "", in_words(removed)]


def _columns(id: str, source: str, config: Config) -> dict[str, str]:
    """The columns of a survey that a behaviour, a scale, a rating or an item is measured by: header → how it is told.

    A column that nothing declares is found by the item's wording or id, so its header is one of these.
    """
    level, _, rest = id.partition(".")
    name = rest.partition(".")[0]
    measures = {"behaviour": "behaviour", "scale": "scale", "rating": "scale", "item": "id"}
    declared = config.sources.sources[source.split(":")[0]]
    if level not in measures or not isinstance(declared, SurveySource):
        return {}
    found: dict[str, str] = {}
    for item in config.roots["instrument"].items:
        if getattr(item, measures[level]) == name and (not declared.items or item.id in declared.items):
            told = (
                item_header(config.sources, source, item.id) if item.id in declared.items else f"found as {item.id}: {item.text}"
            )
            found |= dict.fromkeys((told,) if item.id in declared.items else (item.id, item.text), f"column {told}")
    return {" ".join(header.split()): told for header, told in found.items()}


def _remarks(rows: dict[str, Any], columns: dict[str, str], study: Path) -> list[str]:
    """How a spreadsheet counts the rows of this file, and what of these cells is not used."""
    path = study / FINDINGS
    found = [each for each in read_rows(path, Findings) if each["source"] == rows["source"]] if path.is_file() else []
    used = in_ranges(rows["rows"])
    lost = sum(each["severity"] == "error" and each["source_row"] in used and each["field"] in columns for each in found)
    told = [each["message"] for each in found if each["rule"] == LINES_AND_ROWS]
    return told + ([f"{lost} of these cells count{'s' * (lost == 1)} as missing: {PAGE}"] if lost else [])


def _file_names(config: Config) -> dict[str, str]:
    return {file.id: file.path.relative_to(config.folder).as_posix() for file in find_raw(config, EVERY_KIND)}


if __name__ == "__main__":
    end_with_the_reader()
    sys.exit(main())
