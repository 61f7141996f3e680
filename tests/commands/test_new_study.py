"""A new study: refused where it must be, complete where it may be."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path

import pytest
import yaml

from scripts.commands import key as key_command
from scripts.commands import new_study as command
from scripts.commands.new_study import NAME, SCAFFOLD, new_study, without_keys
from scripts.ground.config import load_config
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import Faults, MissingInput, StudyFault
from scripts.ground.models.instrument import Instrument
from scripts.ground.models.sources import Sources
from scripts.ground.opening import EVERY_KIND, open_study, refuse_careless_git
from scripts.ground.placeholders import MARK, placeholders
from scripts.report.typed_numbers import refuse_typed_numbers

SWITCHED_OFF = re.compile(r"^(\s*)#(?=\S)", re.MULTILINE)


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh study, and a home folder of its own for the key."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("EVALUATION_KEY_FILE", raising=False)
    return new_study(str(tmp_path / "my first study"))


def test_a_new_study_has_every_config_file_and_loads(study: Path) -> None:
    config = load_config(study)
    assert not config.study.publication.fictional
    assert {behaviour.id for behaviour in config.roots["instrument"].behaviours} == {"B1", "B2", "B3", "B4", "B5", "B6"}


def test_every_text_that_is_to_be_replaced_is_known_as_one(study: Path) -> None:
    written = [path.read_text(encoding="utf-8").count(f'"{MARK}') for path in (study / "config").glob("*.yaml")]
    assert len(placeholders(load_config(study))) == sum(written) + 1  # one stands in a text over several lines


def test_a_new_study_with_a_key_asks_only_for_its_missing_files(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["key", str(study)])
    assert key_command.main() == 0
    with pytest.raises(MissingInput, match="data/raw is empty") as told:
        open_study(study)
    required = {key for key, source in load_config(study).sources.sources.items() if not source.optional}
    assert set(told.value.where.split("looks for ")[1].split(", ")) == required


def test_a_new_study_without_a_key_is_told_how_to_make_one(study: Path) -> None:
    with pytest.raises(Faults, match="make key"):
        open_study(study)


def test_the_key_is_named_after_the_study_and_lies_outside_it(study: Path) -> None:
    key_file = load_config(study).study.places.key_file
    assert key_file == "~/.evaluation-keys/my-first-study.key"
    assert all(NAME not in path.read_text(encoding="utf-8") for path in study.rglob("*") if path.is_file())


def test_nothing_of_the_demonstration_enters_a_new_study(study: Path) -> None:
    disclosure = load_config(study).roots["disclosure"]
    demo = load_config(REPOSITORY).roots["disclosure"]
    assert disclosure.canaries == () and disclosure.allowed_names == ()
    assert disclosure.classes == demo.classes and disclosure.redaction == demo.redaction
    text = (study / "config/disclosure.yaml").read_text(encoding="utf-8")
    assert not any(name in text for name in demo.canaries)


def test_only_the_owner_may_enter_a_new_study(study: Path) -> None:
    assert stat.S_IMODE(study.stat().st_mode) == 0o700


def test_a_new_study_may_lie_in_a_git_tree_because_its_data_are_ignored(tmp_path: Path) -> None:
    # the bare skeleton by which git recognises a work tree
    for name in ("objects", "refs"):
        (tmp_path / ".git" / name).mkdir(parents=True)
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    study = new_study(str(tmp_path / "study"))
    refuse_careless_git(load_config(study))
    assert {".snakemake/", "*.key"} <= set((study / ".gitignore").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("named", ["", "  "])
def test_a_missing_name_is_refused(named: str) -> None:
    with pytest.raises(StudyFault, match="No folder was named"):
        new_study(named)


@pytest.mark.parametrize("inside", [".", "studies/mine", "../" + REPOSITORY.name])
def test_a_folder_inside_the_repository_is_refused(inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    with pytest.raises(StudyFault, match="inside this repository"):
        new_study(inside)


def test_a_folder_that_holds_anything_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StudyFault, match="holds files already"):
        new_study(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_may_become_a_study(tmp_path: Path) -> None:
    assert (new_study(str(tmp_path)) / "CHECKLIST.md").exists()


def test_the_command_tells_the_next_steps_with_the_path_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["new_study", str(tmp_path / "a study")])
    assert command.main() == 0
    assert f"make key STUDY='{tmp_path}/a study'" in capsys.readouterr().out


def test_the_command_tells_a_fault_in_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["new_study", ""])
    assert command.main() == 2
    assert "to do: " in capsys.readouterr().err


def test_every_example_that_is_switched_off_is_valid_when_switched_on() -> None:
    for name, model in (("sources", Sources), ("instrument", Instrument)):
        text = SWITCHED_OFF.sub(r"\1", (SCAFFOLD / f"config/{name}.yaml").read_text(encoding="utf-8"))
        model.model_validate(yaml.safe_load(text))


def test_the_scaffold_shows_every_kind_of_source() -> None:
    text = SWITCHED_OFF.sub(r"\1", (SCAFFOLD / "config/sources.yaml").read_text(encoding="utf-8"))
    shown = {source.kind for source in Sources.model_validate(yaml.safe_load(text)).sources.values()}
    assert shown == set(EVERY_KIND)


def test_the_note_in_the_prose_folder_does_not_stop_the_report() -> None:
    refuse_typed_numbers({"README.md": (SCAFFOLD / "config/prose/README.md").read_text(encoding="utf-8")})


def test_taking_a_key_out_takes_its_comment_and_leaves_the_rest() -> None:
    text = "# head\na: 1\n\n# about b\nb:\n  - x\n  # inside\n  - y\n\n# about c\nc: 2\n"
    assert without_keys(text, ("b",)) == "# head\na: 1\n\n# about c\nc: 2\n"
