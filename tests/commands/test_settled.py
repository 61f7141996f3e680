import pytest

from scripts.commands.settled import Settled
from scripts.ground.config import read_config
from scripts.ground.environment import REPOSITORY


@pytest.fixture
def config(tmp_path, monkeypatch):
    """A study with a configuration, one raw file and one result."""
    for name in ("config", "data/raw", "results/release", ".snakemake"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "config/study.yaml").write_bytes((REPOSITORY / "config/study.yaml").read_bytes())
    (tmp_path / "data/raw/roster.csv").write_text("id\n1\n", encoding="utf-8")
    (tmp_path / "results/release/report.html").write_text("<p>report", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return read_config(tmp_path)


def after_a_run(config):
    Settled(config, "all").keep()
    return Settled(config, "all").is_true()


def test_nothing_is_to_do_while_nothing_changed(config):
    assert not Settled(config, "all").is_true()
    assert after_a_run(config)


def test_another_target_is_not_settled_by_this_one(config):
    assert after_a_run(config)
    assert not Settled(config, "check_inputs").is_true()


@pytest.mark.parametrize("name", ["config/study.yaml", "data/raw/roster.csv", "results/release/report.html"])
def test_a_change_of_what_was_read_or_made_unsettles(config, name):
    assert after_a_run(config)
    path = config.folder / name
    path.write_text(path.read_text(encoding="utf-8") + "#", encoding="utf-8")
    assert not Settled(config, "all").is_true()


@pytest.mark.parametrize("name", ["data/raw/late.csv", "results/release/more.html", "config/prose/summary.md"])
def test_a_new_file_unsettles(config, name):
    assert after_a_run(config)
    (config.folder / name).parent.mkdir(exist_ok=True)
    (config.folder / name).write_text("new", encoding="utf-8")
    assert not Settled(config, "all").is_true()


def test_a_lost_result_unsettles(config):
    assert after_a_run(config)
    (config.folder / "results/release/report.html").unlink()
    assert not Settled(config, "all").is_true()


def test_what_changed_while_the_run_was_under_way_is_done_by_the_next(config):
    before = Settled(config, "all")
    (config.folder / "data/raw/roster.csv").write_text("id\n1\n2\n", encoding="utf-8")
    before.keep()
    assert not Settled(config, "all").is_true()


def test_what_the_summary_writes_after_a_run_does_not_count(config):
    assert after_a_run(config)
    (config.folder / "results/pseudonymised/history").mkdir(parents=True)
    (config.folder / "results/pseudonymised/history/last.json").write_text("{}", encoding="utf-8")
    assert Settled(config, "all").is_true()
