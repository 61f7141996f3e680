"""Steps written here stand in for steps of the pipeline; each runs through the door as a rule would run it."""

import json
import sys
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from ground.tiny_study import tiny_study, written
from scripts.ground import door
from scripts.ground.config import load_config
from scripts.ground.environment import QUIET
from scripts.ground.faults import ConfigFault, Faults, MissingInput
from scripts.ground.hashing import file_digest
from scripts.ground.key import Key
from scripts.ground.models.analysis_plan import Inference
from scripts.ground.models.study import Publication
from scripts.ground.raw import RawFiles, find_raw, raw_digest
from scripts.ground.schema import Folder, Frame, Rows, Table, column

SECRET = "Jane Smith said that"


class Numbers(Table, key=("name",)):
    """Named numbers."""

    name: str = column("name")
    number: int = column("number")


class Two(NamedTuple):
    """Two results."""

    numbers: Rows[Numbers]
    told: str


def more(numbers: Rows[Numbers], inference: Inference) -> Rows[Numbers]:
    return [row | {"number": row["number"] + inference.minimum_pairs} for row in numbers]


def both(numbers: Rows[Numbers], publication: Publication) -> Two:
    return Two(numbers, publication.title)


def framed(numbers: Frame[Numbers]) -> Rows[Numbers]:
    return numbers[numbers["number"] > 1]


def rawly(raw: RawFiles, key: Key) -> dict:
    return {file.id: file.path.read_text(encoding="utf-8") for file in raw} | {"key": key.fingerprint}


def words(told: str, known: dict) -> bytes:
    return f"{told}{known['more']}".encode()


def folded(texts: Folder) -> dict[str, str]:
    return {f"copy/{name}": content.decode() for name, content in texts.items()}


def records(each: list[dict]) -> dict:
    return {"steps": [record["step"] for record in each]}


def faulty(numbers: Rows[Numbers]) -> Rows[Numbers]:
    raise Faults(
        [MissingInput("It is not there.", where="a:1", remedy="Put it there."), ConfigFault("No.", where="b", remedy="Do.")]
    )


def defective(numbers: Rows[Numbers]) -> Rows[Numbers]:
    return [{"number": float(SECRET)}]


def empties(numbers: Rows[Numbers]) -> Two:
    return Two([{"name": "a", "number": None}], "told")


@pytest.fixture(autouse=True)
def study(tmp_path, monkeypatch):
    for step in (more, both, framed, rawly, words, folded, records, faulty, defective, empties):
        monkeypatch.setitem(sys.modules, f"scripts.trial.{step.__name__}", SimpleNamespace(**{step.__name__: step}))
    monkeypatch.delenv(QUIET, raising=False)
    monkeypatch.chdir(tiny_study(tmp_path))
    written(tmp_path / "in.csv", "name,number\nb,2\na,1\n")
    return tmp_path


def run(step, *arguments):
    return door.main([f"trial.{step}", *arguments, "--record", "record.json", "--log", "logs/job.log"])


def log(study):
    return (study / "logs/job.log").read_text()


def test_a_step_gets_its_table_and_its_slice_and_leaves_table_record_and_empty_log(study):
    assert run("more", "--in", "numbers=in.csv", "--out", "numbers=deep/out.csv") == 0
    assert (study / "deep/out.csv").read_text() == "name,number\na,4\nb,5\n"
    assert log(study) == ""
    record = json.loads((study / "record.json").read_text())
    assert record["step"] == "trial.more"
    assert record["inputs"] == {"numbers": [{"path": "in.csv", "sha256": file_digest(study / "in.csv")}]}
    assert record["outputs"] == {"numbers": {"path": "deep/out.csv", "sha256": file_digest(study / "deep/out.csv")}}
    assert record["config"] == {"analysis_plan.inference": load_config(study).slice_digest(Inference)}
    assert (record["raw"], record["key_fingerprint"]) == ({}, "")


