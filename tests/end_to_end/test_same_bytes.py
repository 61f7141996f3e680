import json
from pathlib import Path

import pytest

from scripts.commands.release import zipped
from scripts.ground.hashing import ENGINE_MARK
from scripts.ground.records import read_records
from tests.end_to_end.every_result import results
from tests.end_to_end.running import RECORDS, copy_study, differences, run, run_plain

RELEASE = "results/release"


def test_another_folder_and_another_number_of_cores_give_the_same_bytes(seed_only: Path, tmp_path: Path) -> None:
    again = copy_study("seed_only", tmp_path / "elsewhere")
    run(again, cores=1).must_succeed()
    assert differences(results(seed_only), results(again)) == []
    assert {f"pseudonymised/{name}" for name in ("ledger.json", "released_ledger.json")} <= results(again).keys()
    assert zipped(seed_only / RELEASE) == zipped(again / RELEASE)


def test_plain_snakemake_gives_the_same_bytes(seed_only: Path, tmp_path: Path) -> None:
    plain = copy_study("seed_only", tmp_path / "plain")
    run_plain(plain, "--cores", "2").must_succeed()
    assert differences(results(seed_only), results(plain)) == []


@pytest.mark.slow
def test_the_demonstration_gives_the_same_bytes_twice(demo: Path, tmp_path: Path) -> None:
    again = copy_study("demo", tmp_path / "else where")
    run(again, cores=3).must_succeed()
    assert differences(results(demo), results(again)) == []


def test_every_result_has_a_record_and_every_record_its_files(seed_only: Path) -> None:
    said = [(seed_only / file["path"]) for record in read_records(seed_only / RECORDS) for file in record["outputs"].values()]
    assert [str(path) for path in said if not path.exists()] == []
    recorded = {file for path in said for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()}
    recorded |= set((seed_only / RECORDS).glob("*.json"))
    made = {seed_only / "results" / name for name in results(seed_only)}
    assert made == {path for path in recorded if path.name != ENGINE_MARK}


def test_every_step_before_the_report_stands_in_the_ledger_as_in_its_record(seed_only: Path) -> None:
    ledger = json.loads((seed_only / "results/pseudonymised/ledger.json").read_text(encoding="utf-8"))
    records = {record["step"]: record for record in read_records(seed_only / RECORDS)}
    assert {entry["step"]: entry["record"] for entry in ledger["entries"]}.items() <= records.items()
    after = records.keys() - {entry["step"] for entry in ledger["entries"]}
    assert after == {
        *(f"provenance.{step}" for step in ("ledger", "evidence", "bundle", "gate", "admit", "release")),
        *(f"report.{step}" for step in ("renderer", "project", "render_html", "render_pdf", "render_docx")),
    }
