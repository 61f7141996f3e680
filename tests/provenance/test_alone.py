"""Tampering by somebody who knows nothing of the implementation, and by somebody who knows it well."""

import ast
import hashlib
import json
import os
import sys
import zipfile

import pytest

from provenance.small_release import AUDITOR, RAW, audited, made_release, write

FILES = (
    "CITATION.cff", "README.md", "Snakefile", "analysis_plan.yaml", "audit.py", "codebook.csv", "codecheck.yml", "evidence.json",
    "gate.json", "ledger.json", "logic_model.yaml", "report.docx", "report.html", "report.pdf", "ro-crate-metadata.json",
    "tables/tbl-change.csv",
)  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return made_release(tmp_path_factory.mktemp("made"))


@pytest.fixture
def place(files, tmp_path):
    return write(files, tmp_path / "release")


def named(place, *arguments):
    code, found = audited(place, *arguments)
    assert code == 1
    return {each["artefact"]: each for each in found}


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def test_it_needs_the_standard_library_only():
    tree = ast.parse(AUDITOR.read_text(encoding="utf-8"), feature_version=(3, 9))
    imported = {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names)
    assert not imported & {"socket", "urllib", "http", "subprocess"}


def test_an_untouched_release_agrees(files, place):
    assert sorted(files) == sorted(FILES)
    assert audited(place) == (0, [])


def test_a_folder_that_is_no_release_cannot_be_checked(tmp_path):
    assert audited(tmp_path)[0] == 2


@pytest.mark.parametrize("name", FILES)
def test_an_edit_is_named_though_size_and_time_stay(place, name):
    path = place / name
    was = path.stat()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert path.stat().st_size == was.st_size
    assert name in named(place)


@pytest.mark.parametrize("name", FILES)
def test_a_lost_file_is_named(place, name):
    (place / name).unlink()
    assert named(place)[name]["state"] == "is missing"


@pytest.mark.parametrize("name", ["note.txt", "tables/tbl-more.csv", ".hidden"])
def test_an_added_file_is_named(place, name):
    (place / name).write_text("x", encoding="utf-8")
    assert named(place)[name]["state"] == "was added"


@pytest.mark.parametrize("name", [name for name in FILES if name != "gate.json"])
def test_a_file_edited_with_every_copy_of_its_hash_is_found(place, name):
    before = {each: sha256(place / each) for each in FILES}
    (place / name).write_bytes((place / name).read_bytes() + b" ")
    for _ in FILES:
        for path in (place / each for each in FILES):
            text = path.read_bytes()
            for each, old in before.items():
                text = text.replace(old.encode(), sha256(place / each).encode())
            path.write_bytes(text)
        after = {each: sha256(place / each) for each in FILES}
        if after == before:
            break
        before = after
    assert named(place)


@pytest.mark.parametrize(
    ("spoil", "artefact"),
    [
        (
            lambda record: record["code"]["scripts/quantitative/change.py"].update(sha256="0" * 64),
            "scripts/quantitative/change.py",
        ),
        (lambda record: record["code"]["scripts/ground/door.py"].update(sha256="0" * 64), "scripts/ground/door.py"),
        (lambda record: record["config"].update({"analysis_plan.inference": "0" * 64}), "ledger.json"),
        (lambda record: record["environment"].update(lock="0" * 64), "the environment"),
        (lambda record: record["outputs"]["change"].update(keyed="0" * 64), "result change of quantitative.change"),
    ],
    ids=["script", "imported helper", "config", "environment", "intermediate result"],
)
def test_a_digest_edited_in_the_ledger_with_its_root_is_found(place, spoil, artefact):
    path = place / "ledger.json"
    ledger = json.loads(path.read_text(encoding="utf-8"))
    spoil(next(each["record"] for each in ledger["entries"] if each["step"] == "quantitative.change"))
    for each in ledger["entries"]:
        each["digest"] = digest(each["record"])
    ledger["root"] = digest([[each["step"], each["digest"]] for each in ledger["entries"]])
    path.write_text(json.dumps(ledger), encoding="utf-8")
    found = named(place)
    assert artefact in found
    assert any("report.html names another root" in why for why in found["ledger.json"]["why"])


def test_the_report_and_the_evidence_edited_together_no_longer_fit_the_ledger(place):
    for name in ("report.html", "evidence.json"):
        text = (place / name).read_text(encoding="utf-8").replace("+0.57", "+0.97")
        (place / name).write_text(text, encoding="utf-8")
    found = named(place)
    assert any("provenance.entries" in why for why in found["evidence.json"]["why"])
    assert {"report.html", "report.pdf", "report.docx"} <= {*found["evidence.json"]["downstream"]}


def test_a_number_that_the_report_prints_otherwise_is_named_by_its_id(place):
    path = place / "report.html"
    path.write_text(path.read_text(encoding="utf-8").replace("+0.57", "+0.58"), encoding="utf-8")
    assert any("behaviour.B1.mean" in why for why in named(place)["report.html"]["why"])


def test_an_edited_plan_is_named_with_everything_that_rests_on_it(place):
    (place / "analysis_plan.yaml").write_bytes(b"version: '2'\n")
    found = named(place)["analysis_plan.yaml"]
    assert found["concerns"] == ["quantitative.change"]
    assert {"provenance.entries", "evidence.json", "report.html"} <= {*found["downstream"]}


@pytest.mark.parametrize("known", ["root", "ledger", "other"])
def test_a_hash_known_from_elsewhere_is_compared(place, known):
    root = json.loads((place / "ledger.json").read_text(encoding="utf-8"))["root"]
    told = {"root": root[:16], "ledger": sha256(place / "ledger.json"), "other": "0123456789abcdef"}[known]
    code, found = audited(place, "--root", told)
    assert (code, bool(found)) == ((1, True) if known == "other" else (0, False))


def test_the_name_of_a_zip_is_compared_with_its_ledger(files, tmp_path):
    root = json.loads(files["ledger.json"])["root"]
    for name, code in ((f"small-{root[:12]}.zip", 0), ("small-0123456789ab.zip", 1)):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for each, content in files.items():
                archive.writestr(each, content)
        assert audited(tmp_path / name)[0] == code


@pytest.fixture
def raw(tmp_path):
    return write(RAW, tmp_path / "raw")


def test_raw_data_are_known_by_their_keyed_digests(place, raw):
    assert audited(place, "--raw", str(raw)) == (0, [])


def test_an_edited_raw_file_is_named_by_source_with_everything_downstream_and_never_by_its_name(place, raw):
    path = raw / "data/Hattie start.csv"
    path.write_bytes(path.read_bytes().replace(b"4", b"3"))
    found = named(place, "--raw", str(raw))
    assert found["raw source start"]["concerns"] == ["ingest.surveys"]
    assert {"quantitative.change", "report.html"} <= {*found["raw source start"]["downstream"]}
    assert "Hattie" not in json.dumps(found)


def test_a_lost_and_an_added_raw_file_are_told(place, raw):
    (raw / "data/end.csv").unlink()
    (raw / "data/more.csv").write_bytes(b"x")
    assert {"raw source end", "a raw file"} <= named(place, "--raw", str(raw)).keys()


def test_another_key_cannot_check_raw_data(place, raw, tmp_path):
    (tmp_path / "key").write_bytes(bytes(range(32)))
    assert audited(place, "--raw", str(raw), "--key-file", str(tmp_path / "key"))[0] == 2


def test_data_of_another_form_are_told_without_a_traceback(place):
    (place / "ledger.json").write_text('{"entries": [{"step": 1}], "root": 3}', encoding="utf-8")
    assert "ledger.json" in named(place)
