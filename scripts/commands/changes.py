"""`make changes`: what moved since the last run that changed anything, and why: causes, verdicts, main results, flow, the rest.

- a run keeps its evidence and what it was made from; an unchanged rerun keeps the older evidence to compare with
- a change lies between the last run that still gave the older evidence and the first that gave the newer one
- with an id: that thing alone, and the causes in its own chain
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.commands.causes import because, is_remade
from scripts.commands.kept_files import Evidence, read_kept
from scripts.commands.made_from import gather, kept_made_from, read_made_from, write_made_from
from scripts.commands.messages import end_with_the_reader, fail
from scripts.ground.config import Config, refuse_no_study
from scripts.ground.faults import EvidenceFault, Fault, Faults, MissingInput, UnreadableFile
from scripts.ground.named import command_for, named_study

SAFE = Path("results/pseudonymised")
CURRENT = Path("candidate/evidence.json")
LAST, BEFORE = Path("history/last.json"), Path("history/before.json")
# what they were made from; the latest run may have given the same evidence as an earlier one
LAST_MADE, BEFORE_MADE = Path("history/last_made_from.json"), Path("history/before_made_from.json")
LATEST_MADE = Path("history/latest_made_from.json")
NOTHING = "Nothing moved between the last two runs."
# a rerun that gives the same leaves no trace
ONE_RUN = "There is one run so far, or all gave the same: nothing to compare it with yet."
SCREEN, FEWEST = 40, 20
BELOW, INTERVAL = "moved below the digits shown", "its interval moved"
UNSEEN = (BELOW, INTERVAL)
MOST_IDS = 4
CHANGE = re.compile(r"behaviour\.[^.]+\.change\.(mean|low|high)")

Entry = dict[str, Any]


@dataclass(frozen=True)
class Runs:
    """Evidence by id, before and now, and what each was made from, as far as that was kept."""

    before: dict[str, Entry]
    now: dict[str, Entry]
    made_before: dict[str, Any] | None = None
    made_now: dict[str, Any] | None = None


def main() -> int:
    told = _parse()
    study = named_study(told.study)
    try:
        refuse_no_study(study)
        os.chdir(study)
        runs = compare(SAFE)
        lines = describe_one(runs, told.id, is_whole=told.all) if told.id else describe(runs, is_whole=told.all)
    except (Fault, Faults) as fault:
        return fail(fault)
    print("\n".join(lines) or (NOTHING if (SAFE / BEFORE).exists() else ONE_RUN))
    return 0


def remember(safe: Path, config: Config | None = None) -> Runs:
    """Keep this run's evidence and what it was made from for the next comparison; what is damaged is begun anew."""
    (safe / LAST).parent.mkdir(exist_ok=True)
    evidence = read_kept(safe / CURRENT, Evidence)
    made = gather(evidence, config)
    last = _kept(safe / LAST)
    if last is None or _by_id(last) != _by_id(evidence["evidence"]):
        _shift(safe, last)
        # the evidence last: a run that is killed in between leaves a pair that does not fit, which the next one mends
        write_made_from(safe / LAST_MADE, made)
        _copy(safe / CURRENT, safe / LAST)
        write_made_from(safe / LATEST_MADE, made)
        return compare(safe)
    write_made_from(safe / LATEST_MADE, made)
    _mend(safe, last, made)
    return Runs(_by_id(last), _by_id(last), made, made)


def is_comparable(safe: Path) -> bool:
    """Whether an earlier run kept evidence to compare with, and it is whole."""
    return _kept(safe / LAST) is not None


def compare(safe: Path) -> Runs:
    """The last two different runs; raises MissingInput before the first, UnreadableFile when what was kept is damaged."""
    if not (safe / LAST).exists():
        raise MissingInput("This study has not been run yet.", where="results of the study", remedy="Run: make report")
    now = read_kept(safe / LAST, Evidence)["evidence"]
    made_now = read_made_from(safe / LAST_MADE, now)
    if not (safe / BEFORE).exists():
        return Runs(_by_id(now), _by_id(now), made_now, made_now)
    before = read_kept(safe / BEFORE, Evidence)["evidence"]
    return Runs(_by_id(before), _by_id(now), read_made_from(safe / BEFORE_MADE, before), made_now)


def describe(runs: Runs, *, is_whole: bool = False) -> list[str]:
    """Causes first, then what moved, as much of both as a screen holds."""
    by_id = _moved(runs)
    if not by_id:
        return []
    moved, told = list(by_id.values()), _because(runs, by_id, is_whole=is_whole)
    most = len(moved) if is_whole else max(FEWEST, SCREEN - len(told))
    if len(moved) <= most:
        return [*told, "", *moved]
    return [*told, "", *moved[:most], f"... and {len(moved) - most} more: {command_for('make changes ALL=yes', Path.cwd())}"]


def describe_one(runs: Runs, id: str, *, is_whole: bool = False) -> list[str]:
    """One thing before and now, and the causes in its chain; raises EvidenceFault for an unknown id."""
    before, now = runs.before.get(id), runs.now.get(id)
    if before is None and now is None:
        near = difflib.get_close_matches(id, {**runs.before, **runs.now}, n=MOST_IDS)
        told = f"Did you mean: {', '.join(near)}?" if near else "evidence.json lists all ids; a click on a number shows its id."
        raise EvidenceFault("Neither of the last two runs has evidence of this id.", where=id, remedy=told)
    pair = [f"  {word:<8}{_in_full(each) if each else 'was not there'}" for word, each in (("before", before), ("now", now))]
    if not _line(id, before, now):
        return _inside(runs, id, is_whole=is_whole) or [f"{id}: did not move between the last two runs that differ", pair[1]]
    return [_line(id, before, now), *pair, "", *_because(runs, [id], is_whole=is_whole)]