def test_each_field_of_a_result_goes_to_the_output_of_its_name(study):
    assert run("both", "--in", "numbers=in.csv", "--out", "told=told.txt", "--out", "numbers=out.csv") == 0
    assert (study / "told.txt").read_text() == "Tiny"
    assert (study / "out.csv").read_text() == "name,number\na,1\nb,2\n"


def test_several_files_of_one_table_arrive_as_one_list(study):
    written(study / "more.csv", "name,number\nc,3\n")
    assert run("more", "--in", "numbers=in.csv", "--in", "numbers=more.csv", "--out", "numbers=out.csv") == 0
    assert (study / "out.csv").read_text() == "name,number\na,4\nb,5\nc,6\n"


def test_a_step_that_wants_a_frame_gets_one(study):
    assert run("framed", "--in", "numbers=in.csv", "--out", "numbers=out.csv") == 0
    assert (study / "out.csv").read_text() == "name,number\nb,2\n"


def test_text_and_json_come_and_bytes_go(study):
    written(study / "a.txt", "zwölf")
    written(study / "a.json", '{"more": "!"}')
    assert run("words", "--in", "told=a.txt", "--in", "known=a.json", "--out", "made=out.bin") == 0
    assert (study / "out.bin").read_text() == "zwölf!"


def test_raw_files_and_key_leave_digests_in_the_record_and_no_names(study):
    assert run("rawly", "--raw", "survey", "--out", "made=out.json") == 0
    assert json.loads((study / "out.json").read_text())["survey_start:1"] == "ID,Q1\nP-1,4\n"
    record = (study / "record.json").read_text()
    assert json.loads(record)["raw"] == {"survey_start:1": file_digest(study / "data/raw/start.csv")}
    assert json.loads(record)["key_fingerprint"] == json.loads((study / "out.json").read_text())["key"]
    assert "start.csv" not in record


def test_a_folder_comes_and_goes_by_names_inside_it(study):
    for name in ("b.txt", "sub/a.txt"):
        written(study / "texts" / name, name)
    assert run("folded", "--in", "texts=texts", "--out", "made=out") == 0
    assert sorted(path.relative_to(study / "out").as_posix() for path in (study / "out").rglob("*.txt")) == [
        "copy/b.txt",
        "copy/sub/a.txt",
    ]


def test_a_folder_that_is_made_anew_keeps_no_old_file(study):
    written(study / "texts/a.txt", "a")
    written(study / "out/left-over.txt", "old")
    assert run("folded", "--in", "texts=texts", "--out", "made=out") == 0
    assert [path.name for path in (study / "out").rglob("*.txt")] == ["a.txt"]


def test_a_folder_without_files_may_be_given_as_nothing(study):
    assert run("folded", "--out", "made=out") == 0
    assert list((study / "out").iterdir()) == []


def test_a_list_of_json_comes_file_by_file(study):
    for name in ("x", "y"):
        written(study / f"{name}.json", json.dumps({"step": name}))
    assert run("records", "--in", "each=x.json", "--in", "each=y.json", "--out", "made=out.json") == 0
    assert json.loads((study / "out.json").read_text()) == {"steps": ["x", "y"]}


def test_an_input_for_order_only_is_neither_read_nor_recorded(study):
    assert run("more", "--in", "numbers=in.csv", "--in", "after=nowhere", "--out", "numbers=out.csv") == 0
    assert list(json.loads((study / "record.json").read_text())["inputs"]) == ["numbers"]


@pytest.mark.parametrize(
    "inputs", [["--in", "scores=in.csv"], [], ["--in", "numbers=in.csv", "--in", "scores=in.csv"]], ids=["other", "none", "more"]
)
def test_a_rule_that_does_not_fit_its_step_is_a_defect(study, capsys, inputs):
    assert run("more", *inputs, "--out", "numbers=out.csv") == 1
    assert "trial.more: the rule gives" in capsys.readouterr().err
    assert not (study / "out.csv").exists()


