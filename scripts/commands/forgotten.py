"""`make forgotten ID=...`: prove a withdrawal, file by file.

- open every file of the results, of the engine's folder and of the configuration, and look for the person: pseudonyms under all
  versions of the key, id, names, own words, rows of theirs in tables and among the rows that results rest on,
- what must stay is named with its reason; the raw files are named with the rows that the team may delete,
- CLEAN=yes deletes earlier results that no step of the last run made and that still hold something.

Exit code 0 only if nothing is left but what is named as kept; 1 if something is; 2 if nothing can be proved before make report.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scripts.commands.messages import end_with_the_reader, fail
from scripts.commands.opened import opened
from scripts.commands.people_sought import ID, MAYBE
from scripts.commands.withdrawn import Withdrawn, find_withdrawn, restricted
from scripts.ground.config import Config, load_config
from scripts.ground.faults import Fault, Faults
from scripts.ground.key import canonical, load_key
from scripts.ground.named import named_study
from scripts.ground.opening import EVERY_KIND
from scripts.ground.raw import find_raw
from scripts.ground.records import RECORDS, read_records

EXIT_LEFT = 1
LEFT, KEPT, AS_RAW, LOOK, CLEAR = "LEFT", "kept", "as raw", "look", "clear"
SHOWN_PLACES = 3
ROWS = "rows of theirs"
# identified tables that must go on knowing the person, each with its reason
MUST_STAY = {
    "ingest/people.csv": "the name stays on the redaction list, or it would surface in other people's transcripts",
    "ingest/names_only.csv": "the name stays on the redaction list, or it would surface in other people's transcripts",
    "ingest/withdrawals.csv": "it is the withdrawal itself",
    "anonymise/review_items.csv": "it shows a reviewer what other people's texts say, and is made anew in each run",
    "anonymise/linkage.csv": "it says that this id has withdrawn",
}
AS_RAW_REASON = "a reading of raw rows; goes when they are deleted from data/raw and make report has run, or with make purge"
WRITTEN_REASON = "written by the team; take the line out if that is demanded"
NUMBERS_REASON = "counts rows that were left out, or says what was wrong with one, by number"
MAYBE_REASON = "somebody else's name or a word, as far as a program can tell; look at the place"
RAW_FILES = "  raw files, to be deleted by the team if that is demanded (the roster's row must stay: it names whom to mask)"
ELSEWHERE = "Copies outside the study folder (backups, published releases) nobody can look into here."
ID_COLUMNS = ("person", "typed")
# tables that speak of rows by number without using them
ABOUT_ROWS = ("_findings.csv", "findings.csv", "standings.csv", "flow_basis.csv", "linkage_basis.csv", "quality_basis.csv")


@dataclass
class Searched:
    """A file, what it still holds, and what that means."""

    file: str
    found: list[tuple[str, str]] = field(default_factory=list)
    status: str = CLEAR
    reason: str = ""


def main() -> int:
    told = _parse()
    study = named_study(told.study)
    try:
        config = load_config(study)
        person = find_withdrawn(told.id, config, load_key(config))
        files = search(person, config)
        if told.clean:
            _clean(files, config)
        raw = in_raw_files(person, config)
    except (Fault, Faults) as fault:
        return fail(fault)
    left = [each for each in files if each.status == LEFT]
    print(json.dumps(_as_json(person, files, raw), indent=1) if told.json else _as_text(person, files, raw))
    return EXIT_LEFT if left else 0


def search(person: Withdrawn, config: Config) -> list[Searched]:
    """Every file of results, engine and configuration, with what it still holds of the person."""
    return [_judged(_searched(path, shown, person), config) for path, shown in _files(config)]


def in_raw_files(person: Withdrawn, config: Config) -> list[tuple[str, str]]:
    """Raw files that hold the person, and where: whole, by physical rows, or by mention."""
    found = []
    for file in find_raw(config, EVERY_KIND):
        shown = file.path.relative_to(config.folder).as_posix()
        rows = sorted(row for source, row in person.rows if source == file.id)
        if file.id in person.files:
            found.append((shown, "the whole file"))
        elif rows:
            found.append((shown, f"row {', '.join(map(str, rows))}"))
        elif what := sorted({each for said in opened(file.path, shown) for each in person.sought.found_in(said.text)} - {MAYBE}):
            found.append((shown, f"mentions the person ({', '.join(what)})"))
    return found


def _files(config: Config) -> Iterator[tuple[Path, str]]:
    """All files to look through, each once, with the path as shown."""
    own = restricted(config)
    seen: set[Path] = set()
    for folder in (config.folder / "results", own, config.folder / ".snakemake", config.folder / "config"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path not in seen:
                seen.add(path)
                is_inside = path.is_relative_to(config.folder)
                yield path, path.relative_to(config.folder if is_inside else own.parent).as_posix()


def _searched(path: Path, shown: str, person: Withdrawn) -> Searched:
    found = {(what, said.place) for said in opened(path, shown) for what in person.sought.found_in(said.text)}
    if path.suffix == ".csv":
        found |= {(what, f"row {number}") for what, number in _rows_of(path, person)}
    return Searched(shown, sorted(found))


def _rows_of(path: Path, person: Withdrawn) -> Iterator[tuple[str, int]]:
    """Rows of a table that are made from raw rows of the person, rest on them, or name nobody but the id, however short it is."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        reader = csv.DictReader(file)
        for number, row in enumerate(reader, start=2):
            rows = _numbers(row.get("source_row") or row.get("rows") or "")
            if any((row.get("source"), each) in person.rows for each in rows):
                yield ROWS, number
            if canonical(person.id) in {canonical(row.get(name) or "") for name in ID_COLUMNS}:
                yield ID, number


