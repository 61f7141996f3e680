import json
import re
import shutil
import sys

import pytest
from ground.tiny_study import tiny_study, written

from commands.finished_study import RELEASED, SAFE, finished_study
from scripts.commands.audit import audit, main
from scripts.commands.new_study import SCAFFOLD
from scripts.commands.release import AUDITOR
from scripts.ground.environment import REPOSITORY
from scripts.ground.faults import MissingInput
from scripts.ground.hashing import file_digest, file_digests, json_digest
from scripts.ground.raw import BESIDE_RAW

FIRST, SECOND, LAST = "ingest.surveys", "quantitative.change", "provenance.evidence"
ANSWERS, CHANGE = f"{SAFE}/people/answers.csv", f"{SAFE}/quantitative/change.csv"


def differences(study):
    """What is told, and the steps concerned."""
    return [(each.words, *each.steps) for each in audit(study).differences]


def test_an_untouched_study_agrees_and_the_comparisons_are_counted(tmp_path):
    found = audit(finished_study(tmp_path))
    assert found.differences == []
    assert found.checked > 20


def test_before_the_first_run_there_is_nothing_to_audit(tmp_path):
    with pytest.raises(MissingInput, match="no records"):
        audit(tiny_study(tmp_path))


def edited(study, path, text):
    assert (study / path).exists()
    written(study / path, text)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda study: edited(study, f"{SAFE}/people/answers.csv", "person,value\nP1,5\n"),
            [(f"result {ANSWERS} changed", FIRST, SECOND)],
        ),
        (
            lambda study: (study / f"{SAFE}/quantitative/change.csv").unlink(),
            [(f"result {CHANGE} is gone", SECOND)],
        ),
        (
            lambda study: edited(study, "data/raw/start.csv", "ID,Q1\nP-1,5\n"),
            [("raw file survey_start:1 (data/raw/start.csv) changed", FIRST)],
        ),
        (
            lambda study: tiny_study(study, ("analysis_plan", "minimum_pairs: 3", "minimum_pairs: 9")),
            [("config config/analysis_plan.yaml (inference) changed", SECOND)],
        ),
        (lambda study: tiny_study(study, ("study", "title: Tiny", "title: Other")), []),
        (
            lambda study: (study / f"{SAFE}/ledger.json").unlink(),
            [
                (f"ledger {SAFE}/ledger.json is gone or cannot be read", "provenance.ledger"),
                (f"result {SAFE}/ledger.json is gone", LAST),
            ],
        ),
        (
            lambda study: (study / "results/release/evidence.json").unlink(),
            [(f"release {RELEASED} is gone or cannot be read", "provenance.release"), (f"result {RELEASED} is gone", LAST)],
        ),
        (
            lambda study: edited(study, "results/release/evidence.json", '{"ledger_root": "00", "evidence": []}'),
            [
                (f"release {RELEASED} was made from another ledger", "provenance.ledger"),
                (f"result {RELEASED} changed", LAST),
            ],
        ),
        (
            lambda study: written(study / "results/release/extra.txt", "x"),
            [("result results/release/extra.txt was added: no step made it",)],
        ),
        (
            lambda study: written(study / "data/raw/stranger.csv", "x"),
            [
                (
                    "raw file data/raw/stranger.csv was added and is read by no source: declare it in config/sources.yaml, "
                    "or take it out of data/raw",
                )
            ],
        ),
    ],
    ids=[
        "edited",
        "lost",
        "raw",
        "config",
        "config nobody took",
        "ledger lost",
        "release lost",
        "release of another run",
        "result added",
        "raw added",
    ],
)
def test_each_kind_of_difference_is_named_with_the_steps_it_concerns(tmp_path, change, told):
    study = finished_study(tmp_path)
    change(study)
    assert differences(study) == told


