import errno
import fcntl

import pytest

from scripts.ground.disk import disk_fault
from scripts.ground.faults import StudyFault
from scripts.ground.leftovers import JOBS, RUN_LOCK, hold_study, job_under_way, let_go, part_of, sweep, wait_for_jobs


@pytest.fixture
def study(tmp_path, monkeypatch):
    (tmp_path / ".snakemake").mkdir()
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    let_go()


def test_who_holds_a_study_holds_it_until_it_lets_go(study):
    assert hold_study() and hold_study()
    let_go()
    with (study / RUN_LOCK).open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert not hold_study()
    assert hold_study()


def test_a_run_waits_for_jobs_of_a_run_that_was_killed(study):
    wait_for_jobs(0)
    with job_under_way(), job_under_way(), pytest.raises(StudyFault, match="still at work"):
        wait_for_jobs(0)
    wait_for_jobs(0)


def test_outside_a_study_a_job_tells_nobody(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with job_under_way():
        assert not (tmp_path / JOBS).exists()


def test_half_written_files_and_folders_go_and_nothing_else(study):
    prefix, suffix = part_of(study / "a.csv")
    (study / f"{prefix}x{suffix}").write_text("half")
    (study / f"{prefix}y{suffix}").mkdir()
    (study / "a.part").write_text("a person's own file")
    (study / ".a.csv").write_text("hidden")
    sweep([study, study / "nowhere"])
    assert sorted(path.name for path in study.iterdir()) == [".a.csv", ".snakemake", "a.part"]


@pytest.mark.parametrize(
    ("number", "name", "what", "where"),
    [
        (errno.ENOSPC, None, "The disk is full", "the study's folder"),
        (errno.EROFS, "results/release", "may not be read or written", "results/release"),
        (errno.EACCES, "data/raw/Somebody Real.txt", "may not be read or written", "the study's folder"),
        (errno.ENOTDIR, "results", "A file stands where a folder is needed", "results"),
        (errno.EIO, "results/x", "could not read or write", "results/x"),
    ],
)
def test_what_the_disk_refuses_is_told_in_words_and_names_no_raw_file(study, number, name, what, where):
    told = disk_fault(OSError(number, "", name), study)
    assert what in told.what
    assert told.where == where
    assert "run it again" in told.remedy
