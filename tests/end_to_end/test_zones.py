"""Data moves one way: restricted → pseudonymised → release, read off the real workflow and off what a run left behind."""

from __future__ import annotations

import csv
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.ground.raw import RAW
from scripts.ground.schemas.ingest import Organisations, People
from scripts.ground.tables import read_rows
from tests.end_to_end.running import copy_finished, run_plain

RESTRICTED, SAFE, RELEASE = "results/restricted/", "results/pseudonymised/", "results/release"
IDENTIFIED_STAGES = {"ingest", "anonymise"}
# rules of later stages that read restricted tables, each with its reason
MAY_READ_RESTRICTED = {
    "findings": "gathers what each reader reports; findings and readings hold counts, columns and rows, never a cell",
    "cross_table": "compares names, addresses and dates; its findings hold columns and rows, never a cell",
    "codebook_changes": "compares the project's codes with the codebook; codes are no people",
    "gate": "looks for everybody on the roster in what is to be released",
}
# templates, recorded figures, the workflow and the program that checks a release
MAY_READ_OUTSIDE = {"render_html", "render_pdf", "render_docx", "project", "simulation", "bundle"}


@dataclass(frozen=True)
class Rule:
    """A rule with all its files, as Snakemake sees them."""

    name: str
    stage: str
    inputs: frozenset[str]
    outputs: frozenset[str]
    command: str


@pytest.fixture(scope="module")
def rules(seed_only: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Rule]:
    study = copy_finished(seed_only, tmp_path_factory.mktemp("zones") / "study")
    told = run_plain(study, "--detailed-summary").must_succeed().told
    lines = [line for line in told.splitlines() if "\t" in line]
    by_rule: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(lines, delimiter="\t"):
        by_rule.setdefault(row["rule"], []).append(row)
    return [_rule(name, rows) for name, rows in by_rule.items()]


def _rule(name: str, rows: list[dict[str, str]]) -> Rule:
    command = rows[0]["shellcmd"]
    step = re.search(r"scripts\.ground\.bell (\w+)\.\w+", command)
    inputs = {path for row in rows for path in row["input-file(s)"].split(",") if path not in ("", "-")}
    return Rule(name, step[1] if step else "", frozenset(inputs), frozenset(row["output_file"] for row in rows), command)


def test_the_workflow_is_seen_whole(rules: list[Rule]) -> None:
    assert len(rules) > 25
    assert {"people", "redact", "change", "gate", "release"} <= {rule.name for rule in rules}


def test_every_rule_runs_a_step_through_the_door(rules: list[Rule]) -> None:
    assert [rule.name for rule in rules if not rule.stage] == []


def test_only_ingest_reads_raw_files(rules: list[Rule]) -> None:
    assert {rule.stage for rule in rules if "--raw" in rule.command.split()} == {"ingest"}
    assert not any(path.startswith("data/") for rule in rules for path in rule.inputs)


def test_only_ingest_anonymise_and_the_listed_rules_read_restricted_files(rules: list[Rule]) -> None:
    reading = {
        rule.name for rule in rules if _in(RESTRICTED, rule.inputs) and rule.stage not in IDENTIFIED_STAGES
    }  # fmt: skip
    assert reading == MAY_READ_RESTRICTED.keys()


def test_only_ingest_and_anonymise_write_restricted_files(rules: list[Rule]) -> None:
    assert {rule.stage for rule in rules if _in(RESTRICTED, rule.outputs)} == IDENTIFIED_STAGES


def test_what_is_released_is_made_of_pseudonymised_files_only(rules: list[Rule]) -> None:
    releasing = [rule for rule in rules if _in(RELEASE, rule.outputs)]
    assert [rule.name for rule in releasing] == ["release"]
    assert all(path.startswith(SAFE) for path in releasing[0].inputs)
    assert not any(_in(RELEASE, rule.inputs) for rule in rules)


def test_no_rule_reads_or_writes_outside_the_results(rules: list[Rule]) -> None:
    zones = (RESTRICTED, SAFE, RELEASE)
    assert not [path for rule in rules for path in rule.outputs if not path.startswith(zones)]
    outside = {rule.name for rule in rules for path in rule.inputs if not path.startswith(zones)}
    assert outside <= MAY_READ_OUTSIDE


def test_neither_engine_nor_logs_know_a_person_or_a_raw_file(study: tuple[str, Path]) -> None:
    _, folder = study
    forbidden = _any_of(_people(folder) | _raw_files(folder))
    told = {where: sorted(set(forbidden.findall(text))) for where, text in _engine_and_logs(folder)}
    assert len(told) > 25
    assert {where: found for where, found in told.items() if found} == {}


def test_coders_see_no_name_address_or_id_of_the_roster(study: tuple[str, Path]) -> None:
    _, folder = study
    forbidden = _any_of(_people(folder))
    texts = sorted((folder / "results/pseudonymised/export_texts").glob("*.txt"))
    assert len(texts) > 10
    assert [path.name for path in texts if forbidden.search(path.read_text(encoding="utf-8"))] == []


def test_private_folders_are_closed_to_others(study: tuple[str, Path]) -> None:
    _, folder = study
    for name in ("results/restricted", "results/pseudonymised", ".snakemake"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o700


def _in(zone: str, paths: frozenset[str]) -> bool:
    return any(path.startswith(zone) for path in paths)


def _any_of(names: set[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names)))


def _people(study: Path) -> set[str]:
    ingest = study / "results/restricted/ingest"
    people = read_rows(ingest / "people.csv", People)
    whole = {f"{row[first]} {row['family_name']}" for row in people for first in ("given_name", "known_as") if row[first]}
    bodies = {row["name"] for row in read_rows(ingest / "organisations.csv", Organisations)}
    return (
        whole
        | bodies
        | {row["family_name"] for row in people}
        | {row["email"] for row in people}
        | {row["person"] for row in people}
    )


def _raw_files(study: Path) -> set[str]:
    """Names of raw files, but for those that a table of ours bears too (projects.csv)."""
    ours = {path.name for path in (study / "results").rglob("*")}
    return {path.name for path in (study / RAW).rglob("*") if path.is_file()} - ours


def _engine_and_logs(study: Path) -> Iterator[tuple[str, str]]:
    """Names and contents of all files of the engine, the logs, and the names of the records."""
    for place in (".snakemake", "results/pseudonymised/logs", "results/pseudonymised/records"):
        for path in sorted((study / place).rglob("*")):
            where = path.relative_to(study).as_posix()
            yield where, where + "\n" + (path.read_text(encoding="utf-8", errors="replace") if path.is_file() else "")
