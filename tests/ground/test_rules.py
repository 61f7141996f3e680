import shlex
from types import SimpleNamespace

import pytest

from ground.tiny_study import tiny_study, written
from scripts.ground import rules
from scripts.ground.config import load_config
from scripts.ground.door import _named_paths, _parse
from scripts.ground.key import ENVIRONMENT
from scripts.ground.rules import Steps, files


class Named(dict):
    """Inputs or outputs of a rule, as the engine hands them over."""

    def __getattr__(self, name):
        return self[name]


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(ENVIRONMENT, raising=False)


def steps(folder, *changes):
    return Steps(load_config(tiny_study(folder, *changes)))


def arguments(command):
    """What the door makes of a command."""
    words = shlex.split(command.format(params=SimpleNamespace(files="--record r.json"), log="job.log"))
    assert words[:3] == ["python", "-m", "scripts.ground.bell"]
    return _parse(words[3:])


def test_a_command_is_one_the_door_understands(tmp_path):
    job = arguments(steps(tmp_path)("ingest.surveys", raw=("survey", "feedback")))
    assert (job.step, job.raw, job.record, job.log) == ("ingest.surveys", ["survey", "feedback"], "r.json", "job.log")
    assert job.seen
    assert job.raw_digest


@pytest.mark.parametrize(
    ("step", "change", "moves"),
    [
        ("quantitative.change", ("analysis_plan", "minimum_pairs: 3", "minimum_pairs: 4"), True),
        ("quantitative.change", ("study", "title: Tiny", "title: Other"), False),
        ("quantitative.scores", ("instrument", "maximum: 5", "maximum: 7"), True),
        ("quantitative.scores", ("analysis_plan", "minimum_pairs: 3", "minimum_pairs: 4"), False),
        ("provenance.evidence", ("study", "title: Tiny", "title: Other"), True),
        ("provenance.ledger", ("study", "title: Tiny", "title: Other"), False),
    ],
)
def test_a_step_is_called_anew_when_a_slice_it_takes_moves_and_only_then(tmp_path, step, change, moves):
    before, after = steps(tmp_path / "before"), steps(tmp_path / "after", change)
    assert (before(step) != after(step)) is moves


def test_another_key_calls_only_the_steps_anew_that_take_it(tmp_path, monkeypatch):
    made = steps(tmp_path)
    before = made("provenance.evidence"), made("quantitative.scores")
    key = tmp_path / "study.key"
    key.write_bytes(bytes(range(100, 132)))
    key.chmod(0o600)
    monkeypatch.setenv(ENVIRONMENT, str(key))
    assert made("provenance.evidence") != before[0]
    assert made("quantitative.scores") == before[1]


def test_a_changed_raw_file_calls_the_step_anew_that_reads_it(tmp_path):
    before = steps(tmp_path)("ingest.surveys", raw=("survey",)), steps(tmp_path)("ingest.people", raw=("roster",))
    written(tmp_path / "data/raw/start.csv", "ID,Q1\nP-1,5\n")
    made = Steps(load_config(tmp_path))
    assert made("ingest.surveys", raw=("survey",)) != before[0]
    assert made("ingest.people", raw=("roster",)) == before[1]


def test_files_of_a_rule_reach_the_door_by_name_also_with_blanks_in_their_paths():
    given = Named(scores="a study/scores.csv", evidence=["one.csv", "two.csv"])
    made = Named(change="out.csv", record="records/r.json")
    job = _parse(["step", *shlex.split(files(None, given, made))])
    assert {name: [str(path) for path in paths] for name, paths in _named_paths(job.inputs).items()} == {
        "scores": ["a study/scores.csv"], "evidence": ["one.csv", "two.csv"],
    }  # fmt: skip
    assert list(_named_paths(job.outputs)) == ["change"]
    assert job.record == "records/r.json"


def test_large_texts_are_worth_a_second_process(tmp_path, monkeypatch):
    made = steps(tmp_path)
    assert made.processes(("survey",)) == 1
    monkeypatch.setattr(rules, "LARGE", 10)
    assert (made.processes(("survey",)), made.processes(("interviews",))) == (2, 1)
