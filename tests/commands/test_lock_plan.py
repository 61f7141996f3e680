import datetime as dt
import sys

import pytest
import yaml
from ground.tiny_study import tiny_study, written

from scripts.commands import lock_plan as command
from scripts.commands.lock_plan import lock_plan, main
from scripts.ground.config import load_config
from scripts.ground.faults import ConfigFault
from scripts.ground.planned import values_digest

DAY = dt.date(2025, 9, 1)
END = (
    "sources",
    "withdrawals:",
    "  survey_end: {kind: survey, files: end*.csv, format: csv, wave: T1, columns: {person: ID}, optional: true}\nwithdrawals:",
)


@pytest.fixture
def study(tmp_path):
    return tiny_study(tmp_path / "study", END)


def test_the_lock_holds_the_values_their_digest_and_the_day(study):
    lock = lock_plan(study, DAY)
    assert (lock.date, lock.version) == (DAY, "1")
    assert lock.values["analysis_plan.inference.minimum_pairs"] == "3"
    assert lock.digest == values_digest(lock.values)


def test_what_was_written_is_read_again_as_it_was(study):
    lock = lock_plan(study, DAY)
    assert load_config(study).roots["plan_lock"] == lock
    assert yaml.safe_load((study / "config/plan.lock.yaml").read_text(encoding="utf-8"))["date"] == DAY


def test_the_lock_counts_the_files_of_each_source(study):
    known = {each.source: (each.files, each.outcome) for each in lock_plan(study, DAY).known}
    assert known == {"roster": (1, False), "survey_start": (1, False), "survey_end": (0, True)}


def test_files_that_can_show_an_outcome_are_told(study, monkeypatch, capsys):
    written(study / "data/raw/end1.csv", "anything")
    monkeypatch.setattr(sys, "argv", ["lock_plan", str(study), "--date", "2025-09-01"])
    assert main() == 0
    assert "can show an outcome were in the folder: survey_end" in capsys.readouterr().out
    assert {each.source: each.files for each in load_config(study).roots["plan_lock"].known}["survey_end"] == 1


@pytest.mark.parametrize(("row", "existed"), [("B1,true", True), ("B1,false", False)])
def test_a_lock_after_an_estimate_says_so(study, row, existed):
    written(study / "results/pseudonymised/quantitative/change.csv", f"behaviour,estimable\n{row}\n")
    assert lock_plan(study, DAY).results_existed is existed


def test_a_study_that_is_still_the_scaffold_is_not_locked(study):
    path = study / "config/study.yaml"
    path.write_text(path.read_text().replace("institution: Nowhere College", "institution: 'TO REPLACE: the institution'"))
    with pytest.raises(ConfigFault, match="would be locked"):
        lock_plan(study, DAY)
    assert not (study / "config/plan.lock.yaml").exists()


def test_a_second_lock_is_refused_and_the_first_one_stays(study):
    lock_plan(study, DAY)
    before = (study / "config/plan.lock.yaml").read_bytes()
    with pytest.raises(ConfigFault, match="locked already since 2025-09-01"):
        lock_plan(study, DAY)
    assert (study / "config/plan.lock.yaml").read_bytes() == before


def test_without_a_date_the_day_of_the_lock_is_today(study, monkeypatch, capsys):
    monkeypatch.setattr(command, "today", lambda: dt.date(2025, 3, 4))
    monkeypatch.setattr(sys, "argv", ["lock_plan", str(study)])
    assert main() == 0
    assert "as of 2025-03-04" in capsys.readouterr().out


def test_a_folder_that_is_no_study_is_told_in_words(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["lock_plan", str(tmp_path)])
    assert main() == 2
    assert "not a study" in capsys.readouterr().err
