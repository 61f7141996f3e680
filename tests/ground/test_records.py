import fcntl
import json
from collections.abc import Iterator

import pytest

from scripts.ground.environment import REPOSITORY
from scripts.ground.leftovers import let_go
from scripts.ground.records import drop_stale_records, make_record, read_records


@pytest.fixture(autouse=True)
def free() -> Iterator[None]:
    """No test holds the study of the next."""
    yield
    let_go()


def made(path, text="1"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def record(folder, step, *outputs):
    content = make_record(step, inputs={}, outputs={path.stem: path for path in outputs}, raw={}, config={}, key="")
    return made(folder / f"{step}.json", json.dumps(content))


def test_a_record_holds_what_a_job_was_made_from(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source, result = made(tmp_path / "in.csv", "a"), made(tmp_path / "out.csv", "b")
    content = make_record(
        "quantitative.scores",
        inputs={"answers": [source, source]},
        outputs={"scores": result.relative_to(tmp_path)},
        raw={"survey:2": "bb", "survey:1": "aa"},
        config={"instrument": "cc"},
        key="dd",
    )
    assert content["step"] == "quantitative.scores"
    assert [each["path"] for each in content["inputs"]["answers"]] == [source.as_posix()] * 2
    assert content["outputs"]["scores"] == {
        "path": "out.csv",
        "sha256": "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d",
    }
    assert content["raw"] == {"survey:1": "aa", "survey:2": "bb"}
    assert (content["config"], content["key_fingerprint"]) == ({"instrument": "cc"}, "dd")
    assert {"scripts/quantitative/scores.py", "scripts/ground/door.py"} <= set(content["code"])
    assert set(content["environment"]) == {"python", "lock", "conda", "installed"}


def test_a_file_of_the_repository_is_named_without_the_place_of_the_repository(tmp_path):
    lock = REPOSITORY / "requirements.txt"
    content = make_record("quantitative.scores", inputs={"lock": [lock]}, outputs={}, raw={}, config={}, key="")
    assert content["inputs"]["lock"][0]["path"] == "requirements.txt"
    assert str(REPOSITORY) not in json.dumps(content)


def test_only_records_of_edited_or_lost_results_are_dropped(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    records = tmp_path / "records"
    kept, edited, lost, half = (made(tmp_path / name) for name in ("kept.csv", "edited.csv", "lost.csv", "half.csv"))
    steps = {
        "quantitative.scores": [kept], "quantitative.change": [edited], "quantitative.models": [lost],
        "quantitative.missing": [kept, half],
    }  # fmt: skip
    for step, outputs in steps.items():
        record(records, step, *outputs)
    made(records / "quantitative.unpaired.json", "{")
    edited.write_text("2")
    lost.unlink()
    half.write_text("2")
    drop_stale_records(records)
    assert [path.name for path in records.glob("*.json")] == ["quantitative.scores.json"]
    assert kept.read_text() == "1"


def test_a_step_that_is_no_more_takes_its_results_with_it_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    records, own, foreign = tmp_path / "records", made(tmp_path / "results/a/gone.csv"), made(tmp_path / "data/kept.csv")
    folder = made(tmp_path / "results/texts/a.txt").parent
    outputs = {str(number): {"path": str(path.relative_to(tmp_path))} for number, path in enumerate((own, foreign, folder))}
    made(records / "stage.gone.json", json.dumps({"outputs": outputs}))
    drop_stale_records(records)
    assert (own.exists(), folder.exists(), foreign.exists(), list(records.glob("*"))) == (False, False, True, [])


def test_a_result_touched_but_not_changed_keeps_its_record(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = made(tmp_path / "kept.csv")
    record(tmp_path / "records", "quantitative.scores", result)
    made(result)
    drop_stale_records(tmp_path / "records")
    assert len(read_records(tmp_path / "records")) == 1


def test_a_file_more_in_a_folder_of_results_makes_its_record_stale(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made(tmp_path / "texts/a.txt")
    record(tmp_path / "records", "quantitative.scores", tmp_path / "texts")
    made(tmp_path / "texts/b.txt")
    drop_stale_records(tmp_path / "records")
    assert read_records(tmp_path / "records") == []


def test_nothing_is_dropped_while_another_run_holds_the_lock(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made(tmp_path / "records/quantitative.unpaired.json", "{")
    made(tmp_path / ".snakemake/run.lock")
    with (tmp_path / ".snakemake/run.lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        drop_stale_records(tmp_path / "records")
    assert (tmp_path / "records/quantitative.unpaired.json").exists()
    drop_stale_records(tmp_path / "records")
    assert not (tmp_path / "records/quantitative.unpaired.json").exists()


def test_records_are_read_in_the_order_of_their_steps(tmp_path):
    for step in ("b.two", "a.one"):
        record(tmp_path, step)
    assert [each["step"] for each in read_records(tmp_path)] == ["a.one", "b.two"]
