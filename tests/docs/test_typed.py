"""The commands of the documentation, typed one after the other as a reader types them; documented.py holds the stories."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs.commands_in_pages import PAGES, agrees, examples, read
from tests.docs.documented import CODE, DEMONSTRATION, FINISHED, OWN_STUDY, Chapter
from tests.docs.typed import Place, Typed, copy_repository, type_in
from tests.end_to_end.conftest import demo, run_once

__all__ = ["demo", "run_once"]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return copy_repository(tmp_path)


@pytest.fixture
def finished(place: Place, request: pytest.FixtureRequest) -> Place:
    """A place where the demonstration has been run."""
    study = request.getfixturevalue("demo")
    for part in ("results", ".snakemake"):
        shutil.copytree(study / part, place.repository / part, symlinks=True, dirs_exist_ok=True)
    return place


def test_commands_on_a_finished_run_of_the_demonstration(finished: Place) -> None:
    do(FINISHED, finished)


@pytest.mark.parametrize("page", [page for page in PAGES if examples(read(page))])
def test_an_output_that_a_page_shows_is_the_real_one(finished: Place, page: str) -> None:
    for command, shown in examples(read(page)).items():
        told = type_in(finished, Typed(command))
        assert agrees(shown, told), f"{page} shows of `{command}`\n{shown}\nbut it is\n{told}"


@pytest.mark.slow
def test_commands_that_run_the_demonstration(place: Place) -> None:
    do(DEMONSTRATION, place)


@pytest.mark.slow
def test_commands_of_a_study_of_ones_own_from_the_first_to_the_last(place: Place) -> None:
    do(OWN_STUDY, place)


@pytest.mark.slow
def test_commands_about_the_code(place: Place) -> None:
    do(CODE, place)
    assert not (place.repository / ".venv").exists() and not (place.repository / "results/release").exists()


def do(story: tuple[Chapter, ...], place: Place) -> None:
    """Every step of a story, in its order."""
    for step in (step for chapter in story for step in chapter.steps):
        if isinstance(step, Typed):
            type_in(place, step)
        else:
            step(place)