def _numbers(ranges: str) -> Iterator[int]:
    """`2-4,7` → 2, 3, 4, 7."""
    for part in ranges.split(","):
        first, _, last = part.strip().partition("-")
        if first.isdigit():
            yield from range(int(first), int(last if last.isdigit() else first) + 1)


def _judged(each: Searched, config: Config) -> Searched:
    """Say what it means that a file holds something."""
    if not each.found:
        return each
    own = restricted(config)
    zone = (own.relative_to(config.folder) if own.is_relative_to(config.folder) else Path(own.name)).as_posix() + "/"
    inside = each.file.removeprefix(zone) if each.file.startswith(zone) else ""
    what = {name for name, _ in each.found}
    if inside in MUST_STAY:
        each.status, each.reason = KEPT, MUST_STAY[inside]
    elif inside.startswith("ingest/") or inside == "anonymise/link_candidates.csv":
        each.status, each.reason = AS_RAW, AS_RAW_REASON
    elif each.file.startswith("config/"):
        each.status, each.reason = KEPT, WRITTEN_REASON
    elif what == {ROWS} and each.file.endswith(ABOUT_ROWS):
        each.status, each.reason = KEPT, NUMBERS_REASON
    elif what == {MAYBE}:
        each.status, each.reason = LOOK, MAYBE_REASON
    else:
        each.status, each.reason = LEFT, _remedy(each.file, config)
    return each


def _remedy(file: str, config: Config) -> str:
    if not _is_current(file, config):
        return "an earlier result that no step of the last run made: delete it, or run this again with CLEAN=yes"
    return "made by the last run although the person withdrew: please report this defect, and do not publish"


def _is_current(file: str, config: Config) -> bool:
    """Whether a step of the last run made this file, or the file tells of one."""
    if file.startswith(RECORDS.as_posix()):
        return True
    made = {Path(each["path"]) for record in read_records(config.folder / RECORDS) for each in record["outputs"].values()}
    return bool(made & {Path(file), *Path(file).parents})


def _clean(files: list[Searched], config: Config) -> None:
    for each in files:
        if each.status == LEFT and not _is_current(each.file, config):
            (config.folder / each.file).unlink()
            each.status, each.reason, each.found = CLEAR, "deleted just now: an earlier result", []


def _as_json(person: Withdrawn, files: list[Searched], raw: list[tuple[str, str]]) -> dict:
    return {
        "id": person.id,
        "pseudonyms": list(person.pseudonyms),
        "forgotten": not any(each.status == LEFT for each in files),
        "files": [
            {"file": each.file, "status": each.status, "reason": each.reason, "found": [list(pair) for pair in each.found]}
            for each in files
        ],
        "raw": [{"file": file, "where": where} for file, where in raw],
    }


def _as_text(person: Withdrawn, files: list[Searched], raw: list[tuple[str, str]]) -> str:
    telling = [each for each in files if each.status != CLEAR or each.reason]
    lines = [f"{person.id} ({', '.join(person.pseudonyms)}): {len(files)} files looked through, {len(telling)} to tell of", ""]
    for each in sorted(telling, key=lambda each: ((LEFT, LOOK, KEPT, AS_RAW, CLEAR).index(each.status), each.file)):
        lines += [f"  {each.status:<7} {each.file}", f"          {each.reason}"]
        places = [f"{what} in {place}" for what, place in each.found]
        lines += [f"          {place}" for place in places[:SHOWN_PLACES]]
        lines += [f"          and {len(places) - SHOWN_PLACES} more: JSON=yes lists all"] * (len(places) > SHOWN_PLACES)
    lines += [
        "",
        "  raw files, to be deleted by the team if that is demanded (the roster's row must stay: it names whom to mask)",
    ]
    lines += [f"          {file}: {where}" for file, where in raw] or ["          none"]
    count = sum(each.status == LEFT for each in files)
    proof = "Nothing is left of this person but what is named above." if not count else f"{count} file(s) still hold something."
    return "\n".join(
        [*lines, "", proof, "Copies outside the study folder (backups, published releases) nobody can look into here."]
    )


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make forgotten", description=__doc__)
    parser.add_argument("id")
    parser.add_argument("study", nargs="?", default=".")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--clean", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    end_with_the_reader()
    sys.exit(main())
