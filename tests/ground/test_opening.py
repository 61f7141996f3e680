import os

import pytest

from ground.tiny_study import tiny_study, written
from scripts.ground import environment
from scripts.ground.config import load_config
from scripts.ground.faults import Fault, Faults, KeyFault, MissingInput, StudyFault
from scripts.ground.key import ENVIRONMENT
from scripts.ground.opening import open_study, refuse_careless_git

REAL = ("study", "fictional: true", "fictional: false")


@pytest.fixture(autouse=True)
def own_environment(monkeypatch):
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def faults_of(study) -> list[type[Fault]]:
    with pytest.raises((Fault, Faults)) as told:
        open_study(study)
    return [type(each) for each in (told.value.faults if isinstance(told.value, Faults) else [told.value])]


def test_an_opened_study_has_private_folders_and_a_settled_environment(tmp_path):
    study = tiny_study(tmp_path / "a study")
    assert open_study(study).study.publication.title == "Tiny"
    for place in ("results/restricted", "results/pseudonymised", ".snakemake"):
        assert (study / place).stat().st_mode & 0o777 == 0o700
    assert os.environ["SOURCE_DATE_EPOCH"] == "1774915200"
    assert (os.environ["TZ"], os.environ["PYTHONHASHSEED"]) == ("UTC", "0")


def test_the_restricted_folder_may_lie_elsewhere(tmp_path):
    study = tiny_study(tmp_path / "study", ("study", "cohorts:", f"places: {{restricted: {tmp_path}/vault}}\ncohorts:"))
    open_study(study)
    assert (tmp_path / "vault").stat().st_mode & 0o777 == 0o700
    assert not (study / "results/restricted").exists()


def test_a_folder_that_others_could_read_is_closed(tmp_path):
    study = tiny_study(tmp_path)
    (study / "results/pseudonymised").mkdir(parents=True)
    (study / "results/pseudonymised").chmod(0o755)
    open_study(study)
    assert (study / "results/pseudonymised").stat().st_mode & 0o777 == 0o700


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    study = tiny_study(tmp_path, REAL)
    for name in ("roster.csv", "start.csv"):
        (study / "data/raw" / name).unlink()
    (study / ".git").mkdir()
    assert faults_of(study) == [StudyFault, KeyFault, MissingInput]
    assert not (study / "results").exists()


def test_a_fictional_study_with_a_stranger_file_does_not_open(tmp_path):
    study = tiny_study(tmp_path)
    written(study / "data/raw/stranger.csv", "x")
    assert faults_of(study) == [StudyFault]


def in_git_tree(folder, ignored="", *changes):
    """A study with its own .gitignore in a work tree as git recognises it, made without git."""
    for name in ("objects", "refs"):
        (folder / ".git" / name).mkdir(parents=True)
    written(folder / ".git/HEAD", "ref: refs/heads/main\n")
    written(folder / "study/.gitignore", ignored)
    return tiny_study(folder / "study", *changes)


@pytest.mark.parametrize(
    ("ignored", "fine"),
    [("", False), ("data/raw/\n", False), ("results/\n", False), ("data/raw/\nresults/\n", True), ("*\n", True)],
)
def test_a_real_study_in_a_git_tree_must_be_ignored_whole(tmp_path, ignored, fine):
    study = in_git_tree(tmp_path, ignored, REAL)
    if fine:
        refuse_careless_git(load_config(study))
    else:
        with pytest.raises(StudyFault, match="git repository that would take its data"):
            refuse_careless_git(load_config(study))


def test_without_git_on_the_machine_a_tree_counts_as_careless(tmp_path, monkeypatch):
    study = in_git_tree(tmp_path, "data/raw/\nresults/\n", REAL)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StudyFault):
        refuse_careless_git(load_config(study))


def test_fictional_data_may_lie_in_a_git_tree(tmp_path):
    refuse_careless_git(load_config(in_git_tree(tmp_path)))


def test_the_environment_is_settled_once_however_often_it_is_asked(monkeypatch):
    import datetime as dt

    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    environment.settle(dt.date(2026, 3, 31))
    paths = os.environ["PYTHONPATH"], os.environ["PATH"]
    environment.settle(dt.date(2026, 3, 31))
    assert (os.environ["PYTHONPATH"], os.environ["PATH"]) == paths
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ
