import fcntl
from contextlib import nullcontext

import pytest

from scripts.commands import engine
from scripts.commands.engine import JobFault, run_workflow
from scripts.ground.config import read_config
from scripts.ground.environment import QUIET, REPOSITORY
from scripts.ground.faults import StudyFault
from scripts.ground.leftovers import RUN_LOCK


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A study whose workflow is replaced by a note of what was asked."""
    (tmp_path / "config").symlink_to(REPOSITORY / "config")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(QUIET, "")
    monkeypatch.setattr(engine, "porter", nullcontext)
    monkeypatch.setattr(engine, "_execute", lambda study, target, cores: (study, target, cores))
    return tmp_path


def test_the_workflow_is_run_in_the_folder_of_the_study(study):
    assert run_workflow(read_config(study), "all", cores=2) == (study, "all", 2)
    assert (study / RUN_LOCK).exists()


def test_a_second_run_of_one_study_is_refused_while_the_first_is_under_way(study):
    (study / RUN_LOCK).parent.mkdir()
    with (study / RUN_LOCK).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(StudyFault, match="under way"):
            run_workflow(read_config(study), "all", cores=1)
    assert run_workflow(read_config(study), "all", cores=1)


def test_a_run_that_fails_frees_the_study(study, monkeypatch):
    def fails(study, target, cores):
        raise JobFault("The roster is empty.", where="", remedy="")

    with monkeypatch.context() as patch:
        patch.setattr(engine, "_execute", fails)
        with pytest.raises(JobFault, match="roster"):
            run_workflow(read_config(study), "all", cores=1)
    assert run_workflow(read_config(study), "all", cores=1)


def test_a_failed_job_speaks_in_its_own_words_only():
    assert str(JobFault("The roster is empty.", where="x", remedy="y")) == "The roster is empty."
