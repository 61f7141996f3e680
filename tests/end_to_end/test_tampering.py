"""Thirteen kinds of tampering with a finished study, each named by the audit with everything downstream; nothing is rerun.

What is downstream is taken from the engine's own graph of jobs, not from the records that the audit reads.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scripts.ground.hashing import file_digest, json_digest
from tests.end_to_end.running import RECORDS, copy_code, copy_finished, run_plain

SAFE = "results/pseudonymised"
SCORES, JOINT = f"{SAFE}/quantitative/scores.csv", f"{SAFE}/integrate/joint_display.csv"
FIGURE, REPORT = f"{SAFE}/figures/change.svg", "results/release/report.html"
LEDGER, EVIDENCE = f"{SAFE}/ledger.json", "results/release/evidence.json"
CPU_SECONDS = 2


@dataclass(frozen=True)
class Graph:
    """Who follows whom, and what each rule makes, as the engine tells it."""

    followers: dict[str, set[str]]
    made: dict[str, set[str]]

    def after(self, rules: set[str]) -> set[str]:
        """Files made by some rules and by everything that follows them."""
        waiting, seen = set(rules), set()
        while waiting:
            rule = waiting.pop()
            seen.add(rule)
            waiting |= self.followers.get(rule, set()) - seen
        return set().union(*(self.made.get(rule, set()) for rule in seen))


@dataclass(frozen=True)
class Finished:
    """A finished study, the code that made it, and what the engine knows about both."""

    study: Path
    code: Path
    graph: Graph


@pytest.fixture(scope="module")
def finished(seed_only: Path, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    folder = tmp_path_factory.mktemp("tampering")
    return Finished(copy_finished(seed_only, folder / "study"), copy_code(folder / "code"), _graph(seed_only))


def _graph(study: Path) -> Graph:
    drawn = run_plain(study, "--dag").must_succeed().told
    names = dict(re.findall(r'^\s*(\d+)\[label = "(\w+)', drawn, re.MULTILINE))
    followers: dict[str, set[str]] = {}
    for first, then in re.findall(r"^\s*(\d+) -> (\d+)", drawn, re.MULTILINE):
        # the analysis waits until the checks have passed, and reads nothing of them
        if names[first] != "check_inputs" or names[then] == "ledger":
            followers.setdefault(names[first], set()).add(names[then])
    listed = [
        line.split("\t") for line in run_plain(study, "--summary").must_succeed().told.splitlines() if line.startswith("results/")
    ]
    made: dict[str, set[str]] = {}
    for name, _, rule, *_ in listed:
        if not name.startswith(RECORDS.as_posix()):
            made.setdefault(rule, set()).add(name)
    return Graph(followers, made)


def audited(finished: Finished, *, agrees: bool = False) -> list[dict[str, Any]]:
    """The differences that `make audit` tells as data."""
    command = [sys.executable, "-m", "scripts.commands.audit", str(finished.study), "--json"]
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(command, cwd=finished.code, env=inherited, capture_output=True, text=True, check=False)
    assert ran.returncode == (0 if agrees else 1), ran.stdout + ran.stderr
    return json.loads(ran.stdout)["differences"]


@contextmanager
def put_back(*paths: Path) -> Iterator[None]:
    """Undo what a test does to some files."""
    kept = [(path, path.read_bytes(), path.stat()) if path.exists() else (path, None, None) for path in paths]
    try:
        yield
    finally:
        for path, content, was in kept:
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
                os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def edit(path: Path, old: str, new: str, *, kept: bool) -> None:
    """Change a text; with size and time kept, or with something more at its end."""
    text, was = path.read_text(encoding="utf-8"), path.stat()
    assert old in text and len(old) == len(new)
    path.write_text(text.replace(old, new, 1) + ("" if kept else "\n"), encoding="utf-8")
    if kept:
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
        assert path.stat().st_size == was.st_size


def test_nothing_differs_before_anything_was_touched(finished: Finished) -> None:
    assert audited(finished, agrees=True) == []


# kind, what stands before the path, path, old text, new text of the same length, rules that read or made it
EDITS = {
    "raw": ("study", "data/raw/survey_start.csv", ",3", ",2", "raw file", {"surveys"}),
    "intermediate": ("study", SCORES, ",1", ",2", "result", None),
    "result": ("study", JOINT, "conver", "diverg", "result", None),
    "figure": ("study", FIGURE, "<svg", "<SVG", "result", None),
    "report": ("study", REPORT, "</p>", "</P>", "result", None),
    "script": ("code", "scripts/quantitative/change.py", "def change(", "def chance(", "script", {"change"}),
    "imported helper": ("code", "scripts/ground/proportion.py", "return ", "return~", "imported code", None),
    "config": ("study", "config/disclosure.yaml", "5", "6", "config", None),
    "config that is no longer valid": ("study", "config/instrument.yaml", "B1", "B9", "config", None),
    "plan": ("study", "config/analysis_plan.yaml", "0", "1", "config", None),
    "environment": ("code", "requirements.txt", "sha256:", "sha255:", "environment", None),
}


@pytest.mark.parametrize("kept", [True, pytest.param(False, marks=pytest.mark.slow)], ids=["size and time kept", "longer"])
@pytest.mark.parametrize("kind", EDITS)
def test_an_edited_file_is_named_with_everything_downstream(finished: Finished, kind: str, kept: bool) -> None:
    where, name, old, new, told, rules = EDITS[kind]
    path = (finished.study if where == "study" else finished.code) / name
    with put_back(path):
        edit(path, old, new, kept=kept)
        named = [each for each in audited(finished) if each["kind"] == told and name in each["artefact"]]
    assert named, f"{name} is not named"
    for each in named:
        concerned = {step.split(".")[1] for step in each["steps"]}
        if told == "result":
            # of the steps that it concerns, the first made it
            [maker] = [rule for rule, made in finished.graph.made.items() if any(f"{name}/".startswith(f"{m}/") for m in made)]
            assert maker in concerned
            users = concerned - {maker}
            assert users <= finished.graph.followers.get(maker, set())
            assert set(each["downstream"]) == finished.graph.after(users)
        else:
            assert rules is None or concerned == rules
            assert set(each["downstream"]) == finished.graph.after(concerned)
    if kind not in ("report",):
        assert any("results/release" in each["downstream"] for each in named)


@pytest.mark.parametrize("name", [SCORES, "data/raw/survey_end.csv", REPORT])
def test_a_file_that_was_removed_is_named(finished: Finished, name: str) -> None:
    with put_back(finished.study / name):
        (finished.study / name).unlink()
        command = [sys.executable, "-m", "scripts.commands.audit", str(finished.study), "--json"]
        ran = subprocess.run(command, cwd=finished.code, capture_output=True, text=True, check=False)
        told = [each for each in json.loads(ran.stdout)["differences"] if name in each["artefact"]]
    assert [each["state"] for each in told if each["kind"] != "release"] == ["is gone"]


@pytest.mark.parametrize(("name", "read"), [("stranger.csv", False), ("reflections/FG-01 module 9.txt", True)])
def test_a_file_added_to_the_raw_data_is_named_with_those_who_would_read_it(finished: Finished, name: str, read: bool) -> None:
    stranger = finished.study / "data/raw" / name
    with put_back(stranger):
        stranger.write_text("1", encoding="utf-8")
        [told] = audited(finished)
    assert told["kind"] == "raw file" and name in told["artefact"] and "added" in told["state"]
    assert set(told["downstream"]) == (finished.graph.after({"texts"}) if read else set())


@pytest.mark.parametrize("name", ["scripts/quantitative/change.py", "scripts/ground/proportion.py"])
def test_edited_comments_are_cosmetic(finished: Finished, name: str) -> None:
    with put_back(finished.code / name):
        path = finished.code / name
        path.write_text(f"# looked at by a reviewer\n{path.read_text(encoding='utf-8')}\n", encoding="utf-8")
        [told] = audited(finished, agrees=True)
    assert (told["artefact"], told["cosmetic"]) == (name, True)


def test_an_artefact_and_the_ledger_edited_together_are_named(finished: Finished) -> None:
    """Every hash from the artefact to the root in the released evidence is computed anew; the seals and the report still tell."""
    study, records = finished.study, finished.study / RECORDS
    touched = [study / SCORES, study / LEDGER, study / EVIDENCE, *sorted(records.glob("*.json"))]
    with put_back(*touched):
        old = file_digest(study / SCORES)
        edit(study / SCORES, ",1", ",2", kept=True)
        for path in (*records.glob("*.json"), study / LEDGER):
            path.write_text(path.read_text(encoding="utf-8").replace(old, file_digest(study / SCORES)), encoding="utf-8")
        _make_consistent(study)
        told = audited(finished)
    [sealed] = [each for each in told if each["kind"] == "record" and each["artefact"] == "quantitative.scores"]
    assert set(sealed["downstream"]) == finished.graph.after({"scores"})
    assert any(each["artefact"] == REPORT and "names another ledger" in each["state"] for each in told)


def _make_consistent(study: Path) -> None:
    """The ledger's digests and its root anew, also in the released evidence, with the records of those who made these files."""
    ledger = json.loads((study / LEDGER).read_text(encoding="utf-8"))
    for entry in ledger["entries"]:
        entry["digest"] = json_digest(entry["record"])
        entry["released"] = json_digest([entry["digest"], "forged"])
    before, ledger["root"] = ledger["root"], json_digest([[each["step"], each["released"]] for each in ledger["entries"]])
    digests = {name: file_digest(study / name) for name in (LEDGER, EVIDENCE)}
    (study / LEDGER).write_text(json.dumps(ledger), encoding="utf-8")
    evidence = study / EVIDENCE
    evidence.write_text(evidence.read_text(encoding="utf-8").replace(before, ledger["root"]), encoding="utf-8")
    for path in (study / RECORDS).glob("*.json"):
        text = path.read_text(encoding="utf-8")
        for name, digest in digests.items():
            text = text.replace(digest, file_digest(study / name))
        path.write_text(text, encoding="utf-8")


def test_an_audit_takes_less_than_two_seconds_of_computing(finished: Finished) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    audited(finished, agrees=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < CPU_SECONDS