def test_faults_are_told_in_words_with_exit_code_two(study, capsys):
    assert run("faulty", "--in", "numbers=in.csv", "--out", "numbers=out.csv") == door.EXIT_FAULT == 2
    told = "It is not there.\n  where: a:1\n  to do: Put it there.\nNo.\n  where: b\n  to do: Do.\n"
    assert log(study) == told == capsys.readouterr().err
    assert not (study / "record.json").exists()


def test_where_somebody_else_tells_the_faults_the_job_only_logs_them(study, capsys, monkeypatch):
    monkeypatch.setenv(QUIET, "1")
    assert run("faulty", "--in", "numbers=in.csv", "--out", "numbers=out.csv") == 2
    assert capsys.readouterr().err == ""
    assert "It is not there." in log(study)


def test_a_fault_of_the_config_is_told_in_words(study):
    written(study / "config/analysis_plan.yaml", "version: 1\nestimand: x\ninference: {minimum_pears: 3}\n")
    assert run("more", "--in", "numbers=in.csv", "--out", "numbers=out.csv") == 2
    assert "minimum_pears" in log(study)
    assert "Traceback" not in log(study)


def test_a_defect_has_exit_code_one_and_shows_code_but_no_data(study, capsys):
    assert run("defective", "--in", "numbers=in.csv", "--out", "numbers=out.csv") == 1
    told = log(study) + capsys.readouterr().err
    assert "defect of the pipeline" in told
    assert "ValueError" in told
    assert "test_door.py" in told
    assert SECRET not in told


@pytest.mark.parametrize("step", ["faulty", "defective"])
def test_a_step_that_raises_leaves_the_older_result_whole_and_nothing_beside_it(study, step):
    written(study / "results/out.csv", "name,number\nold,1\n")
    assert run(step, "--in", "numbers=in.csv", "--out", "numbers=results/out.csv") != 0
    assert [path.name for path in (study / "results").iterdir()] == ["out.csv"]
    assert (study / "results/out.csv").read_text() == "name,number\nold,1\n"
    assert not (study / "record.json").exists()


def test_a_result_that_breaks_its_table_is_not_written(study):
    assert run("empties", "--in", "numbers=in.csv", "--out", "numbers=results/out.csv") == 2
    assert list((study / "results").iterdir()) == []
    assert "“number” must not be empty" in log(study)


def test_a_write_that_fails_midway_leaves_the_older_result_whole(study, monkeypatch):
    written(study / "out.csv", "old")

    def full_disk(handle):
        raise OSError("no space left on device")

    monkeypatch.setattr(door.os, "fsync", full_disk)
    assert run("more", "--in", "numbers=in.csv", "--out", "numbers=out.csv") == 1
    assert (study / "out.csv").read_text() == "old"


def test_results_are_readable_by_their_owner_only(study):
    run("more", "--in", "numbers=in.csv", "--out", "numbers=out.csv")
    assert (study / "out.csv").stat().st_mode & 0o777 == 0o600


def test_a_raw_file_that_changed_during_the_run_stops_the_job(study):
    config = load_config(study)
    seen = raw_digest(config, find_raw(config, ["survey"]))
    assert run("rawly", "--raw", "survey", "--raw-digest", seen, "--out", "made=out.json") == 0
    written(study / "data/raw/start.csv", "ID,Q1\nP-1,5\n")
    assert run("rawly", "--raw", "survey", "--raw-digest", seen, "--out", "made=again.json") == 2
    assert "changed while the evaluation was running" in log(study)
    assert not (study / "again.json").exists()


def test_the_same_inputs_give_the_same_record_byte_for_byte(study):
    run("more", "--in", "numbers=in.csv", "--out", "numbers=out.csv")
    first = (study / "record.json").read_bytes()
    run("more", "--in", "numbers=in.csv", "--out", "numbers=out.csv")
    assert (study / "record.json").read_bytes() == first
