import sys

import pytest
from ground.tiny_study import tiny_study, written

from scripts.commands import reproduce
from scripts.commands.audited import Audit, Difference
from scripts.commands.audited_raw import UNREAD

SAFE = "results/pseudonymised"


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A study whose second run makes what `again` holds."""
    monkeypatch.setattr(reproduce, "audit", lambda study: Audit([], 1))
    folder = tiny_study(tmp_path / "study")
    written(folder / SAFE / "change.csv", "1")
    return folder


def reproduced(study, again, monkeypatch, capsys):
    """The exit code and what was said."""

    def run_clean(config, clean, cores):
        for name, text in again.items():
            written(clean / name, text)
        return 0

    monkeypatch.setattr(reproduce, "_run_clean", run_clean)
    monkeypatch.setattr(sys, "argv", ["reproduce", str(study)])
    return reproduce.main(), capsys.readouterr().out


def test_what_notes_releases_logs_and_desktops_leave_among_the_results_is_not_compared(study, monkeypatch, capsys):
    for name in ("results/README.md", "results/tiny-0123456789ab.zip", "results/release/.DS_Store", f"{SAFE}/logs/a.txt"):
        written(study / name, "x")
    code, told = reproduced(study, {f"{SAFE}/change.csv": "1"}, monkeypatch, capsys)
    assert (code, told.splitlines()[-1].split(":")[0]) == (0, "Reproduced")
    assert "1 files are equal" in told


def test_a_file_that_differs_is_told_apart_from_one_that_only_one_run_has(study, monkeypatch, capsys):
    written(study / SAFE / "old.csv", "1")
    code, told = reproduced(study, {f"{SAFE}/change.csv": "2", "results/release/new.csv": "1"}, monkeypatch, capsys)
    assert code == 1
    assert told.splitlines()[:4] == [
        "3 of 3 files differ:",
        f"  {SAFE}/change.csv",
        f"  {SAFE}/old.csv  (exists in one run only)",
        "  results/release/new.csv  (exists in one run only)",
    ]


@pytest.mark.parametrize(("state", "code"), [(UNREAD, 0), ("changed", 2)])
def test_a_raw_file_that_no_source_reads_does_not_stop_it(study, monkeypatch, capsys, state, code):
    monkeypatch.setattr(reproduce, "audit", lambda study: Audit([Difference("raw file", "data/raw/x.csv", state)], 1))
    assert reproduced(study, {f"{SAFE}/change.csv": "1"}, monkeypatch, capsys)[0] == code