def _inside(runs: Runs, id: str, *, is_whole: bool) -> list[str]:
    """Of a table the numbers in it that moved; of a figure, that it was made of something else."""
    lines = {each: line for each, line in _moved(runs).items() if id in {_table(runs.now, each), _table(runs.before, each)}}
    if lines:
        told = [f"{id}: {len(lines)} of its numbers moved", *(f"  {line}" for line in lines.values()), ""]
        return told + _because(runs, lines, is_whole=is_whole)
    step = runs.now.get(id, {}).get("record", "")
    if runs.made_before and runs.made_now and is_remade(runs.made_before, runs.made_now, step):
        told = [f"{id}: its words are the same, but it is made of something that changed; look at it", ""]
        return told + _because(runs, [id], is_whole=is_whole)
    return []


def _table(entries: dict[str, Entry], id: str) -> str:
    return entries.get(id, {}).get("table", "")


def describe_changes(runs: Runs) -> list[str]:
    """One line for each thing that moved: verdicts first, then the change of behaviours, flow and the rest."""
    return list(_moved(runs).values())


def _moved(runs: Runs) -> dict[str, str]:
    """The line of each id that moved, in their order; what nobody sees in print comes last."""
    lines = {id: _line(id, runs.before.get(id), runs.now.get(id)) for id in {*runs.before, *runs.now}}
    moved = sorted((_rank(id, line), id) for id, line in lines.items() if line)
    return {id: lines[id] for _, id in moved}


def _rank(id: str, line: str) -> tuple[bool, int, bool]:
    kinds = (id.startswith("verdict"), bool(CHANGE.fullmatch(id)), id.startswith("flow."), True)
    return line.endswith(UNSEEN), kinds.index(True), not id.endswith(".mean")


def _because(runs: Runs, ids: Iterable[str], *, is_whole: bool) -> list[str]:
    """The causes in the chains of what moved."""
    entries = [each for id in ids for each in (runs.now.get(id), runs.before.get(id)) if each]
    steps = dict.fromkeys(each["record"] for each in entries if each.get("record"))
    sources = {source["source"] for each in entries for source in each.get("sources", ())}
    return because(runs.made_before, runs.made_now, steps, sources, is_whole=is_whole)


def _line(id: str, before: Entry | None, now: Entry | None) -> str:
    if before is None:
        return f"{id}: new, {now['display']}"
    if now is None:
        return f"{id}: gone (was {before['display']})"
    shown = [f"{before['display']} → {now['display']}"] if before["display"] != now["display"] else []
    # of a count of people, n is the count itself
    is_count = all(str(each["n"]) == each["display"] for each in (before, now))
    if before["n"] != now["n"] and not is_count:
        shown.append(f"n {before['n']} → {now['n']}")
    if not shown and before["value"] != now["value"]:
        shown.append(f"{now['display']}, {BELOW}")
    if not shown and (before["low"], before["high"]) != (now["low"], now["high"]):
        shown.append(f"{now['display']}, {INTERVAL}")
    return f"{id}: {', '.join(shown)}" if shown else ""


def _in_full(entry: Entry) -> str:
    told = [
        entry["display"],
        f"interval {entry['low']:.4g} to {entry['high']:.4g}" if entry["low"] is not None and entry["high"] is not None else "",
        f"n {entry['n']}" if entry["n"] is not None else "",
        f"exact {entry['value']}" if isinstance(entry["value"], int | float) else "",
    ]
    return "; ".join(each for each in told if each)


def _by_id(evidence: list[Entry]) -> dict[str, Entry]:
    return {each["id"]: each for each in evidence}


def _kept(path: Path) -> list[Entry] | None:
    """The evidence of an earlier run; None where there is none that can be compared with."""
    try:
        return read_kept(path, Evidence)["evidence"] if path.exists() else None
    except UnreadableFile:
        return None


def _shift(safe: Path, last: list[Entry] | None) -> None:
    """The last run becomes the one before; nothing does where it was damaged."""
    latest = kept_made_from(safe / LATEST_MADE, last) if last else None
    for path in (safe / BEFORE, safe / BEFORE_MADE):
        path.unlink(missing_ok=True)
    if last:
        (safe / LAST).replace(safe / BEFORE)
    if latest:
        write_made_from(safe / BEFORE_MADE, latest)


def _mend(safe: Path, last: list[Entry], made: dict[str, Any]) -> None:
    """Begin anew what was damaged since: of this run, and of the one before, which then cannot be compared with any more."""
    if kept_made_from(safe / LAST_MADE, last) is None:
        write_made_from(safe / LAST_MADE, made)
    before = _kept(safe / BEFORE)
    if before is None or ((safe / BEFORE_MADE).exists() and kept_made_from(safe / BEFORE_MADE, before) is None):
        for path in (safe / BEFORE, safe / BEFORE_MADE):
            path.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    temporary = target.with_suffix(".new")
    shutil.copyfile(source, temporary)
    temporary.replace(target)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make changes", description=__doc__)
    parser.add_argument("study", nargs="?", default=".")
    parser.add_argument("--id", default="")
    parser.add_argument("--all", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    end_with_the_reader()
    sys.exit(main())
