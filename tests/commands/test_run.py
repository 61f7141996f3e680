"""What is said of the last release when a run fails."""

import os

import pytest

from scripts.commands import engine, run
from scripts.ground import opening


@pytest.fixture
def failing(tmp_path, monkeypatch, capsys):
    """A run that stops with the words of a job, after `meanwhile`; gives what was told."""

    def told(target="report", meanwhile=lambda: None):
        def stop(config, rule, *, cores):
            meanwhile()
            raise engine.JobFault("The leak gate closed.", where="", remedy="")

        monkeypatch.setattr(opening, "open_study", lambda study: None)
        monkeypatch.setattr(engine, "run_workflow", stop)
        monkeypatch.setattr("sys.argv", ["run", target, str(tmp_path)])
        assert run.main() == 2
        return capsys.readouterr().err

    return told


@pytest.fixture
def gate(tmp_path):
    path = tmp_path / run.RELEASED
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    return path


def test_a_run_that_fails_says_that_the_release_is_of_the_run_before(gate, failing):
    told = failing()
    assert told.index("The leak gate closed.") < told.index("do not publish it as this one")


def test_without_an_earlier_release_nothing_is_said_of_it(failing):
    assert "publish" not in failing()


def test_a_release_that_this_run_made_before_it_failed_is_not_called_old(gate, failing):
    assert "publish" not in failing(meanwhile=lambda: os.utime(gate, ns=(1, 1)))


def test_a_check_says_nothing_of_the_release(gate, failing):
    assert "publish" not in failing(target="check")
