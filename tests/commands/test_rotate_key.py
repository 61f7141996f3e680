import sys

import pytest
from ground.tiny_study import tiny_study

from scripts.commands.rotate_key import main
from scripts.ground.config import load_config
from scripts.ground.key import CONTENT, ENVIRONMENT, load_key

GOOD = bytes(range(100, 132))


@pytest.fixture
def rotate(tmp_path, monkeypatch):
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    monkeypatch.delenv(CONTENT, raising=False)

    def made(named):
        places = ("study", "cohorts:", f"places: {{key_file: '{named}'}}\ncohorts:")
        study = tiny_study(tmp_path / "study", ("study", "fictional: true", "fictional: false"), places)
        monkeypatch.setattr(sys, "argv", ["rotate_key", str(study)])
        return main()

    return made


def test_a_new_version_is_made_and_the_old_one_kept(rotate, tmp_path, capsys):
    key = tmp_path / "study.key"
    key.write_bytes(GOOD)
    key.chmod(0o600)
    assert rotate("../study.key") == 0
    told = capsys.readouterr().out
    assert "version 2" in told and "Back the file up" in told
    loaded = load_key(load_config(tmp_path / "study"))
    assert [each.secret == GOOD for each in loaded.versions] == [False, True]


@pytest.mark.parametrize(("named", "what"), [("", "no key file"), ("../lost.key", "does not exist")])
def test_without_a_key_file_nothing_is_rotated(rotate, named, what, capsys):
    assert rotate(named) == 2
    assert what in capsys.readouterr().err


def test_a_key_in_the_environment_cannot_be_rotated(rotate, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(CONTENT, "anything")
    assert rotate("../study.key") == 2
    assert "no key file" in capsys.readouterr().err
