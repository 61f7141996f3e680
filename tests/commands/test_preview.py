import json
from pathlib import Path

import pytest

from scripts.commands import preview as previewing
from scripts.ground.faults import MissingInput, RenderFault


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A run's record, a chapter and the team's prose; rendering only counts its calls."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(previewing, "TEMPLATES", tmp_path / "templates")
    monkeypatch.setattr(previewing, "PAUSE", 0)
    for name in (
        "templates/chapters/a.qmd",
        "templates/fallback/filter.lua",
        "config/prose/aim.md",
        "config/prose/README.md",
        "made.csv",
    ):
        written(Path(name), "words")
    inputs = {"made": [{"path": "made.csv"}], "templates": [{"path": "report/gone.qmd"}], "prose": []}
    written(previewing.RECORDS / "report.project.json", json.dumps({"inputs": inputs}))
    return tmp_path


def written(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def watched(monkeypatch, *edits):
    """Renderings seen, while one edit is made at each look."""
    rendered, told, left = [], [], list(edits)
    monkeypatch.setattr(previewing, "render_page", rendered.append)
    monkeypatch.setattr(previewing.time, "sleep", lambda _: left and left.pop(0)())
    previewing.preview(rounds=len(edits) + 2, pause=0, tell=told.append)
    return rendered, told


def test_it_renders_once_and_says_which_file_to_open(study, monkeypatch):
    rendered, told = watched(monkeypatch)
    assert len(rendered) == 1
    assert str(previewing.PAGE.resolve()) in told[0]
    assert rendered[0]["made"] == [Path("made.csv")]
    assert rendered[0]["prose"] == [Path("config/prose/aim.md")]
    assert [path.name for path in rendered[0]["templates"]] == ["a.qmd"]


@pytest.mark.parametrize("name", ["templates/chapters/a.qmd", "config/prose/aim.md", "config/prose/new.md", "config/study.yaml"])
def test_a_saved_file_or_a_new_one_is_rendered(study, monkeypatch, name):
    rendered, _ = watched(monkeypatch, lambda: written(Path(name), "other words"))
    assert len(rendered) == 2


def test_a_removed_file_is_noticed(study, monkeypatch):
    rendered, _ = watched(monkeypatch, Path("config/prose/aim.md").unlink)
    assert [len(each["prose"]) for each in rendered] == [1, 0]


def test_a_file_that_was_touched_and_not_changed_is_not_rendered(study, monkeypatch):
    rendered, _ = watched(monkeypatch, lambda: written(Path("config/prose/aim.md"), "words"))
    assert len(rendered) == 1


def test_an_error_is_told_in_words_and_the_next_save_is_tried_again(study, monkeypatch):
    def broken(inputs):
        raise RenderFault("'@tbl-x' names nothing in the report.", where="config/prose/aim.md, line 3", remedy="Correct it.")

    told = []
    monkeypatch.setattr(previewing, "render_page", broken)
    edits = [lambda: written(Path("config/prose/aim.md"), "better")]
    monkeypatch.setattr(previewing.time, "sleep", lambda _: edits and edits.pop()())
    previewing.preview(rounds=3, pause=0, tell=told.append)
    assert len(told) == 3
    assert all("config/prose/aim.md, line 3" in words for words in told[1:])


def test_without_a_finished_run_it_says_what_to_do(study):
    (previewing.RECORDS / "report.project.json").unlink()
    with pytest.raises(MissingInput, match="no finished run"):
        previewing.inputs_of_last_run()


def test_results_that_are_gone_are_named(study):
    Path("made.csv").unlink()
    with pytest.raises(MissingInput) as told:
        previewing.inputs_of_last_run()
    assert "made.csv" in told.value.where


def test_ctrl_c_ends_quietly_and_takes_the_preview_away(study, monkeypatch, capsys):
    def interrupted(**_):
        written(previewing.PAGE, "page")
        raise KeyboardInterrupt

    class Opened:
        class study:  # noqa: N801
            class publication:  # noqa: N801
                report_date = None

    monkeypatch.setattr(previewing, "open_study", lambda _: Opened)
    monkeypatch.setattr(previewing, "settle", lambda _: None)
    monkeypatch.setattr(previewing, "preview", interrupted)
    monkeypatch.setattr("sys.argv", ["preview", str(study)])
    assert previewing.main() == 0
    assert "ended" in capsys.readouterr().out
    assert not previewing.PREVIEW.exists()
