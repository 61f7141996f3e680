import sys

import pytest
from ground.tiny_study import tiny_study

from scripts.commands.key import main


@pytest.fixture
def make_key(tmp_path, monkeypatch):
    def made(named):
        places = ("study", "cohorts:", f"places: {{key_file: '{named}'}}\ncohorts:")
        monkeypatch.setattr(sys, "argv", ["key", str(tiny_study(tmp_path / "study", places))])
        return main()

    return made


def test_a_key_is_made_where_the_study_says(make_key, tmp_path, capsys):
    assert make_key("../keys/tiny.key") == 0
    assert len((tmp_path / "keys/tiny.key").read_bytes()) == 32
    assert "Back it up" in capsys.readouterr().out


def test_a_place_in_the_home_folder_is_understood(make_key, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert make_key("~/tiny.key") == 0
    assert (tmp_path / "home/tiny.key").exists()


def test_a_second_key_is_refused_in_words(make_key, tmp_path, capsys):
    make_key("../tiny.key")
    first = (tmp_path / "tiny.key").read_bytes()
    assert make_key("../tiny.key") == 2
    assert "There is a key already" in capsys.readouterr().err
    assert (tmp_path / "tiny.key").read_bytes() == first


def test_a_study_that_names_no_place_is_told_what_to_write(make_key, capsys):
    assert make_key("") == 2
    assert "places.key_file" in capsys.readouterr().err


def test_a_new_key_for_a_study_with_results_says_what_that_means(make_key, tmp_path, capsys):
    (tmp_path / "study/results/pseudonymised/records").mkdir(parents=True)
    record = tmp_path / "study/results/pseudonymised/records/anonymise.linkage.json"
    record.write_text('{"step": "anonymise.linkage", "key_fingerprint": "0123456789abcdef"}')
    assert make_key("../tiny.key") == 0
    told = capsys.readouterr().out
    assert "another key" in told and "make purge" in told
