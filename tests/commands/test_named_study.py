"""Every command tells a folder that is no study by the path that was typed, not by its last part."""

import importlib
import sys

import pytest

ARGUMENTS = {
    "audit": ["{}"], "changes": ["{}"], "doctor": ["{}"], "forgotten": ["P-1", "{}"], "gate": ["{}"], "key": ["{}"],
    "lock_plan": ["{}"], "preview": ["{}"], "purge": ["{}"], "release": ["{}"], "reproduce": ["{}"], "review": ["{}"],
    "rotate_key": ["{}"], "run": ["report", "{}"], "trace": ["verdict.behaviour", "{}"],
}  # fmt: skip


@pytest.mark.parametrize("command", ARGUMENTS)
def test_a_folder_that_is_no_study_is_told_as_it_was_typed(command, tmp_path, monkeypatch, capsys):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(sys, "argv", [command, *(each.format("../no such") for each in ARGUMENTS[command])])
    assert importlib.import_module(f"scripts.commands.{command}").main() == 2
    told = capsys.readouterr()
    assert "This folder is not a study" in told.out + told.err
    assert "where: ../no such\n" in told.err or "(../no such)" in told.out