def test_notes_of_the_scaffold_and_what_desktops_and_office_programs_leave_are_no_raw_files(tmp_path):
    study = finished_study(tmp_path)
    shutil.copytree(SCAFFOLD / "data/raw", study / "data/raw", dirs_exist_ok=True)
    for name in (".DS_Store", "~$end.xlsx", "Thumbs.db", "desktop.ini", "interviews/.DS_Store", "README"):
        written(study / "data/raw" / name, "x")
    assert (study / "data/raw/README.md").exists()
    assert differences(study) == []


def test_a_release_is_checked_with_the_same_exemptions_for_raw_files():
    [pattern] = re.findall(r'^BESIDE_RAW = re\.compile\(r"(.*)", re\.IGNORECASE\)$', AUDITOR.read_text("utf-8"), re.MULTILINE)
    assert pattern == BESIDE_RAW.pattern


def test_what_no_step_made_is_compared_where_it_lies_and_called_what_it_is(tmp_path):
    written(tmp_path / "config/prose/summary.md", "Mine.")
    same = file_digest(REPOSITORY / "report/style.css")
    read = {"report/style.css": same, "report/header.typ": "00", "Snakefile": "00", "config/prose/summary.md": "00"}

    def spoil(records):
        records[1]["inputs"]["read"] = [{"path": name, "sha256": sha256} for name, sha256 in read.items()]

    assert differences(finished_study(tmp_path, spoil)) == [
        ("prose config/prose/summary.md changed", SECOND),
        ("template report/header.typ changed", SECOND),
        ("workflow Snakefile changed", SECOND),
    ]


def test_a_raw_file_that_is_gone_is_told_so_where_its_source_may_be_empty(tmp_path):
    study = finished_study(tmp_path)
    tiny_study(study, ("sources", "wave: T0", "wave: T0, optional: true"))
    (study / "data/raw/start.csv").unlink()
    assert differences(study) == [("raw file survey_start:1 (data/raw/start.csv) is gone", FIRST)]


def test_a_raw_file_before_another_is_one_added_file(tmp_path):
    study = finished_study(tmp_path)
    tiny_study(study, ("sources", "start.csv", "'*a*.csv'"))
    written(study / "data/raw/a_new_one.csv", "ID,Q1\nP-9,1\n")
    assert differences(study) == [("raw file survey_start:1 (data/raw/a_new_one.csv) was added", FIRST)]


def test_downstream_are_the_files_made_with_the_help_of_what_differs(tmp_path):
    study = finished_study(tmp_path)
    edited(study, ANSWERS, "person,value\nP1,5\n")
    assert [each.downstream for each in audit(study).differences] == [(CHANGE,)]
    edited(study, "data/raw/start.csv", "ID,Q1\n")
    assert {each.kind: each.downstream for each in audit(study).differences}["raw file"] == (ANSWERS, CHANGE)


def test_a_file_inside_a_folder_of_results_is_named(tmp_path):
    def with_folder(records):
        folder = tmp_path / SAFE / "texts"
        written(folder / "one.txt", "1"), written(folder / "two.txt", "2")
        digests = file_digests(folder)
        records[0]["outputs"]["texts"] = {"path": f"{SAFE}/texts", "sha256": json_digest(digests), "files": digests}

    study = finished_study(tmp_path, with_folder)
    assert differences(study) == []
    edited(study, f"{SAFE}/texts/one.txt", "11")
    (study / f"{SAFE}/texts/two.txt").unlink()
    written(study / f"{SAFE}/texts/three.txt", "3")
    assert differences(study) == [
        (f"result {SAFE}/texts/one.txt changed", FIRST),
        (f"result {SAFE}/texts/three.txt was added", FIRST),
        (f"result {SAFE}/texts/two.txt is gone", FIRST),
    ]


def code(name, **digests):
    return lambda records: records[1]["code"]["scripts/quantitative/pairing.py"].update(digests)


