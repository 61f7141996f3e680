"""Keys, withdrawal and purge on a whole study, run as a person runs it."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.ground.environment import REPOSITORY
from scripts.ground.key import PUBLIC_DEMO_KEY, key_content
from scripts.ground.schemas.ingest import People
from scripts.ground.tables import read_rows
from tests.end_to_end.running import copy_finished, copy_study, differences, run, tables_and_release

GONE = "FG-04"
WITHDRAWALS = """
  withdrawals:
    kind: withdrawals
    files: withdrawals.csv
    format: csv
    columns: {person: id}
"""
# counted as identical between two keys: everything that is measured, and every word that is printed
MEASURED = ("kind", "value", "low", "high", "n", "unit", "display")
BLOCKER = """
import socket

def refused(*_, **__):
    raise OSError("the network is closed")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refused
"""


def command(name: str, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"scripts.commands.{name}", *arguments],
        cwd=REPOSITORY, input=said, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def withdraw(study: Path) -> None:
    (study / "data/raw/withdrawals.csv").write_text(f"id,date,what\n{GONE},2025-07-01,\n", encoding="utf-8")
    with (study / "data/raw/MANIFEST.txt").open("a", encoding="utf-8") as manifest:
        manifest.write("withdrawals.csv\n")
    sources = study / "config/sources.yaml"
    text = sources.read_text(encoding="utf-8").replace("withdrawals: none so far", 'withdrawals: ""')
    sources.write_text(text + WITHDRAWALS, encoding="utf-8")


def key_of(folder: Path, *versions: bytes) -> str:
    path = folder / "study.key"
    path.write_bytes(key_content(list(versions)))
    path.chmod(0o600)
    return str(path)


def evidence(study: Path) -> list[list[object]]:
    """What is measured and printed, without ids and without quotes: of equally fitting ones the order of pseudonyms picks."""
    found = json.loads((study / "results/release/evidence.json").read_text(encoding="utf-8"))["evidence"]
    counted = [each for each in found if each["kind"] != "quote" and each["unit"] != "quotes"]
    return sorted([[each.get(name) for name in MEASURED] for each in counted], key=str)


def test_a_withdrawal_between_two_runs_is_proved(seed_only: Path, tmp_path: Path) -> None:
    study = copy_finished(seed_only, tmp_path / "study")
    assert "has not withdrawn" in command("forgotten", GONE, str(study)).stderr
    assert "Nobody" in command("forgotten", "FG-99", str(study)).stderr
    withdraw(study)
    early = command("forgotten", GONE, str(study))
    assert early.returncode == 2 and "make report" in early.stderr
    run(study).must_succeed()

    told = command("forgotten", GONE, str(study), "--json")
    before = json.loads(told.stdout)
    assert told.returncode == 1 and not before["forgotten"]
    assert [each["file"] for each in before["files"] if each["status"] == "LEFT"] == ["results/pseudonymised/history/before.json"]
    assert len(before["files"]) > 200

    cleaned = command("forgotten", GONE, str(study), "--clean")
    assert cleaned.returncode == 0, cleaned.stdout
    proved = json.loads(command("forgotten", GONE, str(study), "--json").stdout)
    assert proved["forgotten"]
    kept = {each["file"]: each for each in proved["files"] if each["found"]}
    assert kept["results/restricted/ingest/people.csv"]["reason"]
    assert not any(name.startswith("results/release/") for name in kept)
    raw = {each["file"]: each["where"] for each in proved["raw"]}
    assert raw["data/raw/roster.csv"] == "row 5"
    assert raw["data/raw/interviews/FG-04 interview.txt"] == "the whole file"

    # a proof that can fail: their words put back among the results
    turns = (study / "results/restricted/ingest/turns.csv").read_text(encoding="utf-8")
    own = next(line for line in turns.splitlines() if line.startswith("interviews:2,") and ",speaker," in line)
    (study / "results/pseudonymised/note.txt").write_text(own, encoding="utf-8")
    assert "results/pseudonymised/note.txt" in command("forgotten", GONE, str(study)).stdout


def test_a_purge_removes_everybody_and_what_remains_says_so(seed_only: Path, tmp_path: Path) -> None:
    study = copy_finished(seed_only, tmp_path / "study")
    people = read_rows(study / "results/restricted/ingest/people.csv", People)
    assert command("purge", str(study), said="no\n").returncode == 2
    assert command("purge", str(study), "--raw", "--yes").returncode == 2
    assert (study / "results/restricted/ingest/people.csv").exists()

    done = command("purge", str(study), "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (study / "data/raw/roster.csv").exists()
    names = {row["family_name"] for row in people} | {row["person"] for row in people}
    for path in (study / "results").rglob("*.[cjtmhs]*"):
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        assert not [name for name in names if name in text], path.name

    for name, argument in (("audit", ()), ("trace", ("behaviour.B1.change.mean",))):
        told = command(name, *argument, str(study))
        assert told.returncode == 0 and "was purged" in told.stdout, told.stdout + told.stderr
    assert "identified tables are gone" in command("forgotten", GONE, str(study)).stderr


def test_a_purge_leaves_nobody_unseen(seed_only: Path, tmp_path: Path) -> None:
    study = copy_finished(seed_only, tmp_path / "study")
    someone = read_rows(study / "results/restricted/ingest/people.csv", People)[3]
    (study / "results/pseudonymised/notes.txt").write_text(f"ask {someone['given_name']} {someone['family_name']}")
    done = command("purge", str(study), "--yes")
    assert done.returncode == 1 and "LEFT      results/pseudonymised/notes.txt: name" in done.stdout


def test_what_a_run_says_names_nobody(tmp_path: Path) -> None:
    study = copy_study("seed_only", tmp_path / "study")
    roster = (study / "data/raw/roster.csv").read_text(encoding="utf-8").splitlines()[1:]
    forbidden = {cell for line in roster for cell in (line.split(",")[0], line.split(",")[3], line.split(",")[4])}
    forbidden |= {path.name for path in (study / "data/raw").rglob("*") if path.is_file()} - {"projects.csv"}
    said = run(study, "check").must_succeed().told
    # and when it fails: a roster row without id, a survey that lost a column
    (study / "data/raw/survey_start.csv").write_text("Programme ID,Question 1\nFG-01,4\n", encoding="utf-8")
    failed = run(study, "check")
    assert failed.code == 2
    engine = [*(study / ".snakemake").rglob("*"), *(study / "results/pseudonymised/logs").rglob("*")]
    said += failed.told + "".join(path.name + path.read_text("utf-8", "replace") for path in engine if path.is_file())
    said += "".join(_decoded(path.name) for path in (study / ".snakemake/metadata").glob("*"))
    assert sorted(each for each in forbidden if each in said) == []


def _decoded(name: str) -> str:
    return base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode("utf-8", "replace")


def test_another_key_is_refused_for_results_of_this_one(seed_only: Path, tmp_path: Path) -> None:
    study = copy_finished(seed_only, tmp_path / "study")
    other = key_of(tmp_path, bytes(range(100, 132)))
    refused = run(study, EVALUATION_KEY_FILE=other)
    assert refused.code == 2 and "not the key that the results of this study were made with" in refused.told
    # the drill for a lost key: the old results go first
    assert command("purge", str(study), "--yes").returncode == 0
    assert run(study, "export-texts", EVALUATION_KEY_FILE=other).code == 0


@pytest.mark.slow
def test_a_rotation_changes_every_pseudonym_and_no_number(seed_only: Path, tmp_path: Path) -> None:
    study = copy_finished(seed_only, tmp_path / "study")
    rotated = key_of(tmp_path, PUBLIC_DEMO_KEY, bytes(range(100, 132)))
    run(study, EVALUATION_KEY_FILE=rotated).must_succeed()
    assert evidence(study) == evidence(seed_only)
    placed = [len((each / "results/pseudonymised/texts/codings.csv").read_text().splitlines()) for each in (study, seed_only)]
    assert placed[0] == placed[1] > 50
    people = (study / "results/pseudonymised/people/participants.csv").read_text(encoding="utf-8")
    assert "P2-" in people and "P1-" not in people
    texts = {path.name for path in (study / "results/pseudonymised/export_texts").glob("*.txt")}
    assert texts and all(name.startswith("D2-") for name in texts)


@pytest.mark.slow
def test_one_key_gives_the_same_bytes_anywhere_and_another_one_other_ids_only(tmp_path: Path) -> None:
    made = []
    for folder, secret in (("one", 100), ("two", 100), ("three", 7)):
        (tmp_path / folder).mkdir()
        key = key_of(tmp_path / folder, PUBLIC_DEMO_KEY, bytes(range(secret, secret + 32)))
        made.append(copy_study("seed_only", tmp_path / folder / "study"))
        run(made[-1], EVALUATION_KEY_FILE=key).must_succeed()
    one, two, three = made
    assert differences(tables_and_release(one), tables_and_release(two)) == []
    assert evidence(one) == evidence(three)
    tables = [(study / "results/pseudonymised/people/answers.csv").read_text(encoding="utf-8") for study in (one, three)]
    ids = [{line.split(",")[0] for line in table.splitlines()[1:]} for table in tables]
    assert ids[0] and not ids[0] & ids[1]


@pytest.mark.slow
def test_a_study_runs_with_the_network_closed(seed_only: Path, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed/sitecustomize.py").write_text(BLOCKER, encoding="utf-8")
    study = copy_study("seed_only", tmp_path / "study")
    probe = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('localhost', 9))"],
        env={"PYTHONPATH": str(tmp_path / "closed")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "the network is closed" in probe.stderr
    run(study, PYTHONPATH=str(tmp_path / "closed")).must_succeed()
    assert differences(tables_and_release(seed_only), tables_and_release(study)) == []
