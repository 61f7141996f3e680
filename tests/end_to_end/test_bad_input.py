"""What people get wrong: each fault is told in words with a remedy, and nothing half-made is left in the release."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

import pytest

from tests.end_to_end.running import copy_study, run

EXIT_FAULT = 2


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return copy_study("seed_only", tmp_path / "study")


def _told_by_refusal(study: Path, **environment: str) -> str:
    """What the run says; it must stop with the exit code of a fault a person can put right."""
    ran = run(study, **environment)
    assert ran.code == EXIT_FAULT, ran.told
    assert "Traceback" not in ran.told
    assert not [path for path in (study / "results/release").glob("**/*") if path.is_file()]
    assert "to do:" in ran.told
    return ran.told


def _change(path: Path, old: str, new: str) -> None:
    written = path.read_text(encoding="utf-8")
    assert old in written
    path.write_text(written.replace(old, new), encoding="utf-8")


def test_a_missing_raw_folder_is_told_once_with_the_sources_that_wait(study: Path) -> None:
    shutil.rmtree(study / "data/raw")
    told = _told_by_refusal(study)
    assert "There is no data/raw folder." in told
    assert told.count("There is no data/raw folder.") == 1
    assert "config/sources.yaml looks for " in told and "survey_start" in told
    assert "Put the exports there" in told


def test_an_empty_survey_is_no_survey(study: Path) -> None:
    (study / "data/raw/survey_start.csv").write_bytes(b"")
    told = _told_by_refusal(study)
    assert "The file is empty." in told
    assert "survey_start:1" in told
    assert "Export it again" in told


def test_a_pdf_is_no_csv_whatever_its_name(study: Path) -> None:
    (study / "data/raw/survey_end.csv").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    told = _told_by_refusal(study)
    assert "it is a PDF" in told
    assert "survey_end:1" in told
    assert "csv or xlsx for tables" in told


def test_a_survey_without_the_column_of_the_person_cannot_be_linked(study: Path) -> None:
    _change(study / "data/raw/survey_start.csv", "Programme ID", "Staff group")
    told = _told_by_refusal(study)
    assert "no column “Programme ID”" in told
    assert "survey_start:1, row 1" in told
    assert "Correct the name in config/sources.yaml" in told


def test_a_survey_that_declares_no_column_of_the_person_cannot_be_linked(study: Path) -> None:
    _change(
        study / "config/sources.yaml", "columns: {person: Programme ID, recorded: Completed}", "columns: {recorded: Completed}"
    )
    told = _told_by_refusal(study)
    assert "does not say which column links a response to a person" in told
    assert "Add `person: <header>`" in told


def test_withdrawals_must_be_declared(study: Path) -> None:
    _change(study / "config/sources.yaml", "withdrawals: none so far\n", "")
    told = _told_by_refusal(study)
    assert "withdrawals: none so far" in told
    assert "config/sources.yaml" in told


def test_a_real_study_needs_a_key(study: Path) -> None:
    _make_real(study)
    told = _told_by_refusal(study)
    assert "No key is named." in told
    assert "make key STUDY=" in told


def test_a_real_study_is_refused_where_git_would_take_its_data(study: Path, tmp_path: Path) -> None:
    _make_real(study)
    (study / ".git").mkdir()
    told = _told_by_refusal(study, EVALUATION_KEY_FILE=str(_key(tmp_path / "elsewhere.key")))
    assert "inside a git repository that would take its data" in told
    assert "add data/raw/ and results/ to its .gitignore" in told


def test_a_fictional_study_refuses_a_file_that_is_not_its_own(study: Path) -> None:
    (study / "data/raw/interviews/Real Person interview.txt").write_text("Interviewer: Hello?\n", encoding="utf-8")
    told = _told_by_refusal(study)
    assert "1 raw file(s) do not belong to this fictional study" in told
    assert "make new-study DIR=" in told
    assert "Real Person" not in told


def test_an_unknown_key_is_no_setting(study: Path) -> None:
    _change(study / "config/study.yaml", "publication:\n", "publication:\n  subtitel: misspelt\n")
    told = _told_by_refusal(study)
    assert "Unknown key `subtitel` under `publication`. Did you mean `subtitle`?" in told
    assert "config/study.yaml, line" in told
    assert "Correct its spelling" in told


def test_two_faulty_files_are_told_at_once(study: Path) -> None:
    (study / "data/raw/survey_start.csv").write_bytes(b"")
    (study / "data/raw/survey_end.csv").write_bytes(b"\x89PNG\r\n")
    told = _told_by_refusal(study)
    assert "The file is empty." in told
    assert "it is a picture" in told


def test_two_faulty_configs_are_told_at_once(study: Path) -> None:
    _change(study / "config/sources.yaml", "wave: T1", "wave: T9")
    _change(study / "config/codebook.yaml", "behaviours: [B5]", "behaviours: [B7]")
    told = _told_by_refusal(study)
    assert "There is no wave “T9”." in told
    assert "There is no behaviour “B7”." in told


def _make_real(study: Path) -> None:
    _change(study / "config/study.yaml", "fictional: true", "fictional: false")


def _key(path: Path) -> Path:
    path.write_bytes(secrets.token_bytes(32))
    path.chmod(0o600)
    return path


def test_a_study_that_does_not_exist_is_told_in_words(tmp_path: Path) -> None:
    ran = run(tmp_path / "nowhere")
    assert ran.code != 0
    assert "not a study" in ran.told and "make new-study" in ran.told
    assert "Traceback" not in ran.told
