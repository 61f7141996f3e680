import pytest
from ground.tiny_study import tiny_study

from commands.finished_study import finished_study
from scripts.commands.made_from import HIDDEN, gather, installed_packages, read_made_from, write_made_from
from scripts.ground.config import load_config
from scripts.ground.faults import UnreadableFile

EVIDENCE = {"evidence": [{"id": "x"}], "sources": {}}


@pytest.fixture
def gathered(tmp_path, monkeypatch):
    def gather_after(*changes):
        monkeypatch.chdir(tiny_study(tmp_path, *changes))
        return gather(EVIDENCE, load_config(tmp_path))

    return gather_after


def test_numbers_dates_and_words_of_ours_are_kept_as_they_are(gathered):
    config = gathered()["config"]
    assert config["analysis_plan.inference.minimum_pairs"] == "3"
    assert config["study.publication.report_date"] == "2026-03-31"
    assert config["study.publication.fictional"] == "yes"
    assert config["instrument.items.B1a.keyed"] == "positive"
    assert config["sources.sources.survey_start.kind"] == "survey"


def test_texts_and_keys_that_people_write_are_kept_as_keyed_digests_only(gathered):
    made = gathered(("sources", "columns: {person: ID}, items", "columns: {person: Jane Placeholder}, items"))
    assert made["config"]["study.publication.title"].startswith(HIDDEN)
    assert made["config"]["sources.sources.survey_start.columns"].startswith(HIDDEN)
    told = str(made)
    assert "Tiny" not in told and "Jane" not in told and "start.csv" not in told and "I know" not in told


def test_of_two_texts_the_digests_differ(gathered):
    first, other = gathered(), gathered(("study", "title: Tiny", "title: Other"))
    moved = {key for key in first["config"] if first["config"][key] != other["config"][key]}
    assert moved == {"study.publication.title"}


def test_of_each_step_code_configuration_and_files_are_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(finished_study(tmp_path))
    step = gather(EVIDENCE, None)["steps"]["quantitative.change"]
    assert "scripts/quantitative/inference/paired.py" in step["code"]
    assert set(step["config"]) == {"analysis_plan.inference"}
    assert list(step["inputs"]) == ["results/pseudonymised/people/answers.csv"]
    assert step["outputs"] == ["results/pseudonymised/quantitative/change.csv"]


def test_the_installed_packages_are_known_by_version():
    import pydantic

    assert installed_packages()["pydantic"] == pydantic.VERSION


def test_what_was_written_is_read_again_and_an_edit_or_another_run_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made, path = gather(EVIDENCE, None), tmp_path / "made.json"
    assert read_made_from(path, EVIDENCE["evidence"]) is None
    write_made_from(path, made)
    assert [each.name for each in tmp_path.iterdir()] == ["made.json"]
    assert read_made_from(path, EVIDENCE["evidence"]) == made
    with pytest.raises(UnreadableFile, match="not of the same run"):
        read_made_from(path, [])
    path.write_text(path.read_text(encoding="utf-8").replace("pydantic", "pedantic"), encoding="utf-8")
    with pytest.raises(UnreadableFile, match="own digest"):
        read_made_from(path, EVIDENCE["evidence"])
