from pathlib import Path

import pytest

from scripts.ground.named import command_for, named_study, shown


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(written(tmp_path / "here"))
    return tmp_path / "here"


def written(folder):
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("typed", ["../mine", "deep/mine", "../../here and/mine"])
def test_a_path_of_a_study_is_shown_as_it_must_be_typed_even_from_another_folder(here, monkeypatch, typed):
    study = named_study(typed)
    assert study == (here / typed).resolve()
    monkeypatch.chdir(here.parent)
    assert shown(study) == typed
    assert shown(study / "results/release/report.html") == f"{typed}/results/release/report.html"


def test_of_the_study_in_the_current_folder_paths_are_plain(here):
    study = named_study(".")
    assert (shown(study), shown(study / "results/x.csv")) == (".", "results/x.csv")
    assert command_for("make review", study) == "make review"


def test_a_study_named_in_full_or_from_home_is_shown_in_full(here, monkeypatch):
    monkeypatch.setenv("HOME", str(here.parent))
    assert shown(named_study(str(here / "mine")) / "a") == str(here / "mine/a")
    assert shown(named_study("~/other") / "a") == str(here.parent / "other/a")


def test_a_study_within_a_named_folder_has_its_own_name(here):
    named_study("..")
    assert shown(named_study("../inner") / "a") == "../inner/a"


def test_a_path_of_no_named_study_stays_as_it_is():
    assert shown(Path("/nowhere/at/all")) == "/nowhere/at/all"


def test_a_command_names_the_study_in_quotes_where_a_shell_needs_them(here):
    assert command_for("make review", named_study("../mine")) == "make review STUDY=../mine"
    assert command_for("make review", named_study("../my study")) == "make review STUDY='../my study'"
