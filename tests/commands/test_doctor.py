import sys
from pathlib import Path

import pytest
from ground.tiny_study import tiny_study

from scripts.commands import doctor
from scripts.commands.doctor import FINE, MIND, STOP, machine, main, of_study, permissions
from scripts.ground.named import named_study


def states(study):
    return {each.what.split(":")[0]: each.state for each in of_study(study)}


def test_this_machine_is_fit_as_the_tests_run_on_it():
    assert [each for each in machine() if each.state == STOP] == []


def test_a_package_that_is_not_the_locked_one_stops(monkeypatch):
    monkeypatch.setattr(doctor, "_installed", lambda name: "0.0.1")
    assert [each.state for each in machine()][1] == STOP


def test_without_quarto_the_other_renderer_is_named_and_nothing_stops(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    found = list(machine())[-1]
    assert (found.state, "Typst" in found.what) == (MIND, True)


def test_a_full_disk_stops(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 1e8})())
    assert [each.state for each in machine()][2] == STOP


def test_each_thing_of_a_study_is_looked_at_and_told_with_a_remedy(tmp_path: Path):
    study = tiny_study(tmp_path)
    assert set(states(study).values()) == {FINE}
    (study / "data/raw/start.csv").unlink()
    [told] = [each for each in of_study(study) if each.state == STOP]
    assert told.what.startswith("raw files: The source has no file.")
    assert told.remedy.startswith("Put the file there")


def test_raw_files_that_nothing_reads_are_counted_and_a_file_of_withdrawals_stops(tmp_path: Path):
    study = tiny_study(tmp_path)
    for name in ("extra.csv", "withdrawals.csv"):
        (study / "data/raw" / name).write_text("id\n")
    told = {each.state: each.what for each in of_study(study) if each.state != FINE}
    assert told[MIND] == "raw files that no source reads: 2" and "declares no withdrawals" in told[STOP]


def test_texts_of_the_scaffold_are_named_until_they_are_replaced(tmp_path: Path):
    study = tiny_study(tmp_path)
    path = study / "config/study.yaml"
    path.write_text(path.read_text().replace("institution: Nowhere College", "institution: 'TO REPLACE: the institution'"))
    [told] = [each for each in of_study(study) if each.state == MIND]
    assert told.what.endswith("study.yaml: publication.institution")


def test_identified_data_that_others_can_read_are_told_with_the_command_that_closes_them(tmp_path: Path):
    (tmp_path / "data/raw").mkdir(parents=True, mode=0o700)
    assert permissions(tmp_path, Path("results/restricted")).state == FINE
    (tmp_path / "data/raw").chmod(0o755)
    told = permissions(named_study(tmp_path), Path("results/restricted"))
    assert (told.state, told.remedy) == (MIND, f"chmod -R go-rwx {tmp_path}/data/raw")


def test_the_command_that_closes_data_bears_the_path_as_typed_in_quotes_where_needed(tmp_path: Path, monkeypatch):
    (tmp_path / "my study/data/raw").mkdir(parents=True)
    (tmp_path / "my study/data/raw").chmod(0o755)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    told = permissions(named_study("../my study"), Path("results/restricted"))
    assert told.remedy == "chmod -R go-rwx '../my study/data/raw'"


def test_a_configuration_that_cannot_be_read_stops_and_nothing_else_is_said(tmp_path: Path):
    study = tiny_study(tmp_path)
    (study / "config/study.yaml").write_text("publication: [", encoding="utf-8")
    assert states(study) == {"configuration": STOP}


@pytest.mark.parametrize(("spoilt", "code", "told"), [(False, 0, "Nothing stands in the way"), (True, 2, "stop ")])
def test_the_command_ends_with_two_when_something_stands_in_the_way(tmp_path, monkeypatch, capsys, spoilt, code, told):
    study = tiny_study(tmp_path)
    if spoilt:
        (study / "data/raw/roster.csv").unlink()
    monkeypatch.setattr(sys, "argv", ["doctor", str(study)])
    assert main() == code
    said = capsys.readouterr().out
    assert told in said
    assert "\033[" not in said
