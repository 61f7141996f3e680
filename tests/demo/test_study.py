"""Studies larger than the demonstration: as many as asked for, of people and texts of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from scripts.demo.cast import load_cast
from scripts.demo.further import mix_answers
from scripts.demo.generate import MANIFEST
from scripts.demo.prose import read_prose
from scripts.demo.study import truth_of_size, write_study
from scripts.demo.transcripts import further_interviews
from scripts.demo.truth import load_truth


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("larger") / "study"
    write_study(folder, truth_of_size(60, 22))
    return folder


def test_a_study_has_its_configuration_and_as_many_people_and_transcripts_as_asked(study: Path) -> None:
    raw = study / "data/raw"
    assert (study / "config/sources.yaml").exists()
    assert sum(row[1] == "participant" for row in load_workbook(raw / "roster.xlsx")["People"].values) == 60
    listed = (raw / MANIFEST).read_text(encoding="utf-8").splitlines()
    assert sum(name.startswith(("interviews/", "focus_group")) for name in listed) == 22


def test_further_people_have_projects_and_answers_and_a_name_without_digits(study: Path) -> None:
    truth = truth_of_size(60, 22)
    further = {person.id for person in load_cast(truth).further}
    assert len(further) == 12
    assert not any(sign.isdigit() for person in load_cast(truth).further for sign in person.full_name)
    with_project = {row[0] for row in load_workbook(study / "data/raw/projects.xlsx")["Projects"].values}
    assert with_project & further


def test_the_cast_itself_has_nobody_further() -> None:
    assert load_cast(load_truth()).further == ()
    assert further_interviews(load_cast(load_truth()), load_truth()) == []


def test_mixed_interviews_say_what_somebody_said_and_keep_their_marks() -> None:
    truth = truth_of_size(60, 22)
    said = {turn.text for each in read_prose("participant interview") for turn in each.turns}
    documents = further_interviews(load_cast(truth), truth)
    assert len(documents) == 22 - 19
    assert {turn.text for document in documents for turn in document.turns} <= said
    assert all(any(turn.marks for turn in document.turns) for document in documents)


def test_mixed_answers_are_of_written_sentences() -> None:
    answers = mix_answers(["One. Two!", "Three?"], [f"P{number}" for number in range(50)], load_truth().draw("test"))
    assert 0 < len(answers) < 50
    assert {word for answer in answers.values() for word in answer.split()} == {"One.", "Two!", "Three?"}


@pytest.mark.parametrize(("participants", "transcripts"), [(100, 18), (50, 22)])
def test_more_transcripts_than_people_or_fewer_than_written_are_refused(participants: int, transcripts: int) -> None:
    with pytest.raises(SystemExit):
        truth_of_size(participants, transcripts)
