"""What goes and what stays; the proof on a whole study: tests/end_to_end/test_privacy.py."""

import fcntl
import sys

import pytest
from ground.tiny_study import tiny_study, written

from scripts.commands.purge import main, purge
from scripts.commands.purged import MARK, in_words, purged
from scripts.ground.config import load_config
from scripts.ground.faults import StudyFault

KEPT = "results/pseudonymised/quantitative/change.csv"
GONE = ("results/restricted/ingest/people.csv", "results/pseudonymised/logs/people.log", ".snakemake/metadata/x")


@pytest.fixture
def study(tmp_path):
    folder = tiny_study(tmp_path / "study")
    for name in (KEPT, *GONE):
        written(folder / name, name)
    written(folder / "results/pseudonymised/copy.csv", (folder / "data/raw/roster.csv").read_text())
    return folder


def yes(_):
    return True


def test_identified_files_go_and_the_others_stay(study):
    removed = purge(load_config(study), raw=False, agreed=yes)
    assert not any((study / name).exists() for name in GONE)
    assert not (study / "results/pseudonymised/copy.csv").exists()
    assert (study / KEPT).exists() and (study / "data/raw/roster.csv").exists()
    assert removed["results/restricted"] == removed["copies of raw files"] == 1
    assert removed["data/raw"] == 0


def test_raw_files_go_only_when_they_are_named(study):
    assert purge(load_config(study), raw=True, agreed=yes)["data/raw"] == 2
    assert not list((study / "data/raw").glob("*.csv"))


def test_nothing_goes_unless_somebody_agrees(study):
    with pytest.raises(StudyFault, match="Nothing was removed"):
        purge(load_config(study), raw=False, agreed=lambda _: False)
    assert all((study / name).exists() for name in GONE)


def test_nothing_goes_while_a_run_is_under_way(study):
    with written(study / ".snakemake/run.lock", "").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StudyFault, match="under way"):
            purge(load_config(study), raw=False, agreed=yes)


def test_what_is_no_longer_possible_is_told_until_it_is_made_anew(study):
    config = load_config(study)
    assert purged(config) is None
    purge(config, raw=False, agreed=yes)
    told = in_words(purged(config))
    assert "no longer" in told and "from data/raw" in told
    written(study / "results/restricted/ingest/people.csv", "person")
    assert (study / MARK).exists() and purged(config) is None


def test_without_raw_files_only_a_backup_helps(study):
    purge(load_config(study), raw=True, agreed=yes)
    assert "from your backup" in in_words(purged(load_config(study)))


def test_a_study_without_identified_tables_is_refused_in_words(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["purge", str(tiny_study(tmp_path / "study")), "--yes"])
    assert main() == 2
    assert "identified tables are gone" in capsys.readouterr().err