def test_other_code_is_named(tmp_path):
    study = finished_study(tmp_path, code("pairing", sha256="00", normal="00"))
    assert differences(study) == [("imported code scripts/quantitative/pairing.py changed", SECOND)]


def test_code_that_differs_in_comments_only_is_cosmetic(tmp_path):
    [told] = audit(finished_study(tmp_path, code("pairing", sha256="00"))).differences
    assert told.cosmetic
    assert told.words == "imported code scripts/quantitative/pairing.py changed in comments or layout only"


def test_code_that_is_gone_is_named(tmp_path):
    def spoil(records):
        records[0]["code"]["scripts/ingest/lost.py"] = {"sha256": "00", "normal": "00"}

    assert differences(finished_study(tmp_path, spoil)) == [("imported code scripts/ingest/lost.py is gone", FIRST)]


@pytest.mark.parametrize(
    ("part", "told"), [("lock", "requirements.txt"), ("conda", "environment.yml"), ("installed", "the installed packages")]
)
def test_another_environment_is_named(tmp_path, part, told):
    def spoil(records):
        records[0]["environment"][part] = "00"

    assert differences(finished_study(tmp_path, spoil)) == [(f"environment {told} changed", FIRST)]


def test_a_config_slice_that_no_longer_exists_is_named(tmp_path):
    def spoil(records):
        records[1]["config"] = {"analysis_plan.magic": "00"}

    assert differences(finished_study(tmp_path, spoil)) == [("config config/analysis_plan.yaml (magic) changed", SECOND)]


def test_an_edited_result_with_an_edited_record_still_differs_from_the_ledger(tmp_path):
    study = finished_study(tmp_path)
    path = study / f"{SAFE}/records/quantitative.change.json"
    record = json.loads(path.read_text())
    result = written(study / f"{SAFE}/quantitative/change.csv", "behaviour,mean\nB1,9\n")
    record["outputs"]["change"]["sha256"] = file_digest(result)
    path.write_text(json.dumps(record))
    assert differences(study) == [("record quantitative.change differs from the ledger", SECOND)]


def test_a_ledger_edited_to_fit_no_longer_fits_its_root_and_the_release(tmp_path):
    study = finished_study(tmp_path)
    path = study / f"{SAFE}/ledger.json"
    ledger = json.loads(path.read_text())
    del ledger["entries"][0]
    path.write_text(json.dumps(ledger))
    of_ledger = "provenance.ledger"
    assert (f"ledger {SAFE}/ledger.json changed: its root does not match its entries", of_ledger) in differences(study)
    ledger["root"] = json_digest([[each["step"], each["digest"]] for each in ledger["entries"]])
    path.write_text(json.dumps(ledger))
    assert (f"release {RELEASED} was made from another ledger", of_ledger) in differences(study)
    written(study / RELEASED, json.dumps({"ledger_root": ledger["root"]}))
    written(study / "results/release/report.html", "Ledger 0123456789abcdef")
    assert differences(study)[0][0].startswith("release results/release/report.html names another ledger")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"step": "quantitative.change"}', "\udcff"])
def test_a_damaged_record_is_one_finding(tmp_path, content):
    study = finished_study(tmp_path)
    (study / f"{SAFE}/records/{SECOND}.json").write_text(content, encoding="utf-8", errors="surrogateescape")
    assert differences(study) == [(f"record {SECOND} cannot be read", SECOND)]


@pytest.mark.parametrize("content", ["", "[]", '{"root": 1, "entries": []}', '{"root": "", "entries": [1]}'])
def test_a_damaged_ledger_is_told_and_no_traceback(tmp_path, content):
    study = finished_study(tmp_path)
    written(study / f"{SAFE}/ledger.json", content)
    assert (f"ledger {SAFE}/ledger.json is gone or cannot be read", "provenance.ledger") in differences(study)


