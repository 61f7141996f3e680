"""Tampering by somebody who knows nothing of the implementation, and by somebody who knows it well."""

import ast
import hashlib
import json
import os
import subprocess
import sys
import zipfile

import pytest

from provenance.small_release import AUDITOR, RAW, audited, made_release, write
from scripts.commands.release import zipped
from scripts.ground.hashing import pretty_json
from scripts.provenance.alone.audit import Audit

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


def told(place, *arguments):
    ran = subprocess.run([sys.executable, "-I", str(AUDITOR), str(place), *arguments], capture_output=True, text=True)
    assert not ran.stderr
    return ran.stdout


def forge(place, name, more):
    """Edit a file and every copy of its hash, in the order in which they stand over each other."""
    then = {each: sha256(place / each) for each in FILES}
    (place / name).write_bytes((place / name).read_bytes() + more)
    for over in ("ledger.json", "codecheck.yml", "ro-crate-metadata.json", "gate.json"):
        text = (place / over).read_text(encoding="utf-8")
        for each, old in then.items():
            text = text.replace(old, sha256(place / each))
        (place / over).write_text(text, encoding="utf-8")
    gate = json.loads((place / "gate.json").read_text(encoding="utf-8"))
    gate["digest"] = digest({key: value for key, value in gate.items() if key != "digest"})
    (place / "gate.json").write_bytes(pretty_json(gate))


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
        (
            lambda record: record["code"]["scripts/ground/door.py"].update(sha256="0" * 64, normal="0" * 64),
            "scripts/ground/door.py",
        ),
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


def test_code_that_differs_between_steps_in_comments_only_is_a_note(files):
    """A docstring was edited while the evaluation ran: what the steps did is the same."""
    ledger = json.loads(files["ledger.json"])
    record = next(each["record"] for each in ledger["entries"] if each["step"] == "quantitative.change")
    record["code"]["scripts/ground/door.py"]["sha256"] = "0" * 64
    checked = Audit({**files, "ledger.json": json.dumps(ledger).encode()}, ["release"])
    checked._records_among_themselves()
    assert not checked.found
    [note] = checked.notes
    assert note.startswith("scripts/ground/door.py had other comments")
    assert "quantitative.change" in note


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


def test_a_hash_that_does_not_cover_the_report_says_so(place):
    """Numbers changed in the report with every hash that stands over it: the root alone cannot tell."""
    root = json.loads((place / "ledger.json").read_text(encoding="utf-8"))["root"]
    ledger, whole = sha256(place / "ledger.json"), hashlib.sha256(zipped(place, place.name)).hexdigest()
    assert "report.html, report.pdf, report.docx" in told(place, "--root", root)
    assert "codecheck.yml" in told(place, "--root", ledger)
    assert "does not cover" not in told(place, "--root", whole)
    forge(place, "report.docx", b" ")
    assert "Everything agrees" in told(place, "--root", root)
    assert named(place, "--root", ledger).keys() == named(place, "--root", whole).keys() == {"the release"}


def test_the_zip_and_its_unpacked_folder_have_one_hash(place, tmp_path):
    path = tmp_path / "small.zip"
    path.write_bytes(zipped(place, place.name))
    assert audited(path, "--root", sha256(path)) == audited(place, "--root", sha256(path)) == (0, [])
    assert "renamed" in named(place.rename(tmp_path / "other"), "--root", sha256(path))["the release"]["why"][0]


def test_a_file_beside_the_one_folder_of_a_zip_is_added_even_under_the_name_of_another(place, tmp_path):
    path = tmp_path / "small.zip"
    path.write_bytes(zipped(place, "small"))
    for name in ("hashlib.py", "report.html"):
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(name, b"x")
    assert {name: each["state"] for name, each in named(path).items()} == {
        "../hashlib.py": "was added",
        "../report.html": "was added",
    }


@pytest.mark.parametrize("module", ["hashlib", "__future__", "re", "argparse", "zipfile"])
@pytest.mark.parametrize("cwd", [".", ".."])
def test_a_file_that_bears_the_name_of_a_module_does_not_stand_in_for_it(place, module, cwd):
    (place / f"{module}.py").write_text('print("Everything agrees")\nraise SystemExit(0)\n', encoding="utf-8")
    program = "audit.py" if cwd == "." else f"{place.name}/audit.py"
    ran = subprocess.run([sys.executable, "-B", program], cwd=place / cwd, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert f"{module}.py was added" in ran.stdout


@pytest.mark.parametrize("name", ["report.pdf", "tables"])
def test_a_link_is_no_file_of_a_release_though_its_target_is_the_same(place, tmp_path, name):
    (place / name).rename(tmp_path / "away")
    (place / name).symlink_to(tmp_path / "away")
    assert "link" in named(place)[name]["why"][0]


def test_another_root_in_one_file_accuses_that_file_and_not_the_ledger(place):
    root = json.loads((place / "ledger.json").read_text(encoding="utf-8"))["root"]
    path = place / "README.md"
    path.write_text(path.read_text(encoding="utf-8").replace(root, root[::-1]), encoding="utf-8")
    assert named(place).keys() == {"README.md"}


@pytest.mark.parametrize("name", ["analysis_plan.yaml", "tables/tbl-change.csv"])
def test_of_files_bound_together_the_edited_one_alone_is_named(place, name):
    (place / name).write_bytes((place / name).read_bytes() + b"\n")
    found = named(place)
    assert found.keys() == {name}
    assert any("as its record in ledger.json says" in why for why in found[name]["why"])


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


@pytest.mark.parametrize("name", ["ledger.json", "evidence.json", "gate.json", "ro-crate-metadata.json"])
@pytest.mark.parametrize(
    "content", ["", "[]", '{"entries": [{"step": 1}], "root": 3}', '{"entries": [1], "evidence": [1], "files": 1, "@graph": [1]}']
)
def test_data_of_another_form_are_told_without_a_traceback_and_nothing_else_is_accused(place, name, content):
    (place / name).write_text(content, encoding="utf-8")
    assert name in named(place)
    if content in ("", "[]"):
        assert named(place).keys() == {name}


@pytest.mark.parametrize("name", ["ledger.json", "evidence.json"])
def test_a_lost_file_is_the_only_one_accused(place, name):
    (place / name).unlink()
    assert named(place).keys() == {name}