def test_a_ledger_whose_entries_lost_their_parts_is_told_and_no_traceback(tmp_path):
    study = finished_study(tmp_path)
    written(study / f"{SAFE}/ledger.json", '{"root": "", "entries": [{"step": "ingest.surveys"}, {}]}')
    assert (f"record {FIRST} differs from the ledger", FIRST) in differences(study)


@pytest.mark.parametrize("name", ["gate.json", "ledger.json", "evidence.json"])
@pytest.mark.parametrize("content", ["", "[]", '{"files": 1, "entries": 1}'])
def test_damaged_books_of_the_release_are_told_and_no_traceback(tmp_path, name, content):
    study = finished_study(tmp_path)
    written(study / "results/release" / name, content)
    assert any(f"release results/release/{name}" in words and "cannot be read" in words for words, *_ in differences(study))


def test_a_memory_of_releases_that_cannot_be_read_is_told_and_no_new_run_is_said_to_mend_it(tmp_path):
    study = finished_study(tmp_path)
    written(study / "published/cells.csv", "nothing of the kind\n")
    found = audit(study)
    assert [each.artefact for each in found.serious] == ["published/cells.csv"]
    assert not found.other


def test_of_many_files_downstream_some_are_named_unless_all_are_asked_for(tmp_path, monkeypatch, capsys):
    def spoil(records):
        more = {f"more{number}": f"{SAFE}/quantitative/more{number:02}.csv" for number in range(20)}
        for name, path in more.items():
            written(tmp_path / path, "x")
            records[1]["outputs"][name] = {"path": path, "sha256": file_digest(tmp_path / path)}

    study = finished_study(tmp_path, spoil)
    edited(study, ANSWERS, "person,value\n")
    for options, named, more in (([], 15, "and 6 more files downstream (ALL=yes lists them)"), (["--all"], 21, "")):
        monkeypatch.setattr(sys, "argv", ["audit", str(study), *options])
        assert main() == 1
        told = " ".join(capsys.readouterr().out.split())
        assert told.partition("downstream")[2].count(".csv") == named
        assert more in told
    monkeypatch.setattr(sys, "argv", ["audit", str(study), "--json"])
    assert main() == 1
    assert len(json.loads(capsys.readouterr().out)["differences"][0]["downstream"]) == 21


@pytest.mark.parametrize(("spoilt", "exit_code", "told"), [(False, 0, "Every hash agrees"), (True, 1, "changed")])
def test_the_command_ends_with_one_when_anything_differs(tmp_path, monkeypatch, capsys, spoilt, exit_code, told):
    study = finished_study(tmp_path)
    if spoilt:
        edited(study, "data/raw/start.csv", "ID,Q1\n")
    monkeypatch.setattr(sys, "argv", ["audit", str(study)])
    assert main() == exit_code
    assert told in capsys.readouterr().out


def test_the_command_ends_with_two_and_words_where_there_is_nothing_to_audit(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["audit", str(tiny_study(tmp_path))])
    assert main() == 2
    assert "make report" in capsys.readouterr().err


def test_the_command_advises_a_new_run_only_where_one_helps(tmp_path, monkeypatch, capsys):
    study = finished_study(tmp_path)
    written(study / "data/raw/stranger.csv", "x")
    monkeypatch.setattr(sys, "argv", ["audit", str(study)])
    assert main() == 1
    told = capsys.readouterr().out
    assert "declare it in config/sources.yaml" in told
    assert "make report" not in told
    edited(study, ANSWERS, "person,value\n")
    assert main() == 1
    assert "make report" in capsys.readouterr().out


def test_as_json_each_difference_has_its_parts(tmp_path, monkeypatch, capsys):
    study = finished_study(tmp_path)
    edited(study, ANSWERS, "person,value\n")
    monkeypatch.setattr(sys, "argv", ["audit", str(study), "--json"])
    assert main() == 1
    [told] = json.loads(capsys.readouterr().out)["differences"]
    assert (told["kind"], told["artefact"], told["state"], told["downstream"]) == ("result", ANSWERS, "changed", [CHANGE])
